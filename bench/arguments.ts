// The flags of the benchmark: what to measure, how large, how long, and where the table goes.
import { parseArgs } from 'node:util';
import { parseNumber, parseWhole } from '../src/formats/number.ts';
import { parseQuantity } from '../src/formats/quantity.ts';
import { parseSpec } from '../src/formats/spec.ts';
import { FormatError } from '../src/model/errors.ts';

export const PARTS = ['throughput', 'compile', 'picture', 'page', 'peers', 'regions'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  readonly nets: readonly string[];
  /** Partitioned into linear regions. */
  readonly regionNets: readonly string[];
  /** Points of a grid, each the square of a whole number, ascending. */
  readonly points: readonly number[];
  /** Measured at the smallest grid; the first also at all others. */
  readonly quantities: readonly string[];
  /** Seconds for all runs of one case. */
  readonly limit: number;
  /** Fewer shapes are compiled. */
  readonly quick: boolean;
  readonly parts: readonly Part[];
  /** The folder of the table; null means bench/results. */
  readonly out: string | null;
}

export const NETS = ['2-20-1:relu', '2-5-5-5-5-1:relu', '2-32-32-32-1:relu', '2-64-64-64-64-1:relu', '2-256-256-1:relu'] as const;
/** The last one has a million regions, and is left out when it must be quick. */
export const REGION_NETS = [
  '2-20-1:relu',
  '2-64-64-1:relu',
  '2-64-64-64-1:relu',
  '2-128-128-1:relu',
  '2-256-256-1:relu',
  '2-512-512-1:relu',
  '2-176-176-1:tent',
] as const;

const MILLION = 2 ** 20;
const DEFAULTS = { points: [MILLION, 4 * MILLION, 16 * MILLION], limit: 30 };
const QUICK = { points: [MILLION / 4], limit: 5 };

export const BENCH_HELP = `Usage: npm run bench -- [options]

  --points N[,N…]      points of the grids, squares of whole numbers (default ${DEFAULTS.points.join(',')})
  --nets SPEC[,SPEC…]  networks (default ${NETS.join(',')};
                       of linear regions ${REGION_NETS.join(',')})
  --quantities Q[,Q…]  quantities; all on the smallest grid, the first on every one (default value,fd-x2,grad-norm)
  --limit SECONDS      for all runs of one case; what would take longer is skipped and said so (default ${DEFAULTS.limit})
  --parts P[,P…]       of ${PARTS.join(', ')} (default all); regions alone needs no adapter
  --quick              ${QUICK.points[0]} points, ${QUICK.limit} s a case, fewer compilations and no million regions
  --out FOLDER         where the table goes (default bench/results)
`;

/** Throws FormatError for flags and values that are not in BENCH_HELP. */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseFlags(args);
  const quick = values.quick ?? false;
  const defaults = quick ? QUICK : DEFAULTS;
  const asked = list(values.nets, /,(?=\s*\d)/);
  for (const net of asked ?? []) parseSpec(net);
  const nets = asked ?? NETS;
  const regionNets = asked ?? (quick ? REGION_NETS.slice(0, -1) : REGION_NETS);
  const quantities = list(values.quantities) ?? ['value', 'fd-x2', 'grad-norm'];
  for (const quantity of quantities) parseQuantity(quantity);
  const points = list(values.points)?.map(parsePoints) ?? defaults.points;
  const limit = values.limit === undefined ? defaults.limit : parseNumber(values.limit, 'limit in seconds');
  if (limit <= 0) throw new FormatError(`The limit is ${limit} s; it must be above 0.`);
  const parts = list(values.parts)?.map(parsePart) ?? PARTS;
  const ascending = points.toSorted((a, b) => a - b);
  return { nets, regionNets, points: ascending, quantities, limit, quick, parts, out: values.out ?? null };
}

function parseFlags(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        points: text,
        nets: text,
        quantities: text,
        limit: text,
        parts: text,
        quick: { type: 'boolean' },
        out: text,
      },
    });
  } catch (error) {
    throw new FormatError(`${error instanceof Error ? error.message : String(error)}. See --help.`, { cause: error });
  }
}

/** The parts of a list; a comma within a network, as in 2-8-8-1:relu,tanh, is one that no width follows. */
function list(text: string | undefined, comma = /,/): string[] | undefined {
  return text?.split(comma).map((part) => part.trim());
}

function parsePoints(text: string): number {
  const points = parseWhole(text, 'number of points', 4, 2 ** 26);
  if (!Number.isInteger(Math.sqrt(points)))
    throw new FormatError(`The grid of ${points} points is not square; write a square number, such as 1048576 for 1024².`);
  return points;
}

function parsePart(text: string): Part {
  const part = PARTS.find((known) => known === text);
  if (part === undefined) throw new FormatError(`The part "${text}" is unknown; choose of ${PARTS.join(', ')}.`);
  return part;
}
