// Accepted when the norm of the Hessian is that of closed forms to the order of a central difference, exactly 0 where a network is affine and
// the gradient's jump over the distance at a crease, the same in plain f64 as in differences to a centre, and as 256-bit arithmetic has it at
// depth; the probe reads what the map shows.

import { describe, expect, test } from 'vitest';
import { type ErrorBound, errorBound } from '../../src/cpu-reference/error-bound.ts';
import { evaluateOnCpu } from '../../src/cpu-reference/evaluate.ts';
import { perturbedField } from '../../src/cpu-reference/perturbation.ts';
import { readPoint } from '../../src/cpu-reference/reading.ts';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { ACTIVATION_NAMES, activation, isPiecewiseLinear } from '../../src/model/activation.ts';
import { placeNumbers, placeOf } from '../../src/model/coordinate.ts';
import { GridError } from '../../src/model/errors.ts';
import { type Grid, gridOverBounds, offset1, offset2 } from '../../src/model/grid.ts';
import { createNetwork, type Network } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { clearHessian } from '../support/clear-hessian.ts';
import { deepTruth } from '../support/deep-truth.ts';
import { deepGrid, deepNetwork, deepPlaces, WIDTHS } from '../support/deep-views.ts';
import { networkOfRows } from '../support/network-of-rows.ts';

const HESSIAN: Quantity = { kind: 'hessian', output: 0 };

/** Steps of different lengths along the two axes. */
const GRID: Grid = { center: placeOf([0.3, -0.7]), shift: [0, 0], step: [0.05, 0.02], width: 9, height: 8 };

async function hessian(network: Network, grid: Grid): Promise<number[]> {
  return [...(await evaluateOnCpu(network, grid, HESSIAN)).data];
}

describe('of one smooth unit 3 f(w·x + b) it is 3 |f″| |w|²', () => {
  // f″, and upper bounds of |f‴| and |f⁗|.
  const tanh = { second: (z: number) => (-2 * Math.tanh(z)) / Math.cosh(z) ** 2, third: 2, fourth: 4.1 };
  const sin = { second: (z: number) => -Math.sin(z), third: 1, fourth: 1 };
  const [w1, w2, b] = [0.5, -2, 0.25];

  test.each([
    ['tanh', tanh],
    ['sin', sin],
  ] as const)('as far as a difference over the step goes: %s', async (name, { second, third, fourth }) => {
    const network = networkOfRows([name, [[w1, w2, b]]], ['identity', [[3, 1]]]);
    const worst: number[] = [];
    for (const factor of [1, 1 / 2]) {
      const step = [GRID.step[0] * factor, GRID.step[1] * factor] as const;
      const grid: Grid = { ...GRID, step };
      const [c1, c2] = placeNumbers(grid.center);
      const data = await hessian(network, grid);
      let inside = 0;
      data.forEach((norm, p) => {
        const [i, j] = [p % grid.width, Math.floor(p / grid.width)];
        const z = w1 * (c1 + offset1(grid, i)) + w2 * (c2 + offset2(grid, j)) + b;
        const error = Math.abs(norm - 3 * Math.abs(second(z)) * (w1 ** 2 + w2 ** 2));
        const isCentral = [i > 0 && i < grid.width - 1, j > 0 && j < grid.height - 1];
        // What Taylor's theorem leaves of a difference of f′ along an axis on which z moves by u a step: central, or at an edge one-sided.
        const left = [w1, w2].map((w, axis) => {
          const u = Math.abs(w) * step[axis];
          return Math.abs(w) * (isCentral[axis] ? (u ** 2 / 6) * fourth : (u / 2) * third);
        });
        expect(error).toBeLessThanOrEqual(3 * Math.hypot(w1, w2) * Math.hypot(...left) + 1e-12);
        if (isCentral.every(Boolean)) inside = Math.max(inside, error);
      });
      worst.push(inside);
    }
    // Half the step, a quarter of the error; the two grids do not have the same points.
    expect(worst[0] / worst[1]).toBeGreaterThan(3);
    expect(worst[1]).toBeGreaterThan(1e-7);
  });
});

describe('of a piecewise linear network', () => {
  test('it is 0 but at a crease, and there the jump of the gradient over the distance', async () => {
    // 3 relu(2 x1): the gradient jumps from (0, 0) to (6, 0).
    const network = networkOfRows(['relu', [[2, 0, 0]]], ['identity', [[3, 1]]]);
    for (const h of [0.25, 0.125]) {
      const row: Grid = { center: placeOf([0, 0]), shift: [h / 2, 0], step: [h, h], width: 8, height: 3 };
      // Columns at … −h, 0 | h, 2h …: both neighbours of 0 and of h lie on different sides, and 0 itself counts as left.
      expect(await hessian(network, row)).toEqual(
        Array(3)
          .fill([0, 0, 0, 6 / (2 * h), 6 / (2 * h), 0, 0, 0])
          .flat(),
      );
      // At the edge the neighbours are a step apart.
      const half: Grid = { ...row, shift: [h / 2, 0], width: 2 };
      expect(await hessian(network, half)).toEqual(Array(6).fill(6 / h));
    }
  });

  test.each(ACTIVATION_NAMES.filter((name) => isPiecewiseLinear(activation(name))))(
    'it is exactly 0 where all neighbours have one pattern: %s',
    async (name) => {
      const network = specNetwork(parseSpec(`2-9-8-1:${name}@torch:3`));
      const grid = gridOverBounds([-4, 3, -2, 5], 41, 41);
      const pattern = (await evaluateOnCpu(network, grid, { kind: 'pattern', layer: null })).data;
      for (const { data } of [await evaluateOnCpu(network, grid, HESSIAN), perturbedField(network, grid, HESSIAN)]) {
        let inside = 0;
        for (let j = 1; j < 40; j++)
          for (let i = 1; i < 40; i++) {
            const p = j * 41 + i;
            if (![p - 1, p + 1, p - 41, p + 41].every((q) => pattern[q] === pattern[p])) continue;
            inside++;
            expect(data[p]).toBe(0);
          }
        expect(inside).toBeGreaterThan(100);
        // Steps have no slope on either side of theirs.
        if (name !== 'step' && name !== 'identity') expect(Math.max(...data)).toBeGreaterThan(0.1);
      }
    },
  );

  test('a grid of one row is refused in words', async () => {
    const network = networkOfRows(['relu', [[2, 0, 0]]]);
    await expect(hessian(network, { ...GRID, height: 1 })).rejects.toThrow(GridError);
  });
});

describe('as differences to a centre', () => {
  test.each(ACTIVATION_NAMES)('it is that of the plain derivatives: %s', async (name) => {
    const network = specNetwork(parseSpec(`2-7-6-3:tanh,${name}@torch:5`));
    const grid = gridOverBounds([-0.7, 1.3, -1.1, 0.9], 9, 8);
    const plain = await hessian(network, grid);
    const { base, data } = perturbedField(network, grid, HESSIAN);
    expect(base).toBe(0);
    data.forEach((norm, p) => {
      expect(Math.abs(norm - plain[p])).toBeLessThan(1e-12);
    });
    // Behind a step nothing has a slope.
    if (name !== 'step') expect(Math.max(...plain)).toBeGreaterThan(0.01);
  });

  test.each(ACTIVATION_NAMES.flatMap((name) => WIDTHS.map((width) => [name, width] as const)))(
    'it is that of 256-bit arithmetic: %s, %d wide',
    (name, width) => {
      const network = deepNetwork(name);
      for (const [, center] of deepPlaces(name === 'identity' ? deepNetwork('relu') : network)) {
        const grid = deepGrid(center, width);
        const { wanted, clear } = clearHessian(grid, deepTruth(network, grid));
        const { data } = perturbedField(network, grid, HESSIAN);
        const most = Math.max(...wanted);
        for (const p of clear) expect(Math.abs(data[p] - wanted[p])).toBeLessThanOrEqual(1e-9 * most);
      }
    },
  );
});

describe('the interval of f32', () => {
  const network = specNetwork(parseSpec('2-12-9-3:tanh@torch:5'));
  const outside = ({ reference, bound }: ErrorBound, data: ArrayLike<number>) =>
    reference.filter((truth, p) => !(Math.abs(data[p] - truth) <= bound[p])).length;

  test.each([10, 1e-6, 1e-12])('is narrow, in a view %d wide', (width) => {
    const grid = gridOverBounds([0.3, 0.3 + width, -0.2, width - 0.2], 33, 33);
    const { reference, bound } = errorBound(network, grid, HESSIAN);
    expect(Math.max(...bound)).toBeLessThan(1e-3 * Math.max(...reference));
  });

  test('has no room for weights that are off by a thousandth', async () => {
    const grid = gridOverBounds([-2, 2, -2, 2], 33, 33);
    const truth = errorBound(network, grid, HESSIAN);
    const layers = network.layers.map((layer) => ({ ...layer, weight: layer.weight.map((w) => w * 1.001) }));
    expect(outside(truth, await hessian(createNetwork(layers), grid))).toBeGreaterThan(0.8 * 33 * 33);
    expect(outside(truth, await hessian(network, grid))).toBe(0);
  });
});

test('the probe reads what the map shows in the middle', async () => {
  const network = specNetwork(parseSpec('2-12-8-3:tanh,relu@torch:3'));
  const grid: Grid = { center: placeOf([0.3, -1.2]), shift: [0, 0], step: [0.25, 0.25], width: 3, height: 3 };
  const { data } = await evaluateOnCpu(network, grid, { kind: 'hessian', output: 2 });
  const reading = readPoint(network, parseQuantity('hessian-norm:2'), grid.center, 0.25);
  expect(reading.shown).toBeCloseTo(data[4], 12);
  expect(reading.value).toBe(readPoint(network, parseQuantity('value:2'), grid.center, 0.25).value);
});
