// Acceptance: the f64 oracle is right in views down to 1e-30, as 256-bit arithmetic has it: value and gradient to 1e-9 of their range, the
// pattern at every point that is not on a crease.
import { describe, expect, test } from 'vitest';
import { perturbedField } from '../../src/cpu-reference/perturbation.ts';
import { ACTIVATION_NAMES } from '../../src/model/activation.ts';
import { fieldValues } from '../../src/model/field.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { deepTruth } from '../support/deep-truth.ts';
import { deepGrid, deepNetwork, deepPlaces, nearlyTied, WIDTHS } from '../support/deep-views.ts';
import { shareOfRange } from '../support/interval.ts';

const GRADIENTS: Quantity[] = [
  { kind: 'grad', component: 'x1', output: 0 },
  { kind: 'grad', component: 'x2', output: 0 },
];

describe.each(ACTIVATION_NAMES)('a %s network', (name) => {
  const network = deepNetwork(name);
  const cases = name === 'identity' ? deepPlaces(deepNetwork('relu')) : deepPlaces(network);
  test.each(cases)('around %s', (_, center) => {
    for (const width of WIDTHS) {
      const grid = deepGrid(center, width);
      const truth = deepTruth(network, grid);
      const { data } = perturbedField(network, grid, { kind: 'value', output: 0 });
      const off = (found: ArrayLike<number>, wanted: Float64Array) =>
        wanted.every((v) => v === wanted[0])
          ? Math.max(...wanted.map((v, p) => Math.abs(found[p] - v)))
          : shareOfRange(found, wanted);
      expect(off(data, truth.value), `value ${width}`).toBeLessThan(1e-9);
      GRADIENTS.forEach((quantity, axis) => {
        const rise = perturbedField(network, grid, quantity).data;
        const found = rise.map((v, p) => (truth.distance[p] > 1e-9 ? v - rise[0] : truth.gradient[axis][p]));
        expect(off(found, truth.gradient[axis]), `gradient ${axis} ${width}`).toBeLessThan(1e-9);
      });
      const pattern = perturbedField(network, grid, { kind: 'pattern', layer: null }).data;
      const wrong = pattern.filter((v, p) => truth.distance[p] > 1e-9 && v !== truth.pattern[p]);
      expect(wrong, `pattern ${width}`).toHaveLength(0);
    }
  });

  test('has creases in every view of their crossing', () => {
    if (name === 'identity') return;
    const [, [, center]] = cases;
    for (const width of WIDTHS) expect(new Set(deepTruth(network, deepGrid(center, width)).pattern).size).toBeGreaterThan(2);
  });
});

test('behind max and one-hot the output counts that is largest at the centre by less than f64 can tell', () => {
  const { network, grid } = nearlyTied('max');
  const [along1, along2] = GRADIENTS.map((quantity) => perturbedField(network, grid, quantity));
  expect(fieldValues(along1).every((slope) => slope === 0)).toBe(true);
  expect(fieldValues(along2).every((slope) => slope === 1)).toBe(true);
  const oneHot = nearlyTied('one-hot');
  expect(fieldValues(perturbedField(oneHot.network, oneHot.grid, { kind: 'value', output: 1 })).every((y) => y === 1)).toBe(true);
});
