// A CPU thread in Node: the running program once more, told to be a thread.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { serveCpuJobs } from './cpu-jobs.ts';
import type { Thread } from './thread-client.ts';

const ROLE = 'crease-thread';

/** Starts `program` as a thread: by default the file that this module was bundled into, whose first act must be serveNodeThread. */
export function startNodeThread(program = import.meta.url): Thread {
  const worker = new Worker(new URL(program), { workerData: ROLE });
  return {
    postMessage: (message, transfer) => worker.postMessage(message, transfer),
    addEventListener(type: 'message' | 'error', listener: (event: never) => void) {
      const tell = listener as (event: object) => void;
      if (type === 'message') worker.on(type, (data) => tell({ data }));
      // A program that does not serve ends without an error.
      else worker.on(type, tell).on('exit', (code) => tell({ message: `it ended with exit code ${code}` }));
    },
    terminate: () => void worker.terminate(),
  };
}

/** Whether this program runs as such a thread, which then does what it is asked and nothing else. */
export function serveNodeThread(): boolean {
  const port = parentPort;
  if (isMainThread || workerData !== ROLE || !port) return false;
  serveCpuJobs({
    postMessage: (message, { transfer }) => port.postMessage(message, transfer),
    addEventListener: (type, listener) => port.on(type, (data) => listener({ data })),
  });
  return true;
}
