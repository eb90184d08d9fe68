// Acceptance: the report names the machine, shows every case with its rate, GFLOP/s and ratio, and says in words what was not measured.
import { describe, expect, test } from 'vitest';
import { adapterSlug, digits, markdownTable, reportMarkdown } from '../../bench/report.ts';
import type { Results } from '../../bench/results.ts';

const [net, quantity, points, flopsPerPoint] = ['2-20-1:relu', 'value', 1024 ** 2, 120];

const RESULTS: Results = {
  machine: {
    adapter: 'nvidia-x1 (nvidia ada, NVIDIA: 570.86)',
    software: false,
    date: '2026-01-02',
    node: 'v20.19.0',
    cpu: 'A processor',
    threads: 8,
    platform: 'linux-x64',
  },
  limit: 30,
  throughput: {
    othersShare: 0.254,
    result: [
      { net, quantity, points, flopsPerPoint, strategy: 'unrolled', measured: { rate: 2e9, ms: 0.524288, runs: 5 } },
      {
        net,
        quantity,
        points: 4 * points,
        flopsPerPoint,
        strategy: 'unrolled',
        measured: { skipped: 'about 99 s at the rate before' },
      },
    ],
  },
  compile: {
    othersShare: 0,
    result: [
      { net, quantity, strategy: 'unrolled', ms: 12.4 },
      { net, quantity: 'error-norm', strategy: 'looped', ms: 2500.6 },
    ],
  },
  firstPicture: { net, side: 512, quantity, started: 50, opened: 150, pictured: 400, again: 3.21, runs: 3 },
  page: { files: [{ path: 'index.html', bytes: 2048, gzipped: 1024 }], bytes: 2048, gzipped: 1024, atFirst: 512 },
  pageStart: { width: 1280, height: 720, shown: 120, first: 640, full: 1900, visits: 5 },
  peers: [
    { peer: 'NumPy 9', net, quantity, points, measured: { rate: 4e7, ms: 26.2144, runs: 5 } },
    { peer: 'NumPy 9', net, quantity, points: 4 * points, measured: { rate: 4e7, ms: 104.8576, runs: 5 } },
  ],
  missingPeers: ['PyTorch was not measured: python3 cannot import torch.'],
};

describe('reportMarkdown', () => {
  const report = reportMarkdown(RESULTS);

  test('names the adapter and the machine', () => {
    expect(report).toMatch(/^# nvidia-x1 \(nvidia ada, NVIDIA: 570\.86\)\n/);
    expect(report).toContain('2026-01-02: A processor, 8 threads, linux-x64, Node v20.19.0.');
  });

  test('shows points/s and GFLOP/s, and why a case was not run', () => {
    expect(report).toContain('| 2-20-1:relu | value | 1024² | unrolled | 2000 | 240 | 0.524 | 5 |');
    expect(report).toContain('| 2-20-1:relu | value | 2048² | unrolled | not run: about 99 s at the rate before | – | – | – |');
  });

  test('says whether the machine was quiet', () => {
    expect(report).toContain('Other programs took 25 % of the processors meanwhile.');
  });

  test('shows peers as ratios of points/s, where both were measured', () => {
    expect(report).toContain('| 2-20-1:relu | value | 1024² | NumPy 9 | 40.0 | 26.2 | 5 | 50.0 × |');
    expect(report).toContain('| 2-20-1:relu | value | 2048² | NumPy 9 | 40.0 | 105 | 5 | not measured |');
    expect(report).toContain('PyTorch was not measured: python3 cannot import torch.');
  });

  test('names what compiles for longer than 2 s, or the slowest', () => {
    expect(report).toContain('1 take longer than 2000 ms: 2-20-1:relu error-norm.');
    expect(report).toContain('| 2-20-1:relu | 12 unrolled |  |  |  | 2501 looped |');
    const fast = reportMarkdown({ ...RESULTS, compile: { othersShare: 0, result: RESULTS.compile.result.slice(0, 1) } });
    expect(fast).toContain('None takes longer than 2000 ms; the slowest is 2-20-1:relu value with 12 ms.');
  });

  test('tells the first picture from the start of its process, and the page in bytes', () => {
    expect(report).toContain('400 ms after the process began, of which 50.0 ms load the program and 100 ms open the device.');
    expect(report).toContain('The page: 2.00 KiB in 1 files, 1.00 KiB gzipped, of which 0.500 KiB open it.');
    expect(report).toContain(
      '1280 × 720: its controls are there after 120 ms, the first picture after 640 ms, the full one after 1900 ms.',
    );
  });

  test('leaves out what was not asked for, and says what could not be', () => {
    const empty: Results = {
      ...RESULTS,
      throughput: { othersShare: 0, result: [] },
      compile: { othersShare: 0, result: [] },
      peers: [],
      missingPeers: [],
      firstPicture: { skipped: 'not asked for' },
      page: { skipped: 'the page is not built: no such folder' },
      pageStart: { skipped: 'no browser opens the page: there is none' },
    };
    const text = reportMarkdown(empty);
    expect(text.match(/^#+ .*$/gm)).toEqual(['# nvidia-x1 (nvidia ada, NVIDIA: 570.86)', '## Start']);
    expect(text).toContain('The page: not measured, the page is not built: no such folder.');
    expect(text).toContain('Opening the page: not measured, no browser opens the page: there is none.');
  });
});

test('an adapter has a file name without its driver', () => {
  expect(adapterSlug(RESULTS.machine.adapter)).toBe('nvidia-x1');
  expect(adapterSlug('NVIDIA H200 (nvidia hopper)')).toBe('nvidia-h200');
  expect(adapterSlug('(?)')).toBe('unnamed');
});

test('a table has its numbers on the right', () => {
  expect(markdownTable(['a', 'b'], [['x', '1']])).toBe('| a | b |\n| --- | ---: |\n| x | 1 |');
});

test.each([
  [0, '0'],
  [0.00123456, '0.00123'],
  [9.876, '9.88'],
  [98.76, '98.8'],
  [123456.7, '123457'],
])('%d has three digits: %s', (value, text) => {
  expect(digits(value)).toBe(text);
});
