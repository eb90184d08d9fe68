// What a CPU thread does for a partition: pieces of it, or all that is to be done with the pieces.
import { certainPieces } from '../cpu-reference/certain-pieces.ts';
import type { Network } from '../model/network.ts';
import { cellCount, type Partition, patternLayout } from '../model/partition.ts';
import type { Certificate } from '../model/partition-report.ts';
import { areaOf, assemblePieces, polygonArea } from '../regions/assembly.ts';
import { certification } from '../regions/certificate.ts';
import { Partitioner } from '../regions/partition.ts';
import { partitionStatistics } from '../regions/statistics.ts';
import type { Answer, AssembleJob, BaseJob, News, PieceJob } from './protocol.ts';

/** ms of work between two breaths, in which a message may come to stop. */
const BREATH_MS = 30;

export class PartitionJobs {
  /** All that is asked of a partition is asked of one partitioner. */
  #made: { readonly name: string; readonly partitioner: Partitioner } | null = null;

  /** `key` is the network's. Rejects as Partitioner throws, and with the signal's reason. */
  async answer(
    key: number,
    network: Network,
    job: BaseJob | PieceJob | AssembleJob,
    signal: AbortSignal,
    tell: (news: News) => void,
  ): Promise<Answer> {
    const { domain, cut } = job;
    switch (job.kind) {
      case 'base':
        return { kind: 'base', cells: this.#partitioner(key, network, job).cells };
      case 'piece': {
        const piece = this.#partitioner(key, network, job).piece(...job.range, job.most);
        return { kind: 'piece', piece, covered: piece ? areaOf(piece) / polygonArea(domain) : 0 };
      }
      case 'assemble': {
        const began = performance.now();
        // The pieces are large, and not needed any more.
        const partition = assemblePieces(job.pieces.splice(0), { domain, cut, layout: patternLayout(network) }, job.complete);
        const seconds = (performance.now() - began) / 1000;
        if (job.early) tell({ partition });
        const report = {
          cells: cellCount(partition),
          vertices: partition.vertices.length / 2,
          edges: partition.edges.length / 2,
          seconds,
          complete: partition.complete,
          covered: partition.covered,
          certificate: await certificateOf(network, partition, signal, (proven) => tell({ proven })),
          statistics: partitionStatistics(network, partition),
        };
        return { kind: 'assemble', partition, report };
      }
    }
  }

  #partitioner(key: number, network: Network, { domain, cut }: BaseJob | PieceJob): Partitioner {
    const name = JSON.stringify([key, domain, cut]);
    if (this.#made?.name !== name) this.#made = { name, partitioner: new Partitioner(network, domain, cut) };
    return this.#made.partitioner;
  }
}

async function certificateOf(
  network: Network,
  partition: Partition,
  signal: AbortSignal,
  tell: (proven: number) => void,
): Promise<Certificate> {
  const steps = certification(network, partition, certainPieces(network, partition.domain.center));
  let last = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - last < BREATH_MS) continue;
    tell(value);
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    last = performance.now();
  }
}
