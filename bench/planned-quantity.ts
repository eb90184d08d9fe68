// What is measured kernel by kernel.
import { parseQuantity } from '../src/formats/quantity.ts';
import type { PlannedQuantity } from '../src/gpu/plan.ts';
import { FormatError } from '../src/model/errors.ts';

/** Throws FormatError for what is no quantity, or made of more than one kernel's field. */
export function parsePlannedQuantity(text: string): PlannedQuantity {
  const quantity = parseQuantity(text);
  if (quantity.kind === 'hessian')
    throw new FormatError(`The quantity ${text} is made of the fields of two kernels: measure grad-x1 and grad-x2 instead.`);
  return quantity;
}
