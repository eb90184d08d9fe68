// The two machines that a command can run on, opened only when they are needed.
import type { Backend, EvaluateOptions } from '../model/backend.ts';
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';

export const BACKENDS = ['gpu', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export interface Machine extends Backend {
  /** The adapter or processor, for people. */
  readonly description: string;
  /** As evaluate, with a field whose data are differences to the grid's centre, at every depth. */
  evaluateRelative: Backend['evaluate'];
  /** How many linear regions a grid's points see. Throws NetworkError where the network is not over the plane. */
  distinctPatterns(network: Network, grid: Grid, options?: EvaluateOptions): Promise<number>;
  /** Gives the device back; Node does not exit before. */
  close(): void;
}

/** Throws GpuError where there is no adapter. */
export function openMachine(name: BackendName): Promise<Machine> {
  return name === 'gpu' ? openGpuMachine() : openCpuMachine();
}

async function openCpuMachine(): Promise<Machine> {
  const [{ cpuBackend }, { evaluateDeep }, { distinctPatterns }, { cpus }] = await Promise.all([
    import('../cpu-reference/render.ts'),
    import('../cpu-reference/evaluate-deep.ts'),
    import('../cpu-reference/distinct.ts'),
    import('node:os'),
  ]);
  return {
    ...cpuBackend,
    evaluateRelative: evaluateDeep,
    description: `the processor (${cpus()[0]?.model.trim() ?? process.arch}, f64)`,
    distinctPatterns: async (network, grid) => distinctPatterns(network, grid),
    close() {},
  };
}

async function openGpuMachine(): Promise<Machine> {
  const [{ openGpu }, { GpuEngine }] = await Promise.all([import('./dawn.ts'), import('../gpu/engine.ts')]);
  const { adapter, description } = await openGpu();
  const engine = await GpuEngine.create(adapter);
  return {
    description,
    evaluate: (...request) => engine.evaluate(...request),
    // The GPU knows no other way.
    evaluateRelative: (...request) => engine.evaluate(...request),
    render: (...request) => engine.render(...request),
    distinctPatterns: (...request) => engine.distinctPatterns(...request),
    close: () => engine.destroy(),
  };
}
