// What the evaluating passes have in common: a plan at a centre, recorded slice by slice into a field buffer.
import type { Grid } from '../model/grid.ts';
import type { BufferScope, PipelineCache } from './context.ts';
import type { Center, Plan } from './plan.ts';

/** Records the points [first, end) of a field buffer into a compute pass; first is a multiple of 4. */
export type RecordSlice = (pass: GPUComputePassEncoder, first: number, end: number) => void;

export interface Evaluator {
  /** Multiply-adds for one point: what the first estimate of the time is made from. */
  readonly multiplyAdds: number;
  /** The most points that one slice may have. */
  readonly maxPoints: number;
  /** A recorder for the field buffer whose point 0 is the first of grid row `firstRow`. */
  into(field: GPUBuffer, firstRow: number): RecordSlice;
}

export interface EvaluatorRequest {
  readonly pipelines: PipelineCache;
  /** Holds the buffers that the recorded slices use. */
  readonly scope: BufferScope;
  readonly plan: Plan;
  readonly center: Center;
  readonly grid: Grid;
}
