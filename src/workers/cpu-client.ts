// The page's side of the CPU worker: pictures, cross-sections, readings and counts.
import type { Picture } from '../model/backend.ts';
import type { Field } from '../model/field.ts';
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import type { Reading } from '../model/reading.ts';
import type { LineJob, ReadJob, RenderJob } from './protocol.ts';
import { type AskOptions, type Thread, ThreadClient } from './thread-client.ts';

export class CpuClient {
  readonly #thread: ThreadClient;

  constructor(start: () => Thread = startCpuWorker) {
    this.#thread = new ThreadClient(start);
  }

  /** The picture and the ms that it took. Rejects with NetworkError or GridError as evaluateOnCpu does. */
  render(
    network: Network,
    job: Omit<RenderJob, 'kind'>,
    options?: AskOptions,
  ): Promise<{ readonly picture: Picture; readonly ms: number }> {
    return this.#thread.ask(network, { ...job, kind: 'render' }, options);
  }

  /** Rejects as readLine throws. */
  async line(network: Network, job: Omit<LineJob, 'kind'>, options?: AskOptions): Promise<Field> {
    return (await this.#thread.ask(network, { ...job, kind: 'line' }, options)).field;
  }

  /** Rejects as readPoint throws. */
  async read(network: Network, job: Omit<ReadJob, 'kind'>, options?: AskOptions): Promise<Reading> {
    return (await this.#thread.ask(network, { ...job, kind: 'read' }, options)).reading;
  }

  /** How many patterns the grid's points have; see distinctPatterns. The thread does nothing else meanwhile. */
  async distinct(network: Network, grid: Grid, options?: AskOptions): Promise<number> {
    return (await this.#thread.ask(network, { kind: 'distinct', grid }, options)).count;
  }

  /** Ends the worker; what is under way is never answered. */
  close(): void {
    this.#thread.close();
  }
}

/** Its address is the page's own, so that the strictest content security policy lets it in. */
export function startCpuWorker(): Thread {
  return new Worker(new URL('./cpu-worker.ts', import.meta.url), { type: 'module', name: 'crease-cpu' });
}
