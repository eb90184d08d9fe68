// Numbers as people write them: the one grammar that specs, quantities and options share.
import { FormatError } from '../model/errors.ts';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads a decimal number, finite in f64; -0 is 0. `what` names it in the error. */
export function parseNumber(text: string, what: string): number {
  const value = DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new FormatError(`The ${what} is "${text.trim()}"; it must be a finite decimal number.`);
  return value + 0;
}

/** Reads a whole number from `min` to `max`, digits only. */
export function parseWhole(text: string, what: string, min: number, max: number): number {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new FormatError(`The ${what} is "${text.trim()}"; it must be a whole number ${range}.`);
  }
  return value;
}
