// Accepted when the point under the cursor stays under it to a tenth of a pixel, while zooming as deep as views go and back, and when
// panning moves the picture with the hand.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeNumbers } from '../../src/model/coordinate.ts';
import { DEFAULT_VIEW, MIN_VIEW_WIDTH, offsetOf, viewAround } from '../../src/model/view.ts';
import { framed, gridAt, halfExtents, offsetAt, panned, pixelOf, pixelStep, placeUnder, zoomed } from '../../src/ui/camera.ts';

const SIZE = { width: 1280, height: 720 };

test('pixels lie where the grid puts their centres, x2 upwards', () => {
  const view = viewAround([1, 2], 3.6);
  expect(offsetAt(view, SIZE, [640, 360])).toEqual([0, 0]);
  const corner = placeUnder(view, SIZE, [0, 0]);
  expect(offsetOf(view, corner)[0]).toBeCloseTo(-6.4, 8);
  expect(offsetOf(view, corner)[1]).toBeCloseTo(3.6, 8);
  expect(pixelOf(view, SIZE, corner)[0]).toBeCloseTo(0, 5);
});

describe('zooming', () => {
  const pixel = fc.tuple(fc.integer({ min: 0, max: 1280 }), fc.integer({ min: 0, max: 720 }));

  test.each([
    [0.3, -0.7],
    [0, 0],
    [-0.123456789, 0.987654321],
  ])('around (%d, %d) keeps the place under the cursor, down to the deepest view and back', (x1, x2) => {
    fc.assert(
      fc.property(pixel, (at) => {
        let view = viewAround([x1, x2], 5);
        const first = placeUnder(view, SIZE, at);
        for (const factor of [...Array(47).fill(0.5), ...Array(47).fill(2)]) {
          const before = placeUnder(view, SIZE, at);
          view = zoomed(view, offsetAt(view, SIZE, at), factor);
          const [x, y] = pixelOf(view, SIZE, before);
          expect(Math.hypot(x - at[0], y - at[1])).toBeLessThan(0.1);
        }
        const [x, y] = pixelOf(view, SIZE, first);
        expect(Math.hypot(x - at[0], y - at[1])).toBeLessThan(0.1);
      }),
      { numRuns: 25 },
    );
  });

  test('stops where views end, and leaves the centre alone there', () => {
    const deepest = viewAround([0.5, 0.5], MIN_VIEW_WIDTH / 2);
    expect(zoomed(deepest, [1e-14, 1e-14], 0.1)).toEqual(deepest);
  });
});

test('panning moves the view against the hand', () => {
  const view = panned(viewAround([1, 1], 2), [0.25, -0.5]);
  expect([placeNumbers(view.center), view.radius]).toEqual([[0.75, 1.5], 2]);
});

test('panning a hundredth of a pixel at the greatest depth is not lost', () => {
  let view = viewAround([0.31, -0.27], MIN_VIEW_WIDTH / 2);
  const place = view.center;
  const step = pixelStep(view, SIZE);
  for (let n = 0; n < 100; n++) view = panned(view, [0.01 * step, 0]);
  expect(pixelOf(view, SIZE, place)[0]).toBeCloseTo(641, 3);
});

test('a framed box just fits the picture', () => {
  const view = framed(DEFAULT_VIEW, SIZE, [700, 100], [1020, 200]);
  expect(halfExtents(view, SIZE)[0]).toBeCloseTo((160 * 6) / 720, 9);
  const [c1, c2] = placeNumbers(view.center);
  expect(c1).toBeCloseTo((220 * 6) / 720, 8);
  expect(c2).toBeCloseTo((210 * 6) / 720, 8);
});

test('a grid of another resolution covers the same picture', () => {
  const grid = gridAt(DEFAULT_VIEW, SIZE, 500);
  expect([grid.width, grid.height]).toEqual([889, 500]);
  expect(grid.step[0] * grid.height).toBeCloseTo(6, 12);
});

describe('the grid at a resolution', () => {
  const view = viewAround([0, 0], 1);

  test('has so many points along the shorter side', () => {
    expect(gridAt(view, { width: 900, height: 600 }, 400)).toMatchObject({ width: 600, height: 400 });
    expect(gridAt(view, { width: 600, height: 600 }, 8192)).toMatchObject({ width: 8192, height: 8192 });
  });

  test('has no more points than grids may, in the shape of the picture', () => {
    const side = fc.integer({ min: 1, max: 4000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const grid = gridAt(view, { width, height }, 8192);
        expect(grid.width * grid.height).toBeLessThanOrEqual(2 ** 26);
        expect(grid.width * grid.height).toBeGreaterThan(0.9 * 2 ** 26);
        expect(Math.abs(grid.width - (grid.height * width) / height)).toBeLessThanOrEqual(1 + width / height);
      }),
    );
  });
});
