// Makes a field on the GPU, of any quantity.
import type { EvaluateOptions } from '../model/backend.ts';
import { checkDifferenceAxes, type Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { isDifference, type Quantity } from '../model/quantity.ts';
import type { BandRows, GpuField } from './gpu-field.ts';
import type { GradientSource } from './hessian-field.ts';
import { type PlannedQuantity, planOf } from './plan.ts';
import { adapterOf, evaluatePlan } from './plan-field.ts';
import { BRIEF_POINTS, type GpuContext, runSliced } from './slices.ts';

export interface FieldRequest {
  readonly network: Network;
  readonly grid: Grid;
  readonly quantity: Quantity;
  /**
   * For a picture under a moving hand: a kernel that all networks with these activations share is slower, but nothing is compiled for a
   * new shape; and few points are only submitted, `ms` being 0.
   */
  readonly coarse?: boolean;
}

/** Throws NetworkError, GridError or GpuError before anything runs; rejects with the signal's reason once that aborts. */
export async function makeField(
  context: GpuContext,
  { network, grid, quantity, coarse = false }: FieldRequest,
  rows: readonly BandRows[],
  options: EvaluateOptions,
): Promise<GpuField> {
  if (isDifference(quantity)) checkDifferenceAxes(grid.width, grid.height);
  const evaluate = (planned: PlannedQuantity, into: readonly BandRows[], own: EvaluateOptions) =>
    evaluatePlan(context, planOf(network, planned, adapterOf(context), coarse), grid, into, own, coarse);
  if (quantity.kind !== 'hessian') return evaluate(quantity, rows, options);
  const { hessianField } = await import('./hessian-field.ts');
  // What fields have in common is handed over, so that the page loads little with the first Hessian.
  const source: GradientSource = {
    gradient: (component, wider, onProgress) =>
      evaluate({ kind: 'grad', component, output: quantity.output }, wider, { ...options, onProgress }),
    run: (work) => runSliced(context, { ...work, brief: coarse && work.points <= BRIEF_POINTS }, { signal: options.signal }),
  };
  return hessianField(context, source, grid, rows, options.onProgress);
}
