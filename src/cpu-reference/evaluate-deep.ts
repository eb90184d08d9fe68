// Deep views on the CPU: the oracle's exact differences to the grid's centre, row by row, giving way to other work in between.
import type { EvaluateOptions } from '../model/backend.ts';
import type { Field } from '../model/field.ts';
import { checkDifferenceAxes, type Grid, offset2 } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { referenceOrbit } from '../model/orbit.ts';
import { evaluationOf, type Quantity } from '../model/quantity.ts';
import { finiteDifference } from './finite-difference.ts';
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
  if (quantity.kind !== 'fd' && quantity.kind !== 'error') return rowByRow(network, grid, quantity, options);
  const { width, height } = grid;
  const { component, output } = quantity;
  checkDifferenceAxes(width, height);
  const { data } = await rowByRow(network, grid, { kind: 'value', output }, options);
  const finite = finiteDifference(data, grid, component, quantity.kind === 'fd' ? quantity.spacing : 'input');
  if (quantity.kind === 'fd') return { width, height, base: 0, data: finite };
  const exact = await rowByRow(network, grid, { kind: 'grad', component, output }, options);
  return { width, height, base: 0, data: finite.map((d, p) => d - (exact.base + exact.data[p])) };
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
