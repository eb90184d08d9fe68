// Acceptance: a grid over bounds has the points of np.linspace to an ULP of the bounds, ends included, symmetric about its centre.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeNumbers, placeOf } from '../../src/model/coordinate.ts';
import { GridError } from '../../src/model/errors.ts';
import { fieldValues } from '../../src/model/field.ts';
import { checkDifferenceAxes, gridAround, gridOverBounds, offset1, offset2 } from '../../src/model/grid.ts';

describe('gridOverBounds', () => {
  test('has the points of linspace on both axes', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 300 }),
        (lo, extent, n) => {
          const hi = lo + extent;
          const grid = gridOverBounds([lo, hi, -hi, -lo], n, n);
          const [c1, c2] = placeNumbers(grid.center);
          const close = 4e-16 * (Math.abs(lo) + Math.abs(hi));
          for (const i of [0, 1, Math.floor(n / 2), n - 1]) {
            expect(Math.abs(c1 + offset1(grid, i) - (lo + ((hi - lo) * i) / (n - 1)))).toBeLessThanOrEqual(close);
            expect(Math.abs(c2 + offset2(grid, i) - (-hi + ((hi - lo) * i) / (n - 1)))).toBeLessThanOrEqual(close);
          }
          expect(offset1(grid, 0)).toBe(-offset1(grid, n - 1));
        },
      ),
    );
  });

  test('puts a single point at the lower end, as linspace does', () => {
    const grid = gridOverBounds([2, 5, -1, 1], 1, 3);
    const [c1, c2] = placeNumbers(grid.center);
    expect(c1 + offset1(grid, 0)).toBe(2);
    expect([0, 1, 2].map((j) => c2 + offset2(grid, j))).toEqual([-1, 0, 1]);
  });

  test('keeps steps that the centre is too coarse for', () => {
    const grid = { center: placeOf([1e6, -3]), shift: [0, 0] as const, step: [2 ** -50, 2 ** -50] as const, width: 5, height: 4 };
    expect([0, 1, 2, 3, 4].map((i) => offset1(grid, i))).toEqual([-2, -1, 0, 1, 2].map((n) => n * 2 ** -50));
    expect([0, 3].map((j) => offset2(grid, j))).toEqual([-1.5 * 2 ** -50, 1.5 * 2 ** -50]);
  });
});

describe('gridAround', () => {
  test('has its ends on the longer side, and square cells around the very place', () => {
    const place = [1n, -(10n ** 59n)] as const;
    const grid = gridAround(place, 1e-30, 9, 5);
    expect(grid.center).toBe(place);
    expect([0, 4, 8].map((i) => offset1(grid, i))).toEqual([-5e-31, 0, 5e-31]);
    expect([0, 2, 4].map((j) => offset2(grid, j))).toEqual([-2.5e-31, 0, 2.5e-31]);
    expect(gridAround(place, 3, 1, 1).step).toEqual([3, 3]);
  });
});

describe('checkDifferenceAxes', () => {
  test('refuses axes with fewer than two points in a sentence', () => {
    expect(() => checkDifferenceAxes(1, 9)).toThrow(GridError);
    expect(() => checkDifferenceAxes(2, 1)).toThrow(/^The grid has 2 × 1 points; /);
    expect(() => checkDifferenceAxes(2, 2)).not.toThrow();
  });
});

describe('fieldValues', () => {
  test('adds the base in the data’s own precision', () => {
    const data = Float64Array.of(0, 1e-12);
    expect(fieldValues({ width: 2, height: 1, base: 0, data })).toBe(data);
    expect([...fieldValues({ width: 2, height: 1, base: 3, data })]).toEqual([3, 3 + 1e-12]);
    expect([...fieldValues({ width: 2, height: 1, base: 3, data: Float32Array.of(0.5, -1) })]).toEqual([3.5, 2]);
  });
});
