// What is asked of whoever partitions the plane beside the page's thread, and what it tells.
import type { Partition, PartitionRequest } from './partition.ts';
import type { PartitionReport } from './partition-report.ts';

export interface PartitionProgress {
  readonly cells: number;
  /** How much of the domain's area they cover, 0 to 1. */
  readonly covered: number;
  /** How much of the certificate is done, 0 to 1. */
  readonly proven: number;
}

/** Cells that are done before the rest is, with numbers of their own. */
export type PartitionPart = Pick<
  Partition,
  'vertices' | 'edges' | 'edgeCells' | 'edgeCreases' | 'cellStarts' | 'corners' | 'sides' | 'patterns' | 'affine'
>;

export interface PartitionOptions {
  /** The promise rejects with the signal's reason as soon as it aborts. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PartitionProgress) => void;
  /** Told of each part as soon as it is done. Its arrays go on to another thread later: what is to be kept must be copied. */
  readonly onPart?: (part: PartitionPart) => void;
  /** Told of the partition before it is proven. */
  readonly onPartition?: (partition: Partition) => void;
}

export interface Partitioned {
  readonly partition: Partition;
  readonly report: PartitionReport;
}

export interface Partitioning {
  /**
   * Rejects with NetworkError where the network has no linear regions, and with an AbortError where a newer request came. At a limit the
   * partition is not complete; its report says how far it got.
   */
  partition(request: PartitionRequest, options?: PartitionOptions): Promise<Partitioned>;
}
