// The norm of the Hessian that gradients known to 256 bits make, and where creases leave no doubt about it.
import { neighbours } from '../../src/cpu-reference/finite-difference.ts';
import { hessianNorm } from '../../src/cpu-reference/hessian.ts';
import type { Grid } from '../../src/model/grid.ts';
import type { DeepTruth } from './deep-truth.ts';

/** Pixels from a crease within which either side is right. */
export const CLEAR = 1e-4;

/** `clear` are the points whose neighbours are all further than CLEAR from a crease. */
export function clearHessian(grid: Grid, { gradient, distance }: DeepTruth): { wanted: Float64Array; clear: number[] } {
  const { width, height } = grid;
  const wanted = hessianNorm(grid, ...gradient);
  const clear = [...wanted.keys()].filter((p) => {
    const [i, j] = [p % width, Math.floor(p / width)];
    const cross = [...neighbours(i, width).map((n) => j * width + n), ...neighbours(j, height).map((n) => n * width + i)];
    return cross.every((q) => distance[q] > CLEAR);
  });
  return { wanted, clear };
}
