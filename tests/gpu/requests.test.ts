// Accepted when what no GPU takes is refused as a request, in a sentence with the limit and the remedy, and not put down to the hardware.
import { expect, it } from 'vitest';
import { parseSpec } from '../../src/formats/spec.ts';
import type { DomainRule } from '../../src/model/colouring.ts';
import type { Grid } from '../../src/model/grid.ts';
import { initialise } from '../../src/model/init.ts';
import { useEngine } from '../support/engine.ts';

const gpu = useEngine();

const { architecture, initialiser, seed } = parseSpec('2-4-1:relu@torch:1');
const network = initialise(architecture, initialiser, seed);
const GRID: Grid = { center: [0n, 0n], shift: [0, 0], step: [0.1, 0.1], width: 8, height: 8 };
const VALUE = { kind: 'value', output: 0 } as const;

it.each([
  [{ width: 10_166, height: 8192 }, 'at most 67108864 (8192²) fit: ask for fewer'],
  [{ width: 7.5 }, 'both numbers must be whole and at least 1'],
  [{ step: [1e30, 1e30] }, 'choose other bounds, or compute on the CPU'],
] as const)('a grid of %j', async (changes, sentence) => {
  const refused = gpu.engine.evaluate(network, { ...GRID, ...changes }, VALUE);
  await expect(refused).rejects.toMatchObject({ name: 'GpuError', kind: 'request', message: expect.stringContaining(sentence) });
});

it.each([
  [0, 1e-36],
  [-1e35, 1e35],
  [1, 1],
])('a domain from %d to %d', async (lo, hi) => {
  const domain: DomainRule = { kind: 'fixed', lo, hi };
  const refused = gpu.engine.render(network, GRID, VALUE, { colormap: 'gray', reversed: false, domain, contours: 0 });
  await expect(refused).rejects.toMatchObject({ name: 'GpuError', kind: 'request', message: expect.stringContaining('domain') });
});
