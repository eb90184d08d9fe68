// Numbers as text for readers: as many digits as mean something at the present depth of zoom, and no more.

import { type Coordinate, formatCoordinate, roundedCoordinate } from '../model/coordinate.ts';
import { numbersText as text } from './text/numbers.ts';

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** The most significant digits that tell f64 numbers apart. */
const MOST_DIGITS = 17;
/** What coordinates are kept to. */
const MOST_DECIMALS = 60;

/** A coordinate with the decimals that tell neighbouring pixels, `step` apart, from each other; both coordinates get as many. */
export function coordinateText(x: Coordinate, step: number): string {
  const decimals = Math.min(Math.max(Math.ceil(-Math.log10(step / 2)), 0), MOST_DECIMALS);
  const [whole, fraction = ''] = formatCoordinate(roundedCoordinate(x, 10 ** -decimals)).split('.');
  return minus(decimals > 0 ? `${whole}.${fraction.padEnd(decimals, '0')}` : whole);
}

/** A number with enough significant digits, 4 at least, that a change by `resolution` shows; scientific where it is huge or tiny. */
export function numberText(value: number, resolution: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? text.nan : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  // At a coordinate of 0, or far below the resolution, decimals are counted from the resolution itself.
  const shown = Math.max(size, resolution > 0 ? resolution : size);
  if (shown === 0) return '0';
  const magnitude = Math.floor(Math.log10(shown));
  const wanted = resolution > 0 ? Math.ceil(magnitude - Math.log10(resolution)) + 1 : 6;
  const digits = Math.min(Math.max(wanted, 4), MOST_DIGITS);
  const decimals = digits - 1 - magnitude;
  if (magnitude < -4 && wanted <= digits && size >= resolution) return scientific(value, digits);
  if (magnitude >= digits && magnitude > 5) return scientific(value, digits);
  return minus(value.toFixed(Math.min(Math.max(decimals, 0), 20)));
}

/** How wide a view is, to two digits, such as 0.031 or 4.7e−13. */
export function widthText(width: number): string {
  const rounded = Number(width.toPrecision(2));
  return minus((rounded < 1e-3 ? rounded.toExponential() : `${rounded}`).replace('e+', 'e'));
}

/** Such as 2.208e−13: superscripts with a minus are missing from many fonts. */
function scientific(value: number, digits: number): string {
  return minus(value.toExponential(digits - 1).replace('e+', 'e'));
}

/** With a real minus sign, and none before a zero. */
function minus(text: string): string {
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text.replaceAll('-', '−');
}

/** 12 as ₁₂. */
export function subscript(index: number): string {
  return [...`${index}`].map((digit) => SUBSCRIPTS[Number(digit)]).join('');
}

/** 921600 as "921 600", with narrow no-break spaces; 7.82e6 with `short` as "7.8 million". */
export function countText(count: number, short = false): string {
  if (short && count >= 1e9) return text.billion((count / 1e9).toPrecision(2));
  if (short && count >= 1e6) return text.million((count / 1e6).toPrecision(count >= 1e8 ? 3 : 2));
  return `${Math.round(count)}`.replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** A length of time given in ms, such as "1.81 s" or "0.4 ms". */
export function timeText(ms: number): string {
  return ms >= 1000 ? text.seconds((ms / 1000).toPrecision(3)) : text.milliseconds(ms.toPrecision(ms < 1 ? 1 : ms < 100 ? 2 : 3));
}
