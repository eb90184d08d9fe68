// One linear region: what holds in it, and what bounds it.
import type { Field } from './field.ts';
import type { Grid } from './grid.ts';
import type { CellFill } from './painting.ts';
import type { Crease, Domain, Partition } from './partition.ts';
import type { Disagreement } from './partition-report.ts';

/** From one corner to the next. */
export interface RegionSide {
  /** The crease that bore it, or what else did. */
  readonly crease: Crease | 'border' | 'zero-set' | 'class-boundary';
  /** In input units. */
  readonly length: number;
  /** The cell beyond it and its area in input units²; null where there is none. */
  readonly neighbour: { readonly cell: number; readonly area: number } | null;
}

/** Positions are offsets from the partition's centre, in input units. */
export interface Region {
  readonly cell: number;
  /** Counter-clockwise. */
  readonly corners: readonly (readonly [number, number])[];
  /** Side n goes from corner n to the next. */
  readonly sides: readonly RegionSide[];
  /** By layer and unit, the piece of its activation that the unit is on; empty for a layer without kinks. */
  readonly pattern: readonly (readonly number[])[];
  /** Of each output, behind the last activation and before the head: y = b + a1 d1 + a2 d2. */
  readonly affine: readonly (readonly [b: number, a1: number, a2: number])[];
  /** In input units². */
  readonly area: number;
  /** Of the largest circle in it, in input units, and its middle. */
  readonly inradius: number;
  readonly incenter: readonly [number, number];
}

/** What is compared with a partition. */
export interface DisagreementRequest {
  readonly partition: Pick<Partition, 'domain' | 'layout' | 'vertices' | 'cellStarts' | 'corners' | 'patterns'>;
  readonly grid: Grid;
  /** The quantity `{ kind: 'pattern', layer }` of the same network over the grid. */
  readonly field: Field;
  readonly layer: number | null;
  /** So many points are listed at most. */
  readonly most: number;
}

/** What can be asked of a partition. */
export interface RegionQueries {
  /** The cell that holds an offset from the partition's centre; null where none does. */
  cellAt(partition: Partition, offset: readonly [number, number]): number | null;
  region(partition: Partition, cell: number): Region;
  /** How many cells a narrower view sees; null where the partition does not say. */
  cellsIn(partition: Partition, domain: Domain): number | null;
  /** Where a map of patterns and the partition do not say the same, in steps of a few ms. */
  disagreement(request: DisagreementRequest): Generator<unknown, Disagreement>;
  /** [F] packed sRGB bytes, red in the lowest. */
  fill(partition: Partition, by: CellFill, output: number): Uint32Array;
}
