// Acceptance: the bar is seen on terminals only, only on long jobs, not too often, and is gone in the end.
import { beforeEach, describe, expect, test } from 'vitest';
import { createProgress } from '../../src/cli/progress.ts';

describe('createProgress', () => {
  let [time, written]: [number, string[]] = [0, []];
  beforeEach(() => {
    [time, written] = [0, []];
  });
  const bar = (isTTY: boolean) => createProgress({ isTTY, write: (text) => written.push(text) }, () => time);
  const at = (milliseconds: number, action: () => void) => {
    time = milliseconds;
    action();
  };

  test('is silent where the stream is no terminal', () => {
    const progress = bar(false);
    at(5000, () => progress.update(0.5));
    at(6000, () => progress.end());
    expect(written).toEqual([]);
  });

  test('is silent on jobs shorter than a second', () => {
    const progress = bar(true);
    at(999, () => progress.update(0.9));
    at(1100, () => progress.end());
    expect(written).toEqual([]);
  });

  test('shows the fraction done and the time left, and is taken off in the end', () => {
    const progress = bar(true);
    at(2000, () => progress.update(0.25));
    expect(written[0]).toBe(`\r\x1b[K[${'#'.repeat(8)}${'.'.repeat(22)}] 25 %, 6 s left`);
    at(60_000, () => progress.update(0.25));
    expect(written[1]).toContain('25 %, 3 min 0 s left');
    progress.end();
    progress.end();
    expect(written.slice(2)).toEqual(['\r\x1b[K']);
  });

  test('is drawn ten times a second at most', () => {
    const progress = bar(true);
    for (let ms = 1000; ms < 2000; ms++) at(ms, () => progress.update(ms / 4000));
    expect(written).toHaveLength(10);
  });

  test('says nothing of the time left before anything is done', () => {
    const progress = bar(true);
    at(1500, () => progress.update(0));
    expect(written[0]).toBe(`\r\x1b[K[${'.'.repeat(30)}] 0 %`);
  });
});
