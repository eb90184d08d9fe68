// Ticks at round numbers, 1, 2 or 5 times a power of ten, and their texts: exact decimals at every depth of zoom.
import type { Domain } from '../model/colouring.ts';
import { type Coordinate, coordinateNumber, coordinateOf } from '../model/coordinate.ts';
import { numberText } from './digits.ts';

/** How the texts of an axis are to be read: a tick stands for base + text × 10^exponent. */
export interface TickScale {
  /** What the texts are counted from; null where that is 0. */
  readonly base: string | null;
  /** 0 where the texts are the numbers themselves. */
  readonly exponent: number;
}

export interface AxisTicks extends TickScale {
  /** In ascending order, by their offsets from the centre in input units; `zero` for the tick at 0 itself. */
  readonly major: readonly { readonly offset: number; readonly text: string; readonly zero: boolean }[];
  /** Between them and around them, without texts. */
  readonly minor: readonly number[];
}

export interface ValueTick {
  readonly value: number;
  readonly text: string;
}

/** Texts with more digits than this, before and behind the point, become short ones that are counted from a base. */
const MOST_DIGITS = 6;
/** A base is a multiple of so many units of the last digit. More than fit into a picture: the base seldom changes under a moving hand. */
const BASE_GRAIN = 1000n;
/** The part of an axis that its ticks are apart at least: less than 2.5 times as much, the series' widest gap, leaves two of them. */
const LEAST_PART = 0.2;

/** Of a f64, and of the smallest power of ten that is one. */
const F64_DIGITS = 17;
const LEAST_EXPONENT = -323;

interface Step {
  readonly factor: 1 | 2 | 5;
  readonly exponent: number;
}

/**
 * The ticks of the axis center ± halfLength (input units, 1e-50 to 1e12), drawn `pixels` long: neighbours are at least `spacing` pixels
 * apart, less only where there would be fewer than two. They stay on their places of the plane while it is panned.
 */
export function axisTicks(center: Coordinate, halfLength: number, pixels: number, spacing: number): AxisTicks {
  const span = 2 * halfLength;
  const { factor, exponent } = stepAtLeast(span * Math.min(spacing / pixels, LEAST_PART));
  const step = coordinateOf(Number(`${factor}e${exponent}`));
  const half = coordinateOf(halfLength);
  const offset = (place: Coordinate) => coordinateNumber(place - center);

  const multiples = multiplesWithin(center - half, center + half, step);
  const { texts, ...scale } = labelled(
    multiples.map((n) => n * BigInt(factor)),
    exponent,
  );
  const parts = factor === 2 ? 4n : 5n;
  const finer = multiplesWithin(center - half, center + half, step / parts);
  return {
    major: multiples.map((n, i) => ({ offset: offset(n * step), text: texts[i], zero: n === 0n })),
    minor: finer.filter((n) => n % parts !== 0n).map((n) => offset((n * step) / parts)),
    ...scale,
  };
}

/** About `count` ticks from lo to hi, with short texts and how to read them; one where lo = hi, none where an end is not finite. */
export function valueScale(lo: number, hi: number, count: number): TickScale & { readonly ticks: readonly ValueTick[] } {
  const { values, numbers, exponent } = roundValues(lo, hi, count);
  if (values.length === 0) return { ticks: loneTick(lo, hi), base: null, exponent: 0 };
  const { texts, ...scale } = labelled(numbers, exponent);
  return { ticks: values.map((value, i) => ({ value, text: texts[i] })), ...scale };
}

/** A number that others are counted from, with the digits that f64 surely has. */
export function baseText(base: number): string {
  return numberText(base, Math.abs(base) * 1e-15);
}

/** As valueScale, over a domain: where that is told from a base, so are the texts. */
export function domainScale([lo, hi, base]: Domain, count: number): ReturnType<typeof valueScale> {
  const scale = valueScale(lo, hi, count);
  if (base === undefined) return scale;
  const parts = [baseText(base), ...(scale.base === null ? [] : [scale.base])];
  return { ...scale, base: parts.join(' + ') };
}

/** Each finite value with all of its digits as text, rounded to a power of ten of at most `resolution`, or to what f64 has of digits. */
export function roundedTexts(values: readonly number[], resolution: number): readonly string[] {
  const largest = Math.max(...values.map(Math.abs));
  const finest = Math.max(Math.log10(largest) - F64_DIGITS, LEAST_EXPONENT);
  const exponent = Math.floor(Math.max(Math.log10(resolution), finest));
  const numbers = values.map((value) => BigInt(Math.round(value / Number(`1e${exponent}`))));
  return wholeTexts(numbers, exponent);
}

/** The numbers n · 10^exponent, scientific where they are tiny or huge. */
function wholeTexts(numbers: readonly bigint[], exponent: number): readonly string[] {
  const largest = Math.max(...numbers.map((n) => Math.abs(Number(`${n}e${exponent}`))));
  const plain = largest >= 1e-5 && largest < 1e15;
  return numbers.map((n) => (plain ? decimalText(n, exponent) : scientificText(n, exponent)));
}

function loneTick(lo: number, hi: number): readonly ValueTick[] {
  return Number.isFinite(lo) && lo === hi ? [{ value: lo, text: numberText(lo, Math.abs(lo) / 1000) }] : [];
}

/** Round values inside [lo, hi], and the same as whole multiples of 10^exponent. */
function roundValues(lo: number, hi: number, count: number): { values: number[]; numbers: bigint[]; exponent: number } {
  // Divided first: the difference of two huge ends overflows.
  const size = hi / count - lo / count;
  // Where the power of ten has no f64 any more, no multiple of it has one that is round.
  if (!(size > 1e-300 && Number.isFinite(size))) return { values: [], numbers: [], exponent: 0 };
  const { factor, exponent } = stepAtLeast(0.7 * size);
  const step = Number(`${factor}e${exponent}`);
  const [first, last] = [Math.floor(lo / step), Math.ceil(hi / step)];
  const all = Array.from({ length: last - first + 1 }, (_, i) => (BigInt(first) + BigInt(i)) * BigInt(factor));
  const valueAt = (n: bigint) => Number(`${n}e${exponent}`);
  const numbers = all.filter((n) => valueAt(n) >= lo && valueAt(n) <= hi);
  return { values: numbers.map(valueAt), numbers, exponent };
}

/** The smallest 1, 2 or 5 times a power of ten from `size` on. */
function stepAtLeast(size: number): Step {
  const exponent = Math.floor(Math.log10(size));
  // The logarithm, or the division, may be off by an ULP.
  const mantissa = (size / 10 ** exponent) * (1 - 1e-12);
  if (mantissa > 5) return { factor: 1, exponent: exponent + 1 };
  return { factor: mantissa > 2 ? 5 : mantissa > 1 ? 2 : 1, exponent };
}

/** Every n with lo ≤ n · step ≤ hi. */
function multiplesWithin(lo: bigint, hi: bigint, step: bigint): bigint[] {
  const first = -floorOf(-lo, step);
  const count = floorOf(hi, step) - first + 1n;
  return Array.from({ length: Number(count) }, (_, i) => first + BigInt(i));
}

function floorOf(a: bigint, b: bigint): bigint {
  return a >= 0n ? a / b : -((-a + b - 1n) / b);
}

/** Texts for the ascending numbers n · 10^exponent. */
function labelled(numbers: readonly bigint[], exponent: number): TickScale & { readonly texts: readonly string[] } {
  const [first, last] = [numbers[0], numbers[numbers.length - 1]];
  const longest = Math.max(`${size(first)}`.length, `${size(last)}`.length);
  if (Math.max(longest + exponent, 1) + Math.max(-exponent, 0) <= MOST_DIGITS)
    return { texts: numbers.map((n) => decimalText(n, exponent)), base: null, exponent: 0 };
  const base = baseOf(first, last);
  const scaled = exponent < -3 || exponent > 1;
  return {
    texts: numbers.map((n) => decimalText(n - base, scaled ? 0 : exponent)),
    base: base === 0n ? null : shortText(base, exponent),
    exponent: scaled ? exponent : 0,
  };
}

/** A round number among those shown; else the digits that all of them begin with. */
function baseOf(first: bigint, last: bigint): bigint {
  const inside = -floorOf(-first, BASE_GRAIN) * BASE_GRAIN;
  return inside <= last ? inside : (first / BASE_GRAIN) * BASE_GRAIN;
}

function size(n: bigint): bigint {
  return n < 0n ? -n : n;
}

/** n · 10^exponent, with a real minus sign and narrow no-break spaces in long digits. */
function decimalText(n: bigint, exponent: number): string {
  if (n === 0n) return '0';
  const decimals = Math.max(-exponent, 0);
  const digits = `${size(n)}${'0'.repeat(Math.max(exponent, 0))}`.padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  const grouped = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  const groupedFraction = fraction.length < 6 ? fraction : fraction.replace(/(\d{3})(?=\d)/g, '$1\u202f');
  return `${n < 0n ? '−' : ''}${grouped}${fraction ? `.${groupedFraction}` : ''}`;
}

/** The same without the zeros that end a fraction. */
function shortText(n: bigint, exponent: number): string {
  return exponent < 0 && n % 10n === 0n ? shortText(n / 10n, exponent + 1) : decimalText(n, exponent);
}

/** n · 10^exponent as digits.ts writes huge and tiny numbers, such as 2.5e−13. */
function scientificText(n: bigint, exponent: number): string {
  if (n === 0n) return '0';
  const digits = `${size(n)}`;
  const fraction = digits.slice(1).replace(/0*$/, '');
  const magnitude = digits.length - 1 + exponent;
  return `${n < 0n ? '−' : ''}${digits[0]}${fraction ? `.${fraction}` : ''}e${`${magnitude}`.replace('-', '−')}`;
}
