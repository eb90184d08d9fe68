// The numbers along the axes of a surface's box: beside the edges in front, and always outside the box, so that no surface hides them.
import type { BoxPoint } from '../model/surface-projection.ts';
import { distanceOut, type Point } from './convex-hull.ts';
import type { Context2D, Palette } from './palette.ts';
import { axisParts, drawParts, partsWidth } from './scale-note.ts';
import type { TickScale } from './ticks.ts';

export interface BoxAxis {
  /** 0 and 1 for x1 and x2, 2 for upwards. */
  readonly side: 0 | 1 | 2;
  readonly name: string;
  /** How the ticks' texts are to be read. */
  readonly scale: TickScale;
  /** `at` is from 0 to 1 along the axis. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** How the box is seen; all lengths in CSS pixels. */
export interface BoxSight {
  readonly size: Point;
  readonly at: (point: BoxPoint) => Point;
  readonly eye: BoxPoint;
  /** Of the box, those of its base first. */
  readonly corners: readonly BoxPoint[];
  /** The outline of the box. */
  readonly hull: readonly Point[];
  readonly palette: Palette;
}

interface Rect {
  readonly middle: Point;
  readonly half: Point;
}

const FONT_SIZE = 12;
const MARK = 6;
const GAP = 5;
/** Between two numbers; the later one is left out where they would be closer. */
const LEAST_APART = 9;
/** Axes shorter than this part of the picture's shorter side are seen end on and carry no numbers. */
const SHORTEST_AXIS = 0.1;

/** The point of the box with so much along each axis. */
export function boxPoint(along: (axis: 0 | 1 | 2) => number): BoxPoint {
  return [along(0), along(1), along(2)];
}

/** Draws marks and numbers of all axes, and the axes' names. */
export function drawNumbers(context: Context2D, axes: readonly BoxAxis[], sight: BoxSight): void {
  const taken: Rect[] = [];
  context.textBaseline = 'middle';
  for (const axis of axes) drawAxis(context, axis, sight, taken);
}

/** The edge of the box beside which an axis has its numbers, by its two ends. */
function edgeOf(side: 0 | 1 | 2, { eye, at, corners }: BoxSight): readonly [BoxPoint, BoxPoint] {
  // Of the upright edges, the one furthest to the left.
  const left = corners.slice(0, 4).reduce((best, corner) => (at(corner)[0] < at(best)[0] ? corner : best));
  // Of those of the base, the one in front; from below, the one behind, which then is at the lower rim.
  const front = (axis: 0 | 1 | 2) => (eye[axis] < 0.5 === eye[2] >= 0 ? 0 : 1);
  const end = (t: number) => boxPoint((i) => (i === side ? t : side === 2 ? left[i] : i === 2 ? 0 : front(i)));
  return [end(0), end(1)];
}

function drawAxis(context: Context2D, { side, name, scale, ticks }: BoxAxis, sight: BoxSight, taken: Rect[]): void {
  const { size, at, hull, palette } = sight;
  const [from, to] = edgeOf(side, sight);
  const [start, end] = [at(from), at(to)];
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
  if (length < SHORTEST_AXIS * Math.min(...size)) return;

  // Square to the axis, away from the box's middle.
  const middle = at([0.5, 0.5, 0.5]);
  const square: Point = [(start[1] - end[1]) / length, (end[0] - start[0]) / length];
  const away = (start[0] - middle[0]) * square[0] + (start[1] - middle[1]) * square[1] < 0 ? -1 : 1;
  const out: Point = [square[0] * away, square[1] * away];
  /** The point beside a place of the axis, `by` outside the box. */
  const beside = (t: number, by: number): Point => {
    const point = at(boxPoint((i) => from[i] + t * (to[i] - from[i])));
    const distance = distanceOut(hull, point, out) + by;
    return [point[0] + out[0] * distance, point[1] + out[1] * distance];
  };
  /** What a text takes up along `out`, half of it. */
  const reach = (half: Point) => Math.abs(out[0]) * half[0] + Math.abs(out[1]) * half[1];

  let widest = 0;
  context.fillStyle = palette.text;
  context.font = `${FONT_SIZE}px ${palette.sans}`;
  context.textAlign = 'center';
  for (const tick of ticks) {
    context.beginPath();
    context.moveTo(...beside(tick.at, 0));
    context.lineTo(...beside(tick.at, MARK));
    context.stroke();
    const half: Point = [context.measureText(tick.text).width / 2, FONT_SIZE / 2];
    const rect = { middle: beside(tick.at, MARK + GAP + reach(half)), half };
    if (taken.some((other) => overlap(other, rect))) continue;
    taken.push(rect);
    widest = Math.max(widest, 2 * reach(half));
    context.fillText(tick.text, ...rect.middle);
  }

  const parts = axisParts(name, scale);
  const width = partsWidth(context, parts, FONT_SIZE, palette.sans);
  // Upwards, to the left above the axis; of the others, in their middle, beyond the numbers.
  const above: Point = [end[0], end[1] - 1.6 * FONT_SIZE];
  const beyond = beside(0.5, MARK + 2.5 * GAP + widest + reach([width / 2, FONT_SIZE / 2]));
  const [x, y] =
    side === 2 ? [above[0] - distanceOut(hull, above, [-1, 0]) - width, above[1]] : [beyond[0] - width / 2, beyond[1]];
  context.fillStyle = palette.quiet;
  drawParts(context, parts, Math.max(GAP, Math.min(x, size[0] - width - GAP)), y, FONT_SIZE, palette.sans);
}

function overlap(a: Rect, b: Rect): boolean {
  const apart = (i: 0 | 1) => Math.abs(a.middle[i] - b.middle[i]) - a.half[i] - b.half[i];
  return Math.max(apart(0), apart(1)) < LEAST_APART;
}
