// A program that partitions with threads of Node and says as JSON how that went: undisturbed, with an abort, or with deaf threads.
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { boxDomain, NO_CUT, type PartitionRequest } from '../../src/model/partition.ts';
import { serveNodeThread, startNodeThread } from '../../src/workers/node-thread.ts';
import { partitionInThreads } from '../../src/workers/partition-pool.ts';

const request: PartitionRequest = {
  network: specNetwork(parseSpec('2-48-16-1:relu@torch:1')),
  domain: boxDomain([-2, 2, -2, 2]),
  cut: NO_CUT,
  limit: { cells: 1e6, seconds: 60 },
};

async function main([task]: readonly string[]): Promise<unknown> {
  const stop = new AbortController();
  // A thread that does not serve ends at once.
  const start = task === 'deaf' ? () => startNodeThread('data:text/javascript,') : () => startNodeThread();
  const onProgress = () => {
    if (task === 'abort') stop.abort(new Error('moved on'));
  };
  try {
    const { report } = await partitionInThreads(request, { threads: 2, start, signal: stop.signal, onProgress });
    return { cells: report.cells, ok: report.certificate.ok, threads: report.threads };
  } catch (error) {
    return String(error);
  }
}

if (!serveNodeThread()) process.stdout.write(JSON.stringify(await main(process.argv.slice(2))));
