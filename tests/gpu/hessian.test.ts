// Accepted when the norm of the Hessian is that of closed forms, exactly 0 between the creases of piecewise linear networks by every strategy,
// and larger at a crease by as much as a view is smaller.

import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/gpu/plan.ts';
import { ACTIVATION_NAMES, activation, isPiecewiseLinear } from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { GridError } from '../../src/model/errors.ts';
import { fieldValues } from '../../src/model/field.ts';
import { type Grid, gridOverBounds } from '../../src/model/grid.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { useEngine } from '../support/engine.ts';
import { heNetwork } from '../support/gpu-problems.ts';
import { networkOfRows } from '../support/network-of-rows.ts';

const gpu = useEngine();

const HESSIAN: Quantity = { kind: 'hessian', output: 0 };
const LINEAR = ACTIVATION_NAMES.filter((name) => isPiecewiseLinear(activation(name)));
/** One for each strategy of the gradient. */
const SHAPES = { unrolled: [2, 5, 4, 1], looped: [2, 12, 9, 2], tiled: [2, 70, 2] } as const;

describe.each(Object.entries(SHAPES))('the %s kernel', (strategy, widths) => {
  it.each(LINEAR)('has exactly 0 where all neighbours have one pattern: %s', async (name) => {
    const network = heNetwork(widths, name, 3);
    expect(planOf(network, { kind: 'grad', component: 'x1', output: 0 }, 'software').strategy).toBe(strategy);
    const grid = gridOverBounds([0.9, 1.2, 0.4, 0.7], 33, 33);
    const norm = fieldValues(await gpu.engine.evaluate(network, grid, HESSIAN));
    const pattern = await gpu.engine.evaluate(network, grid, { kind: 'pattern', layer: null });
    let inside = 0;
    for (let j = 1; j < 32; j++)
      for (let i = 1; i < 32; i++) {
        const p = j * 33 + i;
        if (![p - 1, p + 1, p - 33, p + 33].every((q) => pattern.data[q] === pattern.data[p])) continue;
        inside++;
        expect(norm[p]).toBe(0);
      }
    expect(inside).toBeGreaterThan(100);
  });
});

describe('of one smooth unit 3 f(w·x + b) it is 3 |f″| |w|²', () => {
  it.each([
    ['tanh', (z: number) => (-2 * Math.tanh(z)) / Math.cosh(z) ** 2],
    ['sin', (z: number) => -Math.sin(z)],
  ] as const)('%s, in views of any width', async (name, second) => {
    const network = networkOfRows([name, [[0.5, -2, 0.25]]], ['identity', [[3, 1]]]);
    for (const width of [0.1, 1e-6, 1e-12, 1e-20, 1e-30]) {
      const step = width / 31;
      const grid: Grid = { center: placeOf([0.3, -0.7]), shift: [0, 0], step: [step, 0.7 * step], width: 32, height: 32 };
      const norm = fieldValues(await gpu.engine.evaluate(network, grid, HESSIAN));
      norm.forEach((found, p) => {
        const [i, j] = [p % 32, Math.floor(p / 32)];
        // The difference is central about the point, but at an edge about the middle of the last two.
        const middle = (n: number) => (n === 0 ? 0.5 : n === 31 ? 30.5 : n);
        const z = (d1: number, d2: number) => 0.5 * (0.3 + (d1 - 15.5) * step) - 2 * (-0.7 + (d2 - 15.5) * 0.7 * step) + 0.25;
        const along = 0.5 * second(z(middle(i), j));
        const across = -2 * second(z(i, middle(j)));
        const wanted = 3 * Math.hypot(0.5, 2) * Math.hypot(along, across);
        expect(Math.abs(found - wanted)).toBeLessThan(1e-3 * wanted);
      });
    }
  });
});

describe('at a crease', () => {
  it.each([1, 1e-6, 1e-12, 1e-20, 1e-30])(
    'it is the jump of the gradient over the distance, in a view %d wide',
    async (width) => {
      // 3 relu(2 x1 − 1): the gradient jumps from (0, 0) to (6, 0) at x1 = 1/2.
      const network = networkOfRows(['relu', [[2, 0, -1]]], ['identity', [[3, 1]]]);
      const step = width / 8;
      const grid: Grid = { center: placeOf([0.5, 0.25]), shift: [step / 4, 0], step: [step, step], width: 8, height: 3 };
      // Columns at −13/4, −9/4 … steps from the crease: it is between the fourth and the fifth.
      const row = [0, 0, 0, 1, 1, 0, 0, 0];
      const { base, data } = await gpu.engine.evaluate(network, grid, HESSIAN);
      expect(base).toBe(0);
      const wanted = [...row, ...row, ...row].map((on) => (on * 6) / (2 * step));
      data.forEach((norm, p) => {
        expect(Math.abs(norm - wanted[p])).toBeLessThanOrEqual(1e-6 * wanted[p]);
      });
    },
  );
});

it('refuses a grid of one row in words', async () => {
  const grid: Grid = { center: placeOf([0, 0]), shift: [0, 0], step: [1, 1], width: 8, height: 1 };
  const work = gpu.engine.evaluate(heNetwork(SHAPES.looped, 'relu', 3), grid, HESSIAN);
  await expect(work).rejects.toThrow(GridError);
});
