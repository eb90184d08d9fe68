// Vectors and matrices in JSON: nested lists of numbers, checked and rounded to f32.
import { FormatError } from '../model/errors.ts';
import { MAX_WIDTH } from '../model/network.ts';

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row-major [rows, columns]. */
  readonly data: Float32Array;
}

/** Reads [[…], …] with rows of one length, at most 512 × 512. `where` names it in errors, such as "weight of layer 0". */
export function readMatrix(json: unknown, where: string): Matrix {
  const rows = readList(json, where);
  const columns = readList(rows[0], `row 0 of the ${where}`).length;
  const data = new Float32Array(rows.length * columns);
  rows.forEach((row, r) => {
    data.set(readVector(row, `row ${r} of the ${where}`, columns), r * columns);
  });
  return { rows: rows.length, columns, data };
}

/** Reads a list of exactly `length` numbers. */
export function readVector(json: unknown, where: string, length: number): Float32Array {
  const list = readList(json, where);
  if (list.length !== length)
    throw new FormatError(`The ${where} has ${list.length} numbers; ${length} are needed, so that all shapes agree.`);
  return Float32Array.from(list, (value, i) => {
    if (typeof value !== 'number') throw new FormatError(`The ${where} has ${describe(value)} at [${i}]; it must be a number.`);
    const rounded = Math.fround(value);
    if (!Number.isFinite(rounded))
      throw new FormatError(`The ${where} has ${value} at [${i}]; at most 3.4028235e38 in magnitude fits f32: scale it down.`);
    return rounded;
  });
}

function readList(json: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(json)) throw new FormatError(`The ${where} is ${describe(json)}; it must be a list.`);
  const list: readonly unknown[] = json;
  if (list.length < 1 || list.length > MAX_WIDTH)
    throw new FormatError(`The ${where} has ${list.length} entries; there must be 1 to ${MAX_WIDTH}.`);
  return list;
}

/** A JSON value in a few words, for error messages. */
export function describe(json: unknown): string {
  if (json === undefined) return 'missing';
  if (json === null || typeof json === 'boolean' || typeof json === 'number') return String(json);
  if (typeof json === 'string') return `the text ${JSON.stringify(json.length > 40 ? `${json.slice(0, 40)}…` : json)}`;
  return Array.isArray(json) ? `a list of ${json.length} entries` : 'an object';
}

/** An object as its own entries, in file order. */
export function readObject(json: unknown, where: string): ReadonlyMap<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new FormatError(`The ${where} is ${describe(json)}; it must be an object.`);
  return new Map(Object.entries(json));
}
