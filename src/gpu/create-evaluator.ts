// Chooses the pass that evaluates a plan.
import { createEvaluatePass } from './evaluate-pass.ts';
import type { Evaluator, EvaluatorRequest } from './evaluator.ts';
import { createLayerwisePass } from './layerwise-pass.ts';

/** Compiles what the plan needs and uploads its weights. Throws GpuError where a shader does not compile. */
export function createEvaluator(request: EvaluatorRequest): Promise<Evaluator> {
  return request.plan.strategy === 'tiled' ? createLayerwisePass(request) : createEvaluatePass(request);
}
