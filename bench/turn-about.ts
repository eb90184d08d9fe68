// Programs that do the same are timed turn about, so that what else the machine does meets all of them alike.
import type { CellRate, Measured } from './results.ts';
import { median, planRuns } from './timing.ts';

export interface Count {
  readonly cells: number;
  readonly ms: number;
}

export interface Contestant {
  readonly name: string;
  /** Rejects where the program fails. */
  run(): Promise<Count>;
}

const MOST_RUNS = 11;
/** Compilers and allocators settle within. */
const WARM_UP_MS = 500;

/**
 * The rate of each contestant: after its warm-up the median of as many runs as fit into the limit, up to 11. Where hardly more than one
 * fits, the warm-up is that one.
 */
export async function turnAbout(contestants: readonly Contestant[], limitMs: number): Promise<Measured<CellRate>[]> {
  const entries = [];
  for (const contestant of contestants) entries.push(await warmUp(contestant, limitMs));
  for (let round = 0; round < MOST_RUNS; round++) for (const entry of entries) if (round < entry.runs) await runOnce(entry);
  return entries.map(({ counts, failure }) => (failure === null ? rateOf(counts) : { skipped: failure }));
}

interface Entry {
  readonly contestant: Contestant;
  runs: number;
  counts: Count[];
  failure: string | null;
}

async function warmUp(contestant: Contestant, limitMs: number): Promise<Entry> {
  const entry: Entry = { contestant, runs: 0, counts: [], failure: null };
  const start = performance.now();
  do await runOnce(entry);
  while (entry.failure === null && performance.now() - start < Math.min(WARM_UP_MS, limitMs / 10));
  const last = entry.counts.at(-1);
  const plan = last && planRuns(last.ms, limitMs, MOST_RUNS);
  if (plan?.warmUp) {
    entry.runs = plan.runs;
    entry.counts = [];
  }
  return entry;
}

async function runOnce(entry: Entry): Promise<void> {
  try {
    entry.counts.push(await entry.contestant.run());
  } catch (error) {
    // What the others are measured at is not to be lost with it.
    entry.failure = error instanceof Error ? error.message : String(error);
    entry.runs = 0;
  }
}

function rateOf(counts: readonly Count[]): CellRate {
  const { cells } = counts[0];
  const ms = median(counts.map((count) => count.ms));
  return { cells, ms, runs: counts.length, rate: cells / (ms / 1000) };
}
