// Takes np.gradient of a field on the GPU, or how far it is from the exact derivative.
import type { Component } from '../model/quantity.ts';
import { type BufferScope, bindBuffers, computeLayout, type PipelineCache } from './context.ts';
import type { RecordSlice } from './evaluator.ts';
import { type DifferenceSpan, writeDifference } from './uniforms.ts';
import { assemble, WGSL } from './wgsl.ts';

const POINTS_PER_WORKGROUP = 64;

export interface DifferencePass {
  readonly maxPoints: number;
  /** From `values` (and the `exact` derivative, for an error) into `field`. */
  into(values: GPUBuffer, exact: GPUBuffer | null, field: GPUBuffer, span: Omit<DifferenceSpan, 'first' | 'end'>): RecordSlice;
}

/** The module for a component of the finite difference, or of its error. */
export function differenceSource(component: Component, kind: 'fd' | 'error'): string {
  return assemble(
    WGSL.difference,
    `fn along(column: u32, row: u32) -> f32 { return along_${component}(column, row); }
fn wanted(point: u32) -> f32 { return ${kind === 'fd' ? 'finite_difference' : 'error'}(point); }`,
  );
}

export async function createDifferencePass(
  pipelines: PipelineCache,
  scope: BufferScope,
  component: Component,
  kind: 'fd' | 'error',
): Promise<DifferencePass> {
  const { device } = pipelines;
  const layout = computeLayout(device, 'DifferencePass.layout', ['uniform', 'read-only-storage', 'read-only-storage', 'storage']);
  const pipeline = await pipelines.compute('DifferencePass.pipeline', differenceSource(component, kind), layout);
  return {
    maxPoints: POINTS_PER_WORKGROUP * device.limits.maxComputeWorkgroupsPerDimension,
    into: (values, exact, field, span) => (pass, first, end) => {
      const uniform = scope.uniform('DifferencePass.span', writeDifference({ ...span, first, end }));
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindBuffers(device, 'DifferencePass.bindings', layout, [uniform, values, exact ?? values, field]));
      pass.dispatchWorkgroups(Math.ceil((end - first) / POINTS_PER_WORKGROUP));
    },
  };
}
