// Where a partition's edges lie around a view, in its pixels and in f32, and for which other views that is precise enough.
import { type Grid, offsetBetween } from '../model/grid.ts';
import type { PartitionLines } from '../model/partition.ts';

/** Edges are cut off so many of the picture's longer sides away from its middle. */
const REACH = 4;
/**
 * f32 rounds a coordinate by up to 2⁻²⁴ of it. An end REACH sides away is off by 2⁻²² of a side, and in a view that is so many times closer
 * by 2⁻¹⁸ of a side, which moves the line there by as much: 1/64 of a pixel in a picture of 4096. Closer views need places of their own.
 */
const MOST_ZOOM = 16;

export interface EdgePlaces {
  /** The view's pixels. */
  readonly pixels: Grid;
  /** [count × 4] from x, y, to x, y: pixels from the view's middle, x2 up. */
  readonly ends: Float32Array<ArrayBuffer>;
  /** [count] which of the edges that were to be placed: those that are not reached are left out. */
  readonly kept: Uint32Array<ArrayBuffer>;
  /** Whether something was cut off or left out. */
  readonly isPart: boolean;
}

/** Places the edges with these numbers around the middle of a view. The subtraction and the cut are made in f64. */
export function placeEdges({ domain, vertices, edges }: PartitionLines, numbers: Uint32Array, pixels: Grid): EdgePlaces {
  const { step } = pixels;
  const reach = reachOf(pixels);
  const [move1, move2] = offsetBetween(pixels, { center: domain.center, shift: [0, 0] });
  const x = (vertex: number) => (vertices[2 * vertex] + move1) / step[0];
  const y = (vertex: number) => (vertices[2 * vertex + 1] + move2) / step[1];
  const ends = new Float32Array(4 * numbers.length);
  const kept = new Uint32Array(numbers.length);
  let [count, isPart] = [0, false];
  for (let n = 0; n < numbers.length; n++) {
    const [from, to] = [edges[2 * numbers[n]], edges[2 * numbers[n] + 1]];
    const [x0, y0] = [x(from), y(from)];
    const [dx, dy] = [x(to) - x0, y(to) - y0];
    // The part of the edge, 0 to 1, that lies within reach along both axes.
    const [a, b] = within(x0, dx, reach);
    const [c, d] = within(y0, dy, reach);
    const [first, last] = [Math.max(0, a, c), Math.min(1, b, d)];
    if (first > 0 || last < 1) isPart = true;
    if (!(first <= last)) continue;
    ends[4 * count] = x0 + first * dx;
    ends[4 * count + 1] = y0 + first * dy;
    // An end that is there is itself: x0 + dx is rounded once more.
    ends[4 * count + 2] = last < 1 ? x0 + last * dx : x(to);
    ends[4 * count + 3] = last < 1 ? y0 + last * dy : y(to);
    kept[count++] = n;
  }
  return { pixels, ends: ends.subarray(0, 4 * count), kept: kept.subarray(0, count), isPart };
}

/** For which t |at + t · by| ≤ reach. */
function within(at: number, by: number, reach: number): readonly [number, number] {
  if (by === 0) return Math.abs(at) <= reach ? [0, 1] : [1, 0];
  const [s, t] = [(-reach - at) / by, (reach - at) / by];
  return s < t ? [s, t] : [t, s];
}

/** How a place becomes a pixel of another view, from its middle: place · zoom + shift, by axis. */
export interface PlaceMap {
  readonly zoom: readonly [number, number];
  readonly shift: readonly [number, number];
}

export function placeMap({ pixels: from }: Pick<EdgePlaces, 'pixels'>, to: Grid): PlaceMap {
  const [move1, move2] = offsetBetween(to, from);
  return { zoom: [from.step[0] / to.step[0], from.step[1] / to.step[1]], shift: [move1 / to.step[0], move2 / to.step[1]] };
}

/** Whether the places show all that there is of the edges in another view, as precisely as places of its own. */
export function servesView(places: Pick<EdgePlaces, 'pixels' | 'isPart'>, to: Grid): boolean {
  const { zoom, shift } = placeMap(places, to);
  if (Math.max(...zoom) > MOST_ZOOM) return false;
  if (!places.isPart) return true;
  const sides = [to.width, to.height];
  return sides.every((side, axis) => Math.abs(shift[axis]) + side / 2 <= reachOf(places.pixels) * zoom[axis]);
}

/** How far from its middle, in pixels, a picture's places reach. */
export function reachOf({ width, height }: Grid): number {
  return REACH * Math.max(width, height);
}
