// Accepted when the distance to the nearest crease is that of closed forms, that to the border of the exact partition's cells, and the same
// in plain f64 as in differences to a centre.

import { describe, expect, test } from 'vitest';
import { type ErrorBound, errorBound } from '../../src/cpu-reference/error-bound.ts';
import { evaluateOnCpu } from '../../src/cpu-reference/evaluate.ts';
import { perturbedField } from '../../src/cpu-reference/perturbation.ts';
import { readPoint } from '../../src/cpu-reference/reading.ts';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { ACTIVATION_NAMES, activation, patternThresholds } from '../../src/model/activation.ts';
import { placeNumbers, placeOf } from '../../src/model/coordinate.ts';
import { CREASE_FADE, CREASE_REACH, creaseLayerNumber } from '../../src/model/crease.ts';
import { NetworkError } from '../../src/model/errors.ts';
import { type Grid, gridOverBounds, offset1, offset2 } from '../../src/model/grid.ts';
import { createNetwork, type Network } from '../../src/model/network.ts';
import { BORDER, boxDomain, cellCount, type Partition } from '../../src/model/partition.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { partition } from '../../src/regions/partition.ts';
import { networkOfRows } from '../support/network-of-rows.ts';

const CREASE: Quantity = { kind: 'crease', layer: null };
const CREASED = ACTIVATION_NAMES.filter((name) => patternThresholds(activation(name)).length > 0);

/** Steps of different lengths along the two axes. */
const GRID: Grid = { center: placeOf([0.3, -0.7]), shift: [0, 0], step: [0.05, 0.02], width: 9, height: 8 };

const pointOf = (grid: Grid, p: number) => {
  const [c1, c2] = placeNumbers(grid.center);
  return [c1 + offset1(grid, p % grid.width), c2 + offset2(grid, Math.floor(p / grid.width))] as const;
};

async function distances(network: Network, grid: Grid, quantity = CREASE): Promise<number[]> {
  return [...(await evaluateOnCpu(network, grid, quantity)).data];
}

describe('the distance to the creases of one unit', () => {
  test.each(CREASED)('is |w·x + b − threshold| / |(w1 step1, w2 step2)|: %s', async (name) => {
    const network = networkOfRows([name, [[0.5, -2, 0.25]]], ['identity', [[3, 1]]]);
    const data = await distances(network, GRID);
    data.forEach((distance, p) => {
      const [x1, x2] = pointOf(GRID, p);
      const gaps = patternThresholds(activation(name)).map((threshold) => Math.abs(0.5 * x1 - 2 * x2 + 0.25 - threshold));
      expect(distance).toBeCloseTo(Math.min(...gaps) / Math.hypot(0.5 * 0.05, 2 * 0.02), 9);
    });
  });

  test('is 0 on the crease, and grows by a step a step', async () => {
    const network = networkOfRows(['relu', [[1, 0, 0]]], ['identity', [[1, 0]]]);
    const row: Grid = { center: placeOf([0, 0]), shift: [0, 0], step: [0.25, 0.25], width: 9, height: 1 };
    expect(await distances(network, row)).toEqual([4, 3, 2, 1, 0, 1, 2, 3, 4]);
  });

  test('is cut off where it is far away or nowhere', async () => {
    const point: Grid = { center: placeOf([0, 0]), shift: [0, 0], step: [1e-9, 1e-9], width: 1, height: 1 };
    expect(await distances(networkOfRows(['relu', [[1, 0, 1]]]), point)).toEqual([CREASE_REACH]);
    expect(await distances(networkOfRows(['relu', [[0, 0, 1]]]), point)).toEqual([CREASE_REACH]);
    // Not even where a unit that never changes is on its kink.
    expect(await distances(networkOfRows(['relu', [[0, 0, 0]]]), point)).toEqual([CREASE_REACH]);
  });
});

describe('of several layers', () => {
  // x1 ↦ relu(x1) ↦ relu(relu(x1) − 1): creases at 0 and at 1; left of 0 the second unit never changes.
  const network = networkOfRows(['relu', [[1, 0, 0]]], ['relu', [[1, -1]]], ['tanh', [[1, 0]]]);
  const row: Grid = { center: placeOf([0, 0]), shift: [0, 0], step: [0.5, 0.5], width: 9, height: 1 };

  test('the nearest counts, and units that do not change here do not', async () => {
    expect(await distances(network, row)).toEqual([4, 3, 2, 1, 0, 1, 0, 1, 2]);
    expect(await distances(network, row, { kind: 'crease', layer: 0 })).toEqual([4, 3, 2, 1, 0, 1, 2, 3, 4]);
    const second = await distances(network, row, { kind: 'crease', layer: 1 });
    expect(second).toEqual([...Array(5).fill(CREASE_REACH), 1, 0, 1, 2]);
  });

  test('the nearest one’s layer is told with its distance, in a number that f32 holds', async () => {
    const layers = [...Array(6).fill(0), 1, 1, 1];
    const expected = [4, 3, 2, 1, 0, 1, 0, 1, 2].map((distance, i) => layers[i] + Math.min(distance / CREASE_FADE, 1 - 2 ** -12));
    const field = await evaluateOnCpu(network, row, { kind: 'crease-layer' });
    expect([...field.data]).toEqual(expected);
    const moved = { ...row, center: placeOf([1.5, 0]), shift: [-1.5, 0] as const };
    expect([...perturbedField(network, moved, { kind: 'crease-layer' }).data]).toEqual(expected);
    for (const layer of [0, 1, 63])
      for (const distance of [0, 0.01, 1.5, 4, 1e6]) {
        const held = Math.fround(creaseLayerNumber(layer, distance));
        expect(Math.floor(held)).toBe(layer);
        expect((held % 1) * CREASE_FADE).toBeCloseTo(Math.min(distance, CREASE_FADE * (1 - 2 ** -12)), 4);
      }
  });

  test('differences to a centre on the other side leave those exactly dead', () => {
    const { data } = perturbedField(
      network,
      { ...row, center: placeOf([1.5, 0]), shift: [-1.5, 0] },
      { kind: 'crease', layer: 1 },
    );
    expect([...data]).toEqual([...Array(5).fill(CREASE_REACH), 1, 0, 1, 2]);
  });

  test('an output that is smooth has none', async () => {
    await expect(distances(network, row, { kind: 'crease', layer: 2 })).rejects.toThrow(NetworkError);
  });
});

describe('the exact partition', () => {
  test.each(['2-9-8-1:relu@torch:2', '2-8-7-2:abs@torch:4', '2-6-6-1:hardtanh@he:1', '2-7-6-1:tent,relu@he:3'])(
    'of %s has its borders at that distance from the middle of every cell',
    async (spec) => {
      const network = specNetwork(parseSpec(spec));
      const whole = partition({ network, domain: boxDomain([-4, 4, -4, 4]) });
      let compared = 0;
      for (let cell = 0; cell < cellCount(whole); cell++) {
        const { middle, creases, border } = cellDistances(whole, cell);
        const step = 0.01;
        const grid: Grid = { center: placeOf(middle), shift: [0, 0], step: [step, step], width: 1, height: 1 };
        const [distance] = (await distances(network, grid)).map((d) => d * step);
        // A crease may run outside of the domain.
        if (creases > border) {
          expect(distance).toBeLessThanOrEqual(creases * (1 + 1e-9));
          continue;
        }
        compared++;
        expect(Math.abs(distance - creases)).toBeLessThan(1e-9 * (1 + creases));
      }
      expect(compared).toBeGreaterThan(0.9 * cellCount(whole));
    },
  );

  /** A point inside a cell, and how far its creases and its part of the domain's border are from there. */
  function cellDistances({ cellStarts, corners, sides, vertices, edgeCreases, domain }: Partition, cell: number) {
    const [start, end] = [cellStarts[cell], cellStarts[cell + 1]];
    const at = (n: number) => {
      const vertex = corners[n === end ? start : n];
      return [vertices[2 * vertex], vertices[2 * vertex + 1]] as const;
    };
    const mean = ([0, 1] as const).map((axis) => {
      let sum = 0;
      for (let n = start; n < end; n++) sum += at(n)[axis];
      return sum / (end - start);
    });
    let [creases, border] = [Infinity, Infinity];
    for (let n = start; n < end; n++) {
      const [[a1, a2], [b1, b2]] = [at(n), at(n + 1)];
      const [along1, along2] = [b1 - a1, b2 - a2];
      const distance = Math.abs(along1 * (mean[1] - a2) - along2 * (mean[0] - a1)) / Math.hypot(along1, along2);
      if (edgeCreases[sides[n]] === BORDER) border = Math.min(border, distance);
      else creases = Math.min(creases, distance);
    }
    // The domain is around the origin.
    expect(domain.center).toEqual([0n, 0n]);
    return { middle: [mean[0], mean[1]] as const, creases, border };
  }
});

describe('as differences to a centre', () => {
  test.each(CREASED)('it is that of the plain forward pass: %s', async (name) => {
    const network = specNetwork(parseSpec(`2-7-6-3:tanh,${name}@torch:5`));
    const grid = gridOverBounds([-0.7, 1.3, -1.1, 0.9], 9, 8);
    const plain = await distances(network, grid);
    const { base, data } = perturbedField(network, grid, CREASE);
    expect(base).toBe(0);
    data.forEach((distance, p) => {
      expect(Math.abs(distance - plain[p])).toBeLessThan(1e-11 * (1 + plain[p]));
    });
  });

  test('it is a line’s in a view 1e-15 wide', () => {
    const network = networkOfRows(['relu', [[0.5, 0.25, -0.1875]]], ['identity', [[1, 0]]]);
    const step = 1e-16;
    const grid: Grid = { center: placeOf([0.25, 0.25]), shift: [0, 0], step: [step, step], width: 9, height: 9 };
    perturbedField(network, grid, CREASE).data.forEach((distance, p) => {
      const [i, j] = [(p % 9) - 4, Math.floor(p / 9) - 4];
      expect(distance).toBeCloseTo(Math.abs(0.5 * i + 0.25 * j) / Math.hypot(0.5, 0.25), 12);
    });
  });
});

describe('the interval of f32', () => {
  const network = specNetwork(parseSpec('2-12-9-3:relu@torch:5'));
  const outside = ({ reference, bound }: ErrorBound, data: ArrayLike<number>) =>
    reference.filter((truth, p) => !(Math.abs(data[p] - truth) <= bound[p])).length;

  test.each([10, 1e-6, 1e-12])('is around the truth and narrow, in a view %d wide', (width) => {
    const grid = gridOverBounds([0.3, 0.3 + width, -0.2, width - 0.2], 33, 33);
    const truth = errorBound(network, grid, CREASE);
    expect(truth.base).toBe(0);
    expect(truth.reference).toEqual(perturbedField(network, grid, CREASE).data);
    const sure = [...truth.bound.keys()].filter((p) => truth.certain[p]);
    expect(sure.length).toBeGreaterThan(0.98 * 33 * 33);
    for (const p of sure) expect(truth.bound[p]).toBeLessThan(1e-4 * (truth.reference[p] + 33));
  });

  test('has no room for biases that are off by a thousandth', async () => {
    const grid = gridOverBounds([-5, 5, -5, 5], 33, 33);
    const layers = network.layers.map((layer) => ({ ...layer, bias: layer.bias.map((b) => b * 1.001) }));
    const spoilt = await distances(createNetwork(layers), grid);
    expect(outside(errorBound(network, grid, CREASE), spoilt)).toBeGreaterThan(0.9 * spoilt.length);
    expect(outside(errorBound(network, grid, CREASE), await distances(network, grid))).toBe(0);
  });
});

test('the probe reads what the map shows, in pixels', () => {
  const network = networkOfRows(['relu', [[1, 0, 0]]], ['identity', [[3, 1]]]);
  const reading = readPoint(network, parseQuantity('crease'), placeOf([0.5, 2]), 0.125);
  expect(reading).toMatchObject({ shown: 4, value: 2.5, gradient: [3, 0] });
  expect(readPoint(network, parseQuantity('crease-layer'), placeOf([0.5, 2]), 0.125)).toEqual(reading);
});
