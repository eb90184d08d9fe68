// What is known about the pictures and the machine that draws them.
import type { Place } from '../model/coordinate.ts';
import type { Painted } from '../model/painting.ts';
import type { Reading } from '../model/reading.ts';
import type { Subject } from '../model/subject.ts';

export interface Machine {
  readonly name: string;
  /** gpu: the graphics hardware; software: the processor in its place, under WebGPU; cpu: the page's own worker, without WebGPU. */
  readonly kind: 'gpu' | 'software' | 'cpu';
}

export interface Status {
  /** What each pane shows; null before its first picture. */
  readonly pictures: readonly (Painted | null)[];
  readonly machine: Machine | null;
  /** Why the present scene has no picture in a pane, in a sentence. */
  readonly problems: readonly (string | null)[];
  /** Why something else than a picture is missing. */
  readonly problem: string | null;
}

export const NOTHING_YET: Status = { pictures: [], machine: null, problems: [], problem: null };

/** The status with another problem of one pane, or with none. */
export function withProblem(status: Status, pane: number, problem: string | null): Status {
  const count = Math.max(status.problems.length, pane + 1);
  const problems = Array.from({ length: count }, (_, i) => (i === pane ? problem : (status.problems[i] ?? null)));
  return { ...status, problems };
}

/** What readers are told of: the active pane's problem, or the first there is. */
export function problemShown({ problems, problem }: Status, active: number): string | null {
  return problems[active] ?? problems.find((sentence) => sentence !== null) ?? problem;
}

/** Whether the machine can show numbers as heights. */
export function drawsSurfaces({ machine }: Status): boolean {
  return machine?.kind !== 'cpu';
}

/** Whether the machine can draw regions over a map. */
export function drawsRegions({ machine }: Status): boolean {
  return machine?.kind !== 'cpu';
}

/** Reads the network at a place; `step` is a pixel's size in input units. */
export type Probe = (subject: Subject, place: Place, step: number) => Promise<Reading>;
