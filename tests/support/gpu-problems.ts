// Evaluates a network's quantities on the GPU and says which of them leave the interval that f32 arithmetic allows around the f64 truth.
import { errorBound } from '../../src/cpu-reference/error-bound.ts';
import type { GpuEngine } from '../../src/gpu/engine.ts';
import { type ActivationName, activation } from '../../src/model/activation.ts';
import { type Bounds, gridOverBounds } from '../../src/model/grid.ts';
import { initialise } from '../../src/model/init.ts';
import { type Head, type Network, NO_HEAD } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { outsideInterval } from './interval.ts';

/** One shape for each strategy on a software adapter, all with several outputs. */
export const SHAPES = { unrolled: [2, 3, 2], looped: [2, 16, 13, 3], tiled: [2, 70, 3] } as const;

/** A network of one activation, drawn with He's initialiser: its units are neither dead nor saturated. */
export function heNetwork(widths: readonly number[], name: ActivationName, seed: number, head: Head = NO_HEAD): Network {
  const activations = [...widths.slice(2).map(() => activation(name, 0.2)), activation('identity')];
  return initialise({ widths, activations, head }, { name: 'he', bound: 1 }, seed);
}

/** One sentence for every quantity that has a point outside its interval. */
export async function problemsOf(
  engine: GpuEngine,
  network: Network,
  quantities: readonly Quantity[],
  bounds: Bounds,
): Promise<string[]> {
  const grid = gridOverBounds(bounds, 15, 12);
  const problems: string[] = [];
  for (const quantity of quantities) {
    const problem = outsideInterval(await engine.evaluate(network, grid, quantity), errorBound(network, grid, quantity));
    if (problem) problems.push(`${JSON.stringify(quantity)}: ${problem}`);
  }
  return problems;
}
