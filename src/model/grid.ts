// The points at which a picture is taken: a regular grid, kept as its centre and its step.
import { coordinateNumber, exactCoordinate, type Place } from './coordinate.ts';
import { GridError } from './errors.ts';

/** Steps below this part of the coordinates leave too few of f64's digits to tell neighbouring points apart. */
const DEEP = 1e-10;

/** The most points of a grid: 8192 × 8192. */
export const MAX_POINTS = 2 ** 26;

/**
 * width × height points; point (column i, row j) lies at center + shift + ((i − (width − 1)/2)·step1, (j − (height − 1)/2)·step2).
 * Row 0 is the smallest x2. The centre, not a corner, is kept because evaluation is a perturbation around it: offsets from it
 * are exact at every depth, where corner + i·step would be rounded to the ULP of the corner; and the centre itself is known beyond f64.
 */
export interface Grid {
  readonly center: Place;
  /** From the centre to the grid's middle, in input units. */
  readonly shift: readonly [number, number];
  readonly step: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

/** [x1 min, x1 max, x2 min, x2 max] in input units. */
export type Bounds = readonly [number, number, number, number];

/** The points linspace(x1 min, x1 max, width) × linspace(x2 min, x2 max, height), ends included; one point sits at the lower end. */
export function gridOverBounds([x0, x1, y0, y1]: Bounds, width: number, height: number): Grid {
  const middle = (lo: number, hi: number, n: number) =>
    n > 1 ? (exactCoordinate(lo) + exactCoordinate(hi)) / 2n : exactCoordinate(lo);
  const step = (lo: number, hi: number, n: number) => (hi - lo) / Math.max(n - 1, 1);
  return {
    center: [middle(x0, x1, width), middle(y0, y1, height)],
    shift: [0, 0],
    step: [step(x0, x1, width), step(y0, y1, height)],
    width,
    height,
  };
}

/** Square cells around an exact place: the points of linspace over `extent` along the longer side, ends included; one point lies on the place. */
export function gridAround(center: Place, extent: number, width: number, height: number): Grid {
  const step = extent / Math.max(width - 1, height - 1, 1);
  return { center, shift: [0, 0], step: [step, step], width, height };
}

/** Whether f64 is too coarse for the grid's points: their coordinates, or what a network computes of these, would lose their digits. */
export function isDeep({ center, step }: Pick<Grid, 'center' | 'step'>): boolean {
  return Math.min(...step.map(Math.abs)) < DEEP * Math.max(1, ...center.map((c) => Math.abs(coordinateNumber(c))));
}

/** The offset of column i from the grid's centre, in input units. */
export function offset1(grid: Grid, i: number): number {
  return (i - (grid.width - 1) / 2) * grid.step[0] + grid.shift[0];
}

/** The offset of row j from the grid's centre, in input units. */
export function offset2(grid: Grid, j: number): number {
  return (j - (grid.height - 1) / 2) * grid.step[1] + grid.shift[1];
}

/** The grid with `factor` times its step, around the same middle and over at least the same part of the plane. */
export function coarserGrid({ center, shift, step, width, height }: Grid, factor: number): Grid {
  const fewer = (count: number) => Math.max(2, Math.ceil(count / factor));
  return { center, shift, step: [step[0] * factor, step[1] * factor], width: fewer(width), height: fewer(height) };
}

/** From the middle of one grid to the middle of another, in input units: to f64's digits however close they are. */
export function offsetBetween(from: Pick<Grid, 'center' | 'shift'>, to: Pick<Grid, 'center' | 'shift'>): [number, number] {
  const along = (axis: 0 | 1) => coordinateNumber(to.center[axis] - from.center[axis]) + (to.shift[axis] - from.shift[axis]);
  return [along(0), along(1)];
}

/** Throws GridError where an axis has fewer than the 2 points that a finite difference needs. */
export function checkDifferenceAxes(width: number, height: number): void {
  if (width < 2 || height < 2)
    throw new GridError(
      `The grid has ${width} × ${height} points; a finite difference needs at least 2 along each axis: use a finer grid.`,
    );
}
