// Accepted when deep views on the CPU are the oracle's, row by row, give way to other work, stop when they are told to, and are what a
// picture of a deep view is made of.

import { describe, expect, test } from 'vitest';
import { colourField } from '../../src/cpu-reference/colour.ts';
import { evaluateDeep } from '../../src/cpu-reference/evaluate-deep.ts';
import { perturbedField } from '../../src/cpu-reference/perturbation.ts';
import { renderOnCpu } from '../../src/cpu-reference/render.ts';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { GridError } from '../../src/model/errors.ts';
import { type Grid, isDeep } from '../../src/model/grid.ts';

const network = specNetwork(parseSpec('2-12-8-3:relu@torch:3'));
const deep: Grid = { center: placeOf([0.3, -0.7]), shift: [3e-18, -2e-18], step: [1e-14, 1e-14], width: 13, height: 7 };
const QUANTITIES = [
  'value:1',
  'fd-norm',
  'error-x2',
  'hessian-norm:1',
  'grad-x1',
  'grad-direction',
  'prob:2',
  'argmax',
  'pattern',
  'preact:1:4',
];

test.each(QUANTITIES.map((name) => parseQuantity(name)))('is the oracle’s field: %o', async (quantity) => {
  expect(await evaluateDeep(network, deep, quantity)).toEqual(perturbedField(network, deep, quantity));
});

test('gives way to other work, tells how far it is, and stops when it is told to', async () => {
  const stop = new AbortController();
  const heard: number[] = [];
  const large: Grid = { ...deep, width: 400, height: 400 };
  const work = evaluateDeep(network, large, parseQuantity('value'), {
    signal: stop.signal,
    onProgress: (done) => {
      heard.push(done);
      setTimeout(() => stop.abort(new Error('enough')));
    },
  });
  await expect(work).rejects.toThrow('enough');
  expect(heard[0]).toBeGreaterThan(0);
  expect(heard[heard.length - 1]).toBeLessThan(1);
});

test('refuses differences of a single row', async () => {
  await expect(evaluateDeep(network, { ...deep, height: 1 }, parseQuantity('fd-x1'))).rejects.toThrow(GridError);
});

describe('a picture', () => {
  const colouring = { colormap: 'viridis', reversed: false, domain: { kind: 'extent' }, contours: 0 } as const;

  test('of a deep view is made of differences', async () => {
    const { pixels } = await renderOnCpu(network, deep, parseQuantity('value'), colouring);
    expect(pixels).toEqual(colourField(perturbedField(network, deep, parseQuantity('value')), 'linear', colouring));
  });

  test.each([
    [[1, 1], 1e-9, false],
    [[1, 1], 1e-11, true],
    [[1e6, 0], 1e-9, true],
  ] as const)('around %j with a step of %d is deep: %s', (center, step, answer) => {
    expect(isDeep({ center: placeOf(center), step: [step, step] })).toBe(answer);
  });
});
