// Acceptance: the GPU is right in views from 1 to 1e-30 wide, around a crossing of two creases and around a place like any other: value and
// gradient to 1e-5 of the view's range, the norm of the Hessian to 1e-4 of its largest, the pattern at every pixel further than 1e-4 of a pixel from a crease, and the distance to the nearest
// crease, as 256-bit arithmetic has it.
import { describe, expect, test } from 'vitest';
import { ACTIVATION_NAMES } from '../../src/model/activation.ts';
import { creaseLayers } from '../../src/model/crease.ts';
import { fieldValues } from '../../src/model/field.ts';
import type { Grid } from '../../src/model/grid.ts';
import type { Network } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { CLEAR, clearHessian } from '../support/clear-hessian.ts';
import { type DeepTruth, deepTruth } from '../support/deep-truth.ts';
import { deepGrid, deepNetwork, deepPlaces, nearlyTied, POINTS, WIDTHS } from '../support/deep-views.ts';
import { useEngine } from '../support/engine.ts';
import { shareOfRange } from '../support/interval.ts';
import { networkOfRows } from '../support/network-of-rows.ts';

const gpu = useEngine();

async function expectRight(network: Network, grid: Grid, truth: DeepTruth): Promise<void> {
  const evaluate = async (quantity: Quantity) => (await gpu.engine.evaluate(network, grid, quantity)).data;
  const value = await evaluate({ kind: 'value', output: 0 });
  if (truth.value.every((v) => v === truth.value[0])) expect(value.every((v) => v === value[0])).toBe(true);
  else expect(shareOfRange(value, truth.value)).toBeLessThan(1e-5);
  for (const [axis, component] of ['x1', 'x2'].entries()) {
    const rise = await evaluate({ kind: 'grad', component: component as 'x1' | 'x2', output: 0 });
    const wanted = truth.gradient[axis];
    const found = Float64Array.from(rise, (v, p) => (truth.distance[p] > CLEAR ? v - rise[0] : wanted[p]));
    if (wanted.every((v) => v === 0)) expect(found.every((v) => v === 0)).toBe(true);
    else expect(shareOfRange(found, wanted), component).toBeLessThan(1e-5);
  }
  const { wanted, clear } = clearHessian(grid, truth);
  const hessian = fieldValues(await gpu.engine.evaluate(network, grid, { kind: 'hessian', output: 0 }));
  // Each of its differences keeps what f32 leaves of a rise over four steps.
  for (const p of clear) expect(Math.abs(hessian[p] - wanted[p])).toBeLessThanOrEqual(1e-4 * Math.max(...wanted));
  const pattern = await evaluate({ kind: 'pattern', layer: null });
  if (creaseLayers(network).length > 0) {
    const distance = await evaluate({ kind: 'crease', layer: null });
    const near = [...distance.keys()].filter((p) => truth.distance[p] < 100);
    for (const p of near) expect(distance[p]).toBeCloseTo(truth.distance[p], 3);
  }
  const wrong = [...pattern.keys()].filter((p) => truth.distance[p] > CLEAR && pattern[p] !== truth.pattern[p]);
  expect(wrong).toEqual([]);
}

describe.each(ACTIVATION_NAMES)('a %s network', (name) => {
  const network = deepNetwork(name);
  const places = deepPlaces(name === 'identity' ? deepNetwork('relu') : network);
  test.each(places.flatMap(([title, center]) => WIDTHS.map((width) => [title, width, center] as const)))(
    'around %s, %d wide',
    async (_, width, center) => {
      const grid = deepGrid(center, width);
      await expectRight(network, grid, deepTruth(network, grid));
    },
  );
});

describe.each(['tanh', 'sigmoid', 'softplus', 'silu', 'gelu', 'sin'] as const)('a flat %s network', (name) => {
  // Two layers of slopes near 1e-7, or with weights so small: a pixel's change is far below the least number of f32.
  const far = { tanh: 8, sigmoid: 16, softplus: -16, silu: -16, gelu: -5.2, sin: 0.3 }[name];
  const small = name === 'sin' ? 2 ** -20 : 1;
  const network = networkOfRows(
    [
      name,
      [
        [small, -small / 2, far],
        [small / 4, small, far],
      ],
    ],
    [
      name,
      [
        [small, small / 2, far],
        [-small, small / 8, far],
      ],
    ],
    ['identity', [[1, 0.5, 0.25]]],
  );
  const [[, center]] = deepPlaces(deepNetwork('relu'));
  test.each([1e-20, 1e-30])('shows in a view %d wide how it rises', async (width) => {
    const grid = deepGrid(center, width);
    const truth = deepTruth(network, grid);
    const field = await gpu.engine.evaluate(network, grid, { kind: 'value', output: 0 });
    expect(shareOfRange(field.data, truth.value)).toBeLessThan(1e-5);
    const range = Math.max(...truth.value) - Math.min(...truth.value);
    expect(range).toBeGreaterThan(0);
    if (width < 1e-25) expect(range / POINTS).toBeLessThan(2 ** -126);
  });
});

test('behind max and one-hot the output counts that is largest at the centre by less than f64 can tell', async () => {
  const { network, grid } = nearlyTied('max');
  for (const [component, wanted] of [
    ['x1', 0],
    ['x2', 1],
  ] as const) {
    const field = await gpu.engine.evaluate(network, grid, { kind: 'grad', component, output: 0 });
    expect(fieldValues(field).every((slope) => slope === wanted)).toBe(true);
  }
  const oneHot = nearlyTied('one-hot');
  const value = await gpu.engine.evaluate(oneHot.network, oneHot.grid, { kind: 'value', output: 1 });
  expect(fieldValues(value).every((y) => y === 1)).toBe(true);
});
