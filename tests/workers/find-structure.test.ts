// Accepted when the frame has every crossing of a single layer's creases and no more, what cannot be framed is said, and no thread is left.
import { expect, test } from 'vitest';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { NetworkError } from '../../src/model/errors.ts';
import { findStructure } from '../../src/workers/find-structure.ts';
import { startThread, type WatchedThread } from '../support/cpu-thread.ts';

const ENOUGH = { cells: 100_000, seconds: 60 };

function find(spec: string, limit = ENOUGH, signal = new AbortController().signal) {
  const started: WatchedThread[] = [];
  const start = () => {
    const thread = startThread();
    started.push(thread);
    return thread;
  };
  const found = findStructure(specNetwork(parseSpec(spec)), { limit, threads: 2, start, signal });
  return { found, started };
}

test('all crossings of one layer’s creases are in the frame, the outermost on its border', async () => {
  const spec = '2-9-1:relu@torch:3';
  const { weight, bias, fanOut } = specNetwork(parseSpec(spec)).layers[0];
  const crossings: [number, number][] = [];
  for (let i = 0; i < fanOut; i++)
    for (let j = 0; j < i; j++) {
      const [a, b, c, d] = [weight[2 * i], weight[2 * i + 1], weight[2 * j], weight[2 * j + 1]];
      const determinant = a * d - b * c;
      crossings.push([(b * bias[j] - d * bias[i]) / determinant, (c * bias[i] - a * bias[j]) / determinant]);
    }
  const { found, started } = find(spec);
  const frame = await found;
  if (!frame) throw new Error('There is no frame.');
  expect(frame.vertices).toBe(36);
  const spans = [0, 1].map((axis) => {
    const along = crossings.map((crossing) => crossing[axis]);
    const [least, most] = [Math.min(...along), Math.max(...along)];
    expect(frame.center[axis]).toBeCloseTo((least + most) / 2, 6);
    return (most - least) / 2;
  });
  expect(frame.radius / Math.max(...spans)).toBeCloseTo(1, 9);
  await expect.poll(() => started.every(({ ended }) => ended)).toBe(true);
  expect(started.length).toBeGreaterThan(1);
});

test('one crease has no corner', async () => {
  expect(await find('2-1-1:relu@torch:3').found).toBe(null);
});

test.each([
  ['2-9-1:tanh@torch:3', ENOUGH, /smooth activation tanh/],
  ['2-9-1:relu@torch:3', { ...ENOUGH, cells: 20 }, /more than 20 regions, or takes longer than 60 s\.$/],
])('%s within %j rejects with a sentence', async (spec, limit, words) => {
  const { found, started } = find(spec, limit);
  const error = await found.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NetworkError);
  expect(String(error)).toMatch(words);
  await expect.poll(() => started.every(({ ended }) => ended)).toBe(true);
});

test('an abort is heard, and no thread is left', async () => {
  const stop = new AbortController();
  const { found, started } = find('2-64-64-1:relu@torch:1', ENOUGH, stop.signal);
  stop.abort(new Error('No more.'));
  await expect(found).rejects.toThrow('No more.');
  await expect.poll(() => started.every(({ ended }) => ended)).toBe(true);
});
