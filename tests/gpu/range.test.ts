// What f32 does not hold on the way must not spoil what it holds at the end: exponentials out of a centre deep in their tail, phases of a
// million, squares of small and large gradients.

import { describe, expect, it } from 'vitest';
import { errorBound } from '../../src/cpu-reference/error-bound.ts';
import { activation } from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { createNetwork } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { useEngine } from '../support/engine.ts';
import { heNetwork, problemsOf } from '../support/gpu-problems.ts';
import { shareOfRange } from '../support/interval.ts';

const gpu = useEngine();

const QUANTITIES: readonly Quantity[] = [
  { kind: 'value', output: 0 },
  { kind: 'grad', component: 'x1', output: 0 },
  { kind: 'fd', component: 'x1', output: 0, spacing: 'input' },
];

describe.each(['elu', 'sigmoid', 'tanh', 'softplus', 'silu', 'gelu'] as const)('%s', (name) => {
  it.each([-100, -300, 100, 300])('is right out of the tail that its centre x1 = %d lies in', async (center) => {
    const layer = {
      fanIn: 2,
      fanOut: 1,
      weight: Float32Array.of(1, 0.25),
      bias: Float32Array.of(0),
      activation: activation(name),
    };
    const reach = 1.02 * Math.abs(center);
    const bounds = [center - reach, center + reach, -1, 1] as const;
    expect(await problemsOf(gpu.engine, createNetwork([layer]), QUANTITIES, bounds)).toEqual([]);
  });
});

describe('a sine far from the origin', () => {
  it('is right to 1e-5 of its range where its phase is a million', async () => {
    const layer = {
      fanIn: 2,
      fanOut: 1,
      weight: Float32Array.of(1, 0.5),
      bias: Float32Array.of(0),
      activation: activation('sin'),
    };
    const network = createNetwork([layer]);
    const grid = { center: placeOf([1e6 + 0.25, 3]), shift: [0, 0], step: [0.2, 0.2], width: 17, height: 17 } as const;
    for (const quantity of QUANTITIES) {
      const field = await gpu.engine.evaluate(network, grid, quantity);
      const { reference } = errorBound(network, grid, quantity);
      expect(shareOfRange(field.data, reference)).toBeLessThan(1e-5);
    }
  });
});

describe('a gradient whose square f32 does not hold', () => {
  it.each([1e-24, 1e24])('of size %d has its length', async (size) => {
    const layer = {
      fanIn: 2,
      fanOut: 1,
      weight: Float32Array.of(3 * size, 4 * size),
      bias: Float32Array.of(0),
      activation: activation('abs'),
    };
    const grid = { center: placeOf([0.05, 0]), shift: [0, 0], step: [0.1, 0.1], width: 6, height: 6 } as const;
    for (const kind of ['grad', 'fd'] as const) {
      const quantity: Quantity = { kind, component: 'norm', output: 0, spacing: 'input' };
      const { data, base } = await gpu.engine.evaluate(createNetwork([layer]), grid, quantity);
      // Away from the crease, in the upper right corner.
      expect(Math.abs(base + data[35] - 5 * size)).toBeLessThan(1e-5 * size);
    }
  });
});

describe('elu networks in very wide views', () => {
  it('lie in their intervals', async () => {
    const bounds = [-10_000, 10_000, -9_000, 9_000] as const;
    expect(await problemsOf(gpu.engine, heNetwork([2, 8, 8, 2], 'elu', 0), QUANTITIES, bounds)).toEqual([]);
  });
});
