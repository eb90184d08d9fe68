// The norm of the Hessian: how much the exact gradient differs between neighbouring points, over their distance.
import type { Grid } from '../model/grid.ts';
import { npGradient } from './finite-difference.ts';

type Pair = readonly [number, number];

/**
 * The Frobenius norm of the matrix of npGradient's differences of the gradient's components, per input unit², [height × width] like the
 * components. What is the same at all points may be left out of them. Throws GridError where an axis has fewer than 2 points.
 */
export function hessianNorm({ width, height, step }: Grid, g1: ArrayLike<number>, g2: ArrayLike<number>): Float64Array {
  const [along, across] = [npGradient(g1, width, height, step), npGradient(g2, width, height, step)];
  return along.d1.map((d, p) => Math.hypot(d, along.d2[p], across.d1[p], across.d2[p]));
}

/** The same at one offset, by central differences over `step` to either side, of what `gradientAt` says at an offset. */
export function hessianNormAt(gradientAt: (offset: Pair) => Pair, [d1, d2]: Pair, step: number): number {
  const change = (h1: number, h2: number) => {
    const [low, high] = [gradientAt([d1 - h1, d2 - h2]), gradientAt([d1 + h1, d2 + h2])];
    return Math.hypot(high[0] - low[0], high[1] - low[1]) / (2 * step);
  };
  return Math.hypot(change(step, 0), change(0, step));
}
