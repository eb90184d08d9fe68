// Accepted when the worker's answers are the reference's own, a network goes over once, short jobs do not wait for pictures, nobody waits
// for what was stopped, and a worker that hangs or fails is replaced.

import { expect, test } from 'vitest';
import { distinctPatterns } from '../../src/cpu-reference/distinct.ts';
import { readLine } from '../../src/cpu-reference/line.ts';
import { readPoint } from '../../src/cpu-reference/reading.ts';
import { renderOnCpu } from '../../src/cpu-reference/render.ts';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { NetworkError } from '../../src/model/errors.ts';
import type { Grid } from '../../src/model/grid.ts';
import { CpuClient } from '../../src/workers/cpu-client.ts';
import { startThread, type WatchedThread } from '../support/cpu-thread.ts';

const network = specNetwork(parseSpec('2-12-8-3:relu,tanh@torch:3'));
const quantity = parseQuantity('value:1');
const colouring = { colormap: 'viridis', reversed: false, domain: { kind: 'extent' }, contours: 3 } as const;
const grid: Grid = { center: placeOf([0.1, -0.2]), shift: [0, 0], step: [0.1, 0.1], width: 24, height: 17 };
const large: Grid = { ...grid, width: 320, height: 320 };
const segment = { center: placeOf([0.1, 0.2]), from: [-1, 0], to: [1, 0.5], step: 0.01 } as const;
const probe = { quantity, place: placeOf([0.31, 0.1]), step: 0.01 } as const;

/** A client, and the threads that it started; the first `deaf` of them never answer. */
function clientWith(deaf = 0): { client: CpuClient; threads: WatchedThread[] } {
  const threads: WatchedThread[] = [];
  const client = new CpuClient(() => {
    const thread = startThread(threads.length < deaf);
    threads.push(thread);
    return thread;
  });
  return { client, threads };
}

test('pictures, cross-sections, readings and counts are those of the reference', async () => {
  const { client, threads } = clientWith();
  const { picture, ms } = await client.render(network, { grid, quantity, colouring });
  expect(picture).toEqual(await renderOnCpu(network, grid, quantity, colouring));
  expect(ms).toBeGreaterThan(0);
  expect(await client.line(network, { quantity, segment, count: 33 })).toEqual(readLine(network, quantity, segment, 33));
  expect(await client.distinct(network, grid)).toBe(distinctPatterns(network, grid));
  expect(await client.read(network, probe)).toEqual(readPoint(network, quantity, probe.place, 0.01));
  expect(threads[0].heard.filter(({ kind }) => kind === 'network')).toHaveLength(1);
  client.close();
  expect(threads.map(({ ended }) => ended)).toEqual([true]);
});

test('other colours of the same field are the reference’s too', async () => {
  const { client } = clientWith();
  await client.render(network, { grid, quantity, colouring });
  const reversed = { ...colouring, reversed: true };
  const { picture } = await client.render(network, { grid, quantity, colouring: reversed });
  expect(picture).toEqual(await renderOnCpu(network, grid, quantity, reversed));
  client.close();
});

test('an error keeps its words and its class', async () => {
  const { client } = clientWith();
  await expect(client.read(network, { ...probe, quantity: parseQuantity('value:9') })).rejects.toThrow(NetworkError);
  await expect(client.render(network, { grid, quantity: parseQuantity('value:9'), colouring })).rejects.toThrow(
    'There is no output 9',
  );
  await expect(client.line(network, { quantity, segment, count: 1 })).rejects.toThrow('A cross-section of 1 points');
  client.close();
});

test('a reading does not wait for the pictures that were asked for before', async () => {
  const { client } = clientWith();
  const done: string[] = [];
  const picture = client.render(network, { grid: large, quantity, colouring }).then(() => done.push('picture'));
  await client.read(network, probe).then(() => done.push('reading'));
  await picture;
  expect(done).toEqual(['reading', 'picture']);
  client.close();
});

test('of pictures that wait, the urgent one is made first', async () => {
  const { client } = clientWith();
  const done: string[] = [];
  const ask = (name: string, urgent: boolean) =>
    client.render(network, { grid, quantity, colouring }, { urgent: () => urgent }).then(() => done.push(name));
  await Promise.all([ask('first', false), ask('second', false), ask('third', true)]);
  expect(done).toEqual(['first', 'third', 'second']);
  client.close();
});

test('what is stopped is rejected at once, whether it waits or is under way, and the worker goes on', async () => {
  const { client, threads } = clientWith();
  const stop = new AbortController();
  const under = client.render(network, { grid: large, quantity, colouring }, { signal: stop.signal });
  const waiting = client.render(network, { grid: large, quantity, colouring }, { signal: stop.signal });
  stop.abort(new Error('moved on'));
  await expect(under).rejects.toThrow('moved on');
  await expect(waiting).rejects.toThrow('moved on');
  await expect(client.read(network, probe, { signal: stop.signal })).rejects.toThrow('moved on');
  const { picture } = await client.render(network, { grid, quantity, colouring });
  expect(picture.width).toBe(24);
  expect(threads).toHaveLength(1);
  expect(threads[0].heard.filter(({ kind }) => kind === 'job')).toHaveLength(2);
  client.close();
});

test('a worker that does not stop is ended, and another one does what else was asked', async () => {
  const { client, threads } = clientWith(1);
  const stop = new AbortController();
  const hung = client.render(network, { grid, quantity, colouring }, { signal: stop.signal });
  const reading = client.read(network, probe);
  const next = client.render(network, { grid, quantity, colouring });
  stop.abort(new Error('moved on'));
  await expect(hung).rejects.toThrow('moved on');
  expect((await reading).point).toEqual([0.31, 0.1]);
  expect((await next).picture.height).toBe(17);
  expect(threads.map(({ ended }) => ended)).toEqual([true, false]);
  client.close();
});

test('a worker that fails says so to everybody who waits, and is replaced by the next question', async () => {
  const { client, threads } = clientWith(1);
  const waiting = [client.render(network, { grid, quantity, colouring }), client.render(network, { grid, quantity, colouring })];
  threads[0].fail('out of memory');
  for (const work of waiting)
    await expect(work).rejects.toThrow('The thread that computes on the processor stopped: out of memory.');
  expect((await client.read(network, probe)).point).toEqual([0.31, 0.1]);
  client.close();
});

test('the worker keeps few networks, and is given again what it forgot', async () => {
  const { client, threads } = clientWith();
  const networks = Array.from({ length: 6 }, (_, seed) => specNetwork(parseSpec(`2-4-3:relu@torch:${seed}`)));
  for (const one of [...networks, networks[0]])
    expect((await client.read(one, probe)).outputs).toEqual(readPoint(one, quantity, probe.place, 0.01).outputs);
  const count = (kind: string) => threads[0].heard.filter((message) => message.kind === kind).length;
  expect([count('network'), count('forget')]).toEqual([7, 3]);
  client.close();
});
