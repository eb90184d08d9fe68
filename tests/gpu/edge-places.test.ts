// Accepted when every place that serves a view is where f64 puts it to a small part of a pixel, however far the view has moved since and however
// long the edge is, and when views are told that need places of their own.

import { describe, expect, it } from 'vitest';
import { type EdgePlaces, placeEdges, placeMap, servesView } from '../../src/gpu/edge-places.ts';
import { coordinateNumber, exactCoordinate } from '../../src/model/coordinate.ts';
import type { Grid } from '../../src/model/grid.ts';
import { gridOf, viewAround } from '../../src/model/view.ts';
import { crossPartition } from '../formats/hand-made-partition.ts';

/** As in the hand-made partition: its inner edges cross here. */
const CROSSING = [0, 0.5] as const;
const INNER = Uint32Array.of(2, 3, 7, 10);

const pixelsAround = (x1: number, x2: number, radius: number, width = 300, height = 200) =>
  gridOf(viewAround([x1, x2], radius), width, height);
/** The view `zoom` times as close, whose middle has moved by so many of the first view's pixels. */
const movedBy = ({ center, shift, step, ...size }: Grid, dx: number, dy: number, zoom = 1): Grid => ({
  ...size,
  center,
  shift: [shift[0] + dx * step[0], shift[1] + dy * step[1]],
  step: [step[0] / zoom, step[1] / zoom],
});

/** The largest distance in pixels of a view between what places make of the crossing and where f64 has it. */
function errorAt(places: EdgePlaces, to: Grid): number {
  const { zoom, shift } = placeMap(places, to);
  const f = Math.fround;
  const wanted = CROSSING.map(
    (x, axis) => (coordinateNumber(exactCoordinate(x) - to.center[axis]) - to.shift[axis]) / to.step[axis],
  );
  // The ends of all edges, as the shader would compute them: one of each lies at the crossing.
  const errors = Array.from(places.kept, (_, n) => {
    const ends = Array.from(places.ends.subarray(4 * n, 4 * n + 4), (place, i) => f(f(place * f(zoom[i % 2])) + f(shift[i % 2])));
    const off = [0, 2].map((i) => Math.hypot(ends[i] - wanted[0], ends[i + 1] - wanted[1]));
    return Math.min(...off);
  });
  expect(errors).toHaveLength(4);
  return Math.max(...errors);
}

describe('places', () => {
  it.each([20, 1e-3, 1e-9])('in a view %d wide are where f64 has them', (width) => {
    for (const [dx, dy] of [
      [0, 0],
      [0.37, -0.21],
    ]) {
      const pixels = pixelsAround(CROSSING[0] + dx * width, CROSSING[1] + dy * width, width / 2);
      expect(errorAt(placeEdges(crossPartition(), INNER, pixels), pixels)).toBeLessThan(1e-4);
    }
  });

  it.each([2, 1e-9])('from a view %d wide serve those near it', (width) => {
    const pixels = pixelsAround(...CROSSING, width / 2);
    const places = placeEdges(crossPartition({ size: 1 }), INNER, pixels);
    for (const zoom of [1, 3, 16])
      for (const [dx, dy] of [
        [0, 0],
        [100, -60],
        [-900, 700],
      ]) {
        const to = movedBy(pixels, dx, dy, zoom);
        expect(servesView(places, to)).toBe(true);
        // f64 itself rounds a place at 0.5 by half of 2⁻⁵³.
        expect(errorAt(places, to)).toBeLessThan(Math.hypot(dx, dy) * zoom * 2 ** -22 + 2 ** -54 / to.step[0] + 1e-4);
      }
  });

  it('do not serve what is much closer, nor what lies beyond edges that were cut off', () => {
    const pixels = pixelsAround(...CROSSING, 1e-3);
    const places = placeEdges(crossPartition(), INNER, pixels);
    expect(places.isPart).toBe(true);
    expect(servesView(places, movedBy(pixels, 0, 0, 17))).toBe(false);
    expect(servesView(places, movedBy(pixels, 1000, 0))).toBe(true);
    expect(servesView(places, movedBy(pixels, 1100, 0))).toBe(false);
    expect(servesView(places, movedBy(pixels, 0, -1200))).toBe(false);
    expect(servesView(places, movedBy(pixels, 0, 0, 0.13))).toBe(true);
    expect(servesView(places, movedBy(pixels, 0, 0, 0.12))).toBe(false);
  });

  it('of a whole partition serve every view from further away', () => {
    const pixels = pixelsAround(0, 0, 1);
    const places = placeEdges(crossPartition(), INNER, pixels);
    expect(places.isPart).toBe(false);
    for (const zoom of [1e-3, 1e-9]) {
      const to = movedBy(pixels, 5e4, -5e4, zoom);
      expect(servesView(places, to)).toBe(true);
      expect(errorAt(places, to)).toBeLessThan(1e-2);
    }
  });

  it('of edges that are long are cut off on their line, and those out of reach are left out', () => {
    const vertices = Float64Array.of(-3e9, -1e9, 6e9, 2e9, -3e9, 1e9, 6e9, 1e9, 0.25, 5, 0.25, 1e8);
    const lines = { ...crossPartition(), vertices, edges: Uint32Array.of(0, 1, 2, 3, 4, 5) };
    const pixels = pixelsAround(0, 0, 10);
    const { ends, kept, isPart } = placeEdges(lines, Uint32Array.of(2, 1, 0), pixels);
    expect(isPart).toBe(true);
    expect([...kept]).toEqual([0, 2]);
    // Upright, from 5 on: ten pixels a unit.
    expect([...ends.subarray(0, 4)].map((x) => Math.round(x * 1e3) / 1e3)).toEqual([2.5, 50, 2.5, 1200]);
    // Through the origin with slope 1/3.
    const [x0, y0, x1, y1] = ends.subarray(4);
    expect([x0, x1]).toEqual([-1200, 1200]);
    for (const [x, y] of [
      [x0, y0],
      [x1, y1],
    ])
      expect(Math.abs(y - x / 3)).toBeLessThan(1e-3);
  });
});
