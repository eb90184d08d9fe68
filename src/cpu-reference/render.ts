// A picture from the CPU backend: what the GPU engine's render makes, without a GPU.
import type { Backend, EvaluateOptions, Picture } from '../model/backend.ts';
import { type Colouring, type Domain, scaleOf } from '../model/colouring.ts';
import type { Grid } from '../model/grid.ts';
import { classCount, type Network } from '../model/network.ts';
import type { Quantity } from '../model/quantity.ts';
import { colourField, domainOf } from './colour.ts';
import { evaluateOnCpu } from './evaluate.ts';
import { evaluateDeep, isDeep } from './evaluate-deep.ts';

/** Evaluates, deep views as differences, and colours; rejects as evaluateOnCpu does. A direction's domain is the full turn unless fixed. */
export async function renderOnCpu(
  network: Network,
  grid: Grid,
  quantity: Quantity,
  colouring: Colouring,
  options: EvaluateOptions = {},
): Promise<Picture> {
  const evaluate = isDeep(grid) ? evaluateDeep : evaluateOnCpu;
  const field = await evaluate(network, grid, quantity, options);
  const scale = scaleOf(quantity);
  const isDirection = quantity.kind === 'grad' && quantity.component === 'direction';
  const domain: Domain =
    isDirection && colouring.domain.kind !== 'fixed' ? [-Math.PI, Math.PI] : domainOf(field, colouring.domain);
  const pixels = colourField(field, scale, colouring, domain, classCount(network));
  return { width: grid.width, height: grid.height, pixels, domain: scale === 'linear' ? domain : null };
}

/** The CPU as a backend: in f64, on the thread that calls it, giving way to other work every 30 ms. Fields have base 0. */
export const cpuBackend: Backend = { evaluate: evaluateOnCpu, render: renderOnCpu };
