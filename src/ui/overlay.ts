// What is drawn over a pane's picture: rulers, contour labels, the pinned point, the cross-section, the cursor of linked panes.
import type { Domain } from '../model/colouring.ts';
import { type Grid, offset1, offset2 } from '../model/grid.ts';
import type { DisagreeingPoint } from '../model/partition-report.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { offsetOf, placeAt } from '../model/view.ts';
import { type AxesOptions, drawAxes } from './axes.ts';
import { offsetAt, type PictureSize, type PixelPoint, pixelAt, pixelOf } from './camera.ts';
import type { ChosenRegion } from './chosen-region.ts';
import type { LabelsOf } from './contour-watch.ts';
import { quantitySymbol, quantityWords } from './describe.ts';
import { drawContourLabels } from './draw-contour-labels.ts';
import { type Context2D, type Palette, paletteOf } from './palette.ts';
import type { Cursor, Pane, Sketch } from './pane.ts';
import type { Status } from './status.ts';
import { drawSurfaceFrame } from './surface-frame.ts';

/** Panes narrower or lower than this in CSS pixels have slim rulers. */
const COMPACT_WIDTH = 520;
const COMPACT_HEIGHT = 320;

export interface OverlayState {
  readonly scene: Scene;
  readonly status: Status;
  readonly cursor: Cursor | null;
  readonly sketch: Sketch | null;
  /** The spot along the cross-section that the plot's cursor is at, 0 to 1. */
  readonly spot: number | null;
  readonly labelsOf: LabelsOf;
  readonly chosen: ChosenRegion | null;
  readonly disagreeing: DisagreeingPoints | null;
}

/** Points of a grid at which the maps of the scene's network of that number are not what the exact partition is. */
export interface DisagreeingPoints {
  readonly points: readonly DisagreeingPoint[];
  readonly grid: Grid;
  readonly network: number;
}

export function isCompact({ element }: Pane): boolean {
  return isCompactSize(element.clientWidth, element.clientHeight);
}

/** In CSS pixels. */
export function isCompactSize(width: number, height: number): boolean {
  return width < COMPACT_WIDTH || height < COMPACT_HEIGHT;
}

/** Draws all of it anew. */
export function drawOverlay(pane: Pane, index: number, panes: readonly Pane[], state: OverlayState): void {
  const size = pane.size.value;
  const [front, back] = [contextOf(pane.overlay, size.width, size.height), contextOf(pane.backdrop, size.width, size.height)];
  if (!front || !back) return;
  const palette = paletteOf(pane.element);
  const pixelRatio = size.width / Math.max(pane.map.clientWidth, 1);
  const { scene } = state;
  const { view, colouring } = subjectOf(scene, index);
  if (pane.isSurface(scene)) {
    const domain = state.status.pictures[index]?.domain ?? null;
    drawSurfaceBackdrop(back, scene, index, domain, { ...size, pixelRatio, palette, compact: isCompact(pane) });
    return;
  }
  drawContourLabels(front, state.labelsOf(index, pane.request(scene)), colouring, { ...size, pixelRatio, palette });
  drawRulers(front, scene, index, { ...size, pixelRatio, palette, compact: isCompact(pane) });
  const draw = createPen(front, pixelRatio);
  if (state.chosen?.network === scene.panes[index].network) draw.polygon(outlineOf(state.chosen, scene, index, size));
  if (state.disagreeing?.network === scene.panes[index].network)
    for (const at of pixelsOf(state.disagreeing, scene, index, size)) draw.ring(at);
  drawMarks(front, scene, index, { ...size, pixelRatio, palette });

  const { sketch, cursor, spot } = state;
  if (scene.section && spot !== null) {
    const [from, to] = scene.section.map((place) => pixelOf(view, size, place));
    draw.dot(between(from, to, spot));
  }
  if (sketch?.pane === index) draw[sketch.kind](sketch.from, sketch.to);
  if (cursor && cursor.pane !== index && panes[cursor.pane]) {
    const there = subjectOf(scene, cursor.pane).view;
    draw.cross(pixelOf(view, size, placeAt(there, offsetAt(there, panes[cursor.pane].size.value, cursor.pixel))));
  }
}

function pixelsOf({ points, grid }: DisagreeingPoints, scene: Scene, index: number, size: PictureSize): PixelPoint[] {
  const { view } = subjectOf(scene, index);
  const [move1, move2] = offsetOf(view, grid.center);
  return points.map(({ column, row }) => pixelAt(view, size, [offset1(grid, column) + move1, offset2(grid, row) + move2]));
}

/** Its corners on the pane. */
function outlineOf({ region, center }: ChosenRegion, scene: Scene, index: number, size: PictureSize): PixelPoint[] {
  const { view } = subjectOf(scene, index);
  const [move1, move2] = offsetOf(view, center);
  return region.corners.map(([d1, d2]) => pixelAt(view, size, [d1 + move1, d2 + move2]));
}

export interface OverlaySize {
  /** In device pixels, and how many of them a CSS pixel is. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly palette: Palette;
  readonly compact?: boolean;
}

/** What the scene keeps on every map: the cross-section's line and the pinned point. */
export function drawMarks(context: Context2D, scene: Scene, index: number, { pixelRatio, ...size }: OverlaySize): void {
  const { view } = subjectOf(scene, index);
  const draw = createPen(context, pixelRatio);
  if (scene.section) {
    const [from, to] = scene.section.map((place) => pixelOf(view, size, place));
    draw.line(from, to);
  }
  if (scene.pin) draw.pin(pixelOf(view, size, scene.pin));
}

/** A map's rulers. */
export function drawRulers(
  context: Context2D,
  scene: Scene,
  index: number,
  { compact, ...size }: OverlaySize,
  rulers: AxesOptions['rulers'] = 'over',
): void {
  const { view } = subjectOf(scene, index);
  drawAxes(context, { view, ...size, density: compact ? 'compact' : 'full', lines: 'zero', rulers });
}

/** The box that a surface stands in. */
export function drawSurfaceBackdrop(
  context: CanvasRenderingContext2D,
  scene: Scene,
  index: number,
  domain: Domain | null,
  { compact, ...size }: OverlaySize,
): void {
  if (!domain) return;
  const { view, recipe, quantity } = subjectOf(scene, index);
  drawSurfaceFrame(context, {
    view,
    domain,
    quantity: compact ? quantitySymbol(recipe, quantity) : quantityWords(recipe, quantity),
    camera: scene.camera,
    ...size,
  });
}

function contextOf(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  context?.setTransform(1, 0, 0, 1, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

function between(a: PixelPoint, b: PixelPoint, t: number): PixelPoint {
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

/** How much heavier a region's outline is: edges may run along it. */
const REGION = 1.75;

/** Marks that can be told from any picture: light, with a dark edge. */
function createPen(context: Context2D, pixelRatio: number) {
  const stroke = (path: () => void, scale = 1) => {
    for (const [width, colour] of [
      [4, 'rgb(0 0 0 / 65%)'],
      [1.75, '#ffffff'],
    ] as const) {
      context.lineWidth = scale * width * pixelRatio;
      context.strokeStyle = colour;
      context.beginPath();
      path();
      context.stroke();
    }
  };
  const r = (n: number) => n * pixelRatio;
  return {
    line: (from: PixelPoint, to: PixelPoint) =>
      stroke(() => {
        context.moveTo(...from);
        context.lineTo(...to);
      }),
    polygon: (corners: readonly PixelPoint[]) =>
      stroke(() => {
        for (const corner of corners) context.lineTo(...corner);
        context.closePath();
      }, REGION),
    box: (from: PixelPoint, to: PixelPoint) => stroke(() => context.rect(from[0], from[1], to[0] - from[0], to[1] - from[1])),
    dot: ([x, y]: PixelPoint) => stroke(() => context.arc(x, y, r(5), 0, 2 * Math.PI)),
    ring: ([x, y]: PixelPoint) => stroke(() => context.arc(x, y, r(9), 0, 2 * Math.PI)),
    pin: ([x, y]: PixelPoint) =>
      stroke(() => {
        context.arc(x, y, r(7), 0, 2 * Math.PI);
        for (const [dx, dy] of [
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
        ]) {
          context.moveTo(x + dx * r(3), y + dy * r(3));
          context.lineTo(x + dx * r(12), y + dy * r(12));
        }
      }),
    cross: ([x, y]: PixelPoint) =>
      stroke(() => {
        context.moveTo(x - r(9), y);
        context.lineTo(x + r(9), y);
        context.moveTo(x, y - r(9));
        context.lineTo(x, y + r(9));
      }),
  };
}
