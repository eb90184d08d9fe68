// What every kernel reads of a plan at its centre, on the GPU; and what a point of it costs.
import type { EvaluatorRequest } from './evaluator.ts';
import { packHeadReferences, packReferences, packWeights } from './packing.ts';
import type { Plan } from './plan.ts';
import { planesOf } from './planes.ts';
import { writeTake } from './uniforms.ts';

export interface PlanBuffers {
  readonly take: GPUBuffer;
  readonly weights: GPUBuffer;
  readonly references: GPUBuffer;
  readonly heads: GPUBuffer;
}

/** Uploads into the request's scope. */
export function uploadPlan({ scope, plan, center, grid }: EvaluatorRequest): PlanBuffers {
  return {
    take: scope.uniform('Plan.take', writeTake(plan, center, grid)),
    weights: scope.storage('Plan.weights', packWeights(plan.layers).buffer),
    references: scope.storage('Plan.references', packReferences(plan.layers, center.orbit, center.scale).buffer),
    heads: scope.storage('Plan.headReferences', packHeadReferences(center).buffer),
  };
}

/** Multiply-adds of one point: the weights, once for each plane. */
export function multiplyAddsOf({ layers, anchors }: Plan): number {
  return planesOf(anchors).length * layers.reduce((sum, layer) => sum + layer.weight.length, 0);
}
