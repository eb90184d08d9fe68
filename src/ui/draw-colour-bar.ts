// The colour bar of a saved picture, drawn onto its canvas.
import { type ColourBarState, colourScale, cssColour, NON_FINITE, type Swatch } from './colour-scale.ts';
import type { Context2D, Palette } from './palette.ts';
import { drawParts, partsWidth, scaleParts } from './scale-note.ts';

/** How high the bar with its numbers is, in CSS pixels. */
export const COLOUR_BAR_HEIGHT = 32;

const STRIP = 12;
const TICK = 4;
const FONT = 12;

interface Place {
  /** The upper left corner and the width, in device pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Device pixels a CSS pixel. */
  readonly pixelRatio: number;
  readonly palette: Palette;
}

export function drawColourBar(context: Context2D, state: ColourBarState, place: Place): void {
  const { x, y, pixelRatio, palette } = place;
  const scale = colourScale(state, place.width / pixelRatio);
  const [strip, tick, font] = [STRIP, TICK, FONT].map((size) => Math.round(size * pixelRatio));
  const baseline = y + strip + tick + font;
  const thin = Math.max(Math.round(pixelRatio), 1);
  context.save();
  context.fillStyle = palette.text;
  context.font = `${font}px ${palette.sans}`;
  context.textBaseline = 'alphabetic';
  const drawStrip = (colours: Uint8Array, width: number) => {
    const count = colours.length / 3;
    for (let i = 0; i < count; i++) {
      const [from, to] = [Math.round((i * width) / count), Math.round(((i + 1) * width) / count)];
      context.fillStyle = cssColour(colours.subarray(3 * i, 3 * i + 3));
      context.fillRect(x + from, y, to - from, strip);
    }
    context.fillStyle = palette.text;
  };
  switch (scale.kind) {
    case 'ramp': {
      if (!state.domain && state.nonFinite) {
        context.textAlign = 'left';
        context.fillText(scale.words, x, y + strip - thin);
        break;
      }
      const note = scaleParts(scale);
      const noteWidth = note.length > 0 ? partsWidth(context, note, font, palette.sans) + 2 * font : 0;
      const width = Math.max(place.width - noteWidth, 1);
      drawStrip(scale.colours, width);
      context.font = `${font}px ${palette.sans}`;
      context.textAlign = 'center';
      for (const { at, text } of scale.marks) {
        const middle = x + at * width;
        context.fillRect(Math.round(Math.min(middle, x + width - thin)), y + strip, thin, tick);
        context.fillText(text, middle, baseline);
      }
      if (note.length > 0) drawParts(context, note, x + width + 2 * font, y + strip, font, palette.sans);
      break;
    }
    case 'classes':
      drawSwatches(context, scale.swatches, place, strip, baseline);
      break;
    case 'patterns':
      drawStrip(scale.colours, place.width);
      context.textAlign = 'left';
      context.fillText(scale.caption, x, baseline);
  }
  if (state.nonFinite) {
    context.textAlign = 'left';
    let at = x + place.width + 2 * font;
    for (const { colour, text } of NON_FINITE) {
      context.fillStyle = colour ?? palette.text;
      context.fillRect(at, y, strip, strip);
      context.fillStyle = palette.text;
      context.fillText(text, at + 1.5 * strip, y + strip - thin);
      at += 3 * strip + context.measureText(text).width;
    }
  }
  context.restore();
}

/** Side by side over the whole width, with their texts below. */
function drawSwatches(
  context: Context2D,
  swatches: readonly Swatch[],
  { x, y, width, pixelRatio }: Place,
  strip: number,
  baseline: number,
): void {
  const ink = context.fillStyle;
  const each = width / swatches.length;
  context.textAlign = 'center';
  swatches.forEach(({ colour, text }, i) => {
    const [from, to] = [Math.round(x + i * each), Math.round(x + (i + 1) * each - 3 * pixelRatio)];
    if (colour !== null) {
      context.fillStyle = colour;
      context.fillRect(from, y, to - from, strip);
    }
    context.fillStyle = ink;
    context.fillText(text, (from + to) / 2, baseline);
  });
}
