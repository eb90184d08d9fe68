// Every quantity of seeded random networks, over {activation × shape × strategy} and {head × strategy}, must lie inside the interval that
// f32 arithmetic allows around the f64 reference.
import { beforeAll, describe, expect, it } from 'vitest';
import { errorBound } from '../../src/cpu-reference/error-bound.ts';
import { GpuEngine } from '../../src/gpu/engine.ts';
import { chooseStrategy } from '../../src/gpu/strategy.ts';
import { ACTIVATION_NAMES, activation } from '../../src/model/activation.ts';
import { fieldValues } from '../../src/model/field.ts';
import { gridOverBounds } from '../../src/model/grid.ts';
import { initialise } from '../../src/model/init.ts';
import { HEAD_NAMES, type HeadName, type Network, NO_HEAD } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { MersenneTwister } from '../../src/model/random.ts';
import { useDevice } from '../support/device.ts';
import { outsideInterval } from '../support/interval.ts';

const gpu = useDevice();
let engine: GpuEngine;
beforeAll(() => {
  engine = new GpuEngine(gpu.device);
});

const HE = { name: 'he', bound: 1 } as const;

/** One shape for each strategy on a software adapter. */
const SHAPES = { unrolled: [2, 3, 2], looped: [2, 13, 10, 3], tiled: [2, 70, 3] } as const;

function quantities(layers: number): Quantity[] {
  return [
    { kind: 'value', output: 1 },
    { kind: 'fd', component: 'norm', output: 0, spacing: 'input' },
    { kind: 'grad', component: 'x1', output: 0 },
    { kind: 'grad', component: 'x2', output: 1 },
    { kind: 'grad', component: 'norm', output: 0 },
    { kind: 'grad', component: 'direction', output: 1 },
    { kind: 'error', component: 'x2', output: 0 },
    { kind: 'pattern', layer: null },
    { kind: 'pattern', layer: 0 },
    { kind: 'preactivation', layer: layers - 1, neuron: 1 },
    { kind: 'probability', output: 0 },
    { kind: 'argmax' },
  ];
}

async function problems(network: Network, wanted: readonly Quantity[], bounds: readonly [number, number, number, number]) {
  const grid = gridOverBounds(bounds, 23, 18);
  const found: string[] = [];
  for (const quantity of wanted) {
    const problem = outsideInterval(await engine.evaluate(network, grid, quantity), errorBound(network, grid, quantity));
    if (problem) found.push(`${JSON.stringify(quantity)}: ${problem}`);
  }
  return found;
}

describe.each(Object.entries(SHAPES))('the %s kernel', (strategy, widths) => {
  it.each(ACTIVATION_NAMES)('carries %s', async (name) => {
    const activations = widths.slice(2).map(() => activation(name, 0.2));
    const network = initialise({ widths, activations: [...activations, activation('identity')], head: NO_HEAD }, HE, 7);
    if (name === 'relu') expect(chooseStrategy(network.layers, 1, 'software')).toBe(strategy);
    expect(await problems(network, quantities(activations.length), [-3, 2.5, -1, 4])).toEqual([]);
  });

  it.each(HEAD_NAMES)('carries the head %s', async (name: HeadName) => {
    const activations = [...widths.slice(2).map(() => activation('leaky-relu')), activation('identity')];
    const scale = name === 'softmax' || name === 'log-sum-exp' ? 2.5 : 1;
    const network = initialise({ widths, activations, head: { name, scale } }, HE, 11);
    const last = name === 'log-sum-exp' || name === 'max' ? 0 : 1;
    const wanted: Quantity[] = [
      { kind: 'value', output: last },
      { kind: 'fd', component: 'x1', output: 0, spacing: 'index' },
      { kind: 'grad', component: 'x1', output: last },
      { kind: 'grad', component: 'norm', output: 0 },
      { kind: 'probability', output: 1 },
    ];
    expect(await problems(network, wanted, [-4, 5, -6, 3])).toEqual([]);
  });
});

describe('random networks', () => {
  // Activations, depths, widths, heads, views and quantities drawn together, as no list of cases pairs them.
  it.each(Array.from({ length: 24 }, (_, seed) => seed))('of seed %i lie in their intervals', async (seed) => {
    const random = new MersenneTwister(seed);
    const below = (n: number) => random.uint32() % n;
    const hidden = Array.from({ length: 1 + below(4) }, () => 1 + below(seed % 3 === 0 ? 90 : 20));
    const classes = 2 + below(4);
    const widths = [2, ...hidden, classes];
    const activations = [
      ...hidden.map(() => activation(ACTIVATION_NAMES[below(ACTIVATION_NAMES.length)], 0.1)),
      activation('identity'),
    ];
    const head = { name: HEAD_NAMES[below(HEAD_NAMES.length)], scale: 1 + random.uniform() };
    const network = initialise({ widths, activations, head }, HE, seed);
    const [x, y, reach] = [10 * random.uniform() - 5, 10 * random.uniform() - 5, 10 ** (1.5 - 6 * random.uniform())];
    const wanted = quantities(hidden.length)
      .map((quantity) => ('output' in quantity ? { ...quantity, output: 0 } : quantity))
      .map((quantity) => (quantity.kind === 'preactivation' ? { ...quantity, neuron: 0 } : quantity))
      .filter((_, n) => (n + seed) % 3 === 0);
    expect(await problems(network, wanted, [x - reach, x + reach, y - reach, y + reach])).toEqual([]);
  });
});

describe('the exact derivative', () => {
  it('agrees with the finite difference away from creases', async () => {
    const widths = [2, 12, 12, 1];
    const relu = activation('relu');
    const network = initialise({ widths, activations: [relu, relu, activation('identity')], head: NO_HEAD }, HE, 3);
    const grid = gridOverBounds([-2, 2, -2, 2], 65, 65);
    const pattern = await engine.evaluate(network, grid, { kind: 'pattern', layer: null });
    const error = fieldValues(await engine.evaluate(network, grid, { kind: 'error', component: 'norm', output: 0 }));
    const exact = fieldValues(await engine.evaluate(network, grid, { kind: 'grad', component: 'norm', output: 0 }));
    let inside = 0;
    for (let j = 1; j < 64; j++)
      for (let i = 1; i < 64; i++) {
        const p = j * 65 + i;
        // The cross of points that the difference is taken over lies in one region.
        if (![p - 1, p + 1, p - 65, p + 65].every((q) => pattern.data[q] === pattern.data[p])) continue;
        inside++;
        expect(Math.abs(error[p])).toBeLessThan(1e-4 * exact[p]);
      }
    expect(inside).toBeGreaterThan(2000);
  });
});
