// What is known about the pictures and the machine that draws them.
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
  /** Why the present scene has no picture, in a sentence. */
  readonly problem: string | null;
}

export const NOTHING_YET: Status = { pictures: [], machine: null, problem: null };

/** Reads the network at `offset` from the view's centre; `step` is a pixel's size, both in input units. */
export type Probe = (subject: Subject, offset: readonly [number, number], step: number) => Promise<Reading>;
