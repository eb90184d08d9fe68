// Acceptance: peers that are not there are words in the report, not failures.
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBenchOptions } from '../../bench/arguments.ts';
import { measurePeers } from '../../bench/peers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let python: string | undefined;
beforeEach(() => {
  python = process.env.PYTHON;
});
afterEach(() => {
  if (python === undefined) delete process.env.PYTHON;
  else process.env.PYTHON = python;
});

test('without Python there are no peers, and the report says so', async () => {
  process.env.PYTHON = '/nonexistent/python3';
  expect(await measurePeers(ROOT, readBenchOptions(['--quick']), () => undefined)).toEqual({
    cases: [],
    missing: ['/nonexistent/python3 does not run, so neither NumPy nor PyTorch was measured (PYTHON names another one).'],
  });
});
