// Accepted when the hull of random points holds all of them and turns one way, and rays leave it exactly on its border.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { convexHull, distanceOut, type Point } from '../../src/ui/convex-hull.ts';

const coordinate = fc.integer({ min: -50, max: 50 });
const points = fc.uniqueArray(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 30, selector: String });
const turn = (a: Point, b: Point, c: Point) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
const sides = (hull: readonly Point[]) => hull.map((a, i): [Point, Point] => [a, hull[(i + 1) % hull.length]]);

it('every point lies in the hull, and its corners are among the points', () => {
  fc.assert(
    fc.property(points, (all) => {
      const hull = convexHull(all);
      for (const corner of hull) expect(all).toContainEqual(corner);
      for (const [a, b] of sides(hull)) for (const point of all) expect(turn(a, b, point)).toBeGreaterThanOrEqual(0);
    }),
  );
});

it('a ray from inside ends on the border', () => {
  fc.assert(
    fc.property(points, fc.double({ min: 0, max: 7, noNaN: true }), (all, angle) => {
      const hull = convexHull(all);
      fc.pre(hull.length > 2);
      const middle: Point = [0, 1].map((i) => hull.reduce((sum, p) => sum + p[i], 0) / hull.length) as [number, number];
      const direction: Point = [Math.cos(angle), Math.sin(angle)];
      const distance = distanceOut(hull, middle, direction);
      const end: Point = [middle[0] + direction[0] * distance, middle[1] + direction[1] * distance];
      const gaps = sides(hull).map(([a, b]) => turn(a, b, end) / Math.hypot(b[0] - a[0], b[1] - a[1]));
      expect(Math.min(...gaps)).toBeCloseTo(0, 6);
    }),
  );
});

it('a point outside has no way to go', () => {
  const square = convexHull([
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [1, 1],
  ]);
  expect(square).toHaveLength(4);
  expect(distanceOut(square, [1, 1], [1, 0])).toBe(1);
  expect(distanceOut(square, [3, 1], [1, 0])).toBe(0);
});
