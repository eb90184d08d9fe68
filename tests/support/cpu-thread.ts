// The CPU worker's own code at the other end of a real message channel, on the test's thread.
import { serveCpuJobs } from '../../src/workers/cpu-jobs.ts';
import type { ToWorker } from '../../src/workers/protocol.ts';
import type { Thread } from '../../src/workers/thread-client.ts';

export interface WatchedThread extends Thread {
  /** All that was sent to it. */
  readonly heard: readonly ToWorker[];
  readonly ended: boolean;
  /** Fails as a worker does whose script throws or does not load. */
  fail(message: string): void;
}

/** `deaf` threads hear everything and do nothing, as one whose job never ends. */
export function startThread(deaf = false): WatchedThread {
  const { port1, port2 } = new MessageChannel();
  const heard: ToWorker[] = [];
  let ended = false;
  if (!deaf) serveCpuJobs(port2);
  port1.start();
  port2.start();
  return {
    heard,
    get ended() {
      return ended;
    },
    postMessage(message, transfer) {
      heard.push(message);
      port1.postMessage(message, transfer);
    },
    addEventListener(type: string, listener: (event: never) => void) {
      port1.addEventListener(type, listener as EventListener);
    },
    fail(message) {
      port1.dispatchEvent(Object.assign(new Event('error'), { message }));
    },
    terminate() {
      ended = true;
      port1.close();
    },
  };
}
