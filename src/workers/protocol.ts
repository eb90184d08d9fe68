// What CPU threads are asked and what they answer. All of it is plain data, which structured cloning carries over as it is.

import type { Segment } from '../cpu-reference/line.ts';
import type { Picture } from '../model/backend.ts';
import type { Colouring } from '../model/colouring.ts';
import type { Place } from '../model/coordinate.ts';
import { GridError, NetworkError } from '../model/errors.ts';
import type { Field } from '../model/field.ts';
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import type { Partition, PartitionRequest } from '../model/partition.ts';
import type { Certificate, PartitionStatistics } from '../model/partition-report.ts';
import type { Quantity } from '../model/quantity.ts';
import type { Reading } from '../model/reading.ts';
import type { Excerpt } from '../regions/certificate-claims.ts';
import type { Proof } from '../regions/certificate-proof.ts';
import type { Piece } from '../regions/piece.ts';
import type { PieceRange } from '../regions/piece-ranges.ts';

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

/** The probe; see readPoint. */
export interface ReadJob {
  readonly kind: 'read';
  readonly quantity: Quantity;
  readonly place: Place;
  readonly step: number;
}

/** How many patterns a grid's points have; see distinctPatterns. */
export interface DistinctJob {
  readonly kind: 'distinct';
  readonly grid: Grid;
}

/** How many cells a partition's base has; see Partitioner. */
export interface BaseJob extends Pick<PartitionRequest, 'domain' | 'cut'> {
  readonly kind: 'base';
}

/** What a run of the base's cells is cut into. */
export interface PieceJob extends Pick<PartitionRequest, 'domain' | 'cut'> {
  readonly kind: 'piece';
  readonly range: PieceRange;
  /** More cells than this are not wanted. */
  readonly most: number;
}

/** A partition of these pieces, which the thread keeps until it is certified or the next one is put together. */
export interface AssembleJob extends Pick<PartitionRequest, 'domain' | 'cut'> {
  readonly kind: 'assemble';
  readonly pieces: Piece[];
  readonly complete: boolean;
  /** Whether the partition is wanted before it is proven. */
  readonly early: boolean;
}

/** All that a certificate takes of that partition but its proofs, and its statistics. */
export interface CheckJob {
  readonly kind: 'check';
}

/** What a proof takes of some of its cells. */
export interface ExcerptJob {
  readonly kind: 'excerpt';
  readonly range: PieceRange;
}

/** A proof of an excerpt, from any thread. */
export interface ProveJob {
  readonly kind: 'prove';
  readonly excerpt: Excerpt;
}

/** The partition's certificate; after its check, and with proofs of all its cells, each from the cell `first` on. */
export interface CertifyJob {
  readonly kind: 'certify';
  readonly proofs: readonly { readonly first: number; readonly proof: Proof }[];
}

export type PartitionJob = BaseJob | PieceJob | AssembleJob | CheckJob | ExcerptJob | ProveJob | CertifyJob;
export type CpuJob = RenderJob | LineJob | ReadJob | DistinctJob | PartitionJob;

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
  | { readonly kind: 'distinct'; readonly count: number }
  | { readonly kind: 'base'; readonly cells: number }
  /** null where it has too many cells. With its part of the domain's area. */
  | { readonly kind: 'piece'; readonly piece: Piece | null; readonly covered: number }
  /** With the seconds that it took, and the excerpts in which it is to be proven. */
  | {
      readonly kind: 'assemble';
      readonly partition: Partition | null;
      readonly seconds: number;
      readonly excerpts: readonly PieceRange[];
    }
  | { readonly kind: 'check'; readonly statistics: PartitionStatistics }
  | { readonly kind: 'excerpt'; readonly excerpt: Excerpt }
  | { readonly kind: 'prove'; readonly proof: Proof }
  /** With the partition unless it was told before. */
  | { readonly kind: 'certify'; readonly partition: Partition | null; readonly certificate: Certificate }
  /** Cloning keeps an error's words but not its class. */
  | { readonly kind: 'error'; readonly name: string; readonly message: string };

export type AnswerTo<J extends CpuJob> = Extract<Answer, { kind: J['kind'] }>;

export interface FromWorker {
  readonly id: number;
  readonly answer: Answer;
}

export function toAnswer(error: unknown): Extract<Answer, { kind: 'error' }> {
  return error instanceof Error
    ? { kind: 'error', name: error.name, message: error.message }
    : { kind: 'error', name: 'Error', message: String(error) };
}

export function toError({ name, message }: Extract<Answer, { kind: 'error' }>): Error {
  if (name === 'NetworkError') return new NetworkError(message);
  if (name === 'GridError') return new GridError(message);
  return new Error(message);
}

/** The buffers of a record's large arrays, which can go over without being copied. */
export function buffersOf(record: object): ArrayBuffer[] {
  return Object.values(record).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []));
}
