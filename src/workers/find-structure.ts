// Finds how far a network's whole structure reaches, beside the page's thread.
import { NetworkError } from '../model/errors.ts';
import type { Network } from '../model/network.ts';
import { checkPartitionable, NO_CUT, type PartitionLimit } from '../model/partition.ts';
import type { StructureFrame } from '../model/partition-report.ts';
import { structureFrame, wholePlane } from '../regions/fit.ts';
import { partitionInThreads } from './partition-pool.ts';
import type { Thread } from './thread-client.ts';

export interface FindOptions {
  readonly limit: PartitionLimit;
  readonly threads: number;
  readonly start: () => Thread;
  readonly signal: AbortSignal;
}

/**
 * The frame of every vertex of the unbounded partition; null where there is none. Its threads end with it. Rejects with NetworkError where the
 * network has no linear regions or more than the limit allows, and with the signal's reason.
 */
export function findStructure(network: Network, { limit, signal, ...threads }: FindOptions): Promise<StructureFrame | null> {
  return new Promise((resolve, reject) => {
    checkPartitionable(network);
    const found = new AbortController();
    partitionInThreads(
      { network, domain: wholePlane(network), cut: NO_CUT, limit },
      {
        ...threads,
        signal: AbortSignal.any([signal, found.signal]),
        onPartition: (partition) => {
          if (partition.complete) resolve(structureFrame(partition));
          else
            reject(
              new NetworkError(`The whole plane has more than ${limit.cells} regions, or takes longer than ${limit.seconds} s.`),
            );
          // Where its vertices lie needs no proof.
          found.abort();
        },
      },
    ).catch(reject);
  });
}
