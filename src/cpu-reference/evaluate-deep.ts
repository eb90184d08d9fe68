// Deep views on the CPU: the oracle's exact differences to the grid's centre, row by row, giving way to other work in between.
import type { EvaluateOptions } from '../model/backend.ts';
import type { Field } from '../model/field.ts';
import { type Grid, offset2 } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { referenceOrbit } from '../model/orbit.ts';
import { evaluationOf, isDifference, type Quantity } from '../model/quantity.ts';
import { evaluateDifference } from './difference-field.ts';
import { takenField } from './perturbation.ts';

/** How long the thread is kept before other work gets its turn, in ms. */
const TURN = 30;

/** As perturbedField, without keeping the thread. Rejects with what that throws, and with the signal's reason once that aborts. */
export async function evaluateDeep(
  network: Network,
  grid: Grid,
  quantity: Quantity,
  options: EvaluateOptions = {},
): Promise<Field> {
  if (isDifference(quantity))
    return evaluateDifference(quantity, grid, options, (part, own) => rowByRow(network, grid, part, own));
  return rowByRow(network, grid, quantity, options);
}

async function rowByRow(
  network: Network,
  grid: Grid,
  quantity: Quantity,
  { signal, onProgress }: EvaluateOptions,
): Promise<Field> {
  const { width, height, shift } = grid;
  const evaluation = evaluationOf(network, quantity);
  const orbit = referenceOrbit(evaluation.network, grid);
  const data = new Float64Array(width * height);
  let base = 0;
  let turnEnds = performance.now() + TURN;
  for (let row = 0; row < height; row++) {
    signal?.throwIfAborted();
    const field = takenField(evaluation, { ...grid, height: 1, shift: [shift[0], offset2(grid, row)] }, orbit);
    data.set(field.data, row * width);
    base = field.base;
    if (performance.now() < turnEnds) continue;
    onProgress?.((row + 1) / height);
    await new Promise((resume) => setTimeout(resume));
    turnEnds = performance.now() + TURN;
  }
  onProgress?.(1);
  return { width, height, base, data };
}
