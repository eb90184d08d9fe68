// Accepted when the point under the cursor stays under it while zooming to 1e-12 and back, to a tenth of a pixel or to the spacing of
// f64 numbers where that is coarser, and when panning moves the picture with the hand.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { View } from '../../src/model/scene.ts';
import { offsetAt, panned, pixelStep, pointAt, zoomed } from '../../src/ui/camera.ts';

const SIZE = { width: 1280, height: 720 };

test('pixels lie where the grid puts their centres, x2 upwards', () => {
  const view: View = { center: [1, 2], radius: 3.6 };
  expect(offsetAt(view, SIZE, [640, 360])).toEqual([0, 0]);
  const [x1, x2] = pointAt(view, SIZE, [0, 0]);
  expect(x1).toBeCloseTo(1 - 6.4, 12);
  expect(x2).toBeCloseTo(2 + 3.6, 12);
});

test('zooming keeps the point under the cursor, step by step down to 1e-12 and back', () => {
  const pixel = fc.tuple(fc.integer({ min: 0, max: 1280 }), fc.integer({ min: 0, max: 720 }));
  fc.assert(
    fc.property(pixel, (at) => {
      let view: View = { center: [0.3, -0.7], radius: 5 };
      for (const factor of [...Array(40).fill(0.5), ...Array(40).fill(2)]) {
        const before = pointAt(view, SIZE, at);
        view = zoomed(view, offsetAt(view, SIZE, at), factor);
        const after = pointAt(view, SIZE, at);
        for (const axis of [0, 1]) {
          const spacing = 2 * Number.EPSILON * Math.max(1, Math.abs(before[axis]));
          expect(Math.abs(after[axis] - before[axis])).toBeLessThan(Math.max(0.1 * pixelStep(view, SIZE), spacing));
        }
      }
    }),
  );
});

test('zooming stops where views end, and leaves the centre alone there', () => {
  const deepest: View = { center: [0.5, 0.5], radius: 5e-14 };
  expect(zoomed(deepest, [1e-14, 1e-14], 0.1)).toEqual(deepest);
});

test('panning moves the view against the hand', () => {
  expect(panned({ center: [1, 1], radius: 2 }, [0.25, -0.5])).toEqual({ center: [0.75, 1.5], radius: 2 });
});
