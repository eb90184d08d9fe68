// The reference colouring: a field's numbers to pixels by the rules of model/colouring.ts, in f64.
import { colormapTable, isQualitative } from '../model/colormap.ts';
import {
  type Colouring,
  type Domain,
  type DomainRule,
  domainAbove,
  INFINITY_COLOR,
  LINE_GROUND,
  LINE_REACH,
  NAN_COLOR,
  type ScaleKind,
} from '../model/colouring.ts';
import { CREASE_FADE } from '../model/crease.ts';
import type { Field } from '../model/field.ts';
import { patternFraction } from '../model/pattern.ts';

/** Half the width of a contour, in pixels, and how much of the ink's colour it has. */
const LINE_HALF_WIDTH = 0.75;
const LINE_OPACITY = 0.8;

/** Fills brighter than this get black contours, others white ones. */
const BRIGHT = 0.45;

/**
 * RGBA bytes [height × width × 4], opaque, top row = largest x2. `domain` is what the ends of the colour map stand for and only
 * means something for finite amounts; `classes` is how many classes there are and only means something for class numbers.
 */
export function colourField(
  field: Field,
  scale: ScaleKind,
  colouring: Colouring,
  domain: Domain | null = domainOf(field, colouring.domain),
  classes = 1,
): Uint8Array {
  const { width, height } = field;
  const position = positions(field, domain ?? [0, 1]);
  const table = colormapTable(colouring.colormap, colouring.reversed);
  const entries = table.length / 3;
  const pixels = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const p = row * width + column;
      const rgb = plainColour(p);
      const at = ((height - 1 - row) * width + column) * 4;
      pixels.set([...withContour(rgb, p), 255], at);
    }
  }
  return pixels;

  function plainColour(p: number): readonly number[] {
    const value = field.base + field.data[p];
    if (Number.isNaN(value)) return NAN_COLOR;
    if (!Number.isFinite(value)) return INFINITY_COLOR;
    const entry = entryOf(value, position[p]);
    const ink = table.subarray(3 * entry, 3 * entry + 3);
    if (scale !== 'lines') return [...ink];
    const share = Math.max(1 - ((value % 1) * CREASE_FADE) / LINE_REACH, 0);
    return LINE_GROUND.map((ground, c) => Math.round(ground + (ink[c] - ground) * share));
  }

  function entryOf(value: number, t: number): number {
    switch (scale) {
      case 'linear':
        return Math.min(Math.max(Math.floor(t * entries), 0), entries - 1);
      case 'lines':
      case 'classes':
        if (isQualitative(colouring.colormap)) return Math.floor(value) % entries;
        return Math.round((Math.floor(value) * (entries - 1)) / (Math.max(classes, 2) - 1));
      case 'hash':
        return Math.floor(patternFraction(value) * entries);
    }
  }

  function withContour(rgb: readonly number[], p: number): readonly number[] {
    if (scale !== 'linear' || colouring.contours < 1 || !Number.isFinite(field.data[p])) return rgb;
    const share = LINE_OPACITY * lineCoverage(position, p, field, colouring.contours);
    const [r, g, b] = rgb;
    const ink = 0.2126 * r + 0.7152 * g + 0.0722 * b > BRIGHT * 255 ? 0 : 255;
    return [r, g, b].map((fill) => Math.round(fill + (ink - fill) * share));
  }
}

/** Where each number lies in the domain: 0 at its lower end, 1 at its upper; 0 for all where the domain is empty. */
function positions({ base, data }: Field, [lo, hi, from = 0]: Domain): Float64Array {
  // base − lo is exact where the two are close, base + d would lose what is small of d.
  return Float64Array.from(data, (d) => (hi > lo ? (d + (base - from - lo)) / (hi - lo) : 0));
}

/** The share of the pixel at point p that a contour covers: contour i of n lies where position · (n + 1) = i. */
function lineCoverage(position: Float64Array, p: number, { width, height }: Field, contours: number): number {
  const level = (q: number) => position[q] * (contours + 1);
  const [column, row] = [p % width, Math.floor(p / width)];
  const [left, right] = [Math.max(column - 1, 0), Math.min(column + 1, width - 1)];
  const [below, above] = [Math.max(row - 1, 0), Math.min(row + 1, height - 1)];
  const along1 = (level(row * width + right) - level(row * width + left)) / Math.max(right - left, 1);
  const along2 = (level(above * width + column) - level(below * width + column)) / Math.max(above - below, 1);
  const slope = Math.hypot(along1, along2);
  const nearest = Math.round(level(p));
  // Where there is no slope, or a neighbour is no number, there is no line.
  if (nearest < 1 || nearest > contours || !(slope > 0) || !Number.isFinite(slope)) return 0;
  const distance = Math.abs(level(p) - nearest) / slope;
  return Math.min(Math.max(0.5 + LINE_HALF_WIDTH - distance, 0), 1);
}

/** The domain that `rule` gives a field of amounts; null where it asks for the field's and no number is finite. */
export function domainOf(field: Field, rule: DomainRule): Domain | null {
  if (rule.kind === 'fixed') return [rule.lo, rule.hi];
  const finite = Float64Array.from(field.data).filter(Number.isFinite).sort();
  if (finite.length === 0) return null;
  const [lo, hi] = [finite[0], finite[finite.length - 1]];
  switch (rule.kind) {
    case 'extent':
      return domainAbove(field.base, lo, hi);
    case 'percentiles':
      return domainAbove(field.base, lowerPercentile(finite, 1), lowerPercentile(finite, 99));
    case 'symmetric': {
      const most = Math.max(Math.abs(field.base + lo), Math.abs(field.base + hi));
      return [-most, most];
    }
    case 'from-zero':
      return [Math.min(0, field.base + lo), Math.max(0, field.base + hi)];
  }
}

/** np.percentile(sorted, percent, method='lower'): a number of the field itself, which the GPU can find as exactly. */
function lowerPercentile(sorted: Float64Array, percent: number): number {
  return sorted[Math.floor((percent / 100) * (sorted.length - 1))];
}
