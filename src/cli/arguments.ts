// The arguments of a command: which options it takes, and what their texts mean.
import { parseArgs } from 'node:util';
import { parseNumber, parseWhole } from '../formats/number.ts';
import { checkReach } from '../formats/place.ts';
import type { DomainRule } from '../model/colouring.ts';
import { type Place, parseCoordinate } from '../model/coordinate.ts';
import { FormatError } from '../model/errors.ts';
import type { Bounds } from '../model/grid.ts';

/** The narrowest grid: a pixel is then still many times the last digit of its centre. */
const LEAST_EXTENT = 1e-50;

/** The most points along an axis; squared, 67 million. */
export const MAX_RESOLUTION = 8192;

/** The options of a command: true for those with a value. */
export type OptionNames = Readonly<Record<string, boolean>>;

export interface Options {
  /** MODEL. */
  readonly model: string;
  /** What stands behind an option, undefined where that is not given. */
  text(name: string): string | undefined;
  /** As text, but throws FormatError where the option is not given. */
  required(name: string): string;
  /** Whether an option without a value is there. */
  has(name: string): boolean;
}

/**
 * Reads a command's arguments: one MODEL and options in any order, each at most once. A value may begin with '-', as bounds do.
 * Throws FormatError for what `command` does not take.
 */
export function readOptions(command: string, args: readonly string[], names: OptionNames): Options {
  const options = Object.fromEntries(
    Object.entries(names).map(([name, valued]) => [name, { type: valued ? ('string' as const) : ('boolean' as const) }]),
  );
  // Not strict, for strict parsing takes "--bounds -5,5,-5,5" for two options; what it would refuse is refused here.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const given = new Map<string, string | undefined>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    if (!Object.hasOwn(names, name)) {
      const known = Object.keys(names).map((option) => `--${option}`);
      throw new FormatError(`The option ${rawName} is unknown; crease ${command} takes ${known.join(', ')}.`);
    }
    if (given.has(name)) throw new FormatError(`The option --${name} is given twice; give it once.`);
    if (names[name] && (value === undefined || (!inlineValue && value.startsWith('--'))))
      throw new FormatError(`The option --${name} needs a value behind it; see crease ${command} --help.`);
    if (!names[name] && value !== undefined) throw new FormatError(`The option --${name} takes no value; leave "${value}" out.`);
    given.set(name, value);
  }
  if (positionals.length !== 1) {
    const found = positionals.length === 0 ? 'is no MODEL' : `are ${positionals.length} arguments (${positionals.join(' ')})`;
    throw new FormatError(`There ${found}, where one MODEL is needed: a spec such as 2-20-1:relu or a JSON file.`);
  }
  return {
    model: positionals[0],
    text: (name) => given.get(name),
    required(name) {
      const text = given.get(name);
      if (text === undefined) throw new FormatError(`The option --${name} is missing; see crease ${command} --help.`);
      return text;
    },
    has: (name) => given.has(name),
  };
}

/** Reads X0,X1,Y0,Y1 with X0 < X1 and Y0 < Y1. */
export function parseBounds(text: string): Bounds {
  const parts = text.split(',');
  if (parts.length !== 4) throw new FormatError(`The bounds "${text}" have ${parts.length} numbers; write 4 as X0,X1,Y0,Y1.`);
  const [x0, x1, y0, y1] = parts.map((part) => parseNumber(part, `number in the bounds "${text}"`));
  for (const [axis, lo, hi] of [
    ['x1', x0, x1],
    ['x2', y0, y1],
  ] as const) {
    if (lo >= hi)
      throw new FormatError(`The bounds "${text}" go from ${lo} to ${hi} along ${axis}; the first must be below the second.`);
    if (!Number.isFinite(hi - lo))
      throw new FormatError(`The bounds "${text}" are further apart along ${axis} than f64 can say.`);
  }
  return [x0, x1, y0, y1];
}

/** Reads X,Y: decimal numbers of any length, within ±1e12 and rounded to 60 decimals. */
export function parseCenter(text: string): Place {
  const parts = text.split(',');
  if (parts.length !== 2) throw new FormatError(`The centre "${text}" has ${parts.length} numbers; write 2 as X,Y.`);
  const [x1, x2] = parts.map((part) => {
    const coordinate = parseCoordinate(part);
    if (coordinate === null)
      throw new FormatError(`The coordinate "${part}" of the centre is no decimal number; write one such as -0.31 or 2.5e-20.`);
    checkReach(coordinate, part);
    return coordinate;
  });
  return [x1, x2];
}

/** Reads the width of a view: above 0, and not so small that 60 decimals of its centre are too few. */
export function parseExtent(text: string): number {
  const extent = parseNumber(text, `width of the view`);
  if (extent < LEAST_EXTENT)
    throw new FormatError(`The width of the view is ${text}; it must be at least ${LEAST_EXTENT}, for centres have 60 decimals.`);
  return extent;
}

/** Reads N or NxM: [columns, rows], each from `min` to 8192. */
export function parseResolution(text: string, min: number): [width: number, height: number] {
  const parts = text.split(/x/i);
  if (parts.length > 2) throw new FormatError(`The resolution "${text}" has ${parts.length} numbers; write it as N or NxM.`);
  const [width, height = width] = parts.map((part) =>
    parseWhole(part, `number of points along an axis in --res "${text}"`, min, MAX_RESOLUTION),
  );
  return [width, height];
}

/** Reads auto, percentiles, symmetric, from-zero, or LO,HI with LO < HI. */
export function parseDomain(text: string): DomainRule {
  if (text === 'auto') return { kind: 'extent' };
  if (text === 'percentiles' || text === 'symmetric' || text === 'from-zero') return { kind: text };
  const parts = text.split(',');
  if (parts.length !== 2)
    throw new FormatError(
      `The domain "${text}" is unknown; choose auto, percentiles, symmetric, from-zero or two numbers as LO,HI.`,
    );
  const [lo, hi] = parts.map((part) => parseNumber(part, `number in the domain "${text}"`));
  if (lo >= hi) throw new FormatError(`The domain "${text}" goes from ${lo} to ${hi}; the first must be below the second.`);
  return { kind: 'fixed', lo, hi };
}

/** Reads one of `choices`. */
export function parseChoice<T extends string>(text: string, option: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw new FormatError(`The option --${option} is "${text}"; choose ${choices.join(' or ')}.`);
  return choice;
}
