// Numbers of regions as text: as they are while they can be read, rounded beyond.
import { countText } from './digits.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** The largest number that is written out, and the digits that a larger one keeps. */
const MOST_WRITTEN = 9_999_999n;
const DIGITS = 3;

/** Such as "1 351", or "1.07 × 10⁹". */
export function bigText(n: bigint): string {
  if (n <= MOST_WRITTEN) return countText(Number(n));
  let exponent = `${n}`.length - 1;
  const unit = 10n ** BigInt(exponent - DIGITS + 1);
  let leading = (n + unit / 2n) / unit;
  // 9.999 becomes 10.0.
  if (`${leading}`.length > DIGITS) {
    leading /= 10n;
    exponent++;
  }
  const power = [...`${exponent}`].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `${`${leading}`.replace(/^(\d)/, '$1.')} × 10${power}`;
}

/** Such as "99.2 %", rounded down: not 100 % of less than all. */
export function shareText(part: number, whole: number): string {
  const percent = Math.floor((1000 * part) / whole) / 10;
  return `${percent.toFixed(percent === 100 ? 0 : 1)} %`;
}

/** A number in three digits: 0.128, −17300, 3.45e9 or 1.07e−7. */
export function roughText(value: number): string {
  const rough = Number(value.toPrecision(3));
  return `${Math.abs(rough) < 1e6 ? rough : rough.toExponential()}`.replace('+', '').replaceAll('-', '−');
}

/** A tick's number: 500, 2k, 10M. */
export function tickText(n: number): string {
  return n >= 1e6 ? `${n / 1e6}M` : n >= 1e3 ? `${n / 1e3}k` : `${n}`;
}
