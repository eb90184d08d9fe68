// The engine must give the same field and picture however the work is cut, find the domains that the reference finds, stop when told to
// and refuse in words what cannot be.
import { beforeAll, describe, expect, it } from 'vitest';
import { domainOf } from '../../src/cpu-reference/colour.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { findDomain } from '../../src/gpu/domain.ts';
import { GpuEngine } from '../../src/gpu/engine.ts';
import type { DomainRule } from '../../src/model/colouring.ts';
import { gridOverBounds } from '../../src/model/grid.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { MersenneTwister } from '../../src/model/random.ts';
import { useDevice } from '../support/device.ts';
import { uploadField } from '../support/gpu-field.ts';

const VALUE: Quantity = { kind: 'value', output: 0 };
const network = specNetwork(parseSpec('2-12-12-2:relu@he:4'));

const gpu = useDevice();
let engine: GpuEngine;
beforeAll(() => {
  engine = new GpuEngine(gpu.device);
});

describe('bands', () => {
  const grid = gridOverBounds([-3, 4, -5, 2], 37, 61);
  // 37 points a row, two halo rows and two more of a gradient: three, then nineteen rows a band.
  it.each([37 * 4 * 7 + 16, 37 * 4 * 23 + 16])('of %i bytes give the field and the picture of one band', async (bytes) => {
    const banded = new GpuEngine(gpu.device, bytes);
    const quantities: Quantity[] = [
      VALUE,
      { kind: 'fd', component: 'norm', output: 1, spacing: 'input' },
      { kind: 'hessian', output: 1 },
      { kind: 'pattern', layer: null },
    ];
    for (const quantity of quantities) {
      const whole = await engine.evaluate(network, grid, quantity);
      expect(await banded.evaluate(network, grid, quantity)).toEqual(whole);
    }
    const field = await banded.makeField({ network, grid, quantity: VALUE });
    expect(field.bands.length).toBeGreaterThan(2);
    field.destroy();
    for (const domain of [{ kind: 'extent' }, { kind: 'percentiles' }] as const) {
      const colouring = { colormap: 'viridis', reversed: false, domain, contours: 9 } as const;
      const whole = await engine.render(network, grid, VALUE, colouring);
      expect(await banded.render(network, grid, VALUE, colouring)).toEqual(whole);
    }
  });
});

describe('the domain', () => {
  const random = new MersenneTwister(5);
  const numbers = Float32Array.from({ length: 3000 }, () => 3 + random.normal() ** 3);
  const holes = numbers.map((value, n) => (n % 7 === 0 ? Number.NaN : n % 11 === 0 ? Number.NEGATIVE_INFINITY : value));
  const cases: [string, Float32Array<ArrayBuffer>][] = [
    ['numbers', numbers],
    ['negative numbers', numbers.map((value) => -1e-20 * Math.abs(value))],
    ['numbers among NaN and infinities', holes],
    ['one number', new Float32Array(3000).fill(-2.5)],
    ['nothing finite', new Float32Array(3000).fill(Number.NaN)],
  ];
  const rules: DomainRule[] = [
    { kind: 'extent' },
    { kind: 'percentiles' },
    { kind: 'symmetric' },
    { kind: 'from-zero' },
    { kind: 'fixed', lo: -1, hi: 9 },
  ];

  it.each(cases)('of %s is the reference’s by every rule', async (_, data) => {
    for (const rule of rules)
      for (const base of [0, -7.25]) {
        const field = uploadField(gpu.device, data, 60, base);
        const found = await findDomain(engine, field, rule, VALUE);
        field.destroy();
        const expected = domainOf({ width: 60, height: 50, base, data }, rule);
        const areFinite = data.every(Number.isFinite);
        expect(found?.nonFinite).toBe(!areFinite);
        if (expected === null || !found?.domain) {
          expect(found?.domain).toBe(expected);
          continue;
        }
        const span = Math.max(...data.filter(Number.isFinite)) - Math.min(...data.filter(Number.isFinite));
        // Percentiles are found to 1e-9 of the range, in bins whose edges are f32.
        const tolerance = rule.kind === 'percentiles' ? 3e-7 * Math.max(span, 0) : 0;
        for (const end of [0, 1] as const)
          expect(Math.abs(found.domain[end] - expected[end])).toBeLessThanOrEqual(tolerance || 0);
      }
  });

  it.each([
    [0, 1e-40],
    [-1e300, 1e300],
  ])('from %d to %d is refused in words', async (lo, hi) => {
    const colouring = { colormap: 'gray', reversed: false, domain: { kind: 'fixed', lo, hi }, contours: 0 } as const;
    await expect(engine.render(network, gridOverBounds([-1, 1, -1, 1], 8, 8), VALUE, colouring)).rejects.toThrow(
      /domains from 1e-35|finite in f32/,
    );
  });

  it('of a network whose numbers no f32 holds is none', async () => {
    const infinite = specNetwork(parseSpec('2-6-3:relu/log-sum-exp=1e-300@torch:0'));
    const grid = gridOverBounds([-2, 2, -2, 2], 16, 16);
    for (const kind of ['extent', 'percentiles', 'symmetric', 'from-zero'] as const) {
      const colouring = { colormap: 'gray', reversed: false, domain: { kind }, contours: 0 } as const;
      const { domain, nonFinite } = await engine.render(infinite, grid, VALUE, colouring);
      expect([domain, nonFinite]).toEqual([null, true]);
    }
  });

  it('of classes and patterns is none', async () => {
    const { domain } = await engine.render(
      network,
      gridOverBounds([-1, 1, -1, 1], 8, 8),
      { kind: 'argmax' },
      {
        colormap: 'tab20',
        reversed: false,
        domain: { kind: 'extent' },
        contours: 0,
      },
    );
    expect(domain).toBeNull();
  });
});

describe('a job', () => {
  const large = gridOverBounds([-1, 1, -1, 1], 2048, 1024);

  it('tells its progress up to 1 and never backwards', async () => {
    const told: number[] = [];
    await engine.evaluate(network, large, VALUE, { onProgress: (fraction) => told.push(fraction) });
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told[told.length - 1]).toBe(1);
  });

  it('stops soon after it is told to, and the engine goes on', async () => {
    const controller = new AbortController();
    const told: number[] = [];
    const job = engine.evaluate(network, large, VALUE, {
      signal: controller.signal,
      onProgress: (fraction) => {
        told.push(fraction);
        controller.abort(new Error('enough'));
      },
    });
    await expect(job).rejects.toThrow('enough');
    expect(told.length).toBe(1);
    const field = await engine.evaluate(network, gridOverBounds([0, 1, 0, 1], 3, 3), VALUE);
    expect(field.data.every(Number.isFinite)).toBe(true);
  });

  it('that is told to stop before it starts does nothing', async () => {
    await expect(engine.evaluate(network, large, VALUE, { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
  });

  it.each([
    ['too many points', gridOverBounds([0, 1, 0, 1], 9000, 9000), VALUE, /81000000 points; at most 67108864/],
    ['half a point', gridOverBounds([0, 1, 0, 1], 2.5, 2), VALUE, /2.5 × 2 points/],
    ['a view that f32 cannot hold', gridOverBounds([-1e300, 1e300, 0, 1], 9, 9), VALUE, /f32/],
    ['a view without width', gridOverBounds([1, 1, 0, 1], 9, 9), VALUE, /step of 0/],
    [
      'differences of one column',
      gridOverBounds([0, 1, 0, 1], 1, 9),
      { kind: 'fd', component: 'x1', output: 0, spacing: 'input' },
      /at least 2/,
    ],
    ['an output that is not there', gridOverBounds([0, 1, 0, 1], 9, 9), { kind: 'value', output: 2 }, /no output 2/],
  ] as const)('with %s is refused in words', async (_, grid, quantity, words) => {
    await expect(engine.evaluate(network, grid, quantity)).rejects.toThrow(words);
  });
});
