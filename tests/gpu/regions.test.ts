// Acceptance: crease regions --seen counts on the GPU what the f64 reference counts, and the program ends by itself.
import { expect, test } from 'vitest';
import { useProgram } from '../cli/crease.ts';

const crease = useProgram();

test('both backends see the same regions', async () => {
  const args = ['regions', '2-20-1:relu@torch:0', '--bounds', '-10,10,-10,10', '--seen', '16,60', '--threads', '1', '--json'];
  const [gpu, cpu] = await Promise.all(
    ['gpu', 'cpu'].map(async (backend) => {
      const { code, stdout, stderr } = await crease.run(...args, '--backend', backend);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return JSON.parse(stdout);
    }),
  );
  expect(gpu.seen.machine).not.toBe(cpu.seen.machine);
  expect(gpu.seen.grids).toEqual(cpu.seen.grids);
  expect(gpu.seen.grids[0].patterns).toBeGreaterThan(10);
  expect(gpu.seen.grids[1].patterns).toBeGreaterThan(gpu.seen.grids[0].patterns);
  expect(gpu.cells).toBeGreaterThan(gpu.seen.grids[1].patterns);
});
