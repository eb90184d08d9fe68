// The side of a CPU thread that asks: keeps large jobs in line, and stops what nobody waits for any more.
import type { Network } from '../model/network.ts';
import { type Answer, type AnswerTo, type CpuJob, type FromWorker, type ToWorker, toError } from './protocol.ts';

/** A job that was told to stop and has not after so many ms is stopped with the whole thread. */
const PATIENCE_MS = 200;
/** Networks that the thread keeps: those of a scene, and those that a hand just moved away from. */
const NETWORKS_KEPT = 4;

/** Jobs of which a thread has one at a time, the stopped ones included. */
const LARGE: readonly CpuJob['kind'][] = ['render', 'assemble', 'check', 'prove'];

/** A Worker of the page or of Node, or what can stand in for one. */
export interface Thread {
  postMessage(message: ToWorker, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromWorker }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
  terminate(): void;
}

export interface AskOptions {
  /** The promise rejects with the signal's reason as soon as it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Whether it goes before other large jobs that wait. */
  readonly urgent?: () => boolean;
  /** What is handed over to the thread; of large jobs only. */
  readonly transfer?: readonly ArrayBuffer[];
}

interface Task extends AskOptions {
  readonly id: number;
  readonly network: Network;
  readonly job: CpuJob;
  readonly settle: (answer: Answer) => void;
}

/** Starts its thread with the first question, and another one where that fails. */
export class ThreadClient {
  readonly #start: () => Thread;
  #thread: Thread | null = null;
  /** Large jobs that wait for their turn. */
  #waiting: Task[] = [];
  readonly #running = new Map<number, Task>();
  /** What the thread has by which number, the least recently used first. */
  readonly #known = new Map<Network, number>();
  #count = 0;

  constructor(start: () => Thread) {
    this.#start = start;
  }

  /** Rejects as the thread's work throws. */
  ask<J extends CpuJob>(network: Network, job: J, options: AskOptions = {}): Promise<AnswerTo<J>> {
    // A signal of its own: Node warns where a dozen listen to the same.
    const signal = options.signal && AbortSignal.any([options.signal]);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const task: Task = {
        ...options,
        signal,
        id: this.#count++,
        network,
        job,
        settle: (answer) => {
          signal?.removeEventListener('abort', stop);
          if (answer.kind === 'error') reject(toError(answer));
          else if (isAnswerTo(job, answer)) resolve(answer);
          else reject(new Error(`A CPU thread answered with a ${answer.kind} where a ${job.kind} was asked for.`));
        },
      };
      const stop = () => {
        reject(signal?.reason);
        this.#stop(task);
      };
      signal?.addEventListener('abort', stop, { once: true });
      if (LARGE.includes(job.kind)) this.#waiting.push(task);
      else this.#send(task);
      this.#next();
    });
  }

  /** Sends the next large job on its way, unless one is being done. */
  #next(): void {
    if (this.#waiting.length === 0 || [...this.#running.values()].some(({ job }) => LARGE.includes(job.kind))) return;
    const next = this.#waiting.find(({ urgent }) => urgent?.()) ?? this.#waiting[0];
    this.#waiting = this.#waiting.filter((task) => task !== next);
    this.#send(next);
  }

  #send(task: Task): void {
    this.#thread ??= this.#begin();
    const key = this.#known.get(task.network) ?? this.#count++;
    if (!this.#known.delete(task.network)) this.#thread.postMessage({ kind: 'network', key, network: task.network }, []);
    this.#known.set(task.network, key);
    if (this.#known.size > NETWORKS_KEPT) {
      const [oldest, oldestKey] = [...this.#known][0];
      this.#known.delete(oldest);
      this.#thread.postMessage({ kind: 'forget', key: oldestKey }, []);
    }
    this.#running.set(task.id, task);
    this.#thread.postMessage({ kind: 'job', id: task.id, key, job: task.job }, [...(task.transfer ?? [])]);
  }

  #begin(): Thread {
    const thread = this.#start();
    thread.addEventListener('message', ({ data }) => {
      const task = this.#running.get(data.id);
      if (thread !== this.#thread || !task) return;
      this.#running.delete(data.id);
      task.settle(data.answer);
      this.#next();
    });
    thread.addEventListener('error', ({ message }) => {
      if (thread === this.#thread) this.#fail(message || 'it could not be loaded');
    });
    return thread;
  }

  #stop(task: Task): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting !== task);
    if (!this.#running.has(task.id)) return;
    this.#thread?.postMessage({ kind: 'stop', id: task.id }, []);
    setTimeout(() => {
      if (this.#running.has(task.id)) this.#restart();
    }, PATIENCE_MS);
  }

  /** Ends the thread; another one does what else is to be done. */
  #restart(): void {
    this.#end();
    const left = [...this.#running.values()].filter(({ signal }) => !signal?.aborted);
    this.#running.clear();
    for (const task of left) this.#send(task);
    this.#next();
  }

  /** Everything that is under way is told so; the next question starts another thread. */
  #fail(why: string): void {
    this.#end();
    const tasks = [...this.#running.values(), ...this.#waiting.splice(0)];
    this.#running.clear();
    const message = `The thread that computes on the processor stopped: ${why}. Start anew where that happens again.`;
    for (const task of tasks) task.settle({ kind: 'error', name: 'Error', message });
  }

  /** Ends the thread; what is under way is never answered. */
  close(): void {
    this.#end();
    this.#running.clear();
    this.#waiting = [];
  }

  #end(): void {
    this.#thread?.terminate();
    this.#thread = null;
    this.#known.clear();
  }
}

function isAnswerTo<J extends CpuJob>(job: J, answer: Answer): answer is AnswerTo<J> {
  return answer.kind === job.kind;
}
