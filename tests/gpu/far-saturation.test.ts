// A centre deep in an exponential's tail must not spoil the points that lie out of it: f32 holds neither exp(-100) nor exp(100).
import { describe, expect, it } from 'vitest';
import { activation } from '../../src/model/activation.ts';
import { createNetwork } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { useEngine } from '../support/engine.ts';
import { problemsOf } from '../support/gpu-problems.ts';

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
