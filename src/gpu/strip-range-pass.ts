// Finds the domain of every map of the network strip, on the GPU and for it.

import type { Shown } from '../model/strip.ts';
import { stripColouring } from '../model/strip.ts';
import { type BufferScope, bindBuffers, computeLayout, type PipelineCache } from './context.ts';
import { mapRows, type StripValues } from './strip-values-pass.ts';
import { WGSL } from './wgsl.ts';

/** strip-range.wgsl's Range. */
export function writeRange(points: number, stride: number, symmetric: boolean): ArrayBuffer {
  return Uint32Array.of(points, stride, symmetric ? 1 : 0).buffer;
}

/** Submits the work; the domains, in a buffer of `kept`, are there for whatever is submitted later. Throws GpuError. */
export async function stripDomains(
  pipelines: PipelineCache,
  kept: BufferScope,
  scratch: BufferScope,
  { grid, maps, bases, count }: StripValues,
  show: Shown,
): Promise<GPUBuffer> {
  const { device } = pipelines;
  const layout = computeLayout(device, 'StripRange.layout', ['uniform', 'read-only-storage', 'read-only-storage', 'storage']);
  const pipeline = await pipelines.compute('StripRange.pipeline', WGSL.stripRange, layout);
  const symmetric = stripColouring(show).domain.kind === 'symmetric';
  const range = writeRange(grid.width * grid.height, grid.width * mapRows(grid), symmetric);
  const domains = kept.create('StripRange.domains', count * 8, GPUBufferUsage.STORAGE);
  const encoder = device.createCommandEncoder({ label: 'StripRange' });
  const pass = encoder.beginComputePass({ label: 'StripRange' });
  pass.setPipeline(pipeline);
  const buffers = [scratch.uniform('StripRange.range', range), maps, bases, domains];
  pass.setBindGroup(0, bindBuffers(device, 'StripRange.bindings', layout, buffers));
  pass.dispatchWorkgroups(count);
  pass.end();
  device.queue.submit([encoder.finish()]);
  return domains;
}
