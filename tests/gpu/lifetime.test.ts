// Accepted when a device outlives every reference to the adapter it came from: freed too early, Dawn crashes or hangs the process.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openGpu } from '../../src/cli/dawn.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

async function deviceAlone(): Promise<GPUDevice> {
  const { adapter } = await openGpu();
  return adapter.requestDevice();
}

test('a device works on while the garbage collector runs', async () => {
  const device = await deviceAlone();
  for (let round = 0; round < 20; round++) {
    collect();
    const buffer = device.createBuffer({ size: 1 << 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const mapped = buffer.mapAsync(GPUMapMode.READ);
    collect();
    await mapped;
    await device.queue.onSubmittedWorkDone();
    await new Promise((resolve) => setTimeout(resolve, 1));
    buffer.destroy();
  }
  expect(await Promise.race([device.lost, 'still there'])).toBe('still there');
  device.destroy();
});
