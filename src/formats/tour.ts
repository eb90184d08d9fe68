// A tour as text: its first and its last width, such as "10..1e-12".
import { FormatError } from '../model/errors.ts';
import type { Tour } from '../model/tour.ts';
import { MAX_VIEW_WIDTH, MIN_VIEW_WIDTH } from '../model/view.ts';
import { parseNumber } from './number.ts';

export function formatTour(tour: Tour | null): string {
  return tour === null ? 'none' : `${tour.from}..${tour.to}`;
}

/** Reads "from..to" or "none". Throws FormatError for widths that no view has, and where the last is not the narrower one. */
export function parseTour(text: string): Tour | null {
  if (text === 'none') return null;
  const widths = text.split('..');
  if (widths.length !== 2) throw new FormatError(`The tour is "${text}"; write its widths as from..to, such as 10..1e-12.`);
  const [from, to] = widths.map((width) => parseNumber(width, 'width of the tour'));
  if (!(to >= MIN_VIEW_WIDTH && from <= MAX_VIEW_WIDTH && from > to))
    throw new FormatError(
      `The tour goes from ${from} to ${to}; it must become narrower, and views are ${MIN_VIEW_WIDTH} to ${MAX_VIEW_WIDTH} wide.`,
    );
  return { from, to };
}
