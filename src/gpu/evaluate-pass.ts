// Evaluates a plan in one kernel from input to output: the unrolled and the looped strategy.
import { bindBuffers, computeLayout } from './context.ts';
import { evaluateSource } from './evaluate-source.ts';
import type { Evaluator, EvaluatorRequest } from './evaluator.ts';
import { layerShapes } from './packing.ts';
import { multiplyAddsOf, uploadPlan } from './plan-buffers.ts';
import { writeLayerShapes, writeTile } from './uniforms.ts';

const POINTS_PER_WORKGROUP = 256;

export async function createEvaluatePass(request: EvaluatorRequest): Promise<Evaluator> {
  const { pipelines, scope, plan, grid } = request;
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
  const { take, weights, references, heads } = uploadPlan(request);
  const shapes = scope.storage('EvaluatePass.layers', writeLayerShapes(layerShapes(plan, 0)));
  return {
    multiplyAdds: multiplyAddsOf(plan),
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
