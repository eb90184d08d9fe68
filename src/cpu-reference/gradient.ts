// Exact derivatives by forward mode: each input's tangent is carried beside the values, layer after layer.
import { activationSlope } from '../model/activation.ts';
import { headTangent } from '../model/head.ts';
import type { Network } from '../model/network.ts';
import { forward, multiply } from './forward.ts';

/** One array per input n. */
export interface Gradient {
  /** ∂y/∂x_n of the last layer's outputs y, before the head, each [K]. */
  readonly last: readonly Float64Array[];
  /** ∂/∂x_n of what comes out behind the head, each [K], or [1] for log-sum-exp and max. */
  readonly outputs: readonly Float64Array[];
}

/** The gradient at x, [inputs], of every output before and behind the head. At a kink f' is PyTorch's choice. */
export function gradient(network: Network, x: ArrayLike<number>): Gradient {
  const { layers } = forward(network, x);
  const y = layers[layers.length - 1].activation;
  const last = Array.from(x, (_, n) => {
    let tangent = new Float64Array(x.length);
    tangent[n] = 1;
    network.layers.forEach((layer, l) => {
      const { preActivation } = layers[l];
      tangent = multiply(layer, tangent).map((t, o) => activationSlope(layer.activation, preActivation[o]) * t);
    });
    return tangent;
  });
  return { last, outputs: last.map((tangent) => headTangent(network.head, y, tangent)) };
}
