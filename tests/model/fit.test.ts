// Accepted when the view of a structure's frame shows all of it, and is a view for every frame.

import { expect, test } from 'vitest';
import { placeNumbers } from '../../src/model/coordinate.ts';
import { frameView } from '../../src/model/fit.ts';
import { clampedView, MAX_VIEW_WIDTH, sameView } from '../../src/model/view.ts';

test.each([
  [[0, 0], 2],
  [[-3.5, 1e4], 0.25],
  [[1e-6, 0], 1e-9],
  [[0, 7], 4e8],
] as const)('a frame around %j of radius %d is in view, with little beside it', (center, radius) => {
  const view = frameView({ center, radius, vertices: 9 });
  expect(placeNumbers(view.center)).toEqual(center);
  expect(view.radius).toBeGreaterThan(1.01 * radius);
  expect(view.radius).toBeLessThan(1.2 * radius);
});

test('a lone vertex is seen together with the origin, which is seen over ±1', () => {
  const { radius } = frameView({ center: [3, -40], radius: 0, vertices: 1 });
  expect(radius).toBeGreaterThan(40);
  expect(radius).toBeLessThan(48);
  expect(frameView({ center: [0, 0], radius: 0, vertices: 1 }).radius).toBeCloseTo(1.05, 12);
});

test('beyond the widest view there is the widest', () => {
  const view = frameView({ center: [1e30, -5], radius: 1e31, vertices: 2 });
  expect(view.radius).toBe(MAX_VIEW_WIDTH / 2);
  expect(sameView(view, clampedView(view))).toBe(true);
});
