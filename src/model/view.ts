// Where the microscope looks, at any depth, and the grid of points that a picture of it is.
import { type Coordinate, coordinateNumber, coordinateOf, type Place, roundedCoordinate } from './coordinate.ts';
import type { Grid } from './grid.ts';

/** Nothing in it depends on the size of the picture. */
export interface View {
  /** [x1, x2] in the middle of the picture. */
  readonly center: Place;
  /** Half of the picture's shorter side in input units: the square center ± radius is always in view. */
  readonly radius: number;
}

/** What is seen first: where most creases of a network drawn by PyTorch's default cross. */
export const DEFAULT_VIEW: View = { center: [0n, 0n], radius: 3 };

/** Views are at most this wide along the shorter side. */
export const MAX_VIEW_WIDTH = 1e9;
/** Views are at least this wide, wherever they lie: half of the digits of a centre's coordinates are left below it. */
export const MIN_VIEW_WIDTH = 1e-30;

/** Centres are rounded to this part of the radius: far below a pixel, and short in a link. */
const CENTER_GRAIN = 1e-9;

/** The view around a point given in f64. Throws RangeError where that is not finite. */
export function viewAround([x1, x2]: readonly [number, number], radius: number): View {
  return clampedView({ center: [coordinateOf(x1), coordinateOf(x2)], radius });
}

/** The nearest view that can be shown: as wide as MIN_VIEW_WIDTH and MAX_VIEW_WIDTH allow, and no further from the origin. */
export function clampedView({ center, radius }: View): View {
  const most = coordinateOf(MAX_VIEW_WIDTH);
  const limit = (x: Coordinate) => (x > most ? most : x < -most ? -most : x);
  const limited = [limit(center[0]), limit(center[1])] as const;
  const clamped = Math.min(Math.max(Number.isNaN(radius) ? 1 : radius, MIN_VIEW_WIDTH / 2), MAX_VIEW_WIDTH / 2);
  return { center: limited, radius: clamped };
}

/** The point `offset` input units from the view's centre, to a tiny part of the view's radius. */
export function placeAt({ center, radius }: View, offset: readonly [number, number]): Place {
  const at = (axis: 0 | 1) => roundedCoordinate(center[axis] + coordinateOf(offset[axis]), radius * CENTER_GRAIN);
  return [at(0), at(1)];
}

/** How far a place lies from the view's centre, in input units: exact at every depth. */
export function offsetOf({ center }: Pick<View, 'center'>, place: Place): [number, number] {
  return [coordinateNumber(place[0] - center[0]), coordinateNumber(place[1] - center[1])];
}

/** The grid whose points are the pixel centres of a picture of width × height pixels; pixels are square. */
export function gridOf({ center, radius }: View, width: number, height: number): Grid {
  const step = (2 * radius) / Math.min(width, height);
  return { center, shift: [0, 0], step: [step, step], width, height };
}

export function sameView(a: View, b: View): boolean {
  return a.center[0] === b.center[0] && a.center[1] === b.center[1] && a.radius === b.radius;
}
