// Accepted when any number of threads makes the partition that one makes, what is done is told on the way, an abort or a newer request is
// heard at once, limits are kept and say how far it got, and an error of a thread is everybody's.
import { expect, test, vi } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { NetworkError } from '../../src/model/errors.ts';
import { boxDomain, cellCount, NO_CUT, type Partition, type PartitionRequest } from '../../src/model/partition.ts';
import { WHOLE_CHECKS } from '../../src/model/partition-report.ts';
import type { Partitioned, PartitionPart, PartitionProgress } from '../../src/model/partitioning.ts';
import { certify } from '../../src/regions/certificate.ts';
import { excerptRanges } from '../../src/regions/certificate-excerpt.ts';
import { Partitioner, partition } from '../../src/regions/partition.ts';
import { pieceRanges } from '../../src/regions/piece-ranges.ts';
import { partitionStatistics } from '../../src/regions/statistics.ts';
import { PartitionPool, partitionInThreads } from '../../src/workers/partition-pool.ts';
import type { CpuJob } from '../../src/workers/protocol.ts';
import { startThread, type WatchedThread } from '../support/cpu-thread.ts';

const request: PartitionRequest = {
  network: specNetwork(parseSpec('2-48-16-1:relu@torch:1')),
  domain: boxDomain([-2, 2, -2, 2]),
  cut: NO_CUT,
  limit: { cells: Number.POSITIVE_INFINITY, seconds: Number.POSITIVE_INFINITY },
};
const whole = partition(request);
const excerpts = excerptRanges(whole);
const pieces = pieceRanges(new Partitioner(request.network, request.domain, request.cut).cells).length;

/** A way to start threads, and those that it started: first one that assembles, then those that cut. The `deaf` ones never answer. */
function watched(...deaf: readonly number[]): { start: () => WatchedThread; threads: WatchedThread[] } {
  const threads: WatchedThread[] = [];
  const start = () => {
    const thread = startThread(deaf.includes(threads.length));
    threads.push(thread);
    return thread;
  };
  return { start, threads };
}

/** How many jobs of a kind these threads were asked. */
const asked = (kind: CpuJob['kind'], ...threads: readonly WatchedThread[]) =>
  threads.flatMap(({ heard }) => heard).filter((message) => message.kind === 'job' && message.job.kind === kind).length;

/** What does not depend on the order of the cells: their patterns, and how many of what there are. */
function gist({ layout, patterns, vertices, edges, cellStarts, complete }: Partition): unknown {
  const names = Array.from({ length: cellStarts.length - 1 }, (_, cell) =>
    patterns.slice(cell * layout.words, (cell + 1) * layout.words).join(),
  );
  return { patterns: names.sort(), vertices: vertices.length / 2, edges: edges.length / 2, complete };
}

test.each([1, 2, 4])('%i threads make what one makes, and prove it', async (count) => {
  const { start, threads } = watched();
  const { partition, report } = await partitionInThreads(request, { threads: count, start });
  expect(pieces).toBeGreaterThan(4);
  expect(gist(partition)).toEqual(gist(whole));
  expect(report).toMatchObject({ cells: cellCount(whole), threads: count, complete: true, covered: 1 });
  const certificate = certify(request.network, partition, certainPieces(request.network, request.domain.center));
  expect(certificate.ok).toBe(true);
  expect(report.certificate).toEqual({ ...certificate, seconds: expect.any(Number) });
  expect(report.statistics).toEqual(partitionStatistics(request.network, partition));
  expect(report.vertices - report.edges + report.cells).toBe(1);
  expect(threads).toHaveLength(count + 1);
  for (const kind of ['piece', 'prove'] as const)
    expect(threads.map((thread) => asked(kind, thread) > 0)).toEqual(threads.map((_, n) => n < count));
  expect(threads.every(({ ended }) => ended)).toBe(true);
});

test('parts and progress are told as they are done, and the whole before it is proven', async () => {
  const { start } = watched();
  const parts: PartitionPart[] = [];
  const progress: PartitionProgress[] = [];
  const wholes: Partition[] = [];
  const { partition } = await partitionInThreads(request, {
    threads: 2,
    start,
    onPart: (part) => parts.push(structuredClone(part)),
    onProgress: (step) => progress.push(step),
    onPartition: (early) => wholes.push(early),
  });
  expect(parts).toHaveLength(pieces);
  expect(progress.every(({ proven }, n) => (n < pieces ? proven === 0 : proven > 0 && proven <= 1))).toBe(true);
  const sums = parts.map((_, n) => parts.slice(0, n + 1).reduce((sum, part) => sum + cellCount(part), 0));
  expect(progress.slice(0, pieces).map(({ cells }) => cells)).toEqual(sums);
  expect(progress.map(({ covered }) => covered)).toEqual(progress.map(({ covered }) => covered).sort((a, b) => a - b));
  expect(progress[pieces - 1].cells).toBe(cellCount(whole));
  expect(progress[pieces - 1].covered).toBeCloseTo(1, 9);
  expect(wholes).toEqual([partition]);
  const proven = progress.slice(pieces).map((step) => step.proven);
  expect(proven).toEqual(excerpts.map((_, n) => (n + 1) / excerpts.length));
});

test('the newest request wins, and threads stay for the next', async () => {
  const { start, threads } = watched();
  const pool = new PartitionPool(2, start);
  expect(gist((await pool.partition(request)).partition)).toEqual(gist(whole));
  expect(gist((await pool.partition(request)).partition)).toEqual(gist(whole));
  expect(threads).toHaveLength(3);
  const told: PartitionProgress[] = [];
  const older = pool.partition(request, { onProgress: (step) => told.push(step) });
  const newer = pool.partition({ ...request, domain: boxDomain([-1, 1, -1, 1]) });
  await expect(older).rejects.toMatchObject({ name: 'AbortError' });
  const { partition, report } = await newer;
  expect(report.complete).toBe(true);
  expect(partition.domain).toEqual(boxDomain([-1, 1, -1, 1]));
  expect(told).toEqual([]);
  const closed = pool.partition(request);
  pool.close();
  await expect(closed).rejects.toMatchObject({ name: 'AbortError' });
});

test('an abort in the middle rejects with its reason at once, and the pool goes on with the next', async () => {
  const { start, threads } = watched();
  const pool = new PartitionPool(2, start);
  const stop = new AbortController();
  const told: PartitionProgress[] = [];
  const stopped = pool.partition(request, {
    signal: stop.signal,
    onProgress: (step) => {
      told.push(step);
      stop.abort(new Error('moved on'));
    },
  });
  await expect(stopped).rejects.toThrow('moved on');
  expect(asked('piece', ...threads)).toBeLessThan(pieces);
  const { partition } = await pool.partition(request);
  expect(gist(partition)).toEqual(gist(whole));
  expect(told).toHaveLength(1);
  pool.close();
});

test('while it is proven, a newer request wins and a thread that fails is told of', async () => {
  const { start, threads } = watched();
  const pool = new PartitionPool(2, start);
  /** Until a proof is there, and others are not. */
  const untilProof = (act: () => void) =>
    pool.partition(request, { onProgress: ({ proven }) => proven > 0 && proven <= 1 / excerpts.length && act() });
  let newer: Promise<Partitioned> | undefined;
  const older = untilProof(() => {
    newer = pool.partition(request);
  });
  await expect(older).rejects.toMatchObject({ name: 'AbortError' });
  expect((await newer)?.report).toMatchObject({ complete: true, certificate: { ok: true } });
  expect(asked('certify', ...threads)).toBe(1);
  await expect(untilProof(() => threads[1].fail('out of memory'))).rejects.toThrow('stopped: out of memory');
  expect((await pool.partition(request)).report.certificate.ok).toBe(true);
  expect(asked('certify', ...threads)).toBe(2);
  pool.close();
});

test.each([
  ['cuts', 0],
  ['assembles', 1],
])('an abort is heard though a thread that %s hangs, which is ended and replaced', async (_, which) => {
  const { start, threads } = watched(which);
  const pool = new PartitionPool(1, start);
  const stop = new AbortController();
  const hung = pool.partition(request, {
    signal: stop.signal,
    onProgress: ({ covered }) => covered > 1 - 1e-9 && setTimeout(() => stop.abort(new Error('moved on'))),
  });
  if (which === 0) stop.abort(new Error('moved on'));
  await expect(hung).rejects.toThrow('moved on');
  expect(gist((await pool.partition(request)).partition)).toEqual(gist(whole));
  expect(threads[which].ended).toBe(true);
  pool.close();
  await expect(partitionInThreads(request, { threads: 1, start, signal: stop.signal })).rejects.toThrow('moved on');
});

test.each([
  [1, 1],
  [500, 400],
  [cellCount(whole) - 1, 600],
])('a limit of %i cells is kept', async (cells, least) => {
  const { start } = watched();
  const limit = { ...request.limit, cells };
  const { partition, report } = await partitionInThreads({ ...request, limit }, { threads: 2, start });
  expect(report.cells).toBe(cellCount(partition));
  expect(report.cells).toBeGreaterThanOrEqual(least);
  expect(report.cells).toBeLessThanOrEqual(cells);
  expect(report).toMatchObject({ complete: false, certificate: { ok: false } });
  expect(report.covered).toBeGreaterThan(0);
  expect(report.covered).toBeLessThan(1);
});

test('a limit of cells is used up where one cell of the base is cut into more', async () => {
  const network = specNetwork(parseSpec(`2-${'6-'.repeat(30)}1:tent@he:1`));
  const limit = { ...request.limit, cells: 700 };
  const { report } = await partitionInThreads({ ...request, network, limit }, { threads: 2, start: watched().start });
  expect(report).toMatchObject({ cells: 700, complete: false });
  const broken = report.certificate.checks.filter(({ ok, name }) => !ok && !WHOLE_CHECKS.includes(name));
  expect(broken).toEqual([]);
});

test('at a limit of seconds there is what was done until then, though a thread hangs', async () => {
  const { start } = watched(1);
  const told: PartitionProgress[] = [];
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { partition, report } = await partitionInThreads(
    { ...request, limit: { ...request.limit, seconds: 60 } },
    {
      threads: 2,
      start,
      onProgress: (step) => {
        // All that the hanging thread has not.
        if (told.push(step) !== pieces - 2) return;
        vi.advanceTimersByTime(61_000);
        vi.useRealTimers();
      },
    },
  );
  expect(report).toMatchObject({ cells: cellCount(partition), complete: false, certificate: { ok: false } });
  expect(report.cells).toBe(told[pieces - 3].cells);
  expect(report.covered).toBeCloseTo(told[pieces - 3].covered, 9);
});

test('what fails in a thread is said in its words', async () => {
  const failing = watched(0);
  const made = partitionInThreads(request, { threads: 1, start: failing.start });
  failing.threads[0].fail('out of memory');
  await expect(made).rejects.toThrow('stopped: out of memory');
  expect(failing.threads[0].ended).toBe(true);
});

test('a smooth network is refused before any thread is started', async () => {
  const { start, threads } = watched();
  const network = specNetwork(parseSpec('2-8-1:tanh@torch:1'));
  await expect(partitionInThreads({ ...request, network }, { threads: 2, start })).rejects.toThrow(NetworkError);
  expect(threads).toEqual([]);
});
