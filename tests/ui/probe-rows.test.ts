// Accepted when the probe's card names every number, marks what the map is about, counts what it leaves out, and shows at a glance whether
// the finite difference is the derivative.

import { describe, expect, test } from 'vitest';
import { readPoint } from '../../src/cpu-reference/reading.ts';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec } from '../../src/formats/spec.ts';
import { exactCoordinate, placeOf } from '../../src/model/coordinate.ts';
import type { Reading } from '../../src/model/reading.ts';
import { drawnRecipe, recipeNetwork } from '../../src/model/recipe.ts';
import { type ProbeRows, probeRows } from '../../src/ui/probe-rows.ts';
import { exactLayers } from '../support/exact-network.ts';
import { type Fixed, fixed, ONE } from '../support/fixed-point.ts';

const STEP = 0.01;

function rowsOf(spec: string, quantityName: string, changes: Partial<Reading> = {}): ProbeRows {
  const { architecture, initialiser, seed } = parseSpec(spec);
  const recipe = drawnRecipe(architecture, initialiser, seed);
  const quantity = parseQuantity(quantityName);
  const reading = { ...readPoint(recipeNetwork(recipe), quantity, placeOf([0.3, -1.2]), STEP), ...changes };
  return probeRows({ reading, subject: { recipe, quantity }, coordinates: ['0.300', '−1.200'], step: STEP });
}

describe('the numbers', () => {
  test('are the place and the only output, which needs no mark', () => {
    const { numbers, moreOutputs } = rowsOf('2-8-1:relu@torch:1', 'value');
    expect(numbers.map(({ name, mapped }) => [name, mapped])).toEqual([
      ['x₁', false],
      ['x₂', false],
      ['y', false],
    ]);
    expect(numbers.slice(0, 2)).toMatchObject([
      { text: '0.300', value: 0.3 },
      { text: '−1.200', value: -1.2 },
    ]);
    expect(moreOutputs).toBe(0);
  });

  test.each([
    ['value:1', ['y₀', 'y₁*', 'y₂']],
    ['fd-x1:2', ['y₀', 'y₁', 'y₂*']],
    ['hessian-norm:1', ['y₀', 'y₁*', 'y₂']],
    ['pattern', ['y₀*', 'y₁', 'y₂']],
    ['crease', ['y₀*', 'y₁', 'y₂']],
    ['prob:2', ['y₀', 'y₁', 'y₂', 'p₂*']],
    ['argmax', ['y₀', 'y₁', 'y₂', 'class*']],
    ['preact:0:4', ['y₀', 'y₁', 'y₂', 'z, unit 4 of layer 0*']],
    ['act:0:4', ['y₀', 'y₁', 'y₂', 'f(z), unit 4 of layer 0*']],
  ])('of %s mark what the map is about', (quantity, names) => {
    const { numbers } = rowsOf('2-8-3:relu@torch:1', quantity);
    expect(numbers.slice(2).map(({ name, mapped }) => (mapped ? `${name}*` : name))).toEqual(names);
  });

  test('of many outputs are the first ones and the map’s own, and the rest is counted', () => {
    const { numbers, moreOutputs } = rowsOf('2-8-40:relu@torch:1', 'value:31');
    expect(numbers.slice(2).map(({ name }) => name)).toEqual(['y₀', 'y₁', 'y₂', 'y₃', 'y₄', 'y₃₁']);
    expect(moreOutputs).toBe(34);
  });

  test('say what is on the map where that is another number', () => {
    expect(rowsOf('2-8-1:relu@torch:1', 'value').shown).toBeNull();
    expect(rowsOf('2-8-1:relu@torch:1', 'pattern').shown).toBeNull();
    expect(rowsOf('2-8-1:relu@torch:1', 'grad-norm').shown).toMatchObject({ name: 'on the map' });
    expect(rowsOf('2-8-1:tanh@torch:1', 'hessian-norm').shown).toMatchObject({ name: 'on the map' });
    expect(rowsOf('2-8-1:relu@torch:1', 'crease').shown).toMatchObject({ name: 'on the map' });
  });
});

describe('the map’s own number at depth', () => {
  test.each(['2-20-1:relu@torch:0', '2-64-64-64-64-1:relu@torch:1', '2-48-48-48-1:tanh@torch:1', '2-20-1:sin@torch:3'])(
    'of %s has many digits, and all of them are right',
    (spec) => {
      const { architecture, initialiser, seed } = parseSpec(spec);
      const recipe = drawnRecipe(architecture, initialiser, seed);
      const network = recipeNetwork(recipe);
      const quantity = { kind: 'value', output: 0 } as const;
      for (let n = 0; n < 60; n++) {
        const center: [number, number] = [3 * Math.sin(n), 3 * Math.cos(1.7 * n)];
        // Dyadic, for 256-bit arithmetic to have it exactly.
        const offset: [number, number] = [Math.round(8 * Math.sin(3 * n)) * 2 ** -58, 2 ** -57];
        const place = placeOf(center).map((c, axis) => c + exactCoordinate(offset[axis])) as [bigint, bigint];
        const reading = readPoint(network, quantity, place, 1e-16);
        const { numbers } = probeRows({ reading, subject: { recipe, quantity }, coordinates: ['', ''], step: 1e-16 });
        const shown = numbers[2].text.replace('−', '-');
        const [digits, power = '0'] = shown.split('e');
        const decimals = digits.split('.')[1]?.length ?? 0;
        const exact = exactLayers(network, [fixed(center[0]) + fixed(offset[0]), fixed(center[1]) + fixed(offset[1])]).at(-1);
        if (!exact) throw new Error('The network has no layers.');
        const off = decimalFixed(digits, decimals, Number(power)) - exact.a[0];
        const unit = decimalFixed('1', 0, Number(power) - decimals);
        expect(off < unit && -off < unit, `${shown} at ${center}`).toBe(true);
        expect(digits.replace(/^-?0?\.?0*|\./g, '').length).toBeGreaterThan(9);
      }
    },
  );
});

/** The decimal number times 10^power. */
function decimalFixed(digits: string, decimals: number, power: number): Fixed {
  const whole = BigInt(digits.replace('.', ''));
  const exponent = power - decimals;
  return exponent < 0 ? (whole * ONE) / 10n ** BigInt(-exponent) : whole * ONE * 10n ** BigInt(exponent);
}

describe('the derivatives', () => {
  const slopes = (exact: readonly [number, number], finite: readonly [number, number]) =>
    rowsOf('2-8-1:relu@torch:1', 'value', { gradient: exact, finite }).slopes;

  test('are the same where their digits are', () => {
    const [first] = slopes([0.25, 1], [0.25 + 1e-12, 1]);
    expect(first).toMatchObject({ name: '∂/∂x₁', exact: { text: '0.250000' }, agreement: 'same' });
    expect(first.finite).toMatchObject({ text: '0.250000', value: 0.25 + 1e-12, agreeing: 8 });
  });

  test('are near where they differ by little of the gradient, and the digits that differ are known', () => {
    const [first, second] = slopes([0.25, 1e-7], [0.2501, 3e-7]);
    expect(first).toMatchObject({ agreement: 'near', finite: { text: '0.250100', agreeing: 5 } });
    expect(second.agreement).toBe('near');
  });

  test('are different across a crease, and where one of them is no number', () => {
    expect(slopes([0.25, 0], [0.125, 0]).map(({ agreement }) => agreement)).toEqual(['different', 'same']);
    expect(slopes([Number.NaN, 0], [0.125, 0])[0]).toMatchObject({ agreement: 'different', finite: { agreeing: 0 } });
  });

  test('of classes are none', () => {
    expect(rowsOf('2-8-3:relu@torch:1', 'argmax').slopes).toEqual([]);
  });
});

describe('the pattern', () => {
  const pattern = [
    { pieces: 2, units: [1, 0, 1, 1] },
    { pieces: 3, units: [0, 1, 2] },
    { pieces: 1, units: [0, 0] },
  ];

  test('has a share for every unit, and words for those who do not see it', () => {
    const rows = rowsOf('2-8-1:relu@torch:1', 'value', { pattern }).pattern;
    expect(rows).toEqual([
      { name: 'layer 0', shares: [1, 0, 1, 1], cut: false, count: '3/4', aloud: 'layer 0: 3 of 4 active: 1011' },
      { name: 'layer 1', shares: [0, 0.5, 1], cut: false, count: '3', aloud: 'layer 1, 3 units, the piece that each is on: 012' },
      { name: 'layer 2', shares: [0, 0], cut: false, count: '2', aloud: 'layer 2, 2 units, the piece that each is on: 00' },
    ]);
  });

  test('of wide and of many layers is cut, and the rest is counted', () => {
    const wide = { pieces: 2, units: Array.from({ length: 512 }, (_, o) => o % 2) };
    const { pattern: rows, moreLayers } = rowsOf('2-8-1:relu@torch:1', 'value', { pattern: Array(9).fill(wide) });
    expect([rows.length, moreLayers]).toEqual([6, 3]);
    expect(rows[0]).toMatchObject({ cut: true, count: '256/512' });
    expect(rows[0].shares).toHaveLength(32);
    expect(rows[0].aloud).toContain('and so on');
  });
});
