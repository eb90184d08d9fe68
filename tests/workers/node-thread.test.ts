// Accepted when a program in one file is its own threads in Node, and ends when they have done their work or failed.
import { expect, test, vi } from 'vitest';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { boxDomain, cellCount, NO_CUT } from '../../src/model/partition.ts';
import { partition } from '../../src/regions/partition.ts';
import { useProgram } from '../cli/crease.ts';

// Each starts a program that starts threads, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const program = useProgram('tests/workers/node-program.ts');

test('threads of Node make what one thread makes', async () => {
  const network = specNetwork(parseSpec('2-48-16-1:relu@torch:1'));
  const whole = partition({ network, domain: boxDomain([-2, 2, -2, 2]), cut: NO_CUT });
  const { code, stdout, stderr } = await program.run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({ cells: cellCount(whole), ok: true, threads: 2 });
});

test('an abort while they work ends the program', async () => {
  const { code, stdout } = await program.run('abort');
  expect([code, stdout]).toEqual([0, '"Error: moved on"']);
});

test('a thread that ends by itself is an error in a sentence', async () => {
  const { code, stdout } = await program.run('deaf');
  expect(code).toBe(0);
  expect(stdout).toContain('The thread that computes on the processor stopped: it ended with exit code 0');
});
