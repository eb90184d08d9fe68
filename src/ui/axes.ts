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

/** Less than this of what a text needs, and there may be more of them: a scale cannot be read from one number. */
const LEAST_SPACING = 0.15;
const LEAST_NUMBERS = 2;
/** Between two texts. */
const TEXT_GAP = 6;
/** A ruler over the map lets some of it through. */
const OVER_MAP = 0.88;

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
  /** Whether the rulers lie over the map's left and lower edge, or outside, at x < 0 and y > height. */
  readonly rulers: 'over' | 'outside';
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
  /** Whether its texts lie across it. */
  readonly lying: boolean;
  /** Whether its name stands on the map's side, so that all of its length is free. */
  readonly tagged: boolean;
}

/** Draws over the map whose upper left corner is the context's origin; what is on the canvas stays. */
export function drawAxes(context: Context2D, options: AxesOptions): void {
  const { view, width, height, pixelRatio, palette, density, lines, rulers } = options;
  const look = RULERS[density];
  const [thickLeft, thickBottom] = [look.left, look.bottom].map((size) => Math.round(size * pixelRatio));
  /** What the rulers cover of the map. */
  const [left, bottom] = rulers === 'over' ? [thickLeft, thickBottom] : [0, 0];
  const step = (2 * view.radius) / Math.min(width, height);
  const column = (offset: number) => width / 2 + offset / step;
  const row = (offset: number) => height / 2 - offset / step;

  context.save();
  const rulerWith = (axis: 0 | 1, spacing: number, tagged: boolean): Ruler => {
    const pixels = axis === 0 ? width : height;
    const ticks = axisTicks(view.center[axis], (pixels * step) / 2, pixels, look.spacing[axis] * pixelRatio * spacing);
    return axis === 0
      ? {
          name: axesText.x1,
          ticks,
          at: (offset) => column(offset) - left,
          length: width - left,
          thickness: thickBottom,
          side: 1,
          lying: false,
          tagged,
        }
      : {
          name: axesText.x2,
          ticks,
          at: (offset) => height - bottom - row(offset),
          length: height - bottom,
          thickness: thickLeft,
          side: -1,
          lying: look.lyingTexts,
          tagged,
        };
  };
  const rulerOf = (axis: 0 | 1): Ruler => {
    for (const tagged of [false, true])
      for (let spacing = 1; spacing > LEAST_SPACING; spacing *= 0.75) {
        const ruler = rulerWith(axis, spacing, tagged);
        if (shownNumbers(context, ruler, options).length >= LEAST_NUMBERS) return ruler;
      }
    return rulerWith(axis, 1, false);
  };
  const both = [rulerOf(0), rulerOf(1)] as const;
  const [across, up] = both.map(({ ticks }) => ticks);

  if (lines !== 'none') {
    const shown = ({ major }: AxisTicks) => major.filter(({ zero }) => zero || lines === 'grid');
    for (const { offset, zero } of shown(across)) drawLine(context, column(offset), 0, 0, height - bottom, pixelRatio, zero);
    for (const { offset, zero } of shown(up)) drawLine(context, left, row(offset), width - left, 0, pixelRatio, zero);
  }

  const [x0, y1] = [left - thickLeft, height - bottom + thickBottom];
  context.fillStyle = rulers === 'over' ? palette.card : palette.ground;
  context.globalAlpha = rulers === 'over' ? OVER_MAP : 1;
  context.beginPath();
  context.rect(x0, 0, thickLeft, y1);
  context.rect(left, height - bottom, width - left, thickBottom);
  context.fill();
  context.globalAlpha = 1;
  const border = Math.max(Math.round(pixelRatio), 1);
  context.fillStyle = palette.line;
  context.fillRect(left - border, 0, border, height - bottom);
  context.fillRect(left - border, height - bottom, width - left + border, border);

  for (const axis of [0, 1] as const) {
    context.save();
    context.translate(left, height - bottom);
    if (axis === 1) context.rotate(-Math.PI / 2);
    drawRuler(context, both[axis], options);
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

/** The numbers that are shown along a ruler, without its ticks' other ones: those beside its ends or each other, or under its name. */
function shownNumbers(
  context: Context2D,
  ruler: Ruler,
  { pixelRatio, density, palette }: AxesOptions,
): { x: number; text: string }[] {
  const { ticks, at, lying } = ruler;
  const font = RULERS[density].font * pixelRatio;
  const { free } = nameOf(context, ruler, { font, pixelRatio, palette });
  context.font = `${font}px ${palette.sans}`;
  const shown: { x: number; text: string }[] = [];
  let end = 2 * pixelRatio;
  for (const { offset, text } of ticks.major) {
    const x = at(offset);
    const half = (lying ? font : context.measureText(text).width) / 2;
    if (x - half < end || x + half > free) continue;
    shown.push({ x, text });
    end = x + half + TEXT_GAP * pixelRatio;
  }
  return shown;
}

function drawRuler(context: Context2D, ruler: Ruler, options: AxesOptions): void {
  const { pixelRatio, palette, density } = options;
  const { ticks, at, length, thickness, side, lying } = ruler;
  const font = RULERS[density].font * pixelRatio;
  const middle = (side * (thickness + (MAJOR - 1) * pixelRatio)) / 2;
  context.textBaseline = 'middle';
  drawName(context, ruler, { font, middle, pixelRatio, palette });

  const thin = Math.max(Math.round(pixelRatio), 1);
  const drawTick = (offset: number, size: number) => {
    const x = Math.round(at(offset) - thin / 2);
    if (x >= 0 && x < length) context.fillRect(x, side > 0 ? 0 : -size, thin, size);
  };
  context.fillStyle = palette.quiet;
  for (const offset of ticks.minor) drawTick(offset, Math.round(MINOR * pixelRatio));
  context.fillStyle = palette.text;
  for (const { offset } of ticks.major) drawTick(offset, Math.round(MAJOR * pixelRatio));
  const numbers = shownNumbers(context, ruler, options);
  context.font = `${font}px ${palette.sans}`;
  for (const { x, text } of numbers) {
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
  readonly pixelRatio: number;
  readonly palette: Palette;
}

/** The axis name with its note: where it stands, and up to where there is room for the ticks' texts. */
function nameOf(
  context: Context2D,
  { name, ticks, length, lying, tagged }: Ruler,
  { font, pixelRatio, palette }: NameOptions,
): { parts: ReturnType<typeof axisParts>; width: number; where: 'beside' | 'across' | 'along' | 'tag'; free: number } {
  const gap = GAP * pixelRatio;
  const parts = axisParts(name, ticks);
  const width = partsWidth(context, parts, font, palette.sans);
  // Short texts leave room beside them.
  if (lying && parts.length > 1) return { parts, width, where: 'beside', free: length - 2 * pixelRatio };
  if (lying) return { parts, width, where: 'across', free: length - gap - 1.2 * font };
  if (!tagged && width < MOST_NOTE * length) return { parts, width, where: 'along', free: length - width - 3 * gap };
  return { parts, width, where: 'tag', free: length - 2 * pixelRatio };
}

/** Draws the axis name, with the note, at the ruler's end. */
function drawName(context: Context2D, ruler: Ruler, options: NameOptions & { readonly middle: number }): void {
  const { length, thickness, side } = ruler;
  const { font, middle, pixelRatio, palette } = options;
  const { parts, width, where } = nameOf(context, ruler, options);
  const gap = GAP * pixelRatio;
  context.fillStyle = palette.text;
  switch (where) {
    case 'beside':
      drawParts(context, parts, length - width - gap, -thickness + 0.75 * font, font, palette.sans);
      break;
    case 'across':
      context.save();
      context.translate(length - gap, -(MAJOR + 3) * pixelRatio);
      context.rotate(Math.PI / 2);
      drawParts(context, parts, -width, 0, font, palette.sans);
      context.restore();
      break;
    case 'along':
      drawParts(context, parts, length - width - gap, middle, font, palette.sans);
      break;
    case 'tag': {
      const tag = Math.round(1.6 * font);
      context.fillStyle = palette.card;
      context.fillRect(length - width - 2 * gap, side > 0 ? -tag : 0, width + 2 * gap, tag);
      context.fillStyle = palette.text;
      drawParts(context, parts, length - width - gap, (-side * tag) / 2, font, palette.sans);
    }
  }
}
