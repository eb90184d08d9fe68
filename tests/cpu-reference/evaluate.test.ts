// Acceptance: every field of fixtures/networks comes out of the CPU backend within 1e-9: values and differences relative to the
// field's range, derivatives absolutely or relatively; work can be watched and stopped; impossible grids are refused in words.
import { describe, expect, test } from 'vitest';
import { evaluateOnCpu } from '../../src/cpu-reference/evaluate.ts';
import { npGradient } from '../../src/cpu-reference/finite-difference.ts';
import { activation } from '../../src/model/activation.ts';
import { GridError, NetworkError } from '../../src/model/errors.ts';
import { gridOverBounds } from '../../src/model/grid.ts';
import { createNetwork, type Network } from '../../src/model/network.ts';
import { patternValue } from '../../src/model/pattern.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { fixtureFields, fixtureNetwork } from '../support/fixtures.ts';

const fields = fixtureFields();
const grid = gridOverBounds([-2, 2, -1, 1], 7, 5);
const deep = fixtureNetwork('deep5x4-relu');
const three = fixtureNetwork('tanh16-3');

/** One relu unit that is x1 where that is positive. */
const ramp = createNetwork([
  { fanIn: 2, fanOut: 1, weight: Float32Array.of(1, 0), bias: Float32Array.of(0), activation: activation('relu') },
  { fanIn: 1, fanOut: 1, weight: Float32Array.of(3), bias: Float32Array.of(1), activation: activation('identity') },
]);

async function numbers(network: Network, quantity: Quantity): Promise<number[]> {
  const { data, base } = await evaluateOnCpu(network, grid, quantity);
  expect(base).toBe(0);
  return [...data];
}

describe('evaluateOnCpu', () => {
  test('finds every field of the fixtures', () => {
    expect(fields.length).toBe(44);
  });

  test.each(fields)('agrees with $title', async ({ network, grid, quantity, data }) => {
    const field = await evaluateOnCpu(network, grid, quantity);
    const range = Math.max(...data) - Math.min(...data);
    expect(field.data.length).toBe(data.length);
    field.data.forEach((v, p) => {
      const unit = quantity.kind === 'grad' ? Math.max(1, Math.abs(data[p])) : range;
      expect(Math.abs(v - data[p]) / unit).toBeLessThan(1e-9);
    });
  });

  test('divides differences by the step in input units, or by one index', async () => {
    const perInput = await numbers(ramp, { kind: 'fd', component: 'x1', output: 0, spacing: 'input' });
    const perIndex = await numbers(ramp, { kind: 'fd', component: 'x1', output: 0, spacing: 'index' });
    expect(perInput.slice(4, 7)).toEqual([3, 3, 3]);
    expect(perIndex.slice(4, 7)).toEqual([2, 2, 2]);
  });

  test('subtracts the exact derivative from the difference, which only differ at a crease', async () => {
    const error = await numbers(ramp, { kind: 'error', component: 'x1', output: 0 });
    expect(error.slice(0, 7)).toEqual([0, 0, 0, 1.5, 0, 0, 0]);
    expect((await numbers(ramp, { kind: 'error', component: 'norm', output: 0 })).slice(0, 7)).toEqual([0, 0, 0, 1.5, 0, 0, 0]);
  });

  test('makes the norm and the direction of the same two derivatives', async () => {
    const [d1, d2, norm, direction] = await Promise.all(
      (['x1', 'x2', 'norm', 'direction'] as const).map((component) => numbers(three, { kind: 'grad', component, output: 1 })),
    );
    d1.forEach((d, p) => {
      expect(norm[p]).toBe(Math.hypot(d, d2[p]));
      expect(direction[p]).toBe(Math.atan2(d2[p], d));
    });
  });

  test('gives a gradient of zero the direction 0', async () => {
    const direction = await numbers(ramp, { kind: 'grad', component: 'direction', output: 0 });
    expect(direction.every((d) => Object.is(d, 0))).toBe(true);
  });

  test('gives class probabilities that add to 1 and an argmax that names the largest', async () => {
    const classes = await Promise.all([0, 1, 2].map((output) => numbers(three, { kind: 'probability', output })));
    const best = await numbers(three, { kind: 'argmax' });
    best.forEach((k, p) => {
      const probabilities = classes.map((c) => c[p]);
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
      expect(probabilities[k]).toBe(Math.max(...probabilities));
    });
  });

  test('has one pattern value for each sign of a single crease', async () => {
    const pattern = await numbers(ramp, { kind: 'pattern', layer: null });
    expect(new Set(pattern).size).toBe(2);
    expect(pattern[0]).not.toBe(pattern[6]);
    expect(pattern[3]).toBe(pattern[0]);
    expect(pattern.every((v) => v >= patternValue(0))).toBe(true);
  });

  test('shows the pre-activation of any unit', async () => {
    const z = await numbers(ramp, { kind: 'preactivation', layer: 0, neuron: 0 });
    expect(z.slice(0, 7)).toEqual([-2, -4 / 3, -2 / 3, 0, 2 / 3, 4 / 3, 2].map((x) => expect.closeTo(x, 15)));
  });

  test('refuses differences on a grid of one column, in a sentence', async () => {
    const line = { ...grid, width: 1 };
    const fd: Quantity = { kind: 'fd', component: 'x2', output: 0, spacing: 'input' };
    await expect(evaluateOnCpu(deep, line, fd)).rejects.toThrow(GridError);
    await expect(evaluateOnCpu(deep, line, { kind: 'error', component: 'x2', output: 0 })).rejects.toThrow(
      'The grid has 1 × 5 points; a finite difference needs at least 2 along each axis: use a finer grid.',
    );
  });

  test('refuses an output that the network does not have', async () => {
    await expect(evaluateOnCpu(deep, grid, { kind: 'value', output: 1 })).rejects.toThrow(NetworkError);
  });

  test('tells how far it is, never less than before, up to 1', async () => {
    const told: number[] = [];
    const large = gridOverBounds([-1, 1, -1, 1], 200, 200);
    await evaluateOnCpu(deep, large, { kind: 'error', component: 'x1', output: 0 }, { onProgress: (done) => told.push(done) });
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.every((done) => done > 0 && done <= 1)).toBe(true);
  });

  test('stops soon after its signal aborts, with the signal’s reason', async () => {
    const stop = new AbortController();
    const endless = gridOverBounds([-1, 1, -1, 1], 4000, 4000);
    const work = evaluateOnCpu(
      deep,
      endless,
      { kind: 'value', output: 0 },
      { signal: stop.signal, onProgress: () => stop.abort('enough') },
    );
    await expect(work).rejects.toBe('enough');
    await expect(evaluateOnCpu(deep, grid, { kind: 'argmax' }, { signal: AbortSignal.abort('early') })).rejects.toThrow(
      NetworkError,
    );
    await expect(evaluateOnCpu(three, grid, { kind: 'argmax' }, { signal: AbortSignal.abort('early') })).rejects.toBe('early');
  });

  test('differences the field it evaluates as npGradient does', async () => {
    const value = await numbers(three, { kind: 'value', output: 2 });
    const { d1, d2 } = npGradient(value, grid.width, grid.height, grid.step);
    const norm = await numbers(three, { kind: 'fd', component: 'norm', output: 2, spacing: 'input' });
    expect(norm).toEqual([...d1].map((d, p) => Math.hypot(d, d2[p])));
  });
});
