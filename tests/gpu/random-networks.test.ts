// Random networks, views and quantities drawn together, as no list of cases pairs them, must lie inside the intervals that f32 arithmetic
// allows around the f64 reference.
import { describe, expect, it } from 'vitest';
import { ACTIVATION_NAMES, activation } from '../../src/model/activation.ts';
import { creaseLayers } from '../../src/model/crease.ts';
import { initialise } from '../../src/model/init.ts';
import { HEAD_NAMES } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { MersenneTwister } from '../../src/model/random.ts';
import { useEngine } from '../support/engine.ts';
import { problemsOf } from '../support/gpu-problems.ts';

const gpu = useEngine();

const QUANTITIES: readonly Quantity[] = [
  { kind: 'value', output: 0 },
  { kind: 'fd', component: 'x1', output: 0, spacing: 'input' },
  { kind: 'fd', component: 'norm', output: 0, spacing: 'index' },
  { kind: 'grad', component: 'x2', output: 0 },
  { kind: 'grad', component: 'norm', output: 0 },
  { kind: 'grad', component: 'direction', output: 0 },
  { kind: 'error', component: 'x1', output: 0 },
  { kind: 'pattern', layer: null },
  { kind: 'preactivation', layer: 0, neuron: 0 },
  { kind: 'probability', output: 1 },
  { kind: 'argmax' },
  { kind: 'crease', layer: null },
  { kind: 'hessian', output: 0 },
];

describe('random networks', () => {
  it.each(Array.from({ length: 24 }, (_, seed) => seed))('of seed %i lie in their intervals', async (seed) => {
    const random = new MersenneTwister(seed);
    const below = (n: number) => random.uint32() % n;
    const hidden = Array.from({ length: 1 + below(4) }, () => 1 + below(seed % 3 === 0 ? 90 : 20));
    const widths = [2, ...hidden, 2 + below(4)];
    const activations = [
      ...hidden.map(() => activation(ACTIVATION_NAMES[below(ACTIVATION_NAMES.length)], 0.1)),
      activation('identity'),
    ];
    const head = { name: HEAD_NAMES[below(HEAD_NAMES.length)], scale: 1 + random.uniform() };
    const network = initialise({ widths, activations, head }, { name: 'he', bound: 1 }, seed);
    const [x, y, reach] = [10 * random.uniform() - 5, 10 * random.uniform() - 5, 10 ** (1.5 - 6 * random.uniform())];
    const drawn = QUANTITIES.filter((_, n) => (n + seed) % 4 === 0);
    // A network that bends nowhere has no creases.
    const wanted = drawn.filter(({ kind }) => kind !== 'crease' || creaseLayers(network).length > 0);
    expect(await problemsOf(gpu.engine, network, wanted, [x - reach, x + reach, y - reach, y + reach])).toEqual([]);
  });
});
