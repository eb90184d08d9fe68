// Every quantity of a seeded network of every activation must lie inside the interval that f32 arithmetic allows around the f64 reference,
// whichever strategy evaluates it.
import { describe, expect, it } from 'vitest';
import { chooseStrategy } from '../../src/gpu/strategy.ts';
import { ACTIVATION_NAMES } from '../../src/model/activation.ts';
import { fieldValues } from '../../src/model/field.ts';
import { gridOverBounds } from '../../src/model/grid.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { useEngine } from '../support/engine.ts';
import { heNetwork, problemsOf, SHAPES } from '../support/gpu-problems.ts';

const gpu = useEngine();

/** Between them they carry every kind of plane. */
const SOME: readonly Quantity[] = [
  { kind: 'value', output: 1 },
  { kind: 'grad', component: 'norm', output: 0 },
  { kind: 'fd', component: 'norm', output: 0, spacing: 'input' },
  { kind: 'pattern', layer: null },
];

const ALL: readonly Quantity[] = [
  ...SOME,
  { kind: 'fd', component: 'x1', output: 1, spacing: 'index' },
  { kind: 'fd', component: 'x2', output: 0, spacing: 'input' },
  { kind: 'grad', component: 'x1', output: 0 },
  { kind: 'grad', component: 'x2', output: 1 },
  // Made of both components of the gradient, which hessian.test.ts has by every kernel.
  { kind: 'hessian', output: 1 },
  { kind: 'grad', component: 'direction', output: 1 },
  { kind: 'error', component: 'x2', output: 0 },
  { kind: 'error', component: 'norm', output: 1 },
  { kind: 'pattern', layer: 0 },
  { kind: 'preactivation', layer: 1, neuron: 1 },
];

describe.each(Object.entries(SHAPES))('the %s kernel', (strategy, widths) => {
  it('is what the rule chooses for this shape', () => {
    expect(chooseStrategy(heNetwork(widths, 'relu', 7).layers, 1, 'software')).toBe(strategy);
  });

  it.each(ACTIVATION_NAMES)('carries %s', async (name) => {
    const quantities = strategy === 'looped' ? ALL : SOME;
    expect(await problemsOf(gpu.engine, heNetwork(widths, name, 7), quantities, [-3, 2.5, -1, 4])).toEqual([]);
  });
});

describe('the exact derivative', () => {
  it('agrees with the finite difference away from creases', async () => {
    const network = heNetwork([2, 12, 12, 1], 'relu', 3);
    const grid = gridOverBounds([-2, 2, -2, 2], 65, 65);
    const pattern = await gpu.engine.evaluate(network, grid, { kind: 'pattern', layer: null });
    const error = fieldValues(await gpu.engine.evaluate(network, grid, { kind: 'error', component: 'norm', output: 0 }));
    const exact = fieldValues(await gpu.engine.evaluate(network, grid, { kind: 'grad', component: 'norm', output: 0 }));
    let inside = 0;
    for (let j = 1; j < 64; j++)
      for (let i = 1; i < 64; i++) {
        const p = j * 65 + i;
        // The cross of points that the difference is taken over lies in one region.
        if (![p - 1, p + 1, p - 65, p + 65].every((q) => pattern.data[q] === pattern.data[p])) continue;
        inside++;
        expect(Math.abs(error[p])).toBeLessThan(1e-5 * exact[p]);
      }
    expect(inside).toBeGreaterThan(2000);
  });
});
