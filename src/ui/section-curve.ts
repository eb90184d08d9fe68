// A cross-section's numbers as a curve in pixels: its domain, its path and its extremes.
import type { ScaleKind } from '../model/colouring.ts';
import type { Field } from '../model/field.ts';

/** Part of the domain's length that stays free above the largest number and below the smallest. */
const MARGIN = 0.08;
/** Ranges below this part of the base are drawn as differences to it: the sums would lose their digits. */
const NARROW = 1e-10;

export interface Curve {
  /** What is drawn, [count]: the numbers less `anchor`; patterns as 0, 1, 2 … in the order in which they come. */
  readonly values: Float64Array;
  /** 0, or the field's base where all numbers are close to it. */
  readonly anchor: number;
  /** The ends of the vertical axis, anchor taken off; null where no number is finite. */
  readonly domain: readonly [number, number] | null;
  /** Where the smallest and the largest finite number first occur. */
  readonly least: number;
  readonly most: number;
}

export function curveOf({ base, data }: Field, scale: ScaleKind): Curve {
  if (scale === 'hash') return framed(numbered(data), 0, scale);
  const finite = Array.from(data).filter(Number.isFinite);
  const range =
    finite.reduce((most, d) => Math.max(most, d), -Infinity) - finite.reduce((least, d) => Math.min(least, d), Infinity);
  const anchor = range < NARROW * Math.abs(base) ? base : 0;
  return framed(
    Float64Array.from(data, (d) => d + (base - anchor)),
    anchor,
    scale,
  );
}

function framed(values: Float64Array, anchor: number, scale: ScaleKind): Curve {
  const better = (best: number, i: number, sign: 1 | -1) =>
    Number.isFinite(values[i]) && (best < 0 || sign * values[i] > sign * values[best]) ? i : best;
  const indices = Array.from(values.keys());
  const least = indices.reduce((best, i) => better(best, i, -1), -1);
  const most = indices.reduce((best, i) => better(best, i, 1), -1);
  if (least < 0) return { values, anchor, domain: null, least, most };
  const [lo, hi] = [values[least], values[most]];
  const flat = scale === 'linear' ? Math.abs(hi) / 10 || 1 : 0.5;
  const margin = hi > lo ? (hi - lo) * MARGIN : flat;
  return { values, anchor, domain: [lo - margin, hi + margin], least, most };
}

function numbered(data: ArrayLike<number>): Float64Array {
  const numbers = new Map<number, number>();
  return Float64Array.from(data, (hash) => {
    const number = numbers.get(hash) ?? numbers.size;
    numbers.set(hash, number);
    return number;
  });
}

/** An SVG path through the points (x(i), y(value)); it has a gap where a value is not finite. */
export function curvePath(values: ArrayLike<number>, x: (index: number) => number, y: (value: number) => number): string {
  let path = '';
  let pen = 'M';
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) path += `${pen}${x(i).toFixed(2)} ${y(values[i]).toFixed(2)}`;
    pen = Number.isFinite(values[i]) ? 'L' : 'M';
  }
  return path;
}
