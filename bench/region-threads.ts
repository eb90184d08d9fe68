// The partition in several threads, and in a process of its own that tells its memory.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseSpec, specNetwork } from '../src/formats/spec.ts';
import { boxDomain, cellCount, NO_CUT, type Partition, type PartitionRequest } from '../src/model/partition.ts';
import { partition } from '../src/regions/partition.ts';
import { startNodeThread } from '../src/workers/node-thread.ts';
import { PartitionPool } from '../src/workers/partition-pool.ts';
import { REGION_BOUNDS } from './region-box.ts';
import type { Measured, RegionProcess } from './results.ts';
import type { Contestant, Count } from './turn-about.ts';

/** The flag that makes the benchmark partition once and print what it took; a network and a number of threads follow. */
export const REGIONS_FLAG = '--regions-once';
/** In the thread that asks, and without a proof. */
export const ALONE = 0;

/** Its threads are kept for all its runs, which end with the partition, before it is proven. */
export interface ThreadsContestant extends Contestant {
  close(): void;
}

export function threadsContestant(net: string, threads: number): ThreadsContestant {
  const request = requestOf(net);
  const pool = new PartitionPool(threads, startNodeThread);
  return {
    name: `${threads} threads`,
    run: () =>
      new Promise((resolve, reject) => {
        const stop = new AbortController();
        const began = performance.now();
        const onPartition = (whole: Partition) => {
          resolve({ cells: cellCount(whole), ms: performance.now() - began });
          stop.abort();
        };
        pool.partition(request, { signal: stop.signal, onPartition }).catch(reject);
      }),
    close: () => pool.close(),
  };
}

/** What the process of its own does. */
export async function printRegions([net, threads]: readonly string[]): Promise<void> {
  const { cells, ms, proof } = await countOnce(net, Number(threads));
  // maxRSS comes in KiB.
  const peak = 1024 * process.resourceUsage().maxRSS;
  const answer: RegionProcess = { net, threads: Number(threads), cells, ms, proof, peak };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function countOnce(net: string, threads: number): Promise<Count & Pick<RegionProcess, 'proof'>> {
  const request = requestOf(net);
  if (threads === ALONE) {
    const start = performance.now();
    const cells = cellCount(partition(request));
    return { cells, ms: performance.now() - start, proof: null };
  }
  const pool = new PartitionPool(threads, startNodeThread);
  const { cells, seconds, certificate } = (await pool.partition(request)).report;
  pool.close();
  return { cells, ms: 1000 * seconds, proof: { ok: certificate.ok, ms: 1000 * certificate.seconds } };
}

function requestOf(net: string): PartitionRequest {
  const limit = { cells: Infinity, seconds: Infinity };
  return { network: specNetwork(parseSpec(net)), domain: boxDomain(REGION_BOUNDS), cut: NO_CUT, limit };
}

/** `program` is the benchmark itself. */
export async function measureProcess(program: string, net: string, threads: number): Promise<Measured<RegionProcess>> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, REGIONS_FLAG, net, String(threads)]);
    return JSON.parse(stdout) as RegionProcess;
  } catch (error) {
    return { skipped: `it failed with ${error instanceof Error ? error.message.trim().split('\n').at(-1) : error}` };
  }
}
