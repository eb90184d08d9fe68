// What a CPU thread does for a partition: cuts pieces of it, proves excerpts, or has the whole and does what is to be done with that.
import { certainPieces } from '../cpu-reference/certain-pieces.ts';
import { breathing } from '../model/breathing.ts';
import type { Network } from '../model/network.ts';
import { type Cut, type Domain, type Partition, patternLayout } from '../model/partition.ts';
import { coveredShare } from '../regions/areas.ts';
import { assemblePieces } from '../regions/assembly.ts';
import { Certifier } from '../regions/certificate.ts';
import { excerptRanges } from '../regions/certificate-excerpt.ts';
import { proofOf } from '../regions/certificate-proof.ts';
import { Partitioner } from '../regions/partition.ts';
import { partitionStatistics } from '../regions/statistics.ts';
import type { Answer, PartitionJob } from './protocol.ts';

export class PartitionJobs {
  /** All that is asked of a partition is asked of one partitioner and one oracle. */
  readonly #partitioner = lastOf((network, domain: Domain, cut: Cut) => new Partitioner(network, domain, cut));
  readonly #oracle = lastOf(certainPieces);
  #whole: { readonly partition: Partition; readonly certifier: Certifier; readonly isTold: boolean } | null = null;

  /** `key` is the network's. Rejects as Partitioner throws, and with the signal's reason. */
  async answer(key: number, network: Network, job: PartitionJob, signal: AbortSignal): Promise<Answer> {
    switch (job.kind) {
      case 'base':
        return { kind: 'base', cells: this.#partitioner(key, network, job.domain, job.cut).cells };
      case 'piece': {
        const piece = this.#partitioner(key, network, job.domain, job.cut).piece(...job.range, job.most);
        return { kind: 'piece', piece, covered: piece ? coveredShare(piece, job.domain) : 0 };
      }
      case 'prove': {
        const oracle = this.#oracle(key, network, job.excerpt.domain.center);
        return { kind: 'prove', proof: await breathing(proofOf(network, job.excerpt, oracle), signal) };
      }
      case 'assemble': {
        const { domain, cut, complete, early } = job;
        const began = performance.now();
        this.#whole = null;
        // The pieces are large, and not needed any more.
        const partition = assemblePieces(job.pieces.splice(0), { domain, cut, layout: patternLayout(network) }, complete);
        const seconds = (performance.now() - began) / 1000;
        this.#whole = { partition, certifier: new Certifier(network, partition), isTold: early };
        // A copy, which can go over as it is: what is proven stays.
        const told = early ? structuredClone(partition) : null;
        return { kind: 'assemble', partition: told, seconds, excerpts: excerptRanges(partition) };
      }
      case 'check': {
        const { partition, certifier } = this.#held();
        await breathing(certifier.checks(), signal);
        return { kind: 'check', statistics: partitionStatistics(network, partition) };
      }
      case 'excerpt':
        return { kind: 'excerpt', excerpt: this.#held().certifier.excerpt(job.range) };
      case 'certify': {
        const { partition, certifier, isTold } = this.#held();
        this.#whole = null;
        for (const { first, proof } of job.proofs) certifier.add(first, proof);
        return { kind: 'certify', partition: isTold ? null : partition, certificate: certifier.certificate() };
      }
    }
  }

  #held() {
    if (!this.#whole) throw new Error('A CPU thread was asked about a partition that it did not put together.');
    return this.#whole;
  }
}

/** Makes what is asked for anew only where it was not the same the last time. */
function lastOf<A extends unknown[], T>(make: (network: Network, ...about: A) => T) {
  let last: { readonly name: string; readonly made: T } | null = null;
  return (key: number, network: Network, ...about: A): T => {
    const name = JSON.stringify([key, about], (_, part: unknown) => (typeof part === 'bigint' ? `${part}` : part));
    if (last?.name !== name) last = { name, made: make(network, ...about) };
    return last.made;
  };
}
