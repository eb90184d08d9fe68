// Partitions by many threads: hands out pieces, and has one thread put them together and prove them.
import { cellCount, checkPartitionable, type PartitionRequest } from '../model/partition.ts';
import type { Partitioned, Partitioning, PartitionOptions, PartitionProgress } from '../model/partitioning.ts';
import type { Piece } from '../regions/piece.ts';
import { buffersOf } from './protocol.ts';
import { type Thread, ThreadClient } from './thread-client.ts';

/** Pieces that a thread has at a time: the next one is there when one is done. */
const IN_FLIGHT = 2;
/** What a timer can wait for at most. */
const LONGEST_MS = 2 ** 31 - 1;
/** Why threads are stopped at the limit of seconds. */
const LATE = Symbol();

/** Starts its threads, one more than `threads`, with the first request and keeps them for the next. */
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
    const pieces = await this.#cut(request, { ...options, signal, onProgress: tell });
    const seconds = (performance.now() - began) / 1000;
    const { partition, report } = await this.#assembler.ask(
      network,
      { kind: 'assemble', domain, cut, pieces, early: onPartition !== undefined },
      {
        signal,
        transfer: pieces.flatMap((piece) => buffersOf(piece ?? {})),
        onNews: (news) => ('proven' in news ? tell(news) : onPartition?.(news.partition)),
      },
    );
    return { partition, report: { ...report, seconds: seconds + report.seconds, threads: this.#threads.length } };
  }

  /** All pieces; null for those that a limit kept from being made. */
  async #cut(
    { network, domain, cut, limit }: PartitionRequest,
    { signal, onProgress, onPart }: PartitionOptions,
  ): Promise<(Piece | null)[]> {
    const end = new AbortController();
    const ends = { signal: eitherOf(end.signal, signal) };
    const timer = setTimeout(() => end.abort(LATE), Math.min(1000 * limit.seconds, LONGEST_MS));
    const pieces: (Piece | null)[] = [];
    let [next, cells, covered] = [0, 0, 0];
    // Nobody waits until it is known how many pieces there are.
    let count = Number.POSITIVE_INFINITY;
    const base = this.#assembler.ask(network, { kind: 'base', domain, cut }, { signal }).then((answer) => {
      count = answer.pieces;
    });
    const work = async (thread: ThreadClient): Promise<void> => {
      while (next < count) {
        const index = next++;
        const job = { kind: 'piece', domain, cut, index, most: limit.cells - cells } as const;
        const { piece, covered: area } = await thread.ask(network, job, ends);
        if (!piece || cells + cellCount(piece) > limit.cells) {
          next = Number.POSITIVE_INFINITY;
          return;
        }
        pieces[index] = piece;
        cells += cellCount(piece);
        covered += area;
        onPart?.(piece);
        onProgress?.({ cells, covered, proven: 0 });
      }
    };
    try {
      await Promise.all([base, ...this.#threads.flatMap((thread) => Array.from({ length: IN_FLIGHT }, () => work(thread)))]);
    } catch (error) {
      if (error !== LATE) throw error;
      await base;
    } finally {
      clearTimeout(timer);
      end.abort();
    }
    return Array.from({ length: count }, (_, index) => pieces[index] ?? null);
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

function eitherOf(own: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other ? AbortSignal.any([own, other]) : own;
}
