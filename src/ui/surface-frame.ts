// The box around a surface, drawn behind it: the sides that face the viewer from inside, their grids, and numbers outside the box.
import type { Domain } from '../model/colouring.ts';
import type { SurfaceCamera } from '../model/surface-camera.ts';
import { type BoxPoint, boxSides, project, surfaceEye, surfaceMatrix } from '../model/surface-projection.ts';
import type { View } from '../model/view.ts';
import { convexHull, distanceOut, type Point } from './convex-hull.ts';
import { surfaceText } from './text/surface.ts';
import { axisTicks, type TickScale, valueScale } from './ticks.ts';

export interface SurfaceFrame {
  readonly view: View;
  readonly domain: Domain;
  /** What the vertical axis shows, in a word or two. */
  readonly quantity: string;
  readonly camera: SurfaceCamera;
  /** Of the canvas, in device pixels, and how many of them a CSS pixel is. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  /** Colours and a font family, as CSS writes them. */
  readonly look: { readonly line: string; readonly text: string; readonly quiet: string; readonly font: string };
}

/** CSS pixels between the numbers along an axis that is seen from the default distance, about. */
const SPACING = { base: 74, height: 46 };
const FONT_SIZE = 12;
const MARK = 6;
const GAP = 5;
/** Axes shorter than this, in CSS pixels, are seen end on and carry no numbers. */
const SHORTEST_AXIS = 34;
const GRID_OPACITY = 0.55;

interface Tick {
  /** From 0 to 1 along the axis. */
  readonly at: number;
  readonly text: string;
}

interface Axis {
  /** 0 and 1 for x1 and x2, 2 for upwards. */
  readonly side: 0 | 1 | 2;
  readonly name: string;
  readonly ticks: readonly Tick[];
}

interface Rect {
  readonly middle: Point;
  readonly half: Point;
}

type Context = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'clearRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'globalAlpha'
  | 'lineTo'
  | 'lineWidth'
  | 'measureText'
  | 'moveTo'
  | 'setTransform'
  | 'stroke'
  | 'strokeStyle'
  | 'textAlign'
  | 'textBaseline'
>;

/** Draws the frame over the whole of a canvas that lies behind the surface's. */
export function drawSurfaceFrame(context: Context, frame: SurfaceFrame): void {
  const { camera, pixelRatio, look } = frame;
  const size: Point = [frame.width / pixelRatio, frame.height / pixelRatio];
  const aspect = size[0] / size[1];
  const matrix = surfaceMatrix(camera, aspect);
  const eye = surfaceEye(camera, aspect);
  const at = (point: BoxPoint): Point => project(matrix, point, size);
  const axes = axesOf(frame, size);

  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, ...size);
  context.lineWidth = 1;
  context.strokeStyle = look.line;
  drawFarSides(context, axes, eye, at);

  const hull = convexHull(CORNERS.map(at));
  context.font = `${FONT_SIZE}px ${look.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const taken: Rect[] = [];
  for (const axis of axes) drawNumbers(context, axis, edgeOf(axis.side, eye, at), at, hull, look, taken);
}

const CORNERS: readonly BoxPoint[] = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [n & 1, (n >> 1) & 1, n >> 2]);

/** Where the numbers are does not depend on the direction of sight: they do not jump while the box is turned. */
function axesOf({ view, domain, quantity, camera }: SurfaceFrame, [width, height]: Point): Axis[] {
  const aspect = width / height;
  const sides = boxSides(aspect);
  const pixels = sides.map((side) => (side / Math.hypot(...sides) / camera.distance) * 1.8 * Math.min(width, height));
  const named = (name: string, { base, exponent }: TickScale) => surfaceText.scaled(name, base, exponent);
  const base = ([0, 1] as const).map((side): Axis => {
    const half = (view.radius * sides[side]) / Math.min(sides[0], sides[1]);
    const scale = axisTicks(view.center[side], half, pixels[side], SPACING.base);
    const ticks = scale.major.map(({ offset, text }) => ({ at: offset / half / 2 + 0.5, text }));
    return { side, name: named(surfaceText.axes[side], scale), ticks };
  });
  const [lo, hi] = domain;
  const scale = valueScale(lo, hi, Math.max(2, pixels[2] / SPACING.height));
  const ticks = scale.ticks.map(({ value, text }) => ({ at: hi > lo ? (value - lo) / (hi - lo) : 0.5, text }));
  return [...base, { side: 2, name: named(quantity, scale), ticks }];
}

/** The sides of the box that lie behind whatever is in it, with a grid line for every number on the two axes along them. */
function drawFarSides(context: Context, axes: readonly Axis[], eye: BoxPoint, at: (point: BoxPoint) => Point): void {
  for (const across of [0, 1, 2] as const)
    for (const end of [0, 1] as const) {
      if (end === 0 ? eye[across] < 0 : eye[across] > 1) continue;
      for (const { side, ticks } of axes) {
        if (side === across) continue;
        const along = 3 - side - across;
        const line = (place: number) => {
          const point = (t: number) =>
            at([0, 1, 2].map((i) => (i === across ? end : i === side ? place : t)) as [number, number, number]);
          context.moveTo(...point(0));
          context.lineTo(...point(1));
        };
        context.beginPath();
        // Upright lines would hide the surface's own shape behind bars.
        if (along !== 2) for (const tick of ticks) line(tick.at);
        context.globalAlpha = GRID_OPACITY;
        context.stroke();
        context.beginPath();
        line(0);
        line(1);
        context.globalAlpha = 1;
        context.stroke();
      }
    }
}

/** The edge of the box beside which an axis has its numbers, by its two ends. */
function edgeOf(side: 0 | 1 | 2, eye: BoxPoint, at: (point: BoxPoint) => Point): [BoxPoint, BoxPoint] {
  if (side === 2) {
    // The upright edge furthest to the left.
    const [u, v] = CORNERS.slice(0, 4).reduce((best, corner) => (at(corner)[0] < at(best)[0] ? corner : best));
    return [
      [u, v, 0],
      [u, v, 1],
    ];
  }
  // Of the base, the edge in front; from below, the one behind is the one that the box does not hide.
  const other = eye[1 - side] < 0.5 === eye[2] >= 0 ? 0 : 1;
  return side === 0
    ? [
        [0, other, 0],
        [1, other, 0],
      ]
    : [
        [other, 0, 0],
        [other, 1, 0],
      ];
}

function drawNumbers(
  context: Context,
  { name, ticks }: Axis,
  [from, to]: readonly [BoxPoint, BoxPoint],
  at: (point: BoxPoint) => Point,
  hull: readonly Point[],
  look: SurfaceFrame['look'],
  taken: Rect[],
): void {
  const [start, end] = [at(from), at(to)];
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
  if (length < SHORTEST_AXIS) return;
  const middle = at([0.5, 0.5, 0.5]);
  // Square to the axis, away from the box's middle.
  const square: Point = [(start[1] - end[1]) / length, (end[0] - start[0]) / length];
  const away = Math.sign((start[0] - middle[0]) * square[0] + (start[1] - middle[1]) * square[1]) || 1;
  const out: Point = [square[0] * away, square[1] * away];
  const moved = ([x, y]: Point, by: number): Point => [x + out[0] * by, y + out[1] * by];
  const place = (t: number): Point => at([0, 1, 2].map((i) => from[i] + t * (to[i] - from[i])) as [number, number, number]);
  // What text takes up along `out`, half of it.
  const reach = (half: Point) => Math.abs(out[0]) * half[0] + Math.abs(out[1]) * half[1];
  const halfOf = (text: string): Point => [context.measureText(text).width / 2, FONT_SIZE / 2];

  let widest = 0;
  context.fillStyle = look.text;
  for (const tick of ticks) {
    const point = place(tick.at);
    const outside = distanceOut(hull, point, out);
    const half = halfOf(tick.text);
    const rect = { middle: moved(point, outside + MARK + GAP + reach(half)), half };
    context.beginPath();
    context.moveTo(...moved(point, outside));
    context.lineTo(...moved(point, outside + MARK));
    context.stroke();
    if (taken.some((other) => overlaps(other, rect))) continue;
    taken.push(rect);
    widest = Math.max(widest, 2 * reach(half));
    context.fillText(tick.text, ...rect.middle);
  }
  const point = place(0.5);
  const half = halfOf(name);
  const rect = { middle: moved(point, distanceOut(hull, point, out) + MARK + 2.5 * GAP + widest + reach(half)), half };
  context.fillStyle = look.quiet;
  context.fillText(name, ...rect.middle);
  taken.push(rect);
}

function overlaps(a: Rect, b: Rect): boolean {
  const apart = (i: 0 | 1) => Math.abs(a.middle[i] - b.middle[i]) - a.half[i] - b.half[i];
  return Math.max(apart(0), apart(1)) < GAP;
}
