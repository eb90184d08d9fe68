// Accepted when the largest circle in a convex polygon lies in it and touches as many sides as it must: no other is larger.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestCircle } from '../../src/regions/largest-circle.ts';

type Point = readonly [number, number];

/** How far inside of each side a point lies. */
function depths(polygon: readonly Point[], [x, y]: Point): number[] {
  return polygon.map(([a, b], n) => {
    const [c, d] = polygon[(n + 1) % polygon.length];
    return ((c - a) * (y - b) - (d - b) * (x - a)) / Math.hypot(c - a, d - b);
  });
}

/** The largest distance to the nearest side, which is concave, by narrowing it down along both axes. */
function searched(polygon: readonly Point[]): number {
  const best = (f: (t: number) => number, from: number, to: number): number => {
    let [a, b] = [from, to];
    for (let n = 0; n < 90; n++) {
      const [s, t] = [a + (b - a) / 3, b - (b - a) / 3];
      if (f(s) < f(t)) a = s;
      else b = t;
    }
    return f((a + b) / 2);
  };
  const range = (axis: 0 | 1) => {
    const all = polygon.map((corner) => corner[axis]);
    return [Math.min(...all), Math.max(...all)] as const;
  };
  return best((x) => best((y) => Math.min(...depths(polygon, [x, y])), ...range(1)), ...range(0));
}

const onCircle = (angles: readonly number[], scale: Point, turn: number): Point[] =>
  [...new Set(angles)]
    .sort((a, b) => a - b)
    .map((angle) => {
      const [x, y] = [scale[0] * Math.cos(angle), scale[1] * Math.sin(angle)];
      return [Math.cos(turn) * x - Math.sin(turn) * y + 3, Math.sin(turn) * x + Math.cos(turn) * y - 7] as const;
    });

test('no circle in a convex polygon is larger, and it lies inside', () => {
  const angles = fc.uniqueArray(fc.integer({ min: 0, max: 359 }), { minLength: 3, maxLength: 24 });
  const stretch = fc.double({ min: 0.01, max: 1, noNaN: true });
  fc.assert(
    fc.property(angles, stretch, fc.double({ min: 0, max: 7, noNaN: true }), (degrees, thin, turn) => {
      const polygon = onCircle(
        degrees.map((degree) => (degree * Math.PI) / 180),
        [1, thin],
        turn,
      );
      const { center, radius } = largestCircle(polygon);
      expect(Math.min(...depths(polygon, center))).toBeCloseTo(radius, 9);
      expect(radius).toBeCloseTo(searched(polygon), 7);
    }),
    { numRuns: 100 },
  );
});

test.each<[string, readonly Point[], Point | null, number]>([
  [
    'a square',
    [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ],
    [1, 1],
    1,
  ],
  [
    'a rectangle, where many circles are as large',
    [
      [0, 0],
      [4, 0],
      [4, 2],
      [0, 2],
    ],
    null,
    1,
  ],
  [
    'a right triangle',
    [
      [0, 0],
      [4, 0],
      [0, 3],
    ],
    [1, 1],
    1,
  ],
  [
    'a triangle that is 1e-30 wide',
    [
      [0, 0],
      [4e-30, 0],
      [0, 3e-30],
    ],
    [1e-30, 1e-30],
    1e-30,
  ],
  [
    'one with a corner twice and one on a side',
    [
      [0, 0],
      [1, 0],
      [2, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ],
    [1, 1],
    1,
  ],
])('%s', (_, polygon, center, radius) => {
  const circle = largestCircle(polygon);
  expect(circle.radius / radius).toBeCloseTo(1, 12);
  if (center) for (const axis of [0, 1]) expect(circle.center[axis] / center[axis]).toBeCloseTo(1, 12);
});

test('what has no area has no circle but a point', () => {
  expect(
    largestCircle([
      [0, 0],
      [1, 1],
      [2, 2],
    ]).radius,
  ).toBe(0);
});
