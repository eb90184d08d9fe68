// The points at which a picture is taken: a regular grid, kept as its centre and its step.
import { GridError } from './errors.ts';

/** The most points of a grid: 8192 × 8192. */
export const MAX_POINTS = 2 ** 26;

/**
 * width × height points; point (column i, row j) lies at center + shift + ((i − (width − 1)/2)·step1, (j − (height − 1)/2)·step2).
 * Row 0 is the smallest x2. The centre, not a corner, is kept because evaluation is a perturbation around it: offsets from it
 * are exact at every depth, where corner + i·step would be rounded to the ULP of the corner.
 */
export interface Grid {
  readonly center: readonly [number, number];
  /** From the centre to the grid's middle: what f64 rounding left of a centre that is known better. */
  readonly shift: readonly [number, number];
  readonly step: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

/** [x1 min, x1 max, x2 min, x2 max] in input units. */
export type Bounds = readonly [number, number, number, number];

/** The points linspace(x1 min, x1 max, width) × linspace(x2 min, x2 max, height), ends included; one point sits at the lower end. */
export function gridOverBounds([x0, x1, y0, y1]: Bounds, width: number, height: number): Grid {
  const axis = (lo: number, hi: number, n: number): [number, number] =>
    n > 1 ? [lo + (hi - lo) / 2, (hi - lo) / (n - 1)] : [lo, hi - lo];
  const [c1, s1] = axis(x0, x1, width);
  const [c2, s2] = axis(y0, y1, height);
  return { center: [c1, c2], shift: [0, 0], step: [s1, s2], width, height };
}

/** The offset of column i from the grid's centre, in input units. */
export function offset1(grid: Grid, i: number): number {
  return (i - (grid.width - 1) / 2) * grid.step[0] + grid.shift[0];
}

/** The offset of row j from the grid's centre, in input units. */
export function offset2(grid: Grid, j: number): number {
  return (j - (grid.height - 1) / 2) * grid.step[1] + grid.shift[1];
}

/** Throws GridError where an axis has fewer than the 2 points that a finite difference needs. */
export function checkDifferenceAxes(width: number, height: number): void {
  if (width < 2 || height < 2)
    throw new GridError(
      `The grid has ${width} × ${height} points; a finite difference needs at least 2 along each axis: use a finer grid.`,
    );
}
