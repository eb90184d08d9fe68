// Partitions by many threads: hands out pieces, has one thread put them together, and hands out excerpts of the whole to be proven.
import type { Network } from '../model/network.ts';
import { cellCount, checkPartitionable, type Partition, type PartitionRequest, patternLayout } from '../model/partition.ts';
import type { PartitionReport } from '../model/partition-report.ts';
import type { Partitioned, Partitioning, PartitionOptions, PartitionProgress } from '../model/partitioning.ts';
import type { Piece } from '../regions/piece.ts';
import { type PieceRange, pieceRanges } from '../regions/piece-ranges.ts';
import { buffersOf, type CertifyJob } from './protocol.ts';
import { type Thread, ThreadClient } from './thread-client.ts';

/** Pieces or excerpts that are on their way to a thread at a time: the next one is there when one is done. */
const IN_FLIGHT = 2;
/** No more memory than this is taken for patterns, whatever the limit of cells is. */
const MOST_PATTERN_BYTES = 2 ** 30;
/** What a timer can wait for at most. */
const LONGEST_MS = 2 ** 31 - 1;
/** Why threads are stopped at the limit of seconds. */
const LATE = Symbol();

/** Starts its threads, one more than `threads`, when there is work for them, and keeps them for the next request. */
export class PartitionPool implements Partitioning {
  readonly #threads: readonly ThreadClient[];
  readonly #assembler: ThreadClient;
  #newest = new AbortController();

  constructor(threads: number, start: () => Thread) {
    this.#threads = Array.from({ length: threads }, () => new ThreadClient(start));
    this.#assembler = new ThreadClient(start);
  }

  async partition(request: PartitionRequest, options: PartitionOptions = {}): Promise<Partitioned> {
    const began = performance.now();
    const { network, domain, cut } = request;
    const { onProgress, onPartition } = options;
    this.#newest.abort(new DOMException('A newer partition was asked for.', 'AbortError'));
    const newest = new AbortController();
    this.#newest = newest;
    const signal = eitherOf(newest.signal, options.signal);
    checkPartitionable(network, cut);
    let progress: PartitionProgress = { cells: 0, covered: 0, proven: 0 };
    const tell = (more: Partial<PartitionProgress>) => {
      progress = { ...progress, ...more };
      onProgress?.(progress);
    };
    const { pieces, complete } = await this.#cut(request, { ...options, signal, onProgress: tell });
    const seconds = (performance.now() - began) / 1000;
    const whole = await this.#assembler.ask(
      network,
      { kind: 'assemble', domain, cut, pieces, complete, early: onPartition !== undefined },
      { signal, transfer: pieces.flatMap(buffersOf) },
    );
    if (whole.partition) onPartition?.(whole.partition);
    const { partition: proven, ...said } = await this.#prove(network, whole.excerpts, signal, (proven) => tell({ proven }));
    const partition = whole.partition ?? proven;
    if (!partition) throw new Error('The thread that puts partitions together lost one.');
    const report = {
      cells: cellCount(partition),
      vertices: partition.vertices.length / 2,
      edges: partition.edgeCreases.length,
      seconds: seconds + whole.seconds,
      threads: this.#threads.length,
      complete: partition.complete,
      covered: partition.covered,
      ...said,
    };
    return { partition, report };
  }

  /** What the assembler put together, excerpt by excerpt, while it checks the whole. */
  async #prove(
    network: Network,
    excerpts: readonly PieceRange[],
    signal: AbortSignal,
    tell: (proven: number) => void,
  ): Promise<Pick<PartitionReport, 'certificate' | 'statistics'> & { readonly partition: Partition | null }> {
    const end = new AbortController();
    const ends = { signal: eitherOf(end.signal, signal) };
    const left = [...excerpts];
    const proofs: CertifyJob['proofs'][number][] = [];
    const work = async (thread: ThreadClient): Promise<void> => {
      for (let range = left.shift(); range; range = left.shift()) {
        const { excerpt } = await this.#assembler.ask(network, { kind: 'excerpt', range }, ends);
        const { proof } = await thread.ask(network, { kind: 'prove', excerpt }, ends);
        proofs.push({ first: range[0], proof });
        tell(proofs.length / excerpts.length);
      }
    };
    try {
      const working = this.#each(work);
      const [{ statistics }] = await Promise.all([this.#assembler.ask(network, { kind: 'check' }, ends), working]);
      const { partition, certificate } = await this.#assembler.ask(network, { kind: 'certify', proofs }, ends);
      return { partition, certificate, statistics };
    } finally {
      end.abort();
    }
  }

  /** By every thread, as often as it has things in flight. */
  async #each(work: (thread: ThreadClient) => Promise<void>): Promise<void> {
    await Promise.all(Array.from({ length: IN_FLIGHT }).flatMap(() => this.#threads.map(work)));
  }

  /** The pieces in their order; they are all there where it is complete. */
  async #cut(
    { network, domain, cut, limit }: PartitionRequest,
    { signal, onProgress, onPart }: PartitionOptions,
  ): Promise<{ readonly pieces: Piece[]; readonly complete: boolean }> {
    const end = new AbortController();
    const ends = { signal: eitherOf(end.signal, signal) };
    const timer = setTimeout(() => end.abort(LATE), Math.min(1000 * limit.seconds, LONGEST_MS));
    const most = Math.min(limit.cells, Math.floor(MOST_PATTERN_BYTES / (4 * patternLayout(network).words || 1)));
    const done: { readonly piece: Piece; readonly range: PieceRange }[] = [];
    let [cells, covered, isFull] = [0, 0, false];
    let left: PieceRange[] = [];
    let baseCells = Number.NaN;
    const work = async (thread: ThreadClient): Promise<void> => {
      for (let range = left.shift(); range; range = left.shift()) {
        if (isFull || cells >= most) return;
        const { piece, covered: area } = await thread.ask(
          network,
          { kind: 'piece', domain, cut, range, most: most - cells },
          ends,
        );
        if (piece && cells + cellCount(piece) <= most) {
          done.push({ piece, range });
          cells += cellCount(piece);
          covered += area;
          onPart?.(piece);
          onProgress?.({ cells, covered, proven: 0 });
          if (!piece.whole) isFull = true;
        } else left.unshift(...halvesOf(range));
      }
    };
    try {
      // Each thread makes the base for itself; the first one says how much there is to do, and the others are started only where it is enough.
      baseCells = (await this.#threads[0].ask(network, { kind: 'base', domain, cut }, ends)).cells;
      left = pieceRanges(baseCells);
      await this.#each(work);
    } catch (error) {
      if (error !== LATE) throw error;
    } finally {
      clearTimeout(timer);
      end.abort();
    }
    const pieces = done.sort((a, b) => a.range[0] - b.range[0]).map(({ piece }) => piece);
    const whole = done.filter(({ piece }) => piece.whole).reduce((sum, { range: [first, end] }) => sum + end - first, 0);
    return { pieces, complete: whole === baseCells };
  }

  /** Ends its threads; what is under way is rejected. */
  close(): void {
    this.#newest.abort(new DOMException('Nobody partitions any more.', 'AbortError'));
    for (const thread of [...this.#threads, this.#assembler]) thread.close();
  }
}

/** One partition by threads of its own, which end with it. */
export async function partitionInThreads(
  request: PartitionRequest,
  { threads, start, ...options }: PartitionOptions & { readonly threads: number; readonly start: () => Thread },
): Promise<Partitioned> {
  const pool = new PartitionPool(threads, start);
  try {
    return await pool.partition(request, options);
  } finally {
    pool.close();
  }
}

/** What is too much for a limit may fit in part. */
function halvesOf([first, end]: PieceRange): PieceRange[] {
  const middle = Math.floor((first + end) / 2);
  return middle === first
    ? [[first, end]]
    : [
        [first, middle],
        [middle, end],
      ];
}

function eitherOf(own: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other ? AbortSignal.any([own, other]) : own;
}
