// Accepted when what is known follows a hand that moves, the newest wins, what is counted is what the pixels cover, and grids too slow for the
// machine are left out.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { coordinateOf } from '../../src/model/coordinate.ts';
import type { Field } from '../../src/model/field.ts';
import { type Grid, offset1, offset2 } from '../../src/model/grid.ts';
import type { Domain, PartitionRequest } from '../../src/model/partition.ts';
import type { PartitionReport } from '../../src/model/partition-report.ts';
import type { PartitionOptions } from '../../src/model/partitioning.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { gridOf } from '../../src/model/view.ts';
import { DEFAULT_SCENE } from '../../src/ui/default-scene.ts';
import { createRegionCounter, domainOf, type RegionCount } from '../../src/ui/region-count.ts';
import { crossPartition } from '../formats/hand-made-partition.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const network = recipeNetwork(DEFAULT_SCENE.networks[0]);
const wantedAt = (x: number) => {
  const view = { center: [coordinateOf(x), 0n] as const, radius: 3 };
  return { network, slot: 0, pixels: gridOf(view, 600, 400), picture: gridOf(view, 300, 200) };
};

interface Asked {
  readonly domain: Domain;
  readonly signal: AbortSignal;
  readonly answer: (cells: number) => void;
  readonly fail: (error: Error) => void;
  readonly tellPartition: PartitionOptions['onPartition'];
}

const fieldOf = ({ width, height }: Grid): Field => ({ width, height, base: 0, data: new Float64Array(7) });

/** A counter whose partitions are answered by hand and whose grids take `pace` ms a point. */
function counter(pace = 0, fails: (grid: Grid) => boolean = () => false, samples = false) {
  const asked: Asked[] = [];
  const grids: Grid[] = [];
  const counts: RegionCount[] = [];
  const errors: unknown[] = [];
  const ask = createRegionCounter({
    partition: ({ domain }: PartitionRequest, { signal = AbortSignal.any([]), onPartition } = {}) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        const report = (cells: number) => ({ cells, complete: true }) as PartitionReport;
        asked.push({
          domain,
          signal,
          tellPartition: onPartition,
          fail: reject,
          answer: (cells) => resolve({ report: report(cells), partition: crossPartition() } as never),
        });
      }),
    seen: async (_, grid) => {
      grids.push(grid);
      await new Promise((resolve) => setTimeout(resolve, pace * grid.width * grid.height));
      if (fails(grid)) throw new Error('no room');
      return Math.min(grid.width, 100);
    },
    patterns: async (_, grid) => (samples ? fieldOf(grid) : null),
    *disagreement({ field, grid, layer }) {
      yield;
      return { compared: grid.width * grid.height, count: field.data.length, points: [], largest: layer ?? -1 };
    },
    onCount: (count) => counts.push(count),
    onError: (error) => errors.push(error),
  });
  return { ask, asked, grids, counts, errors };
}

test('a view is counted at once; under a hand that moves on, the newest as soon as the one before is known', async () => {
  const { ask, asked, counts, errors } = counter();
  const centers = () => asked.map(({ domain }) => domain.center[0]);
  for (const x of [1, 2, 3]) ask(wantedAt(x));
  expect(centers()).toEqual([coordinateOf(1)]);
  expect(asked[0].signal.aborted).toBe(false);
  asked[0].tellPartition?.(crossPartition());
  expect(asked[0].signal.aborted).toBe(true);
  expect(centers()).toEqual([1, 3].map(coordinateOf));
  // What was known is shown though it is not the newest.
  expect(counts.map(({ wanted, partition }) => [wanted.pixels.center[0], partition !== null])).toEqual([[coordinateOf(1), true]]);
  // What is being proven stops at once.
  asked[1].tellPartition?.(crossPartition());
  ask(wantedAt(4));
  expect(asked[1].signal.aborted).toBe(true);
  asked[2].answer(209);
  await vi.runAllTimersAsync();
  expect(counts.at(-1)?.wanted.pixels.center[0]).toEqual(coordinateOf(4));
  expect(counts.at(-1)?.report?.cells).toBe(209);
  expect(errors).toEqual([]);
});

test('a partition that takes long is given up for a newer view, and only for one', async () => {
  const { ask, asked } = counter();
  ask(wantedAt(1));
  await vi.advanceTimersByTimeAsync(300);
  ask(wantedAt(2));
  await vi.advanceTimersByTimeAsync(99);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked[0].signal.aborted).toBe(true);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked[1].signal.aborted).toBe(false);
});

test('grids are counted once the view rests', async () => {
  const { ask, asked, grids } = counter();
  ask(wantedAt(1));
  asked[0].tellPartition?.(crossPartition());
  asked[0].answer(4);
  await vi.advanceTimersByTimeAsync(149);
  expect(grids).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(grids).not.toEqual([]);
});

test('what is sampled of the picture is compared with the exact partition, before grids are counted', async () => {
  for (const samples of [true, false]) {
    const { ask, asked, counts } = counter(0, () => false, samples);
    ask(wantedAt(1));
    asked[0].answer(4);
    await vi.advanceTimersByTimeAsync(150);
    await vi.runAllTimersAsync();
    const told = counts.findIndex(({ disagreement }) => disagreement !== null);
    if (samples) {
      expect(counts[told].disagreement).toMatchObject({ compared: 300 * 200, count: 7, largest: -1 });
      expect(counts[told].seen).toEqual([]);
      expect(counts.at(-1)?.disagreement).toBe(counts[told].disagreement);
    } else expect(told).toBe(-1);
    expect(counts.at(-1)?.seen.length).toBeGreaterThan(3);
  }
});

test('after a failure the next view is counted at once', async () => {
  const { ask, asked, errors } = counter();
  ask(wantedAt(1));
  asked[0].fail(new Error('no thread'));
  await vi.advanceTimersByTimeAsync(0);
  expect(errors).toEqual([new Error('no thread')]);
  ask(wantedAt(2));
  expect(asked).toHaveLength(2);
});

test('null stops what is under way', async () => {
  const { ask, asked, counts, errors } = counter();
  ask(wantedAt(1));
  await vi.advanceTimersByTimeAsync(200);
  ask(null);
  expect(asked[0].signal.aborted).toBe(true);
  await vi.runAllTimersAsync();
  expect([counts, errors]).toEqual([[], []]);
});

test('grids of 16² to 4096² points and the picture’s own are over the same rectangle, in ascending order', async () => {
  const { ask, asked, grids, counts } = counter();
  const wanted = wantedAt(1);
  ask(wanted);
  await vi.advanceTimersByTimeAsync(200);
  asked[0].answer(209);
  await vi.runAllTimersAsync();
  expect(grids.map(({ width, height }) => [width, height])).toEqual(
    [16, 32, 64, 128, [300, 200], 256, 512, 1024, 2048, 4096].map((side) => (Array.isArray(side) ? side : [side, side])),
  );
  for (const grid of grids) expectSameRectangle(domainOf(grid), domainOf(wanted.pixels));
  const { seen, slow } = counts[counts.length - 1];
  expect(seen.map(({ seen: count, isPicture }) => [count, isPicture]).slice(3, 6)).toEqual([
    [100, false],
    [100, true],
    [100, false],
  ]);
  expect(seen).toHaveLength(10);
  expect(slow).toBe(false);
});

test('points that would take longer than three seconds are left out, and so is what there is no room for', async () => {
  for (const [pace, fails] of [
    [1e-3, () => false],
    [0, ({ width }: Grid) => width === 2048],
  ] as const) {
    const { ask, asked, counts, errors } = counter(pace, fails);
    ask(wantedAt(1));
    await vi.advanceTimersByTimeAsync(200);
    asked[0].answer(209);
    await vi.runAllTimersAsync();
    const { seen, slow } = counts[counts.length - 1];
    expect(seen.at(-1)?.points).toBe(1024 ** 2);
    expect(slow).toBe(true);
    expect(errors).toEqual([]);
  }
});

test('what goes wrong is told', async () => {
  const { ask, asked, errors } = counter(0, () => true);
  ask(wantedAt(1));
  await vi.advanceTimersByTimeAsync(200);
  asked[0].answer(209);
  await vi.runAllTimersAsync();
  expect(errors).toEqual([new Error('no room')]);
});

test('the domain has the pixels inside, half a pixel from its border', () => {
  const grid = gridOf({ center: [coordinateOf(0.1) + 1n, coordinateOf(-2)], radius: 1e-9 }, 300, 200);
  const { center, corners } = domainOf(grid);
  expect(center).toEqual(grid.center);
  const [[left, low], , [right, high]] = corners;
  expect(offset1(grid, 0) - left).toBeCloseTo(grid.step[0] / 2, 20);
  expect(right - offset1(grid, 299)).toBeCloseTo(grid.step[0] / 2, 20);
  expect(offset2(grid, 0) - low).toBeCloseTo(grid.step[1] / 2, 20);
  expect(high - offset2(grid, 199)).toBeCloseTo(grid.step[1] / 2, 20);
  // Counter-clockwise.
  const area = corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
  expect(area).toBeCloseTo(300 * 200 * grid.step[0] * grid.step[1], 20);
});

function expectSameRectangle(a: Domain, b: Domain): void {
  expect(a.center).toEqual(b.center);
  for (const [i, corner] of a.corners.entries())
    for (const axis of [0, 1]) expect(corner[axis]).toBeCloseTo(b.corners[i][axis], 12);
}
