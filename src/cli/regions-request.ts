// What crease regions is asked for, checked before any work is done.
import { parseNumber, parseWhole } from '../formats/number.ts';
import { FormatError } from '../model/errors.ts';
import { type Bounds, type Grid, gridOverBounds } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { type Cut, checkPartitionable, type PartitionLimit } from '../model/partition.ts';
import { MAX_RESOLUTION, type OptionNames, type Options, parseBounds, parseChoice } from './arguments.ts';
import { BACKENDS, type BackendName } from './backend.ts';
import { readModel } from './model-argument.ts';
import { checkOutput } from './output-file.ts';

export const OUTPUTS = ['.json', '.geojson', '.svg', '.csv'] as const;
export type OutputKind = (typeof OUTPUTS)[number];

/** Cells of a partition where no --limit is given: some gigabytes. */
export const DEFAULT_LIMIT = 5_000_000;
const MAX_THREADS = 256;
/** Farther out cells near the origin begin to be lost: seen from 1e16 on. */
const MAX_BOUND = 1e12;
/** Of their distance from the origin: f64 then still has some hundred numbers between two bounds. */
const LEAST_WIDTH = 1e-13;

export const REGIONS_OPTIONS: OptionNames = {
  activation: true,
  bounds: true,
  fit: false,
  'zero-set': true,
  classes: false,
  limit: true,
  seconds: true,
  threads: true,
  seen: true,
  backend: true,
  json: false,
  out: true,
};

export interface RegionsRequest {
  /** The spec with nothing left to defaults, or the file's name. */
  readonly model: string;
  readonly network: Network;
  /** Null for the frame of the structure. */
  readonly bounds: Bounds | null;
  readonly cut: Cut;
  readonly limit: PartitionLimit;
  readonly threads: number;
  /** Points along an axis of the grids on which regions are counted, ascending. */
  readonly seen: readonly number[];
  readonly backend: BackendName;
  readonly json: boolean;
  readonly out: { readonly path: string; readonly kind: OutputKind } | null;
}

/** Throws FormatError or NetworkError. `cores` is how many threads there are where none is named. */
export async function readRegionsRequest(options: Options, cores: number): Promise<RegionsRequest> {
  const seenText = options.text('seen');
  if (seenText === undefined && options.text('backend') !== undefined)
    throw new FormatError(
      'The option --backend has a meaning for --seen only; the partition is always computed in f64. Leave it out.',
    );
  const bounds = readBounds(options);
  const threads = options.text('threads');
  const checked = {
    bounds,
    limit: readLimit(options),
    threads: threads === undefined ? Math.min(cores, MAX_THREADS) : parseWhole(threads, 'number of threads', 1, MAX_THREADS),
    seen: seenText === undefined ? [] : readSeen(seenText, bounds),
    backend: parseChoice(options.text('backend') ?? 'gpu', 'backend', BACKENDS),
    json: options.has('json'),
  };
  const path = options.text('out');
  const out = path === undefined ? null : { path, kind: await checkOutput(path, ...OUTPUTS) };
  const zeroSet = options.text('zero-set');
  const cut: Cut = {
    zeroSet: zeroSet === undefined ? null : parseWhole(zeroSet, 'output of --zero-set', 0, Number.MAX_SAFE_INTEGER),
    classes: options.has('classes'),
  };
  const { network, spec } = await readModel(options.model, options.text('activation'));
  checkPartitionable(network, cut);
  return { model: spec ?? options.model, network, cut, out, ...checked };
}

function readBounds(options: Options): Bounds | null {
  const text = options.text('bounds');
  if (options.has('fit') && text !== undefined)
    throw new FormatError('The options --bounds and --fit both say which part of the plane is meant; leave one of them out.');
  if (options.has('fit')) return null;
  if (text === undefined)
    throw new FormatError(
      'It is not said which part of the plane is meant; give --bounds X0,X1,Y0,Y1, or --fit for all of the structure.',
    );
  const bounds = parseBounds(text);
  if (bounds.some((bound) => Math.abs(bound) > MAX_BOUND))
    throw new FormatError(
      `The bounds ${bounds.join(',')} reach beyond ±${MAX_BOUND}, where f64 no longer tells the regions near the origin apart; ask for less.`,
    );
  for (const [from, to] of [bounds.slice(0, 2), bounds.slice(2)])
    if (to - from < LEAST_WIDTH * Math.max(Math.abs(from), Math.abs(to)))
      throw new FormatError(`The bounds ${from} and ${to} are too close together for regions between them in f64; ask for more.`);
  return bounds;
}

function readLimit(options: Options): PartitionLimit {
  const [cells, seconds] = [options.text('limit'), options.text('seconds')];
  const limit = {
    cells: cells === undefined ? DEFAULT_LIMIT : parseWhole(cells, 'limit of cells', 1, Number.MAX_SAFE_INTEGER),
    seconds: seconds === undefined ? Number.POSITIVE_INFINITY : parseNumber(seconds, 'limit of seconds'),
  };
  if (limit.seconds <= 0) throw new FormatError(`The limit of seconds is "${seconds}"; it must be above 0.`);
  return limit;
}

function readSeen(text: string, bounds: Bounds | null): number[] {
  const sizes = text
    .split(',')
    .map((part) => parseWhole(part, `number of points along an axis in --seen "${text}"`, 1, MAX_RESOLUTION));
  if (bounds !== null) for (const size of sizes) seenGrid(bounds, size);
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** size × size points over the bounds, ends included. Throws FormatError where f64 cannot tell them apart. */
export function seenGrid(bounds: Bounds, size: number): Grid {
  const grid = gridOverBounds(bounds, size, size);
  if (!(grid.step[0] > 0 && grid.step[1] > 0))
    throw new FormatError(`The bounds ${bounds.join(',')} are too close together for ${size} × ${size} points in f64.`);
  return grid;
}
