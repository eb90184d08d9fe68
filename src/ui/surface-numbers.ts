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
}

/** A text by its middle, and half of its width and height. */
export interface PlacedText {
  readonly text: string;
  readonly middle: Point;
  readonly half: Point;
}

/** Where an axis has its marks and numbers, and the middle of its name. */
export interface PlacedAxis {
  readonly marks: readonly (readonly [Point, Point])[];
  readonly numbers: readonly PlacedText[];
  readonly name: Point;
}

const FONT_SIZE = 12;
const MARK = 6;
const GAP = 5;
/** Between two numbers side by side, and three times what it takes above each other; the later one is left out where they would be closer. */
const LEAST_APART = 9;
/** Axes shorter than this part of the picture's shorter side are seen end on and carry no numbers. */
const SHORTEST_AXIS = 0.1;

/** The point of the box with so much along each axis. */
export function boxPoint(along: (axis: 0 | 1 | 2) => number): BoxPoint {
  return [along(0), along(1), along(2)];
}

/** Draws marks and numbers of all axes, and the axes' names. */
export function drawNumbers(context: Context2D, axes: readonly BoxAxis[], sight: BoxSight, palette: Palette): void {
  const taken: PlacedText[] = [];
  context.textBaseline = 'middle';
  for (const axis of axes) {
    const parts = axisParts(axis.name, axis.scale);
    const nameWidth = partsWidth(context, parts, FONT_SIZE, palette.sans);
    context.font = `${FONT_SIZE}px ${palette.sans}`;
    const placed = placeAxis(axis, sight, taken, nameWidth, (text) => context.measureText(text).width);
    if (placed === null) continue;
    taken.push(...placed.numbers);
    context.beginPath();
    for (const [from, to] of placed.marks) {
      context.moveTo(...from);
      context.lineTo(...to);
    }
    context.stroke();
    context.fillStyle = palette.text;
    context.textAlign = 'center';
    for (const { text, middle } of placed.numbers) context.fillText(text, ...middle);
    context.fillStyle = palette.quiet;
    const [x, y] = placed.name;
    drawParts(context, parts, x - nameWidth / 2, y, FONT_SIZE, palette.sans);
  }
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

/** Null for an axis that is seen end on. Numbers that would come too close to one that is `taken` are left out. */
export function placeAxis(
  { side, ticks }: BoxAxis,
  sight: BoxSight,
  taken: readonly PlacedText[],
  nameWidth: number,
  widthOf: (text: string) => number,
): PlacedAxis | null {
  const { size, at, hull } = sight;
  const [from, to] = edgeOf(side, sight);
  const [start, end] = [at(from), at(to)];
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
  if (length < SHORTEST_AXIS * Math.min(...size)) return null;

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

  const numbers: PlacedText[] = [];
  for (const { at: t, text } of ticks) {
    const half: Point = [widthOf(text) / 2, FONT_SIZE / 2];
    const number = { text, middle: beside(t, MARK + GAP + reach(half)), half };
    if (![...taken, ...numbers].some((other) => overlap(other, number))) numbers.push(number);
  }
  const widest = Math.max(0, ...numbers.map(({ half }) => 2 * reach(half)));

  // Of the upright axis, to the left above it; of the others, in their middle, beyond the numbers.
  const half = nameWidth / 2;
  const above: Point = [end[0], end[1] - 1.6 * FONT_SIZE];
  const [x, y] =
    side === 2
      ? [above[0] - distanceOut(hull, above, [-1, 0]) - half, above[1]]
      : beside(0.5, MARK + 2.5 * GAP + widest + reach([half, FONT_SIZE / 2]));
  const inside = Math.max(GAP + half, Math.min(x, size[0] - half - GAP));
  // Where there is no room for it at the left it stands above the box, or the surface would hide it.
  const clear = side === 2 && inside > x ? distanceOut(hull, [inside + half, y + FONT_SIZE / 2], [0, -1]) : 0;
  return {
    marks: ticks.map(({ at: t }) => [beside(t, 0), beside(t, MARK)]),
    numbers,
    name: [inside, Math.max(Math.min(y - clear, size[1] - FONT_SIZE), FONT_SIZE)],
  };
}

function overlap(a: PlacedText, b: PlacedText): boolean {
  const apart = (i: 0 | 1) => Math.abs(a.middle[i] - b.middle[i]) - a.half[i] - b.half[i];
  return apart(0) < LEAST_APART && apart(1) < LEAST_APART / 3;
}
