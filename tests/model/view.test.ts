// Accepted when a view gives the same points at every size of the picture, keeps places that f64 cannot, and is never one that cannot
// be shown.

import { describe, expect, test } from 'vitest';
import { coordinateOf, parseCoordinate, placeNumbers, placeOf } from '../../src/model/coordinate.ts';
import { offset1, offset2 } from '../../src/model/grid.ts';
import { clampedView, gridOf, MAX_VIEW_WIDTH, MIN_VIEW_WIDTH, offsetOf, placeAt, viewAround } from '../../src/model/view.ts';

test('the square centre ± radius fits the shorter side of every picture, edge to edge', () => {
  for (const [width, height] of [
    [1280, 720],
    [390, 844],
    [100, 100],
  ]) {
    const grid = gridOf(viewAround([1, -2], 4), width, height);
    expect(grid).toMatchObject({ center: placeOf([1, -2]), shift: [0, 0], width, height });
    expect(grid.step[0]).toBe(grid.step[1]);
    expect(grid.step[0] * Math.min(width, height)).toBeCloseTo(8, 12);
  }
});

describe('views are brought to what can be shown', () => {
  test.each([
    ['too narrow', [0, 0], 1e-31, [0, 0], MIN_VIEW_WIDTH / 2],
    ['narrow and far', [0, -1000], 1e-20, [0, -1000], 1e-20],
    ['too wide', [0, 0], 1e300, [0, 0], MAX_VIEW_WIDTH / 2],
    ['too far away', [1e12, -1e300], 3, [1e9, -1e9], 3],
    ['not a number', [0, 0], Number.NaN, [0, 0], 1],
    ['fine', [0.1, 0.2], 3, [0.1, 0.2], 3],
  ] as const)('%s', (_, [x1, x2], radius, expected, expectedRadius) => {
    const view = clampedView({ center: [coordinateOf(x1), coordinateOf(x2)], radius });
    expect(placeNumbers(view.center)).toEqual(expected);
    expect(view.radius).toBe(expectedRadius);
  });
});

describe('a place', () => {
  const deep = { center: [parseCoordinate('0.1'), parseCoordinate('-0.7')] as [bigint, bigint], radius: 5e-14 };

  test('is kept where f64 is too coarse for it, to a millionth of the view', () => {
    const place = placeAt(deep, [1.25e-18, -3e-18]);
    expect(offsetOf(deep, place)).toEqual([1.25e-18, -3e-18]);
    expect(placeNumbers(place)).toEqual([0.1, -0.7]);
  });

  test('is what the grid around it is made of, to the last digit', () => {
    const view = { ...deep, center: placeAt(deep, [1.25e-18, -3e-18]) };
    const grid = gridOf(view, 100, 80);
    expect(grid.center).toEqual(view.center);
    expect([offset1(grid, 99), offset2(grid, 0)]).toEqual([49.5 * grid.step[0], -39.5 * grid.step[1]]);
  });
});
