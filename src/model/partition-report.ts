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
  /** Every cell's pattern is what the CPU reference finds inside it. */
  'pattern',
  /** The patterns on both sides of an edge differ in what bore it and in the creases that are stated to run along it. */
  'neighbours',
  /** Interior edges × 2 / cells ≤ 4, which holds for lines; not asked where creases end. */
  'degree',
  /** The affine maps on both sides of an edge agree along it, where the activation is continuous. */
  'continuous',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

export interface Certificate {
  /** Whether every check holds and the partition is complete. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** Pieces that lie within rounding of a kink, so that f64 cannot tell them; they count as right. */
  readonly undecided: number;
  readonly seconds: number;
}

/** Equal bins over [from, to], of the logarithm where `scale` is log; numbers below `from` or not positive are in `below`. */
export interface Histogram {
  readonly scale: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
  readonly below: number;
}

/** min, the quartiles and max of a distribution. */
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
  /** Units that are constant in every cell: on a piece of slope 0 everywhere in view. */
  readonly dead: readonly number[];
  /** Units that are on the same piece, of slope ≠ 0, everywhere in view: relus that are always on, and such. */
  readonly alwaysOn: readonly number[];
  /** Units whose output is one affine function over the whole view, through layers before as well; dead ones are not among them. */
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

/** The most linear regions that any weights of a shape can have: exact where lower = upper. */
export interface ShapeBounds {
  readonly lower: bigint;
  readonly upper: bigint;
  /** Where each is published, as author, year and theorem. */
  readonly lowerSource: string;
  readonly upperSource: string;
}

export interface PartitionReport {
  readonly cells: number;
  readonly vertices: number;
  readonly edges: number;
  /** From the request to the partition; the certificate's own are in it. */
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
