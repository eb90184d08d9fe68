// What the GPU and the CPU have in common: a network, a grid and a quantity in, a field out.
import type { Field } from './field.ts';
import type { Grid } from './grid.ts';
import type { Network } from './network.ts';
import type { Quantity } from './quantity.ts';

export interface EvaluateOptions {
  /** Stops the work soon after it aborts; evaluate then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told the fraction done, 0 to 1, now and then. */
  readonly onProgress?: (fraction: number) => void;
}

export interface Backend {
  /** Throws NetworkError where the network is not over the plane or lacks what the quantity names. */
  evaluate(network: Network, grid: Grid, quantity: Quantity, options?: EvaluateOptions): Promise<Field>;
}
