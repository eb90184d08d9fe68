// What the GPU and the CPU have in common: a network, a grid and a quantity in, a field or a picture out.
import type { Colouring, Domain } from './colouring.ts';
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

/** A field in colours, one pixel a point. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA bytes, [height × width × 4], top row = largest x2. */
  readonly pixels: Uint8Array;
  /** What the ends of the colour map stand for; null for classes and patterns, and where no number is finite. */
  readonly domain: Domain | null;
  /** Whether some number is not finite; false for classes and patterns. */
  readonly nonFinite: boolean;
}

export interface Backend {
  /** Throws NetworkError where the network is not over the plane or lacks what the quantity names. */
  evaluate(network: Network, grid: Grid, quantity: Quantity, options?: EvaluateOptions): Promise<Field>;
  /** Evaluates and colours. A direction's domain is the full turn unless it is fixed. Throws as evaluate does. */
  render(network: Network, grid: Grid, quantity: Quantity, colouring: Colouring, options?: EvaluateOptions): Promise<Picture>;
}
