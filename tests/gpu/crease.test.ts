// Accepted when the distance to the nearest crease lies in the interval that f32 allows around the reference, for every activation with kinks,
// by every strategy and at every depth, and that interval is narrow; where lines are known in closed form it is their distance.

import { describe, expect, it } from 'vitest';
import { type ErrorBound, errorBound } from '../../src/cpu-reference/error-bound.ts';
import { planOf } from '../../src/gpu/plan.ts';
import {
  ACTIVATION_NAMES,
  type ActivationName,
  activation,
  activationKinks,
  isPiecewiseLinear,
} from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { CREASE_FADE, CREASE_REACH } from '../../src/model/crease.ts';
import { type Grid, gridOverBounds } from '../../src/model/grid.ts';
import { initialise } from '../../src/model/init.ts';
import { type Network, NO_HEAD } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { useEngine } from '../support/engine.ts';
import { outsideInterval } from '../support/interval.ts';
import { networkOfRows } from '../support/network-of-rows.ts';
import { pointOnCrease } from '../support/point-on-crease.ts';

const gpu = useEngine();

const CREASE: Quantity = { kind: 'crease', layer: null };
const KINKED = ACTIVATION_NAMES.filter((name) => activationKinks(activation(name)).length > 0);
const SMOOTH = ACTIVATION_NAMES.filter((name) => !isPiecewiseLinear(activation(name)));
/** One for each strategy; three planes are carried. */
const SHAPES = { unrolled: [2, 3, 2, 2], looped: [2, 16, 13, 3], tiled: [2, 70, 9, 3] } as const;

function networkOf(widths: readonly number[], names: readonly ActivationName[], seed = 7, name: 'he' | 'torch' = 'he'): Network {
  const activations = [...widths.slice(2).map((_, l) => activation(names[l % names.length], 0.2)), activation('identity')];
  return initialise({ widths, activations, head: NO_HEAD }, { name, bound: 1 }, seed);
}

/** The share of points where some unit may or may not count, and how far off a pixel's neighbourhood of a crease may be. */
function looseness({ reference, bound, certain }: ErrorBound): { uncertain: number; near: number } {
  const near = bound.filter((_, p) => certain[p] && reference[p] < 10);
  return { uncertain: certain.filter((c) => !c).length / certain.length, near: Math.max(0, ...near) };
}

describe.each(Object.entries(SHAPES))('the %s kernel', (strategy, widths) => {
  it.each(KINKED)('keeps the nearest crease of %s units', async (name) => {
    const network = networkOf(widths, [name]);
    const grid = gridOverBounds([-3, 2.5, -1, 4], 23, 17);
    for (const layer of [null, 0, 1]) {
      const quantity: Quantity = { kind: 'crease', layer };
      // Cut to its first layer, the network may be small enough for another kernel.
      if (layer !== 0) expect(planOf(network, quantity, 'software').strategy).toBe(strategy);
      const truth = errorBound(network, grid, quantity);
      expect(outsideInterval(await gpu.engine.evaluate(network, grid, quantity), truth), `layer ${layer}`).toBeNull();
      const { uncertain, near } = looseness(truth);
      expect(uncertain).toBeLessThan(0.02);
      expect(near).toBeLessThan(0.01);
    }
  });

  it('tells whose crease is the nearest', async () => {
    const names: ActivationName[] = ['relu', 'tanh', 'tent'];
    // With biases: without, a soft crease and the kink before it are one line.
    const network = networkOf(widths, names, 7, 'torch');
    const grid = gridOverBounds([-3, 2.5, -1, 4], 23, 17);
    const quantity: Quantity = { kind: 'crease-layer' };
    expect(planOf(network, quantity, 'software').strategy).toBe(strategy);
    const truth = errorBound(network, grid, quantity);
    const field = await gpu.engine.evaluate(network, grid, quantity);
    expect(outsideInterval(field, truth)).toBeNull();
    // Both layers are somewhere, mostly without doubt, and the distance is that of `crease`.
    expect(new Set([...field.data].map(Math.floor))).toEqual(new Set([0, 1]));
    const { uncertain, near } = looseness(truth);
    expect(uncertain).toBeLessThan(0.05);
    expect(near).toBeLessThan(0.01);
    const distances = await gpu.engine.evaluate(network, grid, { kind: 'crease', layer: null });
    distances.data.forEach((distance, p) => {
      expect(field.data[p] % 1).toBeCloseTo(Math.min(distance / CREASE_FADE, 1 - 2 ** -12), 4);
    });
  });

  it('carries tangents through smooth units, whose creases are soft', async () => {
    const network = networkOf(widths, ['tanh', 'hardtanh']);
    const grid = gridOverBounds([-3, 2.5, -1, 4], 23, 17);
    const truth = errorBound(network, grid, CREASE);
    expect(outsideInterval(await gpu.engine.evaluate(network, grid, CREASE), truth)).toBeNull();
    expect(looseness(truth).uncertain).toBeLessThan(0.02);
  });
});

describe('soft creases', () => {
  it.each(SMOOTH)('of %s units are where they change their sign', async (name) => {
    const network = networkOf(SHAPES.looped, [name]);
    const grid = gridOverBounds([-3, 2.5, -1, 4], 23, 17);
    const truth = errorBound(network, grid, CREASE);
    expect(outsideInterval(await gpu.engine.evaluate(network, grid, CREASE), truth)).toBeNull();
    const { uncertain, near } = looseness(truth);
    expect(uncertain).toBeLessThan(0.02);
    expect(near).toBeLessThan(0.01);
  });
});

describe.each([1, 1e-6, 1e-12])('a view %d wide on a crease of the second layer', (width) => {
  it.each(KINKED)('has it where it is: %s', async (name) => {
    const network = networkOf([2, 16, 16, 1], [name], 5);
    const step = width / 40;
    const grid: Grid = {
      center: placeOf(pointOnCrease(network)),
      shift: [0, 0],
      step: [step, 0.8 * step],
      width: 41,
      height: 33,
    };
    const truth = errorBound(network, grid, CREASE);
    const { data } = await gpu.engine.evaluate(network, grid, CREASE);
    expect(outsideInterval({ width: 41, height: 33, base: 0, data }, truth)).toBeNull();
    const { uncertain, near } = looseness(truth);
    expect(uncertain).toBeLessThan(0.02);
    expect(near).toBeLessThan(0.01);
    // f64 knows the point to 1e-16, which is a ten-thousandth of a step of the narrowest view, times what the gradients differ by.
    expect(data[16 * 41 + 20]).toBeLessThan(0.05);
  });
});

describe('a crease alone', () => {
  it.each(KINKED)('is |w·x + b − kink| / |w| away: %s', async (name) => {
    const network = networkOfRows([name, [[0.5, -2, 0.25]]], ['identity', [[3, 1]]]);
    const grid: Grid = { center: placeOf([0.5, 0.25]), shift: [0, 0], step: [0.125, 0.0625], width: 16, height: 16 };
    const { data } = await gpu.engine.evaluate(network, grid, CREASE);
    data.forEach((distance, p) => {
      const [x1, x2] = [0.5 + ((p % 16) - 7.5) * 0.125, 0.25 + (Math.floor(p / 16) - 7.5) * 0.0625];
      const gaps = activationKinks(activation(name)).map((kink) => Math.abs(0.5 * x1 - 2 * x2 + 0.25 - kink));
      expect(distance).toBeCloseTo(Math.min(...gaps) / Math.hypot(0.5 * 0.125, 2 * 0.0625), 4);
    });
  });

  it.each([1, 1e-6, 1e-12])('of a deep network is a pixel further away a pixel on, in a view %d wide', async (width) => {
    const network = networkOf([2, 12, 12, 1], ['relu'], 3);
    const center = placeOf(pointOnCrease(network));
    const step = width / 1000;
    const at = async (d1: number, d2: number, n = 1) => {
      const grid: Grid = { center, shift: [d1 * step, d2 * step], step: [step, step], width: n, height: n };
      return (await gpu.engine.evaluate(network, grid, CREASE)).data;
    };
    // Across the crease as the field's own slope has it.
    const [d, right, up] = await at(3.5, 3.5, 2);
    const normal = [right - d, up - d];
    expect(Math.hypot(...normal)).toBeCloseTo(1, 3);
    const along = async (n: number) => (await at(n * normal[0], n * normal[1]))[0];
    // f64 knows the centre's z to a fraction of the narrowest pixel.
    const offset = (await along(6)) - 6;
    expect(Math.abs(offset)).toBeLessThan(0.5);
    for (let n = -6; n <= 6; n++) expect(Math.abs((await along(n)) - Math.abs(n + offset))).toBeLessThan(0.002);
  });

  it('is cut off where it is nowhere near', async () => {
    const far = networkOfRows(['relu', [[1, 0, 1]]], ['identity', [[1, 0]]]);
    const dead = networkOfRows(['relu', [[0, 0, 0]]], ['relu', [[1, 0]]]);
    const grid: Grid = { center: placeOf([0, 0]), shift: [0, 0], step: [1e-9, 1e-9], width: 4, height: 1 };
    for (const network of [far, dead])
      expect([...(await gpu.engine.evaluate(network, grid, CREASE)).data]).toEqual(Array(4).fill(CREASE_REACH));
  });
});
