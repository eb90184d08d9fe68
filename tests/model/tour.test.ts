// Accepted when a tour's widths are a geometric progression that ends exactly where it should, and a width says how far the way has come.
import { expect, test } from 'vitest';
import { tourDecades, tourShare, tourWidth } from '../../src/model/tour.ts';

const TOUR = { from: 10, to: 1e-12 };

test('equal shares of the way make the view equally many times narrower', () => {
  const widths = Array.from({ length: 14 }, (_, n) => tourWidth(TOUR, n / 13));
  expect(widths[0]).toBe(10);
  for (const [n, width] of widths.slice(1).entries()) expect(widths[n] / width).toBeCloseTo(10, 10);
});

test('the end is exact, whatever rounding makes of the powers', () => {
  for (const to of [1e-12, 0.3, 6.000000000000001e-7, 1.9e-10]) expect(tourWidth({ from: 7, to }, 1)).toBe(to);
});

test('a width says how far the way has come, inside of it and outside', () => {
  for (const share of [0, 0.25, 0.5, 1]) expect(tourShare(TOUR, tourWidth(TOUR, share))).toBeCloseTo(share, 12);
  expect(tourShare(TOUR, 100)).toBeCloseTo(-1 / 13, 12);
  expect(tourShare(TOUR, 1e-13)).toBeCloseTo(14 / 13, 12);
});

test('decades are counted in powers of ten', () => {
  expect(tourDecades(TOUR)).toBeCloseTo(13, 12);
});
