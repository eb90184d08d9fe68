// Acceptance: a peer is handed the benchmark's network and grid and is timed on nothing else; one that is not there, fails or computes
// something else is words in the report.
import { expect, test } from 'vitest';
import { readBenchOptions } from '../../bench/arguments.ts';
import { type Ended, measurePeers } from '../../bench/peers.ts';
import { forward } from '../../src/cpu-reference/forward.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';

const NET = '2-5-1:relu';
const OPTIONS = readBenchOptions(['--quick', '--nets', NET, '--quantities', 'value']);
const NETWORK = specNetwork(parseSpec(NET));
const POINTS = 512 ** 2;

/** The corners and the point next above the middle, in the order of the rows. */
const STEP = 6 / 511;
const PROBED = [
  [-3, -3],
  [3, -3],
  [STEP / 2, STEP / 2],
  [-3, 3],
  [3, 3],
];

const ended = (code: number, stdout = '', stderr = ''): Ended => ({ code, stdout, stderr });

/** A Python that has NumPy and no PyTorch, and answers its program's request with `answer`. */
function measured(answer: Ended, requests: unknown[] = []) {
  return measurePeers(
    '/root',
    OPTIONS,
    () => undefined,
    async (_, args, input) => {
      if (args[0] === '-c') return ended(args[1] === 'import torch' ? 1 : 0);
      requests.push(JSON.parse(input));
      return answer;
    },
  );
}

function report(probes: readonly number[]): string {
  return JSON.stringify([{ peer: 'NumPy 9', quantity: 'value', points: POINTS, ms: 10, runs: 5, probes }]);
}

test('a peer gets the weights, the bounds and the points, and its time becomes a rate', async () => {
  const requests: unknown[] = [];
  const values = PROBED.map((x) => forward(NETWORK, x).outputs[0]);
  const { cases, missing } = await measured(ended(0, report(values)), requests);
  const [{ weight, bias }] = NETWORK.layers;
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({
    layers: [
      { weight: [0, 1, 2, 3, 4].map((o) => [weight[2 * o], weight[2 * o + 1]]), bias: [...bias], activation: 'relu' },
      { activation: 'identity' },
    ],
    bounds: [-3, 3, -3, 3],
    quantities: ['value'],
    points: [POINTS],
  });
  expect(cases).toEqual([
    { peer: 'NumPy 9', net: NET, quantity: 'value', points: POINTS, measured: { ms: 10, runs: 5, rate: 100 * POINTS } },
  ]);
  expect(missing).toEqual(['PyTorch was not measured: python3 cannot import torch.']);
});

test('a peer that computes another function is not shown', async () => {
  const { cases, missing } = await measured(ended(0, report([1, 2, 3, 4, 5])));
  expect(cases).toEqual([]);
  expect(missing[0]).toMatch(/^NumPy was not measured on 2-5-1:relu: it computes another function, off by [\d.]+\.$/);
});

test('a peer that fails is named with its last words', async () => {
  const { cases, missing } = await measured(ended(1, '', 'Traceback\nMemoryError: too much'));
  expect(cases).toEqual([]);
  expect(missing[0]).toBe('NumPy was not measured on 2-5-1:relu: it failed with MemoryError: too much.');
});

test('without Python there are no peers, and the report says so', async () => {
  const { cases, missing } = await measurePeers(
    '/root',
    OPTIONS,
    () => undefined,
    async () => ended(-1),
  );
  expect(cases).toEqual([]);
  expect(missing).toEqual(['python3 does not run, so neither NumPy nor PyTorch was measured (PYTHON names another one).']);
});

test('a program that is not there ends below 0 and breaks nothing', async () => {
  const before = process.env.PYTHON;
  process.env.PYTHON = '/nonexistent/python3';
  try {
    const { missing } = await measurePeers('/root', OPTIONS, () => undefined);
    expect(missing[0]).toMatch(/^\/nonexistent\/python3 does not run/);
  } finally {
    if (before === undefined) delete process.env.PYTHON;
    else process.env.PYTHON = before;
  }
});
