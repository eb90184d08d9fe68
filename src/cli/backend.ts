// The two machines that a command can run on, opened only when they are needed.
import type { Backend, EvaluateOptions } from '../model/backend.ts';
import { type Colouring, type Domain, scaleOf } from '../model/colouring.ts';
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import type { Quantity } from '../model/quantity.ts';

export const BACKENDS = ['gpu', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA [height, width, 4]; the top row is the largest x2. */
  readonly pixels: Uint8Array;
  /** What the ends of the colour map stand for; null where the colours are no amounts. */
  readonly domain: Domain | null;
}

export interface Machine extends Backend {
  /** The adapter or processor, for people. */
  readonly description: string;
  render(network: Network, grid: Grid, quantity: Quantity, colouring: Colouring, options?: EvaluateOptions): Promise<Picture>;
  /** Gives the device back; Node does not exit before. */
  close(): void;
}

/** Throws GpuError where there is no adapter. */
export function openMachine(name: BackendName): Promise<Machine> {
  return name === 'gpu' ? openGpuMachine() : openCpuMachine();
}

async function openCpuMachine(): Promise<Machine> {
  const [{ evaluateOnCpu }, { colourField, domainOf }, { cpus }] = await Promise.all([
    import('../cpu-reference/evaluate.ts'),
    import('../cpu-reference/colour.ts'),
    import('node:os'),
  ]);
  return {
    description: `the processor (${cpus()[0]?.model.trim() ?? process.arch}, f64)`,
    evaluate: evaluateOnCpu,
    async render(network, grid, quantity, colouring, options) {
      const field = await evaluateOnCpu(network, grid, quantity, options);
      const scale = scaleOf(quantity);
      const domain = scale === 'linear' ? domainOf(field, colouring.domain) : null;
      const classes = network.layers[network.layers.length - 1].fanOut;
      const pixels = colourField(field, scale, colouring, domain ?? [0, 1], classes);
      return { width: field.width, height: field.height, pixels, domain };
    },
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
    render: (...request) => engine.render(...request),
    close: () => engine.destroy(),
  };
}
