// What every head makes of a seeded network must lie inside the interval that f32 arithmetic allows around the f64 reference, whichever
// strategy evaluates it.
import { describe, expect, it } from 'vitest';
import { HEAD_NAMES } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { useEngine } from '../support/engine.ts';
import { heNetwork, problemsOf, SHAPES } from '../support/gpu-problems.ts';

const gpu = useEngine();

describe.each(Object.entries(SHAPES))('the %s kernel', (strategy, widths) => {
  it.each(HEAD_NAMES)('carries the head %s', async (name) => {
    const scale = name === 'softmax' || name === 'log-sum-exp' ? 2.5 : 1;
    const output = name === 'log-sum-exp' || name === 'max' ? 0 : 1;
    const quantities: Quantity[] = [
      { kind: 'value', output },
      { kind: 'fd', component: 'x1', output: 0, spacing: 'index' },
      { kind: 'grad', component: 'x1', output },
      // Every plane at once, in the kernel that compiles it fastest.
      { kind: 'error', component: strategy === 'looped' ? 'norm' : 'x2', output: 0 },
      ...(strategy === 'looped' ? [{ kind: 'hessian', output } as const] : []),
      { kind: 'probability', output: 1 },
      { kind: 'argmax' },
    ];
    const network = heNetwork(widths, 'leaky-relu', 11, { name, scale });
    expect(await problemsOf(gpu.engine, network, quantities, [-4, 5, -6, 3])).toEqual([]);
    // Close enough for the differences of exponentials.
    expect(await problemsOf(gpu.engine, network, quantities, [0.5, 0.501, 1, 1.002])).toEqual([]);
  });
});
