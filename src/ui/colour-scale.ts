// What a colour bar says: its colours and the numbers or words that they stand for.
import { type ColormapName, colormapTable, isQualitative } from '../model/colormap.ts';
import { type Colouring, type Domain, INFINITY_COLOR, NAN_COLOR, scaleOf } from '../model/colouring.ts';
import type { Quantity } from '../model/quantity.ts';
import { numberText } from './digits.ts';
import { partsText, scaleParts } from './scale-note.ts';
import { axesText } from './text/axes.ts';
import { baseText, domainScale, roundedTexts, type TickScale } from './ticks.ts';

export interface ColourBarState {
  readonly quantity: Quantity;
  readonly colouring: Colouring;
  /** How many classes the network tells apart; only means something for class numbers. */
  readonly classes: number;
  /** What the ends of the colour map stand for; null before the first picture, where no number is finite, and for classes and patterns. */
  readonly domain: Domain | null;
  /** Whether some number is not finite: what its colour means is explained as well. */
  readonly nonFinite: boolean;
}

export type ColourScale =
  /** `colours` from left to right, packed sRGB bytes; a mark lies at a fraction of the bar's length. */
  | (TickScale & { readonly kind: 'ramp'; readonly colours: Uint8Array; readonly marks: readonly Mark[]; readonly words: string })
  /** A swatch without colour stands for those left out. */
  | { readonly kind: 'classes'; readonly swatches: readonly Swatch[]; readonly words: string }
  | { readonly kind: 'patterns'; readonly colours: Uint8Array; readonly caption: string; readonly words: string };

export interface Mark {
  readonly at: number;
  readonly text: string;
}

export interface Swatch {
  readonly colour: string | null;
  readonly text: string;
}

/** What the colours outside every colour map mean. */
export const NON_FINITE: readonly Swatch[] = [
  { colour: cssColour(NAN_COLOR), text: axesText.nan },
  { colour: cssColour(INFINITY_COLOR), text: axesText.infinity },
];

/** CSS pixels for a digit, between two numbers, and between the bar and the note beside it. */
const DIGIT = 7;
const GAP = 10;
const NOTE_GAP = 22;
/** About how many numbers there are where there is room. */
const MOST_NUMBERS = 6;
/** More classes than this are shown as the first ones and the last. */
const MOST_CLASSES = 10;

/** What a bar `width` CSS pixels long says. */
export function colourScale({ quantity, colouring, classes, domain, nonFinite }: ColourBarState, width: number): ColourScale {
  const { colormap, reversed } = colouring;
  const colours = colormapTable(colormap, reversed);
  switch (scaleOf(quantity)) {
    case 'classes':
      return { kind: 'classes', swatches: classSwatches(colormap, colours, classes), words: axesText.classes(classes) };
    case 'lines':
      return {
        kind: 'classes',
        swatches: classSwatches(colormap, colours, classes).slice(0, classes - 1),
        words: axesText.layers(classes - 1),
      };
    case 'hash':
      return { kind: 'patterns', colours, caption: axesText.patternsShort, words: axesText.patterns };
    case 'linear': {
      const name = reversed ? axesText.reversed(colormap) : colormap;
      const isDirection = quantity.kind === 'grad' && quantity.component === 'direction';
      if (!domain)
        return {
          kind: 'ramp',
          colours,
          marks: [],
          base: null,
          exponent: 0,
          words: nonFinite ? axesText.noneFinite : axesText.unknown(name),
        };
      const [lo, hi] = domain;
      if (isDirection && lo === -Math.PI && hi === Math.PI)
        return { kind: 'ramp', colours, marks: TURN, base: null, exponent: 0, words: axesText.ramp(name, '−π', 'π') };
      const { ticks, base, exponent } = fittingScale(domain, width);
      // An empty domain has one number, in the middle.
      const at = (value: number) => (hi > lo ? (value / 2 - lo / 2) / (hi / 2 - lo / 2) : 0.5);
      const [from, to] = endTexts(domain);
      const marks = ticks.map(({ value, text }) => ({ at: at(value), text }));
      return { kind: 'ramp', colours, marks, base, exponent, words: axesText.ramp(name, from, to) };
    }
  }
}

const TURN: readonly Mark[] = [
  { at: 0, text: '−π' },
  { at: 0.25, text: '−π/2' },
  { at: 0.5, text: '0' },
  { at: 0.75, text: 'π/2' },
  { at: 1, text: 'π' },
];

function classSwatches(colormap: ColormapName, colours: Uint8Array, classes: number): Swatch[] {
  const entries = colours.length / 3;
  const swatch = (k: number): Swatch => {
    // As colour.wgsl does it.
    const entry = isQualitative(colormap) ? k % entries : Math.floor((k * (entries - 1)) / Math.max(classes - 1, 1) + 0.5);
    return { colour: cssColour(colours.subarray(3 * entry, 3 * entry + 3)), text: `${k}` };
  };
  if (classes <= MOST_CLASSES) return Array.from({ length: classes }, (_, k) => swatch(k));
  const first = Array.from({ length: MOST_CLASSES - 2 }, (_, k) => swatch(k));
  return [...first, { colour: null, text: axesText.more }, swatch(classes - 1)];
}

/** As many numbers as stand beside each other. */
function fittingScale(domain: Domain, width: number): ReturnType<typeof domainScale> {
  for (let count = MOST_NUMBERS; ; count--) {
    const scale = domainScale(domain, count);
    const note = partsText(scaleParts(scale)).length;
    const room = width - (note > 0 ? note * DIGIT + NOTE_GAP : 0);
    const longest = Math.max(...scale.ticks.map(({ text }) => text.length));
    if (count === 1 || scale.ticks.length * (longest * DIGIT + GAP) <= room) return scale;
  }
}

/** The two ends of a domain in words, with as many digits as tell them apart. */
export function endTexts([lo, hi, base]: Domain): readonly [string, string] {
  if (!(hi > lo)) return [numberText(lo, Math.abs(lo) / 1000), numberText(hi, Math.abs(hi) / 1000)];
  const [from, to] = roundedTexts([lo, hi], hi / 1000 - lo / 1000);
  if (base === undefined) return [from, to];
  const above = (text: string) => `${baseText(base)} ${text.startsWith('−') ? text.replace('−', '− ') : `+ ${text}`}`;
  return [above(from), above(to)];
}

/** sRGB bytes as CSS. */
export function cssColour([r, g, b]: ArrayLike<number> & Iterable<number>): string {
  return `rgb(${r} ${g} ${b})`;
}
