// A CPU thread's work: pictures, cross-sections, readings and partitions, as many at a time as are asked for.
import { distinctPatterns } from '../cpu-reference/distinct.ts';
import { readLine } from '../cpu-reference/line.ts';
import { readPoint } from '../cpu-reference/reading.ts';
import { colourPicture, evaluateAnywhere } from '../cpu-reference/render.ts';
import { classesOf } from '../model/colouring.ts';
import type { Field } from '../model/field.ts';
import type { Network } from '../model/network.ts';
import type { PartitionJobs } from './partition-jobs.ts';
import { type Answer, buffersOf, type FromWorker, type RenderJob, type ToWorker, toAnswer } from './protocol.ts';

/** Fields kept for other colours: a ladder of grids for each of four panes. */
const FIELDS_KEPT = 16;

type JobMessage = Extract<ToWorker, { kind: 'job' }>;

/** The thread's side of the line; a worker's own scope or a port. */
export interface JobPort {
  postMessage(message: FromWorker, options: { transfer: ArrayBuffer[] }): void;
  addEventListener(type: 'message', listener: (event: { readonly data: ToWorker }) => void): void;
}

/** Answers every job on `port`. Pictures give way every 30 ms, so that short jobs are done in between. */
export function serveCpuJobs(port: JobPort): void {
  const networks = new Map<number, Network>();
  const running = new Map<number, AbortController>();
  const fields = new Map<string, Field>();
  /** Loaded when it is first asked for: a page that counts no regions goes without. */
  let partitions: Promise<PartitionJobs> | null = null;

  port.addEventListener('message', ({ data }) => {
    switch (data.kind) {
      case 'network':
        networks.set(data.key, data.network);
        break;
      case 'forget':
        networks.delete(data.key);
        break;
      case 'stop':
        running.get(data.id)?.abort();
        break;
      case 'job':
        void answer(data);
    }
  });

  async function answer({ id, key, job }: JobMessage): Promise<void> {
    const stop = new AbortController();
    running.set(id, stop);
    const result = await answerOf(key, job, stop.signal).catch(toAnswer);
    running.delete(id);
    port.postMessage({ id, answer: result }, { transfer: transferOf(result) });
  }

  async function answerOf(key: number, job: JobMessage['job'], signal: AbortSignal): Promise<Answer> {
    const network = networks.get(key);
    if (!network) throw new Error(`A CPU thread was asked about network ${key}, which it was never given.`);
    switch (job.kind) {
      case 'line':
        return { kind: 'line', field: readLine(network, job.quantity, job.segment, job.count) };
      case 'read':
        return { kind: 'read', reading: readPoint(network, job.quantity, job.place, job.step) };
      case 'distinct':
        return { kind: 'distinct', count: distinctPatterns(network, job.grid) };
      case 'render': {
        const start = performance.now();
        const field = await fieldOf(key, network, job, signal);
        const picture = colourPicture(field, job.quantity, job.colouring, classesOf(network, job.quantity));
        return { kind: 'render', picture, ms: performance.now() - start };
      }
      default:
        partitions ??= import('./partition-jobs.ts').then((module) => new module.PartitionJobs());
        return (await partitions).answer(key, network, job, signal);
    }
  }

  async function fieldOf(key: number, network: Network, { grid, quantity }: RenderJob, signal: AbortSignal): Promise<Field> {
    const name = JSON.stringify([key, { ...grid, center: grid.center.map(String) }, quantity]);
    const field = fields.get(name) ?? (await evaluateAnywhere(network, grid, quantity, { signal }));
    fields.delete(name);
    fields.set(name, field);
    if (fields.size > FIELDS_KEPT) for (const oldest of [...fields.keys()].slice(0, -FIELDS_KEPT)) fields.delete(oldest);
    return field;
  }
}

/**
 * What goes over without being copied. Only what is large: once a thread has handed a buffer over, V8 asks on each access to an array
 * whether it is still there, and loops as those of the oracle take half as long again.
 */
function transferOf(answer: Answer): ArrayBuffer[] {
  switch (answer.kind) {
    case 'render':
      return buffersOf(answer.picture);
    case 'assemble':
    case 'certify':
      return answer.partition ? buffersOf(answer.partition) : [];
    default:
      return [];
  }
}
