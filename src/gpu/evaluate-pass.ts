// Evaluates a plan in one kernel from input to output: the unrolled and the looped strategy.
import { bindBuffers, computeLayout } from './context.ts';
import { evaluateSource } from './evaluate-source.ts';
import type { Evaluator, EvaluatorRequest } from './evaluator.ts';
import { layerShapes, packHeadReferences, packReferences, packWeights } from './packing.ts';
import { planesOf } from './planes.ts';
import { writeLayerShapes, writeTake, writeTile } from './uniforms.ts';

const POINTS_PER_WORKGROUP = 256;

export async function createEvaluatePass({ pipelines, scope, plan, center, grid }: EvaluatorRequest): Promise<Evaluator> {
  const { device } = pipelines;
  const layout = computeLayout(device, 'EvaluatePass.layout', [
    'uniform',
    'uniform',
    'read-only-storage',
    'read-only-storage',
    'read-only-storage',
    'read-only-storage',
    'storage',
  ]);
  const pipeline = await pipelines.compute('EvaluatePass.pipeline', evaluateSource(plan), layout);
  const take = scope.uniform('EvaluatePass.take', writeTake(plan, center, grid));
  const weights = scope.storage('EvaluatePass.weights', packWeights(plan.layers).buffer);
  const references = scope.storage('EvaluatePass.references', packReferences(plan.layers, center.orbit).buffer);
  const heads = scope.storage('EvaluatePass.headReferences', packHeadReferences(center).buffer);
  const shapes = scope.storage('EvaluatePass.layers', writeLayerShapes(layerShapes(plan, 0)));
  return {
    multiplyAdds: planesOf(plan.anchors).length * plan.layers.reduce((sum, layer) => sum + layer.weight.length, 0),
    maxPoints: POINTS_PER_WORKGROUP * device.limits.maxComputeWorkgroupsPerDimension,
    into: (field, firstRow) => (pass, first, end) => {
      const tile = scope.uniform('EvaluatePass.tile', writeTile(grid, firstRow, first, end));
      pass.setPipeline(pipeline);
      pass.setBindGroup(
        0,
        bindBuffers(device, 'EvaluatePass.bindings', layout, [tile, take, weights, references, heads, shapes, field]),
      );
      pass.dispatchWorkgroups(Math.ceil((end - first) / POINTS_PER_WORKGROUP));
    },
  };
}
