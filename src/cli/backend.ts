// The two machines that a command can run on, opened only when they are needed.
import type { Backend } from '../model/backend.ts';

export const BACKENDS = ['gpu', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export interface Machine extends Backend {
  /** The adapter or processor, for people. */
  readonly description: string;
  /** Gives the device back; Node does not exit before. */
  close(): void;
}

/** Throws GpuError where there is no adapter. */
export function openMachine(name: BackendName): Promise<Machine> {
  return name === 'gpu' ? openGpuMachine() : openCpuMachine();
}

async function openCpuMachine(): Promise<Machine> {
  const [{ cpuBackend }, { cpus }] = await Promise.all([import('../cpu-reference/render.ts'), import('node:os')]);
  return { ...cpuBackend, description: `the processor (${cpus()[0]?.model.trim() ?? process.arch}, f64)`, close() {} };
}

async function openGpuMachine(): Promise<Machine> {
  const [{ openGpu }, { GpuEngine }] = await Promise.all([import('./dawn.ts'), import('../gpu/engine.ts')]);
  const { adapter, description } = await openGpu();
  const engine = await GpuEngine.create(adapter);
  return {
    description,
    evaluate: (...request) => engine.evaluate(...request),
    render: (...request) => engine.render(...request),
    close: () => engine.destroy(),
  };
}
