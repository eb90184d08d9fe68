// Makes a field on the GPU, of any quantity.
import type { EvaluateOptions } from '../model/backend.ts';
import { checkDifferenceAxes, type Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { isDifference, type Quantity } from '../model/quantity.ts';
import type { BandRows, GpuField } from './gpu-field.ts';
import { hessianField } from './hessian-field.ts';
import { planOf } from './plan.ts';
import { adapterOf, evaluatePlan } from './plan-field.ts';
import type { GpuContext } from './slices.ts';

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
  if (quantity.kind !== 'hessian')
    return evaluatePlan(context, planOf(network, quantity, adapterOf(context), coarse), grid, rows, options, coarse);
  const [x1, x2] = (['x1', 'x2'] as const).map((component) =>
    planOf(network, { kind: 'grad', component, output: quantity.output }, adapterOf(context), coarse),
  );
  return hessianField(context, [x1, x2], grid, rows, options, coarse);
}
