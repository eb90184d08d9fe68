// The quantities that neighbouring points make together, as what is done with the fields of other quantities.
import type { EvaluateOptions } from '../model/backend.ts';
import type { Field } from '../model/field.ts';
import { checkDifferenceAxes, type Grid } from '../model/grid.ts';
import type { DifferenceQuantity, Quantity } from '../model/quantity.ts';
import { finiteDifference } from './finite-difference.ts';
import { hessianNorm } from './hessian.ts';

/** What `quantity` is made of: the value, the value and the exact derivative, or both components of the gradient. */
export function differenceParts(quantity: DifferenceQuantity): Quantity[] {
  const { kind, output } = quantity;
  if (kind === 'hessian') return (['x1', 'x2'] as const).map((component) => ({ kind: 'grad', component, output }));
  const value: Quantity = { kind: 'value', output };
  return kind === 'fd' ? [value] : [value, { kind: 'grad', component: quantity.component, output }];
}

/**
 * `quantity` over the grid, with base 0, made of the fields of its parts. A base is the same everywhere, so that the differences of what
 * lies above it are enough. Throws GridError where an axis has fewer than 2 points.
 */
export function differenceField(quantity: DifferenceQuantity, grid: Grid, [first, second]: readonly Field[]): Field {
  return { width: grid.width, height: grid.height, base: 0, data: differences(quantity, grid, first, second) };
}

function differences(quantity: DifferenceQuantity, grid: Grid, first: Field, second: Field): Float64Array {
  if (quantity.kind === 'hessian') return hessianNorm(grid, first.data, second.data);
  if (quantity.kind === 'fd') return finiteDifference(first.data, grid, quantity.component, quantity.spacing);
  return finiteDifference(first.data, grid, quantity.component, 'input').map((d, p) => d - (second.base + second.data[p]));
}

/** As differenceField, where `evaluate` makes the parts one after the other; the grid is checked before it is asked. */
export async function evaluateDifference(
  quantity: DifferenceQuantity,
  grid: Grid,
  options: EvaluateOptions,
  evaluate: (part: Quantity, options: EvaluateOptions) => Promise<Field>,
): Promise<Field> {
  checkDifferenceAxes(grid.width, grid.height);
  const parts = differenceParts(quantity);
  const fields: Field[] = [];
  for (const [n, part] of parts.entries()) {
    const onProgress = (done: number) => options.onProgress?.((n + done) / parts.length);
    fields.push(await evaluate(part, { ...options, onProgress }));
  }
  return differenceField(quantity, grid, fields);
}
