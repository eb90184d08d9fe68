// How long kernels compile, over a spread of shapes, activations and quantities: each on a fresh device, with nothing cached.
import { parseSpec, specNetwork } from '../src/formats/spec.ts';
import { planOf } from '../src/gpu/plan.ts';
import { gridOverBounds } from '../src/model/grid.ts';
import type { Gpu } from './fresh-engine.ts';
import { parsePlannedQuantity } from './planned-quantity.ts';
import type { CompileCase } from './results.ts';
import { BENCH_BOUNDS } from './throughput.ts';

const SHAPES = [
  '2-20-1',
  '2-5-5-5-5-1',
  '2-12-12-1',
  '2-16-16-1',
  '2-32-32-32-1',
  '2-64-64-64-64-1',
  '2-61-62-63-64-1',
  '2-512-512-1',
] as const;
const ACTIVATIONS = ['relu', 'tanh', 'gelu'] as const;
/** A different activation for every layer, and a head that mixes the outputs. */
const MIXED = ['2-16-16-16-1:gelu,tanh,silu', '2-64-64-64-64-10:gelu,tanh,silu,softplus/softmax'] as const;
export const COMPILE_QUANTITIES = ['value', 'pattern', 'fd-norm', 'grad-norm', 'error-norm'] as const;

/** Of which the best counts: other work on the machine only ever adds time. */
const ATTEMPTS = 2;
/** So small that even the widest network takes no time to speak of. */
const SIDE = 4;

export async function measureCompile(gpu: Gpu, quick: boolean, log: (line: string) => void): Promise<CompileCase[]> {
  const activations = quick ? ACTIVATIONS.slice(0, 1) : ACTIVATIONS;
  const nets = [...SHAPES.flatMap((shape) => activations.map((name) => `${shape}:${name}`)), ...(quick ? [] : MIXED)];
  // What the process does once, loading the driver's compiler, belongs to no case.
  await firstAndSecond(gpu, '2-3-1:abs', 'value');
  const cases: CompileCase[] = [];
  for (const net of nets) {
    for (const quantity of COMPILE_QUANTITIES) {
      const attempts: [number, number][] = [];
      while (attempts.length < ATTEMPTS) attempts.push(await firstAndSecond(gpu, net, quantity));
      const best = (n: 0 | 1) => Math.min(...attempts.map((times) => times[n]));
      const ms = Math.max(0, best(0) - best(1));
      const adapter = gpu.software ? 'software' : 'hardware';
      const { strategy } = planOf(specNetwork(parseSpec(net)), parsePlannedQuantity(quantity), adapter);
      cases.push({ net, quantity, strategy, ms });
      log(`${net} ${quantity} ${strategy}: ${ms.toFixed(0)} ms`);
    }
  }
  return cases;
}

/** The times in ms of two evaluations on a fresh device; the second compiles nothing. */
async function firstAndSecond(gpu: Gpu, net: string, quantity: string): Promise<[number, number]> {
  const request = {
    network: specNetwork(parseSpec(net)),
    grid: gridOverBounds(BENCH_BOUNDS, SIDE, SIDE),
    quantity: parsePlannedQuantity(quantity),
  };
  const engine = await gpu.freshEngine();
  const run = async () => {
    const start = performance.now();
    (await engine.makeField(request)).destroy();
    return performance.now() - start;
  };
  try {
    return [await run(), await run()];
  } finally {
    engine.destroy();
  }
}
