// The count of patterns that a grid sees must be the reference's, exactly, wherever f32 leaves no doubt about any of its points; it must
// not depend on how the grid is cut, on how large the table is, or on hashes that agree by chance.

import { describe, expect, it } from 'vitest';
import { distinctPatterns } from '../../src/cpu-reference/distinct.ts';
import { errorBound } from '../../src/cpu-reference/error-bound.ts';
import { createDistinctPass } from '../../src/gpu/distinct-pass.ts';
import { GpuEngine } from '../../src/gpu/engine.ts';
import { ACTIVATION_NAMES, type ActivationName, activation, isPiecewiseLinear } from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import type { GpuError } from '../../src/model/errors.ts';
import { type Grid, gridOverBounds } from '../../src/model/grid.ts';
import { initialise } from '../../src/model/init.ts';
import { createNetwork, type Network, NO_HEAD } from '../../src/model/network.ts';
import { lastPatternLayer, PATTERN_SEED, patternStep, patternValue } from '../../src/model/pattern.ts';
import { MersenneTwister } from '../../src/model/random.ts';
import { useEngine } from '../support/engine.ts';
import { uploadField } from '../support/gpu-field.ts';
import { SHAPES } from '../support/gpu-problems.ts';

const gpu = useEngine();

/** Every layer with the same activation, the last one too; biases leave no unit at its threshold where its inputs are all off. */
function networkOf(widths: readonly number[], name: ActivationName, seed: number): Network {
  const activations = widths.slice(1).map(() => activation(name, 0.2));
  return initialise({ widths, activations, head: NO_HEAD }, { name: 'torch', bound: 1 }, seed);
}

/** Whether f32 decides about every unit at every point as f64 does. */
function isCertain(network: Network, grid: Grid): boolean {
  return Array.from({ length: lastPatternLayer(network) + 1 }, (_, layer) =>
    errorBound(network, grid, { kind: 'pattern', layer }).certain.every((certain) => certain === 1),
  ).every(Boolean);
}

/** The count on the GPU and the reference's, of a case that says something. */
async function countsOf(network: Network, grid: Grid): Promise<[number, number]> {
  expect(isCertain(network, grid), 'a point lies too near to a crease for f32: draw another seed').toBe(true);
  return [await gpu.engine.distinctPatterns(network, grid), distinctPatterns(network, grid)];
}

const PIECEWISE = ACTIVATION_NAMES.filter((name) => isPiecewiseLinear(activation(name)));
const CASES = PIECEWISE.flatMap((name) =>
  Object.entries(SHAPES)
    .filter(([strategy]) => strategy === 'looped' || name === 'relu' || name === 'tent')
    .map(([strategy, widths]) => [name, strategy, widths] as const),
);

describe('the count of a network of', () => {
  const grid = gridOverBounds([-3, 2.5, -2, 4], 30, 23);

  it.each([...CASES, ['tanh', 'looped', SHAPES.looped] as const])(
    '%s is the reference’s by the %s kernel',
    async (name, _, widths) => {
      const [count, truth] = await countsOf(networkOf(widths, name, 7), grid);
      expect(count).toBe(truth);
      if (name === 'identity') expect(truth).toBe(1);
      else expect(truth).toBeGreaterThan(widths === SHAPES.unrolled ? 5 : 30);
    },
  );

  it('one layer has its lines, and none where it is linear', async () => {
    expect(await countsOf(networkOf([2, 3], 'relu', 7), grid)).toEqual([7, 7]);
    expect(await gpu.engine.distinctPatterns(networkOf([2, 3], 'identity', 1), grid)).toBe(1);
  });

  it.each([1e-3, 1e-7, 1e-12])('relu is the reference’s %d wide around a crease', async (width) => {
    const network = networkOf([2, 24, 24, 1], 'relu', 5);
    // A line of unit 3, near to where f64 has it.
    const { weight, bias } = network.layers[0];
    const center = placeOf([0.3, -(weight[6] * 0.3 + bias[3]) / weight[7]]);
    const step = width / 31;
    const [count, truth] = await countsOf(network, { center, shift: [0, 0], step: [step, step], width: 32, height: 32 });
    expect(count).toBe(truth);
    expect(truth).toBeGreaterThan(1);
  });
});

describe('a grid in bands', () => {
  it('has the count of one band, and tells its progress', async () => {
    const grid = gridOverBounds([-3, 3, -3, 3], 64, 61);
    const network = networkOf(SHAPES.looped, 'relu', 2);
    // Two halo rows and thirteen of their own.
    const banded = new GpuEngine(gpu.engine.device, 64 * 4 * 15 + 16);
    const told: number[] = [];
    const count = await banded.distinctPatterns(network, grid, { onProgress: (part) => told.push(part) });
    expect(count).toBe(await gpu.engine.distinctPatterns(network, grid));
    expect(count).toBeGreaterThan(100);
    // Both hashes of five bands.
    expect(told.length).toBeGreaterThanOrEqual(10);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  it('is no longer counted once that is told to stop', async () => {
    const stop = new AbortController();
    const counted = gpu.engine.distinctPatterns(
      networkOf([2, 16, 16, 1], 'relu', 2),
      gridOverBounds([-3, 3, -3, 3], 2048, 2048),
      {
        signal: stop.signal,
        onProgress: () => stop.abort(new Error('enough')),
      },
    );
    await expect(counted).rejects.toThrow('enough');
  });
});

describe('patterns whose 30-bit hashes agree', () => {
  /** Two rows of signs that `pattern` shows as the same number. */
  function collidingSigns(): [number, number] {
    const random = new MersenneTwister(1);
    const seen = new Map<number, number>();
    for (;;) {
      const signs = random.uint32();
      let hash = PATTERN_SEED;
      for (let unit = 0; unit < 32; unit++) hash = patternStep(hash, (signs >>> unit) & 1);
      const other = seen.get(patternValue(hash));
      if (other !== undefined && other !== signs) return [other, signs];
      seen.set(patternValue(hash), signs);
    }
  }

  it('are two', async () => {
    const [left, right] = collidingSigns();
    // Unit u has one sign left of the x2 axis and one right of it.
    const sign = (signs: number, unit: number) => ((signs >>> unit) & 1) * 2 - 1;
    const units = Array.from({ length: 32 }, (_, unit) => [sign(left, unit), sign(right, unit)]);
    const network = createNetwork([
      {
        fanIn: 2,
        fanOut: 32,
        weight: Float32Array.from(units.flatMap(([a, b]) => [(b - a) / 2, 0])),
        bias: Float32Array.from(units, ([a, b]) => (a + b) / 2),
        activation: activation('relu'),
      },
      { fanIn: 32, fanOut: 1, weight: new Float32Array(32), bias: Float32Array.of(0), activation: activation('identity') },
    ]);
    const grid = gridOverBounds([-1, 1, -1, 1], 8, 8);
    const { data } = await gpu.engine.evaluate(network, grid, { kind: 'pattern', layer: null });
    expect(new Set(data).size).toBe(1);
    expect(await countsOf(network, grid)).toEqual([2, 2]);
  });
});

describe('the table', () => {
  /** Two fields whose numbers have these bits. */
  function fieldsOf(points: number, first: (point: number) => number, second: (point: number) => number) {
    const field = (at: (point: number) => number) =>
      uploadField(gpu.engine.device, new Float32Array(Uint32Array.from({ length: points }, (_, p) => at(p)).buffer), points);
    const fields = [field(first), field(second)] as const;
    return {
      fields,
      destroy: () => {
        for (const { destroy } of fields) destroy();
      },
    };
  }

  // Numbers next to each other, whose hashes are as like as they can be; the pairs go round 300 000 of each 331 776.
  const points = 2 ** 19;
  const first = (point: number) => 1 + ((point % 300_000) % 576);
  const second = (point: number) => 1 + Math.floor((point % 300_000) / 576);

  it.each([4, 2 ** 19, 2 ** 21])('of %i slots at first has every pair once', async (slots) => {
    const { fields, destroy } = fieldsOf(points, first, second);
    const pass = await createDistinctPass(gpu.engine, slots);
    expect(await pass.add(...fields)).toBe(300_000);
    // Some tables grow only now, and lose nothing.
    const others = fieldsOf(points, (point) => 1000 + first(point), second);
    expect(await pass.add(...others.fields)).toBe(600_000);
    expect(await pass.add(...fields)).toBe(600_000);
    pass.destroy();
    destroy();
    others.destroy();
  });

  it('has pairs apart that agree in one number, or have the same two', async () => {
    for (const [a, b, count] of [
      [() => 5, (point: number) => 1 + (point % 70_000), 70_000],
      [(point: number) => 0x80000000 + (point % 70_000), () => 9, 70_000],
      [(point: number) => 1 + (point % 2), (point: number) => 2 - (point % 2), 2],
    ] as const) {
      const { fields, destroy } = fieldsOf(100_000, a, b);
      const pass = await createDistinctPass(gpu.engine);
      expect(await pass.add(...fields)).toBe(count);
      pass.destroy();
      destroy();
    }
  });

  it('refuses in words to grow beyond its limit, not before it is nearly full', async () => {
    const { fields, destroy } = fieldsOf(points, first, second);
    const pass = await createDistinctPass(gpu.engine, 2 ** 8, 2 ** 19);
    const words = await pass.add(...fields).then(String, (error: GpuError) => error.message);
    expect(words).toMatch(
      /^The grid shows more than \d+ different patterns, and a table for more would pass this adapter's storage limit of 524288 bytes: ask/,
    );
    expect(Number(/\d+/.exec(words)?.[0])).toBeGreaterThan(0.6 * 2 ** 16);
    pass.destroy();
    destroy();
  });
});
