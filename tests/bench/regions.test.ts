// Acceptance: a peer partitions the same network in the same box, in turns with Crease; one that is not there, fails, is too slow or finds
// other cells is words in the report; nothing here needs an adapter.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { REGION_NETS, readBenchOptions } from '../../bench/arguments.ts';
import type { Ended } from '../../bench/peers.ts';
import { openPeer, openRegionPeers, PUBLISHED } from '../../bench/region-peers.ts';
import { measureShapes } from '../../bench/region-shapes.ts';
import { netsOfAtLeast, threadCounts } from '../../bench/regions.ts';
import { regionsMarkdown, regionsSlug } from '../../bench/regions-report.ts';
import { type RegionResults, wasSkipped } from '../../bench/results.ts';
import { turnAbout } from '../../bench/turn-about.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { boxDomain, cellCount } from '../../src/model/partition.ts';
import { partition } from '../../src/regions/partition.ts';

const NETS = ['2-6-1:relu', '2-7-5-1:relu'];
const CELLS = NETS.map((net) =>
  cellCount(partition({ network: specNetwork(parseSpec(net)), domain: boxDomain([-10, 10, -10, 10]) })),
);
/** Seconds: as little as lets a warm-up end. */
const LIMIT = 0.05;

/** Answers as the programs in bench/peers do, by `body`, which sees the prepared `request`. */
function program(body: string) {
  const script = `let request;
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const said = JSON.parse(line);
      if (said === 'run') { ${body} } else request = said;
    });
    const answer = (cells, ms) => console.log(JSON.stringify({ peer: 'Peer 9', cells, ms }));`;
  return openPeer('Peer', process.execPath, ['-e', script]);
}

/** By the widths of the layers that it is handed. */
const RIGHT = `const cells = { 6: ${CELLS[0]}, '7,5': ${CELLS[1]} }[request.layers.map(({ bias }) => bias.length)];`;

async function measured(body: string, nets = NETS) {
  const peer = program(body);
  try {
    const { result } = await measureShapes({ regionNets: nets, limit: LIMIT }, [peer], () => undefined);
    return result.filter((one) => one.program !== 'Crease');
  } finally {
    peer.close();
  }
}

test('a peer gets the layers that are cut along and the box, and its median becomes a rate', async () => {
  expect(await measured(`${RIGHT} answer(cells, 2);`)).toEqual(
    NETS.map((net, n) => ({
      net,
      program: 'Peer 9',
      measured: { cells: CELLS[n], ms: 2, runs: 11, rate: 500 * CELLS[n] },
    })),
  );
  const [{ measured: found }] = await measured(`answer(request.bounds.join() === '-10,10,-10,10' ? ${CELLS[0]} : 0, 2);`, [
    NETS[0],
  ]);
  expect(found).toMatchObject({ cells: CELLS[0] });
});

test('Crease is measured on every network, before its peers', async () => {
  const { result, othersShare } = await measureShapes({ regionNets: NETS, limit: LIMIT }, [], () => undefined);
  expect(result.map(({ net, program: name }) => [net, name])).toEqual(NETS.map((net) => [net, 'Crease']));
  for (const [n, { measured: found }] of result.entries()) expect(found).toMatchObject({ cells: CELLS[n] });
  expect(othersShare).toBeGreaterThanOrEqual(0);
});

test('a peer that finds other cells is not shown', async () => {
  const [{ measured: found }] = await measured('answer(3, 2);');
  expect(found).toEqual({ skipped: `it finds 3 cells where Crease finds ${CELLS[0]}` });
});

test('a peer that ends is named with its last words, on this network and on those that follow', async () => {
  const cases = await measured(`console.error('Traceback'); console.error('MemoryError: too much'); process.exit(1);`);
  expect(cases.map((one) => one.measured)).toEqual(NETS.map(() => ({ skipped: 'it failed with MemoryError: too much' })));
});

test('a peer that does not start fails likewise', async () => {
  const peer = openPeer('Peer', '/nonexistent/python3', []);
  await expect(peer.run()).rejects.toThrow('it failed with no word');
});

test('a peer that is expected to take longer than the limit is not run', async () => {
  const [first, second] = await measured(`${RIGHT} answer(cells, 1e6);`);
  expect(first.measured).toMatchObject({ runs: 1, ms: 1e6 });
  expect(second.measured).toEqual({ skipped: `about ${Math.ceil((CELLS[1] / CELLS[0]) * 1000)} s at the rate before` });
});

test('contestants take turns after their warm-ups, and one that fails holds up nobody', async () => {
  const turns: string[] = [];
  const contestant = (name: string, ms: number, fails = false) => ({
    name,
    async run() {
      turns.push(name);
      if (fails) throw new Error('no');
      return { cells: 10, ms };
    },
  });
  const rates = await turnAbout([contestant('a', 8), contestant('b', 1, true), contestant('c', 10)], 50);
  expect(rates).toEqual([
    { cells: 10, ms: 8, runs: 5, rate: 1250 },
    { skipped: 'no' },
    { cells: 10, ms: 10, runs: 4, rate: 1000 },
  ]);
  expect(turns.slice(turns.lastIndexOf('b')).join('')).toMatch(/^bc+acacacaca$/);
});

describe('openRegionPeers', () => {
  const variables = ['PYTHON', PUBLISHED];
  let before: Record<string, string | undefined>;
  beforeEach(() => {
    before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
    for (const name of variables) delete process.env[name];
  });
  afterEach(() => {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  });
  /** A Python that ends with `plain`, and with `torch` where it imports that. */
  const python = (plain: number, torch: number) => async (_: string, args: readonly string[]) =>
    ({ code: args[1] === 'import torch' ? torch : plain, stdout: '', stderr: '' }) satisfies Ended;

  test('says that there is no Python', async () => {
    expect(await openRegionPeers('/root', python(-1, -1))).toEqual({
      peers: [],
      missing: ['python3 does not run, so PyTorch was not measured (PYTHON names another one).'],
    });
  });

  test('says that there is no PyTorch', async () => {
    expect(await openRegionPeers('/root', python(0, 1))).toEqual({
      peers: [],
      missing: ['PyTorch was not measured: python3 cannot import torch (PYTHON names another one).'],
    });
  });

  test('says that the published program is not there, and takes it where it is', async () => {
    process.env.PYTHON = '/nonexistent/python3';
    const without = await openRegionPeers('/root', python(0, 0));
    expect(without.peers.map(({ name }) => name)).toEqual(['PyTorch']);
    expect(without.missing).toEqual([
      'The published edge subdivision was not measured: EDGE_SUBDIVISION names no clone of github.com/arturs-berzins/relu_edge_subdivision.',
    ]);
    process.env[PUBLISHED] = '/clone';
    const both = await openRegionPeers('/root', python(0, 0));
    expect(both.peers.map(({ name }) => name)).toEqual(['Berzins 2023', 'PyTorch']);
    expect(both.missing).toEqual([]);
  });
});

const RATE = { cells: 30_054, ms: 10, runs: 11, rate: 3_005_400 };
const [net] = ['2-128-128-1:relu'];
const RESULTS: RegionResults = {
  host: { date: '2026-01-02', node: 'v20.19.0', cpu: 'A processor', threads: 2, platform: 'linux-x64' },
  limit: 30,
  bound: 10,
  shapes: {
    othersShare: 0.25,
    result: [
      { net, program: 'Crease', measured: RATE },
      { net, program: 'Berzins 2023', measured: { skipped: 'about 99 s at the rate before' } },
      { net, program: 'PyTorch 9', measured: { ...RATE, ms: 40, rate: 751_350 } },
    ],
  },
  missingPeers: ['No peer.'],
  threads: {
    othersShare: 0,
    result: [
      { net, threads: 1, measured: RATE },
      { net, threads: 2, measured: { ...RATE, ms: 6, rate: 5_009_000 } },
    ],
  },
  processes: [
    { net, threads: 0, cells: 30_054, ms: 123.4, proof: null, peak: 250_000_000 },
    { net, threads: 2, cells: 30_054, ms: 100, proof: { ok: true, ms: 2000 }, peak: 300_000_000 },
    { net, threads: 3, cells: 30_054, ms: 100, proof: { ok: false, ms: 2000 }, peak: 300_000_000 },
    { skipped: 'it failed with no memory' },
  ],
};

describe('regionsMarkdown', () => {
  const report = regionsMarkdown(RESULTS);

  test('names the processor and the box', () => {
    expect(report).toMatch(/^# Linear regions on A processor\n/);
    expect(report).toContain(
      'on 2026-01-02: 2 threads, linux-x64, Node v20.19.0. Every network is partitioned in the box\n[−10, 10]².',
    );
  });

  test('shows rates, and the ratio to each peer in the last column', () => {
    expect(report).toContain('| 2-128-128-1:relu | Crease | 30054 | 3005 | 10.0 | 11 |  |');
    expect(report).toContain('| 2-128-128-1:relu | PyTorch 9 | 30054 | 751 | 40.0 | 11 | 4.00 × |');
    expect(report).toContain('| Berzins 2023 | – | not run: about 99 s at the rate before | – | – | not measured |');
    expect(report).toContain("over the peer's. Other programs took 25 % of the processors meanwhile.");
    expect(report).toContain('\nNo peer.\n');
  });

  test('shows threads over one thread, and the memory of a process', () => {
    expect(report).toContain('| 2-128-128-1:relu | 2 | 30054 | 5009 | 6.00 | 11 | 1.67 × |');
    expect(report).toContain('| 2-128-128-1:relu | alone | 30054 | 0.123 | – | 250 |');
    expect(report).toContain('| 2-128-128-1:relu | 2 | 30054 | 0.100 | 2.00 | 300 |');
    expect(report).toContain('| 2-128-128-1:relu | 3 | 30054 | 0.100 | 2.00, failed | 300 |');
    expect(report).toContain('A fresh process was not measured: it failed with no memory.');
  });
});

test('the file is named after the processor', () => {
  expect(regionsSlug('AMD EPYC 9965 (KVM)')).toBe('regions-amd-epyc-9965-kvm');
  expect(regionsSlug('?')).toBe('regions-unnamed');
});

test('threads double up to the most', () => {
  expect([1, 2, 6, 8].map(threadCounts)).toEqual([[1], [1, 2], [1, 2, 4, 6], [1, 2, 4, 8]]);
});

test('what is measured in threads is what Crease found many cells of, the most first', () => {
  const { result } = RESULTS.shapes;
  const more = { net: 'more', program: 'Crease', measured: { ...RATE, cells: 40_000 } };
  expect(netsOfAtLeast(30_000, [...result, more])).toEqual(['more', net]);
  expect(netsOfAtLeast(30_055, [...result, { ...more, measured: { skipped: 'no' } }])).toEqual([]);
  expect(result.some(({ measured: found }) => wasSkipped(found))).toBe(true);
});

test('by default the shapes of the promise are measured, and a million cells', () => {
  expect(readBenchOptions(['--parts', 'regions'])).toMatchObject({ parts: ['regions'], regionNets: REGION_NETS });
  expect(REGION_NETS.slice(0, 5)).toEqual(
    ['2-20-1', '2-64-64-1', '2-64-64-64-1', '2-128-128-1', '2-256-256-1'].map((shape) => `${shape}:relu`),
  );
});
