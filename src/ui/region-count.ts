// Keeps the regions in view counted: exactly, then as grids of ever more points see them. The newest view wins, and while a hand moves on, what
// is known follows it.
import { breathing } from '../model/breathing.ts';
import type { Field } from '../model/field.ts';
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { type Domain, NO_CUT, type Partition } from '../model/partition.ts';
import type { Disagreement, PartitionReport } from '../model/partition-report.ts';
import type { Partitioning, PartitionProgress } from '../model/partitioning.ts';
import type { RegionQueries } from '../model/region.ts';
import type { SeenCounter } from '../model/seen-counter.ts';
import { LIMIT } from './region-limit.ts';
import { type SeenPoint, SIDES } from './region-plot.ts';

/** A partition that takes so many ms or less is waited for where a newer view is there: under a moving hand it would never come otherwise. */
const FOLLOW_MS = 400;
/** Views that rest for so many ms are counted on grids. */
const REST_MS = 150;
/** Grids that would take longer than so many ms are left out. */
const PATIENCE_MS = 3000;
/** Points that disagree and are kept to be shown. */
const MOST_LISTED = 500;
/** Of work beside a page that is used. */
const FRAME_MS = 8;
/** Fewer points say nothing about the pace: the machine is still making itself ready. */
const MEASURED_FROM = 128 ** 2;

export interface CountWanted {
  readonly network: Network;
  /** Its number in the scene. */
  readonly slot: number;
  /** The picture's pixels, and the points at which it is computed. */
  readonly pixels: Grid;
  readonly picture: Grid;
}

export interface RegionCount {
  readonly wanted: CountWanted;
  readonly progress: PartitionProgress | null;
  /** Null until it is known; it is, before it is proven. */
  readonly partition: Partition | null;
  /** Null until it is proven. */
  readonly report: PartitionReport | null;
  /** Where the picture's points are on another region than the exact one; null until that is known, and where nobody samples. */
  readonly disagreement: Disagreement | null;
  /** By their points, ascending. */
  readonly seen: readonly SeenPoint[];
  /** Whether finer grids were left out. */
  readonly slow: boolean;
}

/** Resolves with the field of the pattern of all hidden layers. */
export type PatternSampler = (network: Network, grid: Grid, signal: AbortSignal) => Promise<Field | null>;

export interface CountDeps {
  readonly partition: Partitioning['partition'];
  readonly seen: SeenCounter;
  /** The pattern of the hidden layers at every point, as pictures have it; null where it is not sampled. */
  readonly patterns: PatternSampler;
  readonly disagreement: RegionQueries['disagreement'];
  readonly onCount: (count: RegionCount) => void;
  readonly onError: (error: unknown) => void;
}

interface Running {
  readonly stop: AbortController;
  readonly began: number;
  isKnown: boolean;
}

/**
 * Returns what asks for another count. What is being proven or counted on grids stops at once, a partition on its way only where it takes too
 * long, and in between nothing is begun but for the newest. With null all stops, and nothing follows.
 */
export function createRegionCounter(deps: CountDeps): (wanted: CountWanted | null) => void {
  let [running, next]: [Running | null, CountWanted | null] = [null, null];
  const begin = () => {
    const wanted = next;
    next = null;
    running = null;
    if (!wanted) return;
    const own: Running = { stop: new AbortController(), began: performance.now(), isKnown: false };
    running = own;
    const { signal } = own.stop;
    const onKnown = () => {
      own.isKnown = true;
      if (next) end(own);
    };
    count(wanted, { ...deps, signal, onKnown }).catch((error) => {
      if (signal.aborted) return;
      deps.onError(error);
      onKnown();
    });
  };
  const end = (one: Running) => {
    if (running !== one) return;
    one.stop.abort();
    begin();
  };
  return (wanted) => {
    next = wanted;
    const one = running;
    if (!one) return begin();
    if (!wanted || one.isKnown) return end(one);
    setTimeout(
      () => {
        if (!one.isKnown) end(one);
      },
      Math.max(0, one.began + FOLLOW_MS - performance.now()),
    );
  };
}

interface Counting extends CountDeps {
  readonly signal: AbortSignal;
  readonly onKnown: () => void;
}

async function count(wanted: CountWanted, deps: Counting): Promise<void> {
  const { partition, seen, onCount, onKnown, signal } = deps;
  const { network, pixels, picture } = wanted;
  let now: RegionCount = {
    wanted,
    progress: null,
    partition: null,
    report: null,
    disagreement: null,
    seen: [],
    slow: false,
  };
  const tell = (change: Partial<RegionCount>) => {
    if (signal.aborted) return;
    now = { ...now, ...change };
    onCount(now);
  };
  const request = { network, domain: domainOf(pixels), cut: NO_CUT, limit: LIMIT };
  const onPartition = (whole: Partition) => {
    tell({ partition: whole });
    onKnown();
  };
  const onProgress = (progress: PartitionProgress) => tell({ progress });
  const { partition: whole, report } = await partition(request, { signal, onProgress, onPartition });
  tell({ report });
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  if (signal.aborted) return;
  if (network.layers.length > 1) tell({ disagreement: await disagreementIn(whole, wanted, deps) });
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

/** Of the picture's points and the exact partition. */
async function disagreementIn(
  partition: Partition,
  { network, picture }: CountWanted,
  { patterns, disagreement, signal }: Counting,
): Promise<Disagreement | null> {
  const field = await patterns(network, picture, signal);
  return field && breathing(disagreement({ partition, grid: picture, field, layer: null, most: MOST_LISTED }), signal, FRAME_MS);
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
