// Long work must be cut into slices that follow its measured pace, whatever single slices take.
import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/gpu/slices.ts';

const HUNDRED_MULTIPLY_ADDS = 100;

describe('the pace', () => {
  it('begins with what a slow software adapter does in 50 ms, in whole quads', () => {
    const points = new Pace().pointsFor('a', HUNDRED_MULTIPLY_ADDS);
    expect(points % 16).toBe(0);
    expect(points).toBeGreaterThan(50_000);
    expect(points).toBeLessThanOrEqual(100_000);
  });

  it('never falls under a few points', () => {
    expect(new Pace().pointsFor('a', 1e12)).toBe(16);
  });

  it('finds 50 ms of any rate within a few slices', () => {
    for (const pointsPerMs of [3, 300, 30_000, 3_000_000]) {
      const pace = new Pace();
      let ms = 0;
      for (let slice = 0; slice < 16; slice++) {
        const points = pace.pointsFor('a', HUNDRED_MULTIPLY_ADDS);
        // One ms of latency comes on top of each.
        ms = points / pointsPerMs;
        pace.learn('a', points, ms + 1);
      }
      expect(ms).toBeGreaterThan(35);
      expect(ms).toBeLessThan(pointsPerMs === 3 ? 90 : 60);
    }
  });

  it('keeps one kind of work apart from another', () => {
    const pace = new Pace();
    pace.learn('a', 1e6, 10);
    expect(pace.pointsFor('b', HUNDRED_MULTIPLY_ADDS)).toBe(new Pace().pointsFor('b', HUNDRED_MULTIPLY_ADDS));
  });
});
