// Accepted when the test device computes, has the adapter's limits, and cannot hide an error.
import { expect, test } from 'vitest';
import { adapterLimits, openTestDevice, useDevice } from '../support/device.ts';

const gpu = useDevice();

test('the device has the limits of its adapter', () => {
  const limits = adapterLimits(gpu.adapter);
  expect(limits.maxStorageBufferBindingSize).toBeGreaterThanOrEqual(128 * 2 ** 20);
  expect(gpu.device.limits.maxStorageBufferBindingSize).toBe(limits.maxStorageBufferBindingSize);
  expect(gpu.device.limits.maxBufferSize).toBe(limits.maxBufferSize);
});

test('a kernel doubles numbers', async () => {
  const { device } = gpu;
  const module = device.createShaderModule({
    code: '@group(0) @binding(0) var<storage, read_write> x: array<f32>;\n@compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3u) { x[id.x] *= 2; }',
  });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const data = device.createBuffer({ size: 16, usage });
  const copy = device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  device.queue.writeBuffer(data, 0, new Float32Array([1, 2, 3, 4]));
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(
    0,
    device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: [{ binding: 0, resource: { buffer: data } }] }),
  );
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(data, 0, copy, 0, 16);
  device.queue.submit([encoder.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  expect([...new Float32Array(copy.getMappedRange())]).toEqual([2, 4, 6, 8]);
});

test('an error that nobody caught is reported once, and a caught one is not', async () => {
  const own = await openTestDevice();
  own.device.createBuffer({ label: 'planted', size: 4, usage: 0 });
  await expect(own.assertNoErrors()).rejects.toThrow('planted');
  await own.assertNoErrors();
  own.device.pushErrorScope('validation');
  own.device.createBuffer({ label: 'caught', size: 4, usage: 0 });
  expect(await own.device.popErrorScope()).not.toBeNull();
  await own.assertNoErrors();
  own.close();
});

test('a lost device is an error, and a closed one is not', async () => {
  const lost = await openTestDevice();
  lost.device.destroy();
  await lost.device.lost;
  await expect(lost.assertNoErrors()).rejects.toThrow('The device was lost (destroyed)');
  const closed = await openTestDevice();
  closed.close();
  await closed.device.lost;
  await closed.assertNoErrors();
});
