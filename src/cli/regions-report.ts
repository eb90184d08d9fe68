// What crease regions prints: for people, or as JSON.
import type { Bounds } from '../model/grid.ts';
import type { Partition } from '../model/partition.ts';
import {
  type Check,
  type PartitionReport,
  type ShapeBounds,
  type StructureFrame,
  WHOLE_CHECKS,
} from '../model/partition-report.ts';
import type { RegionsRequest } from './regions-request.ts';

/** How many regions the points of a grid see. */
export interface Seen {
  /** Points along each axis. */
  readonly grid: number;
  readonly patterns: number;
}

export interface RegionsResult {
  readonly request: RegionsRequest;
  readonly partition: Partition;
  readonly report: PartitionReport;
  readonly shape: ShapeBounds;
  /** Null unless the structure was framed. */
  readonly frame: StructureFrame | null;
  readonly bounds: Bounds;
  readonly seen: readonly Seen[];
  /** Who counted what is seen; null where nobody did. */
  readonly machine: string | null;
}

/** Cells that differ in their pattern: what a grid could see at most. */
function patternsOf({ cells, statistics }: PartitionReport): number {
  return cells - statistics.bornOfCut;
}

/** The fields are described in docs/regions.md. */
export function formatRegionsJson({ request, partition, report, shape, frame, bounds, seen, machine }: RegionsResult): string {
  const { cells, vertices, edges, seconds, threads, complete, covered, certificate, statistics } = report;
  const json = {
    model: request.model,
    bounds,
    cut: partition.cut,
    cells,
    vertices,
    edges,
    patterns: patternsOf(report),
    complete,
    covered,
    seconds,
    cellsPerSecond: cells / seconds,
    threads,
    // JavaScript and many others read whole numbers of any size as f64.
    shape: { ...shape, lower: String(shape.lower), upper: String(shape.upper) },
    frame,
    certificate,
    statistics,
    seen: machine === null ? null : { machine, grids: seen },
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

export function formatRegionsText(result: RegionsResult): string {
  const { request, report, frame, bounds } = result;
  const { cells, vertices, edges, seconds, threads } = report;
  const [x0, x1, y0, y1] = bounds;
  const speed = `${count(Math.round(cells / seconds))} cells/s`;
  const lines = [
    `${request.model} over [${x0}, ${x1}] × [${y0}, ${y1}]`,
    ...(frame ? [frameLine(frame)] : []),
    `${count(cells, 'cell')}, ${count(vertices, 'vertex', 'vertices')}, ${count(edges, 'edge')}`,
    `${seconds.toFixed(seconds < 10 ? 3 : 1)} s on ${count(threads, 'thread')}, ${speed}`,
    ...shapeLines(result.shape),
    ...certificateLines(report),
    ...layerLines(report),
    ...seenLines(result),
  ];
  return `${lines.join('\n')}\n`;
}

function frameLine({ vertices, center, radius }: StructureFrame): string {
  const where = `within ${short(radius)} of (${center.map(short).join(', ')}) along each axis`;
  return `all of the structure: ${count(vertices, 'vertex', 'vertices')}, ${where}`;
}

function shapeLines({ lower, upper, lowerSource, upperSource }: ShapeBounds): string[] {
  return [
    'the most regions of any weights of this shape, on the whole plane:',
    ...(lower === upper
      ? [`  exactly ${large(upper)} (${upperSource})`]
      : [`  at least ${large(lower)} (${lowerSource})`, `  at most  ${large(upper)} (${upperSource})`]),
  ];
}

/** The checks that failed, of those that could hold. */
export function brokenChecks({ certificate, complete }: PartitionReport): Check[] {
  return certificate.checks.filter(({ ok, name }) => !ok && (complete || !WHOLE_CHECKS.includes(name)));
}

function certificateLines(report: PartitionReport): string[] {
  const { checks, undecided, seconds } = report.certificate;
  const broken = brokenChecks(report);
  const verdict = broken.length > 0 ? 'does not hold' : report.complete ? 'holds' : 'holds for what is there, which is not all';
  const mark = (check: Check) => (check.ok ? 'yes' : broken.includes(check) ? 'NO' : '–');
  return [
    `the certificate ${verdict}${undecided > 0 ? `; ${count(undecided, 'piece')} within rounding of a kink` : ''} (${seconds.toFixed(seconds < 10 ? 3 : 1)} s):`,
    ...checks.map((check) => `  ${mark(check).padEnd(3)} ${check.name.padEnd(10)} ${check.says}`),
  ];
}

function layerLines({ statistics, complete }: PartitionReport): string[] {
  const rows = statistics.layers.map(({ born, units, dead, alwaysOn, linear }, layer) =>
    [layer, units, born, dead.length, alwaysOn.length, linear.length].map((n) => count(n)),
  );
  const lines = table([['layer', 'units', 'cells born', 'dead', 'always on', 'linear'], ...rows]);
  return complete ? lines : ['in the part that is there:', ...lines];
}

function seenLines({ seen, machine, report }: RegionsResult): string[] {
  if (machine === null) return [];
  const exact = patternsOf(report);
  const header = ['grid', 'points', 'regions seen', ...(report.complete ? [`of ${count(exact)}`] : [])];
  const rows = seen.map(({ grid, patterns }) => [
    `${grid} × ${grid}`,
    count(grid * grid),
    count(patterns),
    ...(report.complete ? [`${((100 * patterns) / exact).toFixed(2)} %`] : []),
  ]);
  return [...table([header, ...rows]), `seen by ${machine}`];
}

/** Columns flush right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column])).join('  '));
}

function count(n: number, noun?: string, nouns = `${noun}s`): string {
  const digits = n.toLocaleString('en');
  return noun === undefined ? digits : `${digits} ${n === 1 ? noun : nouns}`;
}

/** Digits up to 15 of them, powers of ten behind. */
function large(n: bigint): string {
  const digits = n.toString();
  if (digits.length <= 15) return n.toLocaleString('en');
  return `${digits[0]}.${digits.slice(1, 3)} × 10^${digits.length - 1}`;
}

function short(n: number): string {
  return String(Number(n.toPrecision(6)));
}
