// The CPU backend: every quantity over a grid, point by point in f64.
import type { EvaluateOptions } from '../model/backend.ts';
import { placeNumbers } from '../model/coordinate.ts';
import type { Field } from '../model/field.ts';
import { type Grid, offset1, offset2 } from '../model/grid.ts';
import { argmax } from '../model/head.ts';
import type { Network } from '../model/network.ts';
import { PATTERN_SEED, patternStep, patternValue, pieceOf } from '../model/pattern.ts';
import { componentOf, type Evaluation, evaluationOf, isDifference, type Quantity } from '../model/quantity.ts';
import { creaseAt, takenOfCrease } from './crease.ts';
import { evaluateDifference } from './difference-field.ts';
import { forward } from './forward.ts';
import { gradient } from './gradient.ts';

/** How long the thread is kept before other work gets its turn, in milliseconds. */
const TURN = 30;

/**
 * `quantity` at every point of the grid, in f64 with base 0. Rejects with NetworkError where the network does not have it, with
 * GridError where a finite difference has fewer than 2 points along an axis, and with the signal's reason once that aborts.
 */
export async function evaluateOnCpu(
  network: Network,
  grid: Grid,
  quantity: Quantity,
  options: EvaluateOptions = {},
): Promise<Field> {
  if (isDifference(quantity))
    return evaluateDifference(quantity, grid, options, (part, own) => evaluateOnCpu(network, grid, part, own));
  const { width, height } = grid;
  const data = await sample(grid, pointFunction(evaluationOf(network, quantity), grid.step), options);
  return { width, height, base: 0, data };
}

/** The number that `evaluation` takes at a point of the plane; `step` is what distances to creases are counted in. */
function pointFunction(evaluation: Evaluation, step: Grid['step']): (x: readonly [number, number]) => number {
  const { take, network } = evaluation;
  switch (take) {
    case 'value':
      return (x) => forward(network, x).outputs[evaluation.output];
    case 'argmax':
      return (x) => argmax(forward(network, x).outputs);
    case 'pattern':
      return (x) => pattern(network, evaluation.first, x);
    case 'crease':
    case 'crease-layer':
      return (x) => takenOfCrease(evaluation.take, creaseAt(evaluation, step, x));
    default:
      return (x) => {
        const [d1, d2] = gradient(network, x).outputs;
        return componentOf(take, d1[evaluation.output], d2[evaluation.output]);
      };
  }
}

/** The hash of the pieces that the units of layer `first` and of all behind it are on at x. */
export function pattern(network: Network, first: number, x: ArrayLike<number>): number {
  let hash = PATTERN_SEED;
  forward(network, x).layers.forEach(({ preActivation }, l) => {
    if (l >= first) for (const z of preActivation) hash = patternStep(hash, pieceOf(network.layers[l].activation, z));
  });
  return patternValue(hash);
}

/** Calls `at` for every point, row 0 (the smallest x2) first. */
async function sample(
  grid: Grid,
  at: (x: readonly [number, number]) => number,
  { signal, onProgress }: EvaluateOptions,
): Promise<Float64Array> {
  const { width, height } = grid;
  const [c1, c2] = placeNumbers(grid.center);
  const data = new Float64Array(width * height);
  signal?.throwIfAborted();
  let turnEnds = performance.now() + TURN;
  for (let p = 0; p < data.length; p++) {
    const [i, j] = [p % width, Math.floor(p / width)];
    data[p] = at([c1 + offset1(grid, i), c2 + offset2(grid, j)]);
    if (performance.now() < turnEnds) continue;
    onProgress?.((p + 1) / data.length);
    await new Promise((resume) => setTimeout(resume));
    signal?.throwIfAborted();
    turnEnds = performance.now() + TURN;
  }
  onProgress?.(1);
  return data;
}
