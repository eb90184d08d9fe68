// The rulers along the lower and the left edge of a map, and lines over it: the same code for the page and for saved pictures.
import type { View } from '../model/view.ts';
import type { Context2D, Palette } from './palette.ts';
import { axisParts, drawParts, partsWidth } from './scale-note.ts';
import { axesText } from './text/axes.ts';
import { type AxisTicks, axisTicks } from './ticks.ts';

export type Density = 'full' | 'compact';

interface Look {
  /** The rulers' sizes; this and all that follows in CSS pixels. */
  readonly left: number;
  readonly bottom: number;
  readonly font: number;
  /** The least distance of two texts along x1, and along x2. */
  readonly spacing: readonly [number, number];
  /** Whether the texts of x2 lie, as those of x1 do; else they stand, and the ruler is as slim as the other. */
  readonly lyingTexts: boolean;
}

/** compact: for panes too small to spend 60 pixels on a ruler. */
export const RULERS: Readonly<Record<Density, Look>> = {
  full: { left: 60, bottom: 26, font: 12, spacing: [76, 52], lyingTexts: true },
  compact: { left: 22, bottom: 22, font: 11, spacing: [62, 62], lyingTexts: false },
};

/** Lengths of ticks, and the free space beside texts. */
const MAJOR = 6;
const MINOR = 3;
const GAP = 8;
/** The part of a ruler that its note may take; longer ones stand on the map's side of it. */
const MOST_NOTE = 0.4;

export interface AxesOptions {
  readonly view: View;
  /** The map's size in device pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels a CSS pixel. */
  readonly pixelRatio: number;
  readonly palette: Palette;
  readonly density: Density;
  /** Lines over the map: none, those where a coordinate is 0, or one at every text as well. */
  readonly lines: 'none' | 'zero' | 'grid';
}

/** A ruler in its own frame: the border to the map runs along +x from 0 to `length`, the ruler lies at y · side > 0. */
interface Ruler {
  readonly name: string;
  readonly ticks: AxisTicks;
  /** Where an offset from the view's centre lies along the border. */
  readonly at: (offset: number) => number;
  readonly length: number;
  readonly thickness: number;
  readonly side: 1 | -1;
}

/** Draws over the map whose upper left corner is the context's origin; what is on the canvas stays. */
export function drawAxes(context: Context2D, options: AxesOptions): void {
  const { view, width, height, pixelRatio, palette, density, lines } = options;
  const look = RULERS[density];
  const [left, bottom] = [Math.round(look.left * pixelRatio), Math.round(look.bottom * pixelRatio)];
  const step = (2 * view.radius) / Math.min(width, height);
  const ticksOf = (axis: 0 | 1, pixels: number) =>
    axisTicks(view.center[axis], (pixels * step) / 2, pixels, look.spacing[axis] * pixelRatio);
  const [across, up] = [ticksOf(0, width), ticksOf(1, height)];
  const column = (offset: number) => width / 2 + offset / step;
  const row = (offset: number) => height / 2 - offset / step;

  context.save();
  if (lines !== 'none') {
    const shown = ({ major }: AxisTicks) => major.filter(({ zero }) => zero || lines === 'grid');
    for (const { offset, zero } of shown(across)) drawLine(context, column(offset), 0, 0, height - bottom, pixelRatio, zero);
    for (const { offset, zero } of shown(up)) drawLine(context, left, row(offset), width - left, 0, pixelRatio, zero);
  }

  context.fillStyle = palette.card;
  context.beginPath();
  context.rect(0, 0, left, height);
  context.rect(left, height - bottom, width - left, bottom);
  context.fill();
  const border = Math.max(Math.round(pixelRatio), 1);
  context.fillStyle = palette.line;
  context.fillRect(left - border, 0, border, height - bottom);
  context.fillRect(left - border, height - bottom, width - left + border, border);

  const ruler = (axis: 0 | 1): Ruler =>
    axis === 0
      ? {
          name: axesText.x1,
          ticks: across,
          at: (offset) => column(offset) - left,
          length: width - left,
          thickness: bottom,
          side: 1,
        }
      : {
          name: axesText.x2,
          ticks: up,
          at: (offset) => height - bottom - row(offset),
          length: height - bottom,
          thickness: left,
          side: -1,
        };
  for (const axis of [0, 1] as const) {
    context.save();
    context.translate(left, height - bottom);
    if (axis === 1) context.rotate(-Math.PI / 2);
    drawRuler(context, ruler(axis), { ...options, look, lying: axis === 1 && look.lyingTexts });
    context.restore();
  }
  context.restore();
}

/** A light line on a dark one, so that it shows on every picture. It goes either to the right or down. */
function drawLine(
  context: Context2D,
  x: number,
  y: number,
  right: number,
  down: number,
  pixelRatio: number,
  strong: boolean,
): void {
  const thin = Math.max(Math.round(pixelRatio), 1);
  const stroke = (colour: string, widened: number) => {
    context.fillStyle = colour;
    const [x0, y0] = [Math.round(x - thin / 2), Math.round(y - thin / 2)];
    if (down > 0) context.fillRect(x0 - widened, y0, thin + 2 * widened, down);
    else context.fillRect(x0, y0 - widened, right, thin + 2 * widened);
  };
  stroke(strong ? 'rgb(0 0 0 / 22%)' : 'rgb(0 0 0 / 12%)', thin);
  stroke(strong ? 'rgb(255 255 255 / 60%)' : 'rgb(255 255 255 / 28%)', 0);
}

interface RulerOptions extends AxesOptions {
  readonly look: Look;
  readonly lying: boolean;
}

function drawRuler(context: Context2D, ruler: Ruler, { pixelRatio, palette, look, lying }: RulerOptions): void {
  const { ticks, at, length, thickness, side } = ruler;
  const font = look.font * pixelRatio;
  const gap = GAP * pixelRatio;
  const middle = (side * (thickness + (MAJOR - 1) * pixelRatio)) / 2;
  context.textBaseline = 'middle';

  const free = drawName(context, ruler, { font, gap, middle, lying, pixelRatio, palette });

  const thin = Math.max(Math.round(pixelRatio), 1);
  const drawTick = (offset: number, size: number) => {
    const x = Math.round(at(offset) - thin / 2);
    if (x >= 0 && x < length) context.fillRect(x, side > 0 ? 0 : -size, thin, size);
  };
  context.fillStyle = palette.quiet;
  for (const offset of ticks.minor) drawTick(offset, Math.round(MINOR * pixelRatio));
  context.fillStyle = palette.text;
  context.font = `${font}px ${palette.sans}`;
  for (const { offset, text } of ticks.major) {
    drawTick(offset, Math.round(MAJOR * pixelRatio));
    const x = at(offset);
    const half = (lying ? font : context.measureText(text).width) / 2;
    if (x - half < 2 * pixelRatio || x + half > free) continue;
    if (lying) {
      context.save();
      context.translate(x, -(MAJOR + 3) * pixelRatio);
      context.rotate(Math.PI / 2);
      context.textAlign = 'right';
      // A wide font is condensed rather than cut off.
      context.fillText(text, 0, 0, thickness - (MAJOR + 5) * pixelRatio);
      context.restore();
    } else {
      context.textAlign = 'center';
      context.fillText(text, x, middle);
    }
  }
}

interface NameOptions {
  readonly font: number;
  readonly gap: number;
  readonly middle: number;
  readonly lying: boolean;
  readonly pixelRatio: number;
  readonly palette: Palette;
}

/** Draws the axis name, with the note, at the ruler's end. Returns up to where there is room for the ticks' texts. */
function drawName(context: Context2D, { name, ticks, length, thickness, side }: Ruler, options: NameOptions): number {
  const { font, gap, middle, lying, pixelRatio, palette } = options;
  const parts = axisParts(name, ticks);
  const width = partsWidth(context, parts, font, palette.sans);
  context.fillStyle = palette.text;
  if (lying && parts.length > 1) {
    // Short texts leave room beside them.
    drawParts(context, parts, length - width - gap, -thickness + 0.75 * font, font, palette.sans);
    return length - 2 * pixelRatio;
  }
  if (lying) {
    context.save();
    context.translate(length - gap, -(MAJOR + 3) * pixelRatio);
    context.rotate(Math.PI / 2);
    drawParts(context, parts, -width, 0, font, palette.sans);
    context.restore();
    return length - gap - 1.2 * font;
  }
  if (width < MOST_NOTE * length) {
    drawParts(context, parts, length - width - gap, middle, font, palette.sans);
    return length - width - 3 * gap;
  }
  const tag = Math.round(1.6 * font);
  context.fillStyle = palette.card;
  context.fillRect(length - width - 2 * gap, side > 0 ? -tag : 0, width + 2 * gap, tag);
  context.fillStyle = palette.text;
  drawParts(context, parts, length - width - gap, (-side * tag) / 2, font, palette.sans);
  return length - 2 * pixelRatio;
}
