// A multilayer perceptron as data, and the border at which bad ones are refused.
import { type Activation, isActivationName } from './activation.ts';
import { NetworkError } from './errors.ts';

/** One affine layer and its activation: a = f(W x + b). */
export interface Layer {
  readonly fanIn: number;
  readonly fanOut: number;
  /** W, row-major [fanOut, fanIn]: weight[o * fanIn + i] is what input i adds to unit o. */
  readonly weight: Float32Array;
  /** b, [fanOut]. */
  readonly bias: Float32Array;
  readonly activation: Activation;
}

/**
 * What follows the last layer, over its K outputs y. `scale` is λ:
 * softmax exp(λ y_k) / Σ exp(λ y_j); log-sum-exp (1/λ) log Σ exp(λ y_j). It is 1 for the others.
 */
export interface Head {
  readonly name: HeadName;
  readonly scale: number;
}

export const HEAD_NAMES = ['none', 'softmax', 'log-sum-exp', 'max', 'one-hot'] as const;
export type HeadName = (typeof HEAD_NAMES)[number];

export const NO_HEAD: Head = { name: 'none', scale: 1 };

export interface Network {
  readonly layers: readonly Layer[];
  readonly head: Head;
}

export const MAX_WIDTH = 512;
export const MAX_LAYERS = 64;

/** Checks the shape chain, the sizes and every number; throws NetworkError, so that whoever holds a Network can trust it. */
export function createNetwork(layers: readonly Layer[], head: Head = NO_HEAD): Network {
  if (layers.length === 0) throw new NetworkError('The network has 0 layers; give it at least one.');
  if (layers.length > MAX_LAYERS)
    throw new NetworkError(`The network has ${layers.length} layers; at most ${MAX_LAYERS} are supported: take out some.`);
  layers.forEach((layer, l) => {
    checkSizes(layer, l, layers[l - 1]);
    checkNumbers(layer, l);
    if (!isActivationName(layer.activation.name))
      throw new NetworkError(`Layer ${l} has the unknown activation "${layer.activation.name}".`);
    if (!Number.isFinite(layer.activation.slope))
      throw new NetworkError(`Layer ${l} has the ${layer.activation.name} slope ${layer.activation.slope}; it must be finite.`);
  });
  if (!HEAD_NAMES.includes(head.name))
    throw new NetworkError(`The head "${head.name}" is unknown; choose one of ${HEAD_NAMES.join(', ')}.`);
  if (!(head.scale > 0 && Number.isFinite(head.scale)))
    throw new NetworkError(`The head ${head.name} has λ = ${head.scale}; λ must be positive and finite.`);
  return { layers, head };
}

function checkSizes(layer: Layer, l: number, previous: Layer | undefined): void {
  for (const [what, width] of [
    ['fan-in', layer.fanIn],
    ['width', layer.fanOut],
  ] as const) {
    if (!Number.isInteger(width) || width < 1)
      throw new NetworkError(`Layer ${l} has ${what} ${width}; it must be a whole number of at least 1.`);
    if (width > MAX_WIDTH)
      throw new NetworkError(`Layer ${l} has ${what} ${width}; at most ${MAX_WIDTH} is supported: make the layer narrower.`);
  }
  if (previous && previous.fanOut !== layer.fanIn)
    throw new NetworkError(
      `Layer ${l} expects ${layer.fanIn} inputs, but layer ${l - 1} has ${previous.fanOut} outputs; the two must be equal.`,
    );
  const weights = layer.fanIn * layer.fanOut;
  if (layer.weight.length !== weights)
    throw new NetworkError(
      `Layer ${l} has ${layer.weight.length} weights; ${layer.fanOut} × ${layer.fanIn} = ${weights} are needed.`,
    );
  if (layer.bias.length !== layer.fanOut)
    throw new NetworkError(`Layer ${l} has ${layer.bias.length} biases; ${layer.fanOut} are needed, one a unit.`);
}

function checkNumbers(layer: Layer, l: number): void {
  const badWeight = layer.weight.findIndex((w) => !Number.isFinite(w));
  if (badWeight >= 0) {
    const [o, i] = [Math.floor(badWeight / layer.fanIn), badWeight % layer.fanIn];
    throw new NetworkError(`Layer ${l} has weight[${o}][${i}] = ${layer.weight[badWeight]}; every weight must be finite in f32.`);
  }
  const badBias = layer.bias.findIndex((b) => !Number.isFinite(b));
  if (badBias >= 0)
    throw new NetworkError(`Layer ${l} has bias[${badBias}] = ${layer.bias[badBias]}; every bias must be finite in f32.`);
}

/** [inputs, width of layer 0, …, outputs]. */
export function networkWidths(network: Network): number[] {
  return [network.layers[0].fanIn, ...network.layers.map((layer) => layer.fanOut)];
}

/** Weights and biases per layer; 2-20-1 gives [60, 21]. */
export function parameterCounts(network: Network): number[] {
  return network.layers.map((layer) => layer.weight.length + layer.bias.length);
}

/** Numbers that come out behind the head: log-sum-exp and max make one, the others one per unit of the last layer. */
export function outputCount(network: Network): number {
  const one = network.head.name === 'log-sum-exp' || network.head.name === 'max';
  return one ? 1 : network.layers[network.layers.length - 1].fanOut;
}

/** Units of the last layer: the classes that an argmax chooses among. */
export function classCount(network: Network): number {
  return network.layers[network.layers.length - 1].fanOut;
}
