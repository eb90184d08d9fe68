// Places and views as text: exact decimals with commas between them.

import type { Place } from '../model/coordinate.ts';
import { type Coordinate, formatCoordinate, parseCoordinate } from '../model/coordinate.ts';
import { FormatError } from '../model/errors.ts';
import { clampedView, type View } from '../model/view.ts';
import { parseNumber } from './number.ts';

/** Beyond every view, as far as it reaches. */
const MAX_COORDINATE = 10n ** 12n * 10n ** 60n;
/** Sign, 12 digits, point and 60 digits, and some to spare. */
const LONGEST = 100;

export function formatView({ center, radius }: View): string {
  return `${center.map(formatCoordinate).join()},${radius}`;
}

/** Reads "x1,x2,radius"; a view that is too wide, too narrow or too far out becomes the nearest that can be shown. */
export function parseView(text: string): View {
  const [x1, x2, size] = parts(text, 'view', 'x1,x2,radius');
  const radius = parseNumber(size, 'radius of the view');
  if (radius <= 0) throw new FormatError(`The radius of the view is ${radius}; it must be above 0.`);
  return clampedView({ center: [coordinate(x1), coordinate(x2)], radius });
}

export function formatPlaces(places: readonly Place[]): string {
  return places.map(([x1, x2]) => `${formatCoordinate(x1)},${formatCoordinate(x2)}`).join();
}

/** Reads "x1,x2". */
export function parsePlace(text: string): Place {
  const [x1, x2] = parts(text, 'pinned place', 'x1,x2');
  return [coordinate(x1), coordinate(x2)];
}

/** Reads "x1,x2,x1,x2". */
export function parseSection(text: string): [Place, Place] {
  const [a1, a2, b1, b2] = parts(text, 'section', 'x1,x2,x1,x2');
  return [
    [coordinate(a1), coordinate(a2)],
    [coordinate(b1), coordinate(b2)],
  ];
}

/** The texts between the commas, as many as `form` names. */
export function parts(text: string, what: string, form: string): string[] {
  const found = text.split(',');
  const count = form.split(',').length;
  if (found.length !== count)
    throw new FormatError(`The ${what} is "${text}", ${found.length} numbers; write ${count} of them: ${form}.`);
  return found;
}

function coordinate(text: string): Coordinate {
  const value = text.length > LONGEST ? null : parseCoordinate(text);
  if (value === null) throw new FormatError(`The coordinate "${text}" is no decimal number of at most ${LONGEST} characters.`);
  checkReach(value, text);
  return value;
}

/** Throws FormatError for a coordinate beyond ±1e12, which `text` names. */
export function checkReach(coordinate: Coordinate, text: string): void {
  if (coordinate > MAX_COORDINATE || coordinate < -MAX_COORDINATE)
    throw new FormatError(`The coordinate ${text} is out of reach; places lie within ±1e12.`);
}
