// Makes the norm of the Hessian from two fields of the gradient's components.
import type { Grid } from '../model/grid.ts';
import HESSIAN_SOURCE from '../shaders/hessian.wgsl?raw';
import { type BufferScope, bindBuffers, computeLayout, type PipelineCache } from './context.ts';
import type { RecordSlice } from './evaluator.ts';
import type { BandRows } from './gpu-field.ts';
import type { SlicedWork } from './slices.ts';

export { HESSIAN_SOURCE };

const POINTS_PER_WORKGROUP = 256;

type Rows = Pick<BandRows, 'firstRow'>;

export interface HessianPass {
  readonly work: Pick<SlicedWork, 'key' | 'multiplyAdds' | 'maxPoints'>;
  /** A recorder for `norm`, whose rows begin with `to`, from the gradient's components, whose rows begin with `from`. */
  into(norm: GPUBuffer, to: Rows, gradient: readonly [GPUBuffer, GPUBuffer], from: Rows): RecordSlice;
}

/** hessian.wgsl's Neighbours; `scale` is what the norm is multiplied by. */
export function writeNeighbours(grid: Grid, scale: number, from: Rows, to: Rows, first: number, end: number): ArrayBuffer {
  const data = new ArrayBuffer(32);
  new Float32Array(data).set(grid.step.map((step) => scale / step));
  new Uint32Array(data, 8).set([grid.width, grid.height, from.firstRow, to.firstRow, first, end]);
  return data;
}

/** Of a grid, into fields of one scale; `scope` holds the buffers that the recorded slices use. */
export async function createHessianPass(
  pipelines: PipelineCache,
  scope: BufferScope,
  grid: Grid,
  scale: number,
): Promise<HessianPass> {
  const { device } = pipelines;
  const layout = computeLayout(device, 'HessianPass.layout', ['uniform', 'read-only-storage', 'read-only-storage', 'storage']);
  const pipeline = await pipelines.compute('HessianPass.pipeline', HESSIAN_SOURCE, layout);
  const maxPoints = POINTS_PER_WORKGROUP * device.limits.maxComputeWorkgroupsPerDimension;
  return {
    work: { key: 'HessianPass', multiplyAdds: 32, maxPoints },
    into: (norm, to, gradient, from) => (pass, first, end) => {
      const slice = scope.uniform('HessianPass.neighbours', writeNeighbours(grid, scale, from, to, first, end));
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindBuffers(device, 'HessianPass.bindings', layout, [slice, ...gradient, norm]));
      pass.dispatchWorkgroups(Math.ceil((end - first) / POINTS_PER_WORKGROUP));
    },
  };
}
