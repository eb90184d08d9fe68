// Accepted when the plot's axes are logarithmic, hold all counts with room around them, and have a few round ticks at any size.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countDomain, logPlace, logTicks, SIDES } from '../../src/ui/region-plot.ts';

const count = fc.integer({ min: 1, max: 50_000_000 });

test('grids double from 16² to 4096² points', () => {
  expect([SIDES[0], SIDES[SIDES.length - 1]]).toEqual([16, 4096]);
  for (let i = 1; i < SIDES.length; i++) expect(SIDES[i]).toBe(2 * SIDES[i - 1]);
});

describe('the vertical axis', () => {
  test('has every count inside, with the same room above as below', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 11 }), (counts) => {
        const [lo, hi] = countDomain(counts);
        const [least, most] = [Math.min(...counts), Math.max(...counts)];
        expect(lo).toBeLessThanOrEqual(least / 1.2);
        expect(hi / most).toBeCloseTo(least / lo, 9);
        // Counts fill most of an axis that they spread over.
        if (most > 10 * least) expect(Math.log(most / least) / Math.log(hi / lo)).toBeGreaterThan(0.75);
      }),
    );
  });

  test('has at most five ticks, round ones within it', () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        const [lo, hi] = countDomain([a, b]);
        const ticks = logTicks(lo, hi);
        expect(ticks.length).toBeLessThanOrEqual(5);
        for (const tick of ticks) {
          expect(tick >= lo && tick <= hi).toBe(true);
          expect(`${tick}`).toMatch(/^[125]0*$/);
        }
        if (hi / lo > 2.5 && lo >= 1) expect(ticks.length).toBeGreaterThan(0);
      }),
    );
    expect(logTicks(80, 260)).toEqual([100, 200]);
    expect(logTicks(0.9, 1e7)).toEqual([1, 100, 10_000, 1_000_000]);
  });
});

test('equal factors are equal lengths', () => {
  expect(logPlace(16 ** 2, [256, 4096 ** 2], 34, 250)).toBe(34);
  expect(logPlace(4096 ** 2, [256, 4096 ** 2], 34, 250)).toBe(250);
  expect(logPlace(256 ** 2, [256, 4096 ** 2], 34, 250)).toBeCloseTo(142, 9);
});
