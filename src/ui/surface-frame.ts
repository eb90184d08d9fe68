// The box around a surface, drawn behind it: the sides that face the viewer from inside, their grids, and numbers outside the box.
import type { Domain } from '../model/colouring.ts';
import type { SurfaceCamera } from '../model/surface-camera.ts';
import { type BoxPoint, boxSides, project, surfaceEye, surfaceMatrix } from '../model/surface-projection.ts';
import type { View } from '../model/view.ts';
import { convexHull, type Point } from './convex-hull.ts';
import type { Context2D, Palette } from './palette.ts';
import { type BoxAxis, type BoxSight, boxPoint, drawNumbers } from './surface-numbers.ts';
import { axesText } from './text/axes.ts';
import { axisTicks, domainScale } from './ticks.ts';

export interface SurfaceFrame {
  readonly view: View;
  readonly domain: Domain;
  /** What the vertical axis shows, in a word or two. */
  readonly quantity: string;
  readonly camera: SurfaceCamera;
  /** Of the picture, in device pixels, and how many of them a CSS pixel is. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly palette: Palette;
}

type AxesOptions = Pick<SurfaceFrame, 'view' | 'domain' | 'quantity' | 'camera'>;

/** CSS pixels between the numbers of an axis, about: along the base, and upwards. */
const SPACING = [74, 46] as const;
const LEAST_HEIGHTS = 4;
const GRID_OPACITY = 0.55;

const CORNERS: readonly BoxPoint[] = Array.from({ length: 8 }, (_, n) => [n & 1, (n >> 1) & 1, n >> 2]);

/** Draws over width × height from the context's origin on, behind the surface; what is on the canvas stays. */
export function drawSurfaceFrame(context: Context2D, frame: SurfaceFrame): void {
  const { camera, pixelRatio, palette } = frame;
  const size: Point = [frame.width / pixelRatio, frame.height / pixelRatio];
  const axes = axesOf(frame, size);
  const sight = sightOf(camera, size);

  context.save();
  context.scale(pixelRatio, pixelRatio);
  context.lineWidth = 1;
  context.strokeStyle = palette.line;
  drawFarSides(context, axes, sight);
  drawNumbers(context, axes, sight, palette);
  context.restore();
}

/** How the box is seen in a picture of that size. */
export function sightOf(camera: SurfaceCamera, size: Point): BoxSight {
  const aspect = size[0] / size[1];
  const matrix = surfaceMatrix(camera, aspect);
  const at = (point: BoxPoint): Point => project(matrix, point, size);
  return { size, at, eye: surfaceEye(camera, aspect), corners: CORNERS, hull: convexHull(CORNERS.map(at)) };
}

/** How many numbers there are does not depend on the direction of sight: they stay while the box is turned. */
export function axesOf({ view, domain, quantity, camera }: AxesOptions, [width, height]: Point): BoxAxis[] {
  const sides = boxSides(width / height);
  const pixels = sides.map((side) => ((1.5 * side) / Math.hypot(...sides) / camera.distance) * Math.min(width, height));
  const base = ([0, 1] as const).map((side): BoxAxis => {
    const half = (view.radius * sides[side]) / Math.min(sides[0], sides[1]);
    const scale = axisTicks(view.center[side], half, pixels[side], SPACING[0]);
    const ticks = scale.major.map(({ offset, text }) => ({ at: offset / half / 2 + 0.5, text }));
    return { side, name: side === 0 ? axesText.x1 : axesText.x2, scale, ticks };
  });
  const [lo, hi] = domain;
  const scale = domainScale(domain, Math.max(LEAST_HEIGHTS, pixels[2] / SPACING[1]));
  const ticks = scale.ticks.map(({ value, text }) => ({ at: hi > lo ? (value - lo) / (hi - lo) : 0.5, text }));
  return [...base, { side: 2, name: quantity, scale, ticks }];
}

/** The sides of the box that lie behind whatever is in it, with a grid line for every number on the two axes along them. */
function drawFarSides(context: Context2D, axes: readonly BoxAxis[], { eye, at }: BoxSight): void {
  const stroke = (lines: readonly (readonly [BoxPoint, BoxPoint])[], opacity: number) => {
    context.globalAlpha = opacity;
    context.beginPath();
    for (const [from, to] of lines) {
      context.moveTo(...at(from));
      context.lineTo(...at(to));
    }
    context.stroke();
    context.globalAlpha = 1;
  };
  for (const across of [0, 1, 2] as const)
    for (const end of [0, 1] as const) {
      if (end === 0 ? eye[across] < 0 : eye[across] > 1) continue;
      for (const { side, ticks } of axes) {
        if (side === across) continue;
        const line = (place: number) => {
          const point = (t: number) => boxPoint((i) => (i === across ? end : i === side ? place : t));
          return [point(0), point(1)] as const;
        };
        // Upright grid lines would stand behind the surface like bars.
        const upright = 3 - side - across === 2;
        stroke(upright ? [] : ticks.map((tick) => line(tick.at)), GRID_OPACITY);
        stroke([line(0), line(1)], 1);
      }
    }
}
