// Finds creases of a network's last hidden layer: where the tests of deep views look.
import { forward } from '../../src/cpu-reference/forward.ts';
import { activationKinks } from '../../src/model/activation.ts';
import type { Network } from '../../src/model/network.ts';

/** Where a unit of the last hidden layer crosses its first threshold, 0 where it has none, between two points, to the last bit of f64. */
export function pointOnCrease(network: Network): [number, number] {
  const layer = network.layers.length - 2;
  const { fanOut, activation } = network.layers[layer];
  const [threshold = 0] = activationKinks(activation);
  const at = (t: number): [number, number] => [0.3 + t * 1.7, -0.8 + t * 2.1];
  const z = (t: number, unit: number) => forward(network, at(t)).layers[layer].preActivation[unit] - threshold;
  const unit = Array.from({ length: fanOut }, (_, u) => u).find((u) => z(0, u) * z(1, u) < 0);
  if (unit === undefined) throw new Error('No unit changes its sign between the two points: draw the network from another seed.');
  let [low, high] = [0, 1];
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2;
    if (z(low, unit) * z(middle, unit) <= 0) high = middle;
    else low = middle;
  }
  return at(high);
}
