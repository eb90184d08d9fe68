// What the page and its CPU worker say to each other. All of it is plain data, which structured cloning carries over as it is.
import type { Segment } from '../cpu-reference/line.ts';
import type { Picture } from '../model/backend.ts';
import type { Colouring } from '../model/colouring.ts';
import { GridError, NetworkError } from '../model/errors.ts';
import type { Field } from '../model/field.ts';
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import type { Quantity } from '../model/quantity.ts';
import type { Reading } from '../model/reading.ts';

/** A picture of a grid. */
export interface RenderJob {
  readonly kind: 'render';
  readonly grid: Grid;
  readonly quantity: Quantity;
  readonly colouring: Colouring;
}

/** A cross-section; see readLine. */
export interface LineJob {
  readonly kind: 'line';
  readonly quantity: Quantity;
  readonly segment: Segment;
  readonly count: number;
}

/** The probe at center + offset; see readPoint. */
export interface ReadJob {
  readonly kind: 'read';
  readonly quantity: Quantity;
  readonly center: readonly [number, number];
  readonly offset: readonly [number, number];
  readonly step: number;
}

export type CpuJob = RenderJob | LineJob | ReadJob;

/** Networks go over once and are named by a number from then on. */
export type ToWorker =
  | { readonly kind: 'network'; readonly key: number; readonly network: Network }
  | { readonly kind: 'forget'; readonly key: number }
  | { readonly kind: 'job'; readonly id: number; readonly key: number; readonly job: CpuJob }
  | { readonly kind: 'stop'; readonly id: number };

export type Answer =
  /** With the ms that it took to evaluate and colour. */
  | { readonly kind: 'render'; readonly picture: Picture; readonly ms: number }
  | { readonly kind: 'line'; readonly field: Field }
  | { readonly kind: 'read'; readonly reading: Reading }
  /** Cloning keeps an error's words but not its class. */
  | { readonly kind: 'error'; readonly name: string; readonly message: string };

export interface FromWorker {
  readonly id: number;
  readonly answer: Answer;
}

export function toAnswer(error: unknown): Answer {
  return error instanceof Error
    ? { kind: 'error', name: error.name, message: error.message }
    : { kind: 'error', name: 'Error', message: String(error) };
}

export function toError({ name, message }: Extract<Answer, { kind: 'error' }>): Error {
  if (name === 'NetworkError') return new NetworkError(message);
  if (name === 'GridError') return new GridError(message);
  return new Error(message);
}
