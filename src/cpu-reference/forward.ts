// The network as the textbook has it: a = f(W x + b), layer after layer, in f64.
import { activate } from '../model/activation.ts';
import { headOutputs } from '../model/head.ts';
import type { Layer, Network } from '../model/network.ts';

/** What one layer does at a point; each array [fanOut]. */
export interface LayerValues {
  /** z = W a + b. */
  readonly preActivation: Float64Array;
  /** f(z). */
  readonly activation: Float64Array;
}

export interface Forward {
  readonly layers: readonly LayerValues[];
  /** Behind the head: [K], or [1] for log-sum-exp and max. */
  readonly outputs: Float64Array;
}

/** Runs the network at x, [inputs]. */
export function forward(network: Network, x: ArrayLike<number>): Forward {
  let input = Float64Array.from(x);
  const layers = network.layers.map((layer): LayerValues => {
    const preActivation = multiply(layer, input).map((z, o) => z + layer.bias[o]);
    const activation = preActivation.map((z) => activate(layer.activation, z));
    input = activation;
    return { preActivation, activation };
  });
  return { layers, outputs: headOutputs(network.head, input) };
}

/** W v without the bias, [fanOut]: what a difference or a tangent v, [fanIn], becomes on its way through the weights. */
export function multiply({ fanIn, fanOut, weight }: Layer, v: Float64Array): Float64Array {
  const out = new Float64Array(fanOut);
  for (let o = 0; o < fanOut; o++) for (let i = 0; i < fanIn; i++) out[o] += weight[o * fanIn + i] * v[i];
  return out;
}
