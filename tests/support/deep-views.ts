// Views of every depth, around where creases cross and around a place like any other: what deep zoom is tested in.
import { type ActivationName, activation } from '../../src/model/activation.ts';
import { type Place, parseCoordinate } from '../../src/model/coordinate.ts';
import type { Grid } from '../../src/model/grid.ts';
import { initialise } from '../../src/model/init.ts';
import { createNetwork, type Network, NO_HEAD } from '../../src/model/network.ts';
import { findCrossing } from './deep-truth.ts';

export const WIDTHS = [1, 1e-6, 1e-12, 1e-20, 1e-30] as const;
export const POINTS = 9;

/** Two hidden layers of 10 units, with biases, so that no more than two creases cross in a place; steep, so that many do near the origin. */
export function deepNetwork(name: ActivationName): Network {
  const f = activation(name, 0.1);
  const activations = [f, f, activation('identity')];
  const drawn = initialise({ widths: [2, 10, 10, 1], activations, head: NO_HEAD }, { name: 'torch', bound: 1 }, 5);
  const steep = (numbers: Float32Array) => numbers.map((n) => 4 * n);
  return createNetwork(drawn.layers.map((layer) => ({ ...layer, weight: steep(layer.weight), bias: steep(layer.bias) })));
}

/** A place of 50 decimals, and one where a crease of the first layer meets one of the second. */
export function deepPlaces(network: Network): readonly (readonly [string, Place])[] {
  const decimals = (text: string) => parseCoordinate(text) ?? 0n;
  const generic: Place = [
    decimals('0.31415926535897932384626433832795028841971693993751'),
    decimals('-0.57721566490153286060651209008240243104215933593992'),
  ];
  return [
    ['a generic place', generic],
    ['a crossing of two creases', findCrossing(network)],
  ];
}

export function deepGrid(center: Place, width: number): Grid {
  const step = width / (POINTS - 1);
  return { center, shift: [0, 0], step: [step, step], width: POINTS, height: POINTS };
}

/** The larger of x1 and x2, or which it is, where x2 is larger by 1e-25, in a view 1e-30 wide. */
export function nearlyTied(head: 'max' | 'one-hot'): { network: Network; grid: Grid } {
  const layers = [
    { fanIn: 2, fanOut: 2, weight: Float32Array.of(1, 0, 0, 1), bias: new Float32Array(2), activation: activation('identity') },
  ];
  const x1 = 3n * 10n ** 59n;
  return { network: createNetwork(layers, { name: head, scale: 1 }), grid: deepGrid([x1, x1 + 10n ** 35n], 1e-30) };
}
