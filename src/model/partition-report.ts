// What is said of a partition: its counts, its certificate, its distributions, and what its shape allows.

/** One thing that a certificate checks. */
export interface Check {
  readonly name: CheckName;
  readonly ok: boolean;
  /** A sentence with the numbers: what was found, and what was asked for. */
  readonly says: string;
}

export const CHECK_NAMES = [
  /** V − E + F = 1. */
  'euler',
  /** The cells' areas sum to the domain's. */
  'area',
  /** Every cell is convex and runs counter-clockwise. */
  'convex',
  /** Every cell's pattern is what the CPU reference finds inside it, and up to rounding at its corners: so no crease crosses it. */
  'pattern',
  /** Every cell's affine maps give what the CPU reference finds at the same points. */
  'values',
  /** The patterns on both sides of an edge differ in what bore it and in the creases that are stated to run along it. */
  'neighbours',
  /** Interior edges × 2 / cells ≤ 4, which holds for lines; not asked where creases end. */
  'degree',
  /** The affine maps on both sides of an edge agree along it, where the activation is continuous. */
  'continuous',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** Checks that cannot hold where a limit stopped the partition, and then say nothing. */
export const WHOLE_CHECKS: readonly CheckName[] = ['euler', 'area'];

/**
 * What an evaluation of its own finds within `radius` (in input units, along each axis) of centre + (d1, d2), in the layout of a partition's
 * patterns. The arrays are those of the last call.
 */
export type PieceOracle = (d1: number, d2: number, radius: number) => PieceReading;

export interface PieceReading {
  /** [layout.words] one bit for each crease: 1 where z > its threshold. */
  readonly pattern: Uint32Array;
  /** [layout.words] 1 where rounding, or a point within the radius, could make that bit another. */
  readonly unsure: Uint32Array;
  /** [K] y behind the last activation, before the head. */
  readonly outputs: Float64Array;
  /** [K] how far y may be from that, within the radius and by rounding. */
  readonly bounds: Float64Array;
}

export interface Certificate {
  /** Whether every check holds and the partition is complete. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** Pieces that lie within rounding of a kink, so that f64 cannot tell them; they count as right. */
  readonly undecided: number;
  readonly seconds: number;
}

/**
 * Equal bins over [from, to], of the logarithm where `scale` is log: `to` is in the last bin, and what has no logarithm is in `below`. One bin
 * where from = to; none, from 0 to 0, where nothing can be shown.
 */
export interface Histogram {
  readonly scale: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
  readonly below: number;
}

/** min, the quartiles and max of a distribution; NaN where there is nothing. */
export interface Spread {
  readonly min: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly max: number;
  readonly histogram: Histogram;
}

export interface LayerStatistics {
  /** Cells that the creases of this layer added: cells of layers 0 … l less cells of layers 0 … l − 1. */
  readonly born: number;
  readonly units: number;
  /** Units that stay on one piece of slope 0, so that they are constant everywhere in view. */
  readonly dead: readonly number[];
  /** Units with kinks that stay on one piece of slope ≠ 0 everywhere in view: relus that are always on, and such. */
  readonly alwaysOn: readonly number[];
  /**
   * Units whose output is one affine function over the whole view, other than dead ones: they stay on one piece, and so does every unit that
   * they depend on through weights ≠ 0 and units that are not dead. That bends cancel is not looked for.
   */
  readonly linear: readonly number[];
}

export interface PartitionStatistics {
  /** One per layer of the network. */
  readonly layers: readonly LayerStatistics[];
  /** Cells added by the zero set or the class boundaries. */
  readonly bornOfCut: number;
  /** Areas of cells, in input units². */
  readonly areas: Spread;
  /** |∇y_k| of output 0 … K − 1 over the cells, each cell counted once. */
  readonly slopes: readonly Spread[];
}

/** What the most linear regions of the whole plane are, over all weights of a shape: lower ≤ most ≤ upper, exact where these are equal. */
export interface ShapeBounds {
  readonly lower: bigint;
  readonly upper: bigint;
  /** Where each is published: authors, year, theorem; after … where it is derived from there. */
  readonly lowerSource: string;
  readonly upperSource: string;
}

export interface PartitionReport {
  readonly cells: number;
  readonly vertices: number;
  readonly edges: number;
  /** From the request to the partition; what its certificate took comes after, and stands there. */
  readonly seconds: number;
  readonly threads: number;
  readonly complete: boolean;
  /** How much of the domain's area is done, 0 to 1. */
  readonly covered: number;
  readonly certificate: Certificate;
  readonly statistics: PartitionStatistics;
}

/** The frame of a structure: the box in which every vertex of the unbounded partition lies. */
export interface StructureFrame {
  readonly center: readonly [number, number];
  /** Half of the longer side of the vertices' bounding box, in input units; 0 for one vertex. */
  readonly radius: number;
  /** Vertices that it frames. */
  readonly vertices: number;
}

/** A computed map of activation patterns against the exact partition, at the points that lie in its cells. */
export interface Disagreement {
  /** How many points were compared. */
  readonly compared: number;
  /** How many of them have another pattern than the cell that they lie in. */
  readonly count: number;
  /** These, cell by cell, or the first of them. */
  readonly points: readonly DisagreeingPoint[];
  /** The largest distance of all of them; 0 where there is none. */
  readonly largest: number;
}

export interface DisagreeingPoint {
  readonly column: number;
  readonly row: number;
  /** In grid steps, from the nearest edge of the cell that it lies in. */
  readonly distance: number;
}
