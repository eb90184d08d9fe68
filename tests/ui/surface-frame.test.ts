// Accepted when no number of the frame lies on the box or on another number, from wherever the box is seen, and all of them tell the truth.
import { describe, expect, it } from 'vitest';
import { DEFAULT_SURFACE_CAMERA } from '../../src/model/surface-camera.ts';
import { viewAround } from '../../src/model/view.ts';
import { distanceOut, type Point } from '../../src/ui/convex-hull.ts';
import { axesOf, sightOf } from '../../src/ui/surface-frame.ts';
import { type PlacedText, placeAxis } from '../../src/ui/surface-numbers.ts';

const SIZES: readonly Point[] = [
  [1280, 720],
  [420, 400],
  [390, 700],
];
const widthOf = (text: string) => 7 * text.length;

function placed(size: Point, azimuth: number, elevation: number) {
  const camera = { ...DEFAULT_SURFACE_CAMERA, azimuth, elevation };
  const axes = axesOf({ view: viewAround([0.5, -1], 3), domain: [-0.25, 1.5], quantity: 'y', camera }, size);
  const sight = sightOf(camera, size);
  const taken: PlacedText[] = [];
  const found = axes.map((axis) => {
    const one = placeAxis(axis, sight, taken, widthOf(axis.name), widthOf);
    if (one) taken.push(...one.numbers);
    return one;
  });
  return { axes, sight, taken, found };
}

const DIAGONALS: readonly Point[] = [1, 3, 5, 7].map((n) => [Math.cos((n * Math.PI) / 4), Math.sin((n * Math.PI) / 4)]);

const DIRECTIONS = Array.from({ length: 24 }, (_, n) => (n / 12 - 1) * Math.PI).flatMap((azimuth) =>
  [-1.5, -0.8, -0.2, 0, 0.1, 0.55, 1, 1.57].map((elevation) => [azimuth, elevation] as const),
);

describe.each(SIZES)('in a picture of %i × %i', (...size) => {
  it('numbers lie outside the box', () => {
    for (const [azimuth, elevation] of DIRECTIONS) {
      const { sight, taken } = placed(size, azimuth, elevation);
      expect(taken.length).toBeGreaterThan(2);
      for (const { middle } of taken) {
        // From inside there is a way to go in all directions.
        const ways = DIAGONALS.map((direction) => distanceOut(sight.hull, middle, direction));
        expect(Math.min(...ways)).toBe(0);
      }
    }
  });

  it('numbers do not overlap', () => {
    for (const [azimuth, elevation] of DIRECTIONS) {
      const { taken } = placed(size, azimuth, elevation);
      for (const [n, a] of taken.entries())
        for (const b of taken.slice(n + 1)) {
          const apart = ([0, 1] as const).map((i) => Math.abs(a.middle[i] - b.middle[i]) - a.half[i] - b.half[i]);
          expect(Math.max(...apart)).toBeGreaterThan(0);
        }
    }
  });

  it('numbers of the default camera are in the picture', () => {
    const { azimuth, elevation } = DEFAULT_SURFACE_CAMERA;
    const { taken, found } = placed(size, azimuth, elevation);
    expect(found).not.toContain(null);
    for (const { middle, half } of taken) {
      expect(Math.min(middle[0] - half[0], size[0] - middle[0] - half[0])).toBeGreaterThan(0);
      expect(Math.min(middle[1] - half[1], size[1] - middle[1] - half[1])).toBeGreaterThan(0);
    }
  });
});

it('ticks lie where their numbers say', () => {
  const [x1, x2, z] = placed([800, 400], 0.6, 0.5).axes;
  const number = (text: string) => Number(text.replace('−', '-'));
  // The view is 12 wide around 0.5 and 6 high around −1; the domain is 1.75 long.
  for (const { at, text } of x1.ticks) expect(-5.5 + 12 * at).toBeCloseTo(number(text));
  for (const { at, text } of x2.ticks) expect(-4 + 6 * at).toBeCloseTo(number(text));
  for (const { at, text } of z.ticks) expect(-0.25 + 1.75 * at).toBeCloseTo(number(text));
  for (const { ticks } of [x1, x2, z]) expect(ticks.length).toBeGreaterThan(1);
});

it('an axis that is seen end on has no numbers', () => {
  expect(placed([800, 800], 0, Math.PI / 2).found[2]).toBeNull();
});

it('the number of ticks stays while the box is turned', () => {
  const counts = DIRECTIONS.map(([azimuth, elevation]) =>
    placed([700, 500], azimuth, elevation)
      .axes.map(({ ticks }) => ticks.length)
      .join(),
  );
  expect(new Set(counts).size).toBe(1);
});
