// How much of the processors other programs took while something was measured: what says whether the machine was quiet.
import { cpus } from 'node:os';

/** A result and the others' share of all processor time meanwhile, 0 to 1. */
export interface Watched<T> {
  readonly result: T;
  readonly othersShare: number;
}

/** `work` must do its work in this process, for other processes are the others. */
export async function watchOthers<T>(work: () => Promise<T>): Promise<Watched<T>> {
  const before = processorTimes();
  const result = await work();
  const after = processorTimes();
  return { result, othersShare: othersShare(before, after) };
}

/** Times in ms since some beginning. */
export interface ProcessorTimes {
  /** Of all processors together. */
  readonly busy: number;
  readonly idle: number;
  readonly own: number;
}

/** The clocks tick in steps of 10 ms and not together, so that a quiet machine may seem to be slightly less than idle. */
export function othersShare(before: ProcessorTimes, after: ProcessorTimes): number {
  const spent = (key: keyof ProcessorTimes) => after[key] - before[key];
  const total = spent('busy') + spent('idle');
  return total > 0 ? Math.min(Math.max((spent('busy') - spent('own')) / total, 0), 1) : 0;
}

function processorTimes(): ProcessorTimes {
  const { user, system } = process.cpuUsage();
  const times = cpus().map((cpu) => cpu.times);
  const sum = (key: keyof (typeof times)[number]) => times.reduce((total, time) => total + time[key], 0);
  return { busy: sum('user') + sum('nice') + sum('sys') + sum('irq'), idle: sum('idle'), own: (user + system) / 1000 };
}
