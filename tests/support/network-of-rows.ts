// Networks written down in tests.
import { type Activation, type ActivationName, activation } from '../../src/model/activation.ts';
import { createNetwork, type Layer, type Network } from '../../src/model/network.ts';

/** A layer is its activation and, for every unit, a row of [weights …, bias]. Leaky relus have the slope 0.25. */
export function networkOfRows(...layers: (readonly [ActivationName, readonly (readonly number[])[]])[]): Network {
  return createNetwork(
    layers.map(([name, rows]) =>
      layerOf(
        activation(name, 0.25),
        rows.map((row) => row.slice(0, -1)),
        rows.map((row) => row[row.length - 1]),
      ),
    ),
  );
}

/** A layer is its activation, a row of weights for every unit, and the biases. */
export function networkOfLayers(...layers: [ActivationName, number[][], number[]][]): Network {
  return createNetwork(layers.map(([name, rows, bias]) => layerOf(activation(name), rows, bias)));
}

function layerOf(f: Activation, rows: readonly number[][], bias: readonly number[]): Layer {
  return {
    fanIn: rows[0].length,
    fanOut: rows.length,
    weight: Float32Array.from(rows.flat()),
    bias: Float32Array.from(bias),
    activation: f,
  };
}
