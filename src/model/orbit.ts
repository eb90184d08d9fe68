// The reference orbit: what every unit does at the grid's centre, around which the GPU carries differences.
import { activate, activationSlope } from './activation.ts';
import type { Layer, Network } from './network.ts';

/** One layer at the centre, all in f64, each array [fanOut]. */
export interface LayerOrbit {
  /** Z = W A + b. */
  readonly preActivation: Float64Array;
  /** f(Z). */
  readonly activation: Float64Array;
  /** ∂Z/∂x1 and ∂Z/∂x2. */
  readonly preTangents: readonly [Float64Array, Float64Array];
  /** ∂f(Z)/∂x1 and ∂f(Z)/∂x2. */
  readonly tangents: readonly [Float64Array, Float64Array];
}

/** Runs the network once at `center`, with its derivatives, layer by layer. */
export function referenceOrbit(network: Pick<Network, 'layers'>, center: readonly [number, number]): LayerOrbit[] {
  let input: Float64Array = Float64Array.from(center);
  let inputTangents: readonly [Float64Array, Float64Array] = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
  return network.layers.map((layer) => {
    const preActivation = multiply(layer, input).map((z, o) => z + layer.bias[o]);
    const preTangents = [multiply(layer, inputTangents[0]), multiply(layer, inputTangents[1])] as const;
    const slopes = preActivation.map((z) => activationSlope(layer.activation, z));
    const orbit: LayerOrbit = {
      preActivation,
      activation: preActivation.map((z) => activate(layer.activation, z)),
      preTangents,
      tangents: [preTangents[0].map((t, o) => slopes[o] * t), preTangents[1].map((t, o) => slopes[o] * t)],
    };
    input = orbit.activation;
    inputTangents = orbit.tangents;
    return orbit;
  });
}

function multiply({ fanIn, fanOut, weight }: Layer, input: Float64Array): Float64Array {
  const out = new Float64Array(fanOut);
  for (let o = 0; o < fanOut; o++) for (let i = 0; i < fanIn; i++) out[o] += weight[o * fanIn + i] * input[i];
  return out;
}
