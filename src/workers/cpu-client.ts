// The page's side of the CPU worker: asks, keeps pictures in line, and stops what nobody waits for any more.
import type { Picture } from '../model/backend.ts';
import type { Field } from '../model/field.ts';
import type { Network } from '../model/network.ts';
import type { Reading } from '../model/reading.ts';
import {
  type Answer,
  type CpuJob,
  type FromWorker,
  type LineJob,
  type ReadJob,
  type RenderJob,
  type ToWorker,
  toError,
} from './protocol.ts';

/** A job that was told to stop and has not after so many ms is stopped with the whole worker. */
const PATIENCE_MS = 200;
/** Networks that the worker keeps: those of a scene, and those that a hand just moved away from. */
const NETWORKS_KEPT = 4;

/** A Worker, or what can stand in for one. */
export interface CpuThread {
  postMessage(message: ToWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FromWorker>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  terminate(): void;
}

export interface AskOptions {
  /** The promise rejects with the signal's reason as soon as it aborts. */
  readonly signal?: AbortSignal;
  /** Whether it goes before other pictures that wait. */
  readonly urgent?: () => boolean;
}

interface Task {
  readonly id: number;
  readonly network: Network;
  readonly job: CpuJob;
  readonly urgent: () => boolean;
  readonly settle: (answer: Answer) => void;
}

export class CpuClient {
  readonly #start: () => CpuThread;
  #thread: CpuThread | null = null;
  /** Pictures that wait for their turn: the worker makes one at a time. */
  #waiting: Task[] = [];
  readonly #running = new Map<number, Task>();
  /** What the worker has by which number, the least recently used first. */
  readonly #known = new Map<Network, number>();
  #count = 0;

  constructor(start: () => CpuThread = startCpuWorker) {
    this.#start = start;
  }

  /** The picture and the ms that it took. Rejects with NetworkError or GridError as evaluateOnCpu does. */
  async render(
    network: Network,
    job: Omit<RenderJob, 'kind'>,
    options: AskOptions = {},
  ): Promise<{ readonly picture: Picture; readonly ms: number }> {
    const answer = await this.#ask(network, { ...job, kind: 'render' }, options);
    if (answer.kind !== 'render') throw unasked(answer);
    return answer;
  }

  /** Rejects as readLine throws. */
  async line(network: Network, job: Omit<LineJob, 'kind'>, options: AskOptions = {}): Promise<Field> {
    const answer = await this.#ask(network, { ...job, kind: 'line' }, options);
    if (answer.kind !== 'line') throw unasked(answer);
    return answer.field;
  }

  /** Rejects as readPoint throws. */
  async read(network: Network, job: Omit<ReadJob, 'kind'>, options: AskOptions = {}): Promise<Reading> {
    const answer = await this.#ask(network, { ...job, kind: 'read' }, options);
    if (answer.kind !== 'read') throw unasked(answer);
    return answer.reading;
  }

  #ask(network: Network, job: CpuJob, { signal, urgent = () => false }: AskOptions): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const task: Task = {
        id: this.#count++,
        network,
        job,
        urgent,
        settle: (answer) => {
          signal?.removeEventListener('abort', stop);
          if (answer.kind === 'error') reject(toError(answer));
          else resolve(answer);
        },
      };
      const stop = () => {
        reject(signal?.reason);
        this.#stop(task);
      };
      signal?.addEventListener('abort', stop, { once: true });
      if (job.kind === 'render') this.#waiting.push(task);
      else this.#send(task);
      this.#next();
    });
  }

  /** Sends the next picture on its way, unless one is being made. */
  #next(): void {
    if (this.#waiting.length === 0 || [...this.#running.values()].some(({ job }) => job.kind === 'render')) return;
    const next = this.#waiting.find(({ urgent }) => urgent()) ?? this.#waiting[0];
    this.#waiting = this.#waiting.filter((task) => task !== next);
    this.#send(next);
  }

  #send(task: Task): void {
    this.#thread ??= this.#begin();
    const key = this.#known.get(task.network) ?? this.#count++;
    if (!this.#known.delete(task.network)) this.#thread.postMessage({ kind: 'network', key, network: task.network });
    this.#known.set(task.network, key);
    if (this.#known.size > NETWORKS_KEPT) {
      const [oldest, oldestKey] = [...this.#known][0];
      this.#known.delete(oldest);
      this.#thread.postMessage({ kind: 'forget', key: oldestKey });
    }
    this.#running.set(task.id, task);
    this.#thread.postMessage({ kind: 'job', id: task.id, key, job: task.job });
  }

  #begin(): CpuThread {
    const thread = this.#start();
    thread.addEventListener('message', ({ data: { id, answer } }) => {
      const task = this.#running.get(id);
      if (thread !== this.#thread || !task) return;
      this.#running.delete(id);
      task.settle(answer);
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
    this.#thread?.postMessage({ kind: 'stop', id: task.id });
    setTimeout(() => {
      if (this.#running.delete(task.id)) this.#restart();
    }, PATIENCE_MS);
  }

  /** Begins with a new worker, which does what the old one has left. */
  #restart(): void {
    this.#end();
    const left = [...this.#running.values()];
    this.#running.clear();
    for (const task of left) this.#send(task);
    this.#next();
  }

  /** Everything that is under way is told so; the next question starts another worker. */
  #fail(why: string): void {
    this.#end();
    const tasks = [...this.#running.values(), ...this.#waiting.splice(0)];
    this.#running.clear();
    const message = `The thread that computes on the processor stopped: ${why}. Reload the page where that happens again.`;
    for (const task of tasks) task.settle({ kind: 'error', name: 'Error', message });
  }

  /** Ends the worker; what is under way is never answered. */
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

/** Its address is the page's own, so that the strictest content security policy lets it in. */
function startCpuWorker(): CpuThread {
  return new Worker(new URL('./cpu-worker.ts', import.meta.url), { type: 'module', name: 'crease-cpu' });
}

function unasked(answer: Answer): Error {
  return new Error(`The CPU worker answered with a ${answer.kind}, which nobody asked for.`);
}
