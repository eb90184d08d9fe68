// Acceptance: the others' share is what the processors did less what this process did, and a share at all events.
import { expect, test } from 'vitest';
import { othersShare, watchOthers } from '../../bench/other-load.ts';

const START = { busy: 1000, idle: 500, own: 20 };

test.each([
  ['a quiet machine', { busy: 1600, idle: 900, own: 620 }, 0],
  ['a quiet machine whose clocks are apart', { busy: 1590, idle: 910, own: 630 }, 0],
  ['a machine that others have half of', { busy: 2000, idle: 500, own: 520 }, 0.5],
  ['no time at all', START, 0],
])('%s', (_, after, share) => {
  expect(othersShare(START, after)).toBe(share);
});

test('the result of the work comes back', async () => {
  const { result, othersShare } = await watchOthers(async () => 7);
  expect(result).toBe(7);
  expect(othersShare).toBeGreaterThanOrEqual(0);
  expect(othersShare).toBeLessThanOrEqual(1);
});
