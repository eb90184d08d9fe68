// Acceptance: a case keeps to its limit, is warmed up wherever there is time for it, and its time is the median.
import { describe, expect, test } from 'vitest';
import { median, planRuns } from '../../bench/timing.ts';

describe('planRuns', () => {
  test.each([
    [31, null],
    [30, { warmUp: false, runs: 1 }],
    [11, { warmUp: false, runs: 1 }],
    [10, { warmUp: true, runs: 2 }],
    [7, { warmUp: true, runs: 3 }],
    [0.1, { warmUp: true, runs: 5 }],
  ])('plans runs of %d s within 30 s', (estimate, plan) => {
    expect(planRuns(estimate * 1000, 30_000)).toEqual(plan);
  });
});

describe('median', () => {
  test('is the middle time, or the mean of the middle two', () => {
    expect(median([9, 1, 4])).toBe(4);
    expect(median([9, 1, 4, 6])).toBe(5);
  });

  test('of no times does not exist', () => {
    expect(() => median([])).toThrow(new RangeError('There is no median of no times.'));
  });
});
