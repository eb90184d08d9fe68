// Acceptance: every number gets the colour that matplotlib's rule gives it, row 0 lies at the bottom, NaN and infinity have colours of
// their own, domains follow their rules, and contours lie where the number is lo + i (hi − lo)/(n + 1).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colourField, domainOf } from '../../src/cpu-reference/colour.ts';
import { colourPicture, renderOnCpu } from '../../src/cpu-reference/render.ts';
import { colormapTable } from '../../src/model/colormap.ts';
import { type Colouring, type DomainRule, INFINITY_COLOR, NAN_COLOR } from '../../src/model/colouring.ts';
import type { Field } from '../../src/model/field.ts';
import { gridOverBounds } from '../../src/model/grid.ts';
import { patternValue } from '../../src/model/pattern.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { fixtureNetwork } from '../support/fixtures.ts';

const plain: Colouring = { colormap: 'viridis', reversed: false, domain: { kind: 'extent' }, contours: 0 };
const gray: Colouring = { ...plain, colormap: 'gray' };

function row(...data: number[]): Field {
  return { width: data.length, height: 1, base: 0, data: Float64Array.from(data) };
}

/** The RGB of each pixel, from the top left. */
function rgb(pixels: Uint8Array): number[][] {
  return Array.from({ length: pixels.length / 4 }, (_, p) => [...pixels.subarray(4 * p, 4 * p + 3)]);
}

describe('colourField', () => {
  test('takes entry ⌊t N⌋, the last where t is 1, and the ends beyond the domain', () => {
    const field = row(-5, 0, 1 / 256, 0.5 - 1e-9, 0.5, 255 / 256, 1, 7);
    const grays = rgb(colourField(field, 'linear', gray, [0, 1])).map(([r]) => r);
    expect(grays).toEqual([0, 0, 1, 127, 128, 255, 255, 255]);
  });

  test('agrees with the map’s table everywhere, forwards and backwards', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.boolean(), (v, reversed) => {
        const table = colormapTable('twilight', reversed);
        const entry = Math.min(Math.max(Math.floor(((v + 2) / 4) * 256), 0), 255);
        const [pixel] = rgb(colourField(row(v), 'linear', { ...plain, colormap: 'twilight', reversed }, [-2, 2]));
        expect(pixel).toEqual([...table.subarray(3 * entry, 3 * entry + 3)]);
      }),
    );
  });

  test('draws the largest x2 at the top, opaque', () => {
    const field: Field = { width: 2, height: 2, base: 0, data: Float64Array.of(0, 0.25, 0.5, 1) };
    const pixels = colourField(field, 'linear', gray, [0, 1]);
    expect(rgb(pixels).map(([r]) => r)).toEqual([128, 255, 0, 64]);
    expect([pixels[3], pixels[7], pixels[11], pixels[15]]).toEqual([255, 255, 255, 255]);
  });

  test('gives NaN and infinity colours of their own, contours or not', () => {
    for (const contours of [0, 5]) {
      const colours = rgb(colourField(row(Number.NaN, Infinity, -Infinity, 0.5), 'linear', { ...gray, contours }, [0, 1]));
      expect(colours).toEqual([[...NAN_COLOR], [...INFINITY_COLOR], [...INFINITY_COLOR], [128, 128, 128]]);
    }
  });

  test('keeps what lies far below the digits of the base', () => {
    const field: Field = { width: 3, height: 1, base: 1, data: Float64Array.of(0, 2 ** -52, 2 ** -51) };
    expect(rgb(colourField(field, 'linear', gray)).map(([r]) => r)).toEqual([0, 128, 255]);
  });

  test('takes the first entry where the domain is empty', () => {
    expect(rgb(colourField(row(3, 3), 'linear', gray))).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test('gives classes the colours of a list in turn, and of a continuous map from end to end', () => {
    const classes = row(0, 1, 2, 21);
    const table = colormapTable('tab20');
    const listed = rgb(colourField(classes, 'classes', { ...plain, colormap: 'tab20' }, [0, 1], 30));
    expect(listed).toEqual([0, 1, 2, 1].map((k) => [...table.subarray(3 * k, 3 * k + 3)]));
    expect(rgb(colourField(row(0, 1, 2), 'classes', gray, [0, 1], 3)).map(([r]) => r)).toEqual([0, 128, 255]);
    expect(rgb(colourField(row(0), 'classes', gray, [0, 1], 1))).toEqual([[0, 0, 0]]);
  });

  test('spreads pattern hashes over the whole map', () => {
    const hashes = [0, 0x40000000, 0x80000000, 0xffffffff].map(patternValue);
    expect(rgb(colourField(row(...hashes), 'hash', gray)).map(([r]) => r)).toEqual([0, 64, 128, 255]);
    const table = colormapTable('tab20');
    const listed = rgb(colourField(row(patternValue(0x80000000)), 'hash', { ...plain, colormap: 'tab20' }));
    expect(listed).toEqual([[...table.subarray(30, 33)]]);
  });
});

describe('contours', () => {
  /** t = 0 … 1 from left to right over 101 columns, the same in every row. */
  const slope: Field = { width: 101, height: 3, base: 0, data: Float64Array.from({ length: 303 }, (_, p) => (p % 101) / 100) };
  const lined = (contours: number, field = slope) => rgb(colourField(field, 'linear', { ...gray, contours }, [0, 1]));
  const changed = (contours: number, field = slope) => {
    const bare = lined(0, field);
    return lined(contours, field).flatMap(([r], p) => (r === bare[p][0] ? [] : [p]));
  };

  test('lie inside the domain, equally spaced', () => {
    expect(changed(1).filter((p) => p < 101)).toEqual([49, 50, 51]);
    expect(changed(3).filter((p) => p < 101)).toEqual([24, 25, 26, 49, 50, 51, 74, 75, 76]);
  });

  test('cover the pixel they run through and a quarter of its neighbours, in four fifths of black or white', () => {
    const [left, on, right] = lined(1).slice(49, 52);
    // t = 0.5 is gray 128, brighter than 0.45: black ink. A neighbour is one pixel away: 0.5 + 0.75 − 1.
    expect(on[0]).toBe(Math.round(128 * 0.2));
    expect(right[0]).toBe(Math.round(130 * (1 - 0.8 * 0.25)));
    expect(left[0]).toBe(Math.round(125 * (1 - 0.8 * 0.25)));
    // t = 0.25 is gray 64: white ink.
    expect(lined(3)[25][0]).toBe(Math.round(64 + (255 - 64) * 0.8));
  });

  test('are as wide on a slope down the rows, and not drawn on a plateau or beside a NaN', () => {
    const upright: Field = { width: 3, height: 101, base: 0, data: slope.data.map((_, p) => Math.floor(p / 3) / 100) };
    expect(changed(1, upright).map((p) => Math.floor(p / 3))).toEqual([49, 49, 49, 50, 50, 50, 51, 51, 51]);
    expect(changed(1, row(0.5, 0.5, 0.5))).toEqual([]);
    expect(changed(1, row(Number.NaN, 0.5, 0.9))).toEqual([]);
  });

  test('are for amounts only', () => {
    const classes = row(0, 1, 2);
    expect(colourField(classes, 'classes', { ...gray, contours: 9 }, [0, 2], 3)).toEqual(
      colourField(classes, 'classes', gray, [0, 2], 3),
    );
  });
});

describe('domainOf', () => {
  const field: Field = { ...row(4, Number.NaN, -2, Infinity, 1, -Infinity), base: 10 };

  test.each<[DomainRule, [number, number]]>([
    [{ kind: 'extent' }, [8, 14]],
    [{ kind: 'symmetric' }, [-14, 14]],
    [{ kind: 'from-zero' }, [0, 14]],
    [{ kind: 'fixed', lo: -1, hi: 2 }, [-1, 2]],
  ])('follows the rule %o over the finite numbers', (rule, domain) => {
    expect(domainOf(field, rule)).toEqual(domain);
  });

  test('from zero ends there whatever the sign', () => {
    expect(domainOf(row(-3, -1), { kind: 'from-zero' })).toEqual([-3, 0]);
    expect(domainOf(row(-3, 2), { kind: 'from-zero' })).toEqual([-3, 2]);
  });

  test('is told from the base where f64 could not tell its ends apart, and colours lie where they should', () => {
    const deep: Field = { ...row(1e-30, 3e-30, 2e-30), base: 10 };
    expect(domainOf(deep, { kind: 'extent' })).toEqual([1e-30, 3e-30, 10]);
    const gray = { colormap: 'gray', reversed: false, domain: { kind: 'extent' }, contours: 0 } as const;
    expect([...colourField(deep, 'linear', gray)].filter((_, at) => at % 4 === 0)).toEqual([0, 255, 128]);
  });

  test('finds percentiles as np.percentile’s method "lower", whatever the order', () => {
    // np.percentile(np.arange(250), [1, 99], method='lower') = [2, 246]
    const shuffled = Array.from({ length: 250 }, (_, n) => (n * 77) % 250);
    expect(domainOf(row(...shuffled), { kind: 'percentiles' })).toEqual([2, 246]);
    expect(domainOf(row(7), { kind: 'percentiles' })).toEqual([7, 7]);
  });

  test('is none where no number is finite', () => {
    for (const kind of ['extent', 'percentiles', 'symmetric', 'from-zero'] as const)
      expect(domainOf(row(Number.NaN, Infinity), { kind })).toBeNull();
  });
});

describe('renderOnCpu', () => {
  const network = fixtureNetwork('tanh16-3');
  const grid = gridOverBounds([-2, 2, -1, 1], 9, 5);
  const picture = (quantity: Quantity, colouring = plain) => renderOnCpu(network, grid, quantity, colouring);

  test('hands over pixels and the domain they were drawn over', async () => {
    const { width, height, pixels, domain } = await picture({ kind: 'value', output: 0 });
    expect([width, height, pixels.length]).toEqual([9, 5, 180]);
    expect(domain?.[0]).toBeLessThan(domain?.[1] ?? Number.NaN);
    expect(new Set(rgb(pixels).map(String)).size).toBeGreaterThan(10);
  });

  test('has no domain for classes and patterns, and the full turn for directions unless it is fixed', async () => {
    expect((await picture({ kind: 'argmax' })).domain).toBeNull();
    expect((await picture({ kind: 'pattern', layer: null })).domain).toBeNull();
    const direction: Quantity = { kind: 'grad', component: 'direction', output: 0 };
    expect((await picture(direction)).domain).toEqual([-Math.PI, Math.PI]);
    expect((await picture(direction, { ...plain, domain: { kind: 'fixed', lo: 0, hi: 1 } })).domain).toEqual([0, 1]);
  });

  test('tells whether a number is not finite', () => {
    const value: Quantity = { kind: 'value', output: 0 };
    expect(colourPicture(row(1, 2), value, plain, 1)).toMatchObject({ domain: [1, 2], nonFinite: false });
    expect(colourPicture(row(1, Infinity, 2), value, plain, 1)).toMatchObject({ domain: [1, 2], nonFinite: true });
    expect(colourPicture(row(Number.NaN, Infinity), value, plain, 1)).toMatchObject({ domain: null, nonFinite: true });
    expect(colourPicture(row(0, 1), { kind: 'argmax' }, plain, 2).nonFinite).toBe(false);
  });
});
