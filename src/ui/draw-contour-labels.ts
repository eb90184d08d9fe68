// The numbers of iso-lines, drawn over a map.
import { colormapTable } from '../model/colormap.ts';
import type { Colouring } from '../model/colouring.ts';
import { cssColour } from './colour-scale.ts';
import { type ContourLabel, LABEL_FONT } from './contour-labels.ts';
import type { Context2D, Palette } from './palette.ts';

interface Target {
  /** The map's size in device pixels; its upper left corner is the context's origin. */
  readonly width: number;
  readonly height: number;
  /** Device pixels a CSS pixel. */
  readonly pixelRatio: number;
  readonly palette: Palette;
}

/** Fills brighter than this have black lines and numbers, as in colour.wgsl. */
const BRIGHT = 0.45 * 255;

/** Each number stands in a gap of its line: behind it is the colour that the map has there. */
export function drawContourLabels(
  context: Context2D,
  labels: readonly ContourLabel[],
  { colormap, reversed }: Colouring,
  { width, height, pixelRatio, palette }: Target,
): void {
  const table = colormapTable(colormap, reversed);
  const entries = table.length / 3;
  context.save();
  context.font = `500 ${LABEL_FONT * pixelRatio}px ${palette.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 5 * pixelRatio;
  for (const { at, angle, text, position } of labels) {
    const entry = Math.min(Math.floor(position * entries), entries - 1);
    const [r, g, b] = table.subarray(3 * entry, 3 * entry + 3);
    context.save();
    context.translate(at[0] * width, at[1] * height);
    context.rotate(angle);
    context.strokeStyle = cssColour([r, g, b]);
    context.strokeText(text, 0, 0);
    context.fillStyle = 0.2126 * r + 0.7152 * g + 0.0722 * b > BRIGHT ? '#000' : '#fff';
    context.fillText(text, 0, 0);
    context.restore();
  }
  context.restore();
}
