// A picture from the CPU backend: what the GPU engine's render makes, without a GPU.
import type { Backend, EvaluateOptions, Picture } from '../model/backend.ts';
import { type Colouring, classesOf, type Domain, scaleOf } from '../model/colouring.ts';
import type { Field } from '../model/field.ts';
import type { Grid } from '../model/grid.ts';
import { isDeep } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import type { Quantity } from '../model/quantity.ts';
import { colourField, domainOf } from './colour.ts';
import { evaluateOnCpu } from './evaluate.ts';
import { evaluateDeep } from './evaluate-deep.ts';

/** Evaluates and colours; rejects as evaluateOnCpu does. A direction's domain is the full turn unless it is fixed. */
export async function renderOnCpu(
  network: Network,
  grid: Grid,
  quantity: Quantity,
  colouring: Colouring,
  options: EvaluateOptions = {},
): Promise<Picture> {
  const field = await evaluateAnywhere(network, grid, quantity, options);
  return colourPicture(field, quantity, colouring, classesOf(network, quantity));
}

/** As evaluateOnCpu, but deep grids as differences to their centre, which keep their digits: the field has a base there. */
export function evaluateAnywhere(
  network: Network,
  grid: Grid,
  quantity: Quantity,
  options: EvaluateOptions = {},
): Promise<Field> {
  return (isDeep(grid) ? evaluateDeep : evaluateOnCpu)(network, grid, quantity, options);
}

/** The field in colours; `classes` is how many classes its network tells apart. */
export function colourPicture(field: Field, quantity: Quantity, colouring: Colouring, classes: number): Picture {
  const scale = scaleOf(quantity);
  const isDirection = quantity.kind === 'grad' && quantity.component === 'direction';
  const found = domainOf(field, colouring.domain);
  const domain: Domain | null = found && isDirection && colouring.domain.kind !== 'fixed' ? [-Math.PI, Math.PI] : found;
  const pixels = colourField(field, scale, colouring, domain, classes);
  const { width, height } = field;
  if (scale !== 'linear') return { width, height, pixels, domain: null, nonFinite: false };
  return { width, height, pixels, domain, nonFinite: !field.data.every((d) => Number.isFinite(field.base + d)) };
}

/** The CPU as a backend: in f64, on the thread that calls it, giving way to other work every 30 ms. */
export const cpuBackend: Backend = { evaluate: evaluateAnywhere, render: renderOnCpu };
