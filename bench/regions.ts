// Linear regions a second: one thread against PyTorch, then by thread count, then the memory that the largest partition takes.
import { cpus } from 'node:os';
import type { BenchOptions } from './arguments.ts';
import { watchOthers } from './other-load.ts';
import { REGION_BOUND } from './region-box.ts';
import { openRegionPeers } from './region-peers.ts';
import { measureShapes } from './region-shapes.ts';
import { ALONE, measureProcess, threadsContestant } from './region-threads.ts';
import {
  type CellRate,
  type Measured,
  type RegionCase,
  type RegionProcess,
  type RegionResults,
  type ThreadCase,
  wasSkipped,
} from './results.ts';
import { turnAbout } from './turn-about.ts';

/** Fewer cells take less time than threads take to start. */
export const CELLS_FOR_THREADS = 10_000;

/** `program` is the benchmark itself, in the project's folder `root`. */
export async function measureRegions(
  root: string,
  program: string,
  options: Pick<BenchOptions, 'regionNets' | 'limit'>,
  log: (line: string) => void,
): Promise<Omit<RegionResults, 'host'>> {
  const { peers, missing } = await openRegionPeers(root);
  const shapes = await measureShapes(options, peers, log);
  for (const peer of peers) peer.close();
  const large = netsOfAtLeast(CELLS_FOR_THREADS, shapes.result);
  const counts = threadCounts(cpus().length);
  const threads = await watchOthers(async () => {
    const cases: ThreadCase[] = [];
    for (const net of large) {
      const contestants = counts.map((count) => threadsContestant(net, count));
      const measured = await turnAbout(contestants, options.limit * 1000);
      for (const contestant of contestants) contestant.close();
      cases.push(...counts.map((count, n) => ({ net, threads: count, measured: measured[n] })));
      log(JSON.stringify(cases.slice(-counts.length)));
    }
    return cases;
  });
  const processes: Measured<RegionProcess>[] = [];
  for (const net of large.slice(0, 1))
    for (const count of new Set([ALONE, 1, cpus().length])) processes.push(await measureProcess(program, net, count));
  return { limit: options.limit, bound: REGION_BOUND, shapes, missingPeers: missing, threads, processes };
}

/** 1, 2, 4 … and `most`. */
export function threadCounts(most: number): number[] {
  const counts: number[] = [];
  for (let count = 1; count < most; count *= 2) counts.push(count);
  return [...counts, most];
}

/** The networks in which Crease finds at least so many cells, those with most first. */
export function netsOfAtLeast(cells: number, cases: readonly RegionCase[]): string[] {
  const counted = (one: RegionCase): one is RegionCase & { readonly measured: CellRate } =>
    one.program === 'Crease' && !wasSkipped(one.measured) && one.measured.cells >= cells;
  return cases
    .filter(counted)
    .toSorted((a, b) => b.measured.cells - a.measured.cells)
    .map(({ net }) => net);
}
