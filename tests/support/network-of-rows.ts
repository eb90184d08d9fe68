// Networks written down in tests.
import { type ActivationName, activation } from '../../src/model/activation.ts';
import { createNetwork, type Network } from '../../src/model/network.ts';

/** A layer is its activation and, for every unit, a row of [weights …, bias]. Leaky relus have the slope 0.25. */
export function networkOfRows(...layers: (readonly [ActivationName, readonly (readonly number[])[]])[]): Network {
  return createNetwork(
    layers.map(([name, rows]) => ({
      fanIn: rows[0].length - 1,
      fanOut: rows.length,
      weight: Float32Array.from(rows.flatMap((row) => row.slice(0, -1))),
      bias: Float32Array.from(rows, (row) => row[row.length - 1]),
      activation: activation(name, 0.25),
    })),
  );
}
