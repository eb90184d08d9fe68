// Keeps the regions in view counted: exactly, then as grids of ever more points see them. The newest view wins.
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { type Domain, NO_CUT, type Partition, type PartitionLines } from '../model/partition.ts';
import type { PartitionReport } from '../model/partition-report.ts';
import type { Partitioning, PartitionProgress } from '../model/partitioning.ts';
import type { SeenCounter } from '../model/seen-counter.ts';
import { LIMIT } from './region-limit.ts';
import { type SeenPoint, SIDES } from './region-plot.ts';

/** Views that rest for so many ms are counted. */
const REST_MS = 150;
/** Grids that would take longer than so many ms are left out. */
const PATIENCE_MS = 3000;
/** Fewer points say nothing about the pace: the machine is still making itself ready. */
const MEASURED_FROM = 128 ** 2;

export interface CountWanted {
  readonly network: Network;
  /** The picture's pixels, and the points at which it is computed. */
  readonly pixels: Grid;
  readonly picture: Grid;
  /** Whether the lines are wanted before they are proven: they have to be copied for it. */
  readonly early: boolean;
}

export interface RegionCount {
  readonly wanted: CountWanted;
  readonly progress: PartitionProgress | null;
  /** Null while it is counted. */
  readonly report: PartitionReport | null;
  /** Null until they are known. */
  readonly lines: PartitionLines | null;
  /** By their points, ascending. */
  readonly seen: readonly SeenPoint[];
  /** Whether finer grids were left out. */
  readonly slow: boolean;
}

export interface CountDeps {
  readonly partition: Partitioning['partition'];
  readonly seen: SeenCounter;
  readonly onCount: (count: RegionCount) => void;
  readonly onError: (error: unknown) => void;
}

/** Returns what asks for another count; what is under way stops at once, and with null nothing follows it. */
export function createRegionCounter(deps: CountDeps): (wanted: CountWanted | null) => void {
  let running = new AbortController();
  return (wanted) => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    if (!wanted) return;
    setTimeout(() => {
      if (signal.aborted) return;
      count(wanted, signal, deps).catch((error) => {
        if (!signal.aborted) deps.onError(error);
      });
    }, REST_MS);
  };
}

async function count(wanted: CountWanted, signal: AbortSignal, { partition, seen, onCount }: CountDeps): Promise<void> {
  const { network, pixels, picture, early } = wanted;
  let now: RegionCount = { wanted, progress: null, report: null, lines: null, seen: [], slow: false };
  const tell = (change: Partial<RegionCount>) => {
    if (signal.aborted) return;
    now = { ...now, ...change };
    onCount(now);
  };
  const request = { network, domain: domainOf(pixels), cut: NO_CUT, limit: LIMIT };
  const onPartition = (whole: Partition) => tell({ lines: linesOf(whole) });
  const onProgress = (progress: PartitionProgress) => tell({ progress });
  const { partition: whole, report } = await partition(request, { signal, onProgress, ...(early ? { onPartition } : {}) });
  tell({ report, lines: now.lines ?? linesOf(whole) });
  let pace = 0;
  for (const grid of [picture, ...SIDES.map((side) => squareOf(pixels, side))].sort((a, b) => pointsOf(a) - pointsOf(b))) {
    const points = pointsOf(grid);
    if (points * pace > PATIENCE_MS) return tell({ slow: true });
    const begun = performance.now();
    const found = await seen(network, grid, signal).catch((error) => {
      // What the machine has no room for is left out as well.
      if (now.seen.length === 0) throw error;
    });
    if (found === undefined) return tell({ slow: true });
    if (points >= MEASURED_FROM) pace = (performance.now() - begun) / points;
    tell({ seen: [...now.seen, { points, seen: found, isPicture: grid === picture }] });
  }
}

/** What is kept of a partition: the rest is large. */
function linesOf({ domain, layout, vertices, edges, edgeCreases }: Partition): PartitionLines {
  return { domain, layout, vertices, edges, edgeCreases };
}

export function pointsOf({ width, height }: Grid): number {
  return width * height;
}

/** What the pixels cover. */
export function domainOf({ center, shift, step, width, height }: Grid): Domain {
  const corner = (sign1: number, sign2: number) =>
    [shift[0] + (sign1 * step[0] * width) / 2, shift[1] + (sign2 * step[1] * height) / 2] as const;
  return { center, corners: [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)] };
}

/** The same rectangle seen at side × side points. */
function squareOf(pixels: Grid, side: number): Grid {
  const step = [(pixels.step[0] * pixels.width) / side, (pixels.step[1] * pixels.height) / side] as const;
  return { ...pixels, step, width: side, height: side };
}
