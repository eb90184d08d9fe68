// How often a case is run, and what its time is said to be.

/** A warm-up and `runs` measured ones. */
export interface RunPlan {
  readonly warmUp: boolean;
  readonly runs: number;
}

const MOST_RUNS = 5;

/** What fits into `limitMs` when one run takes about `estimateMs`, at most `most` runs; null where not even one does. */
export function planRuns(estimateMs: number, limitMs: number, most = MOST_RUNS): RunPlan | null {
  const fit = Math.floor(limitMs / estimateMs);
  if (fit < 1) return null;
  return fit < 3 ? { warmUp: false, runs: 1 } : { warmUp: true, runs: Math.min(most, fit - 1) };
}

/** Of an even number of times, the mean of the middle two. Throws RangeError where there is none. */
export function median(times: readonly number[]): number {
  if (times.length === 0) throw new RangeError('There is no median of no times.');
  const sorted = times.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
