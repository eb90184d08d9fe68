// Accepted when a cross-section has the numbers of the map it is laid over, for every quantity, and in views 1e-10 wide those of 256-bit
// arithmetic, where plain f64 is visibly off.

import { describe, expect, test } from 'vitest';
import { evaluateOnCpu } from '../../src/cpu-reference/evaluate.ts';
import { forward } from '../../src/cpu-reference/forward.ts';
import { readLine, type Segment } from '../../src/cpu-reference/line.ts';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { GridError, NetworkError } from '../../src/model/errors.ts';
import { fieldValues } from '../../src/model/field.ts';
import { type Grid, offset1, offset2 } from '../../src/model/grid.ts';
import { isDifference } from '../../src/model/quantity.ts';
import { exactLayers } from '../support/exact-network.ts';
import { fixed, toNumber } from '../support/fixed-point.ts';

const network = specNetwork(parseSpec('2-12-8-3:tanh,relu@torch:3'));
/** Three rows of 9 points; the middle one has neighbours on either side. */
const grid: Grid = { center: placeOf([0.3, -0.7]), shift: [1e-3, -2e-3], step: [0.05, 0.05], width: 9, height: 3 };
const middle: Segment = {
  center: grid.center,
  from: [offset1(grid, 0), offset2(grid, 1)],
  to: [offset1(grid, 8), offset2(grid, 1)],
  step: 0.05,
};

const QUANTITIES = [
  'value:1',
  'fd-x1:1',
  'fd-x2:1',
  'fd-norm:2',
  'grad-x1:1',
  'grad-x2:1',
  'grad-norm:1',
  'grad-direction:1',
  'error-x1:1',
  'error-norm:1',
  'hessian-norm:1',
  'prob:2',
  'argmax',
  'pattern',
  'pattern:1',
  'crease',
  'crease:1',
  'preact:1:4',
];

describe('a cross-section along a row of a map', () => {
  test.each(QUANTITIES.map((name) => parseQuantity(name)))('has the map’s numbers: %o', async (quantity) => {
    const { data: map } = await evaluateOnCpu(network, grid, quantity);
    const line = fieldValues(readLine(network, quantity, middle, 9));
    expect(line.length).toBe(9);
    // The map takes one-sided differences at its edges.
    const inside = isDifference(quantity) ? [1, 2, 3, 4, 5, 6, 7] : [0, 1, 2, 3, 4, 5, 6, 7, 8];
    for (const i of inside) expect(Math.abs(line[i] - map[grid.width + i])).toBeLessThanOrEqual(2e-13);
  });

  test('along a column too, and of an activation', async () => {
    const tall: Grid = { ...grid, width: 1, height: 9 };
    const { data: map } = await evaluateOnCpu(network, tall, { kind: 'activation', layer: 0, neuron: 3 });
    const column: Segment = {
      center: tall.center,
      from: [offset1(tall, 0), offset2(tall, 0)],
      to: [offset1(tall, 0), offset2(tall, 8)],
      step: 0.05,
    };
    const line = fieldValues(readLine(network, { kind: 'activation', layer: 0, neuron: 3 }, column, 9));
    for (const [i, v] of map.entries()) expect(line[i]).toBeCloseTo(v, 13);
  });

  test('differences per index are those per unit times the step', () => {
    const [unit, index] = (['input', 'index'] as const).map((spacing) =>
      readLine(network, { kind: 'fd', component: 'x1', output: 0, spacing }, middle, 5),
    );
    expect([...index.data]).toEqual([...unit.data].map((d) => d * 0.05));
  });
});

describe.each([1e-10, 1e-13])('a slanted cross-section %d long', (length) => {
  const center = [0.3125, -0.71875] as const;
  const segment: Segment = {
    center: placeOf(center),
    from: [-0.5 * length, 0.25 * length],
    to: [0.5 * length, -0.125 * length],
    step: length / 100,
  };
  const COUNT = 21;
  const before = exactLayers(network, [fixed(center[0]), fixed(center[1])]);
  const truth = Array.from({ length: COUNT }, (_, i) => {
    const t = i / (COUNT - 1);
    const at = (axis: 0 | 1) => fixed(center[axis]) + fixed(segment.from[axis] * (1 - t) + segment.to[axis] * t);
    return toNumber(exactLayers(network, [at(0), at(1)])[2].a[1] - before[2].a[1]);
  });
  const range = Math.max(...truth) - Math.min(...truth);

  test('has the values of 256-bit arithmetic', () => {
    const { base, data } = readLine(network, parseQuantity('value:1'), segment, COUNT);
    expect(base).toBe(forward(network, center).outputs[1]);
    for (const [i, v] of truth.entries()) expect(Math.abs(data[i] - v) / range).toBeLessThan(1e-12);
  });

  test('plain f64 would be off', () => {
    const errors = truth.map((v, i) => {
      const t = i / (COUNT - 1);
      const at = (axis: 0 | 1) => center[axis] + (segment.from[axis] * (1 - t) + segment.to[axis] * t);
      return Math.abs(forward(network, [at(0), at(1)]).outputs[1] - forward(network, center).outputs[1] - v) / range;
    });
    expect(Math.max(...errors)).toBeGreaterThan(1e-7);
  });

  test('has finite differences that are the derivative', () => {
    const finite = readLine(network, parseQuantity('fd-x2:1'), segment, COUNT);
    const exact = fieldValues(readLine(network, parseQuantity('grad-x2:1'), segment, COUNT));
    for (const [i, d] of finite.data.entries()) expect(Math.abs(d - exact[i])).toBeLessThan(1e-10);
  });
});

test('a line of one point and a quantity that is not there are refused in words', () => {
  expect(() => readLine(network, parseQuantity('value'), middle, 1)).toThrow(GridError);
  expect(() => readLine(network, parseQuantity('value'), middle, 2.5)).toThrow('cross-section of 2.5 points');
  expect(() => readLine(network, parseQuantity('value:7'), middle, 5)).toThrow(NetworkError);
});
