// What is shown of a network: the quantities, what they need, and the border at which impossible ones are refused.

import { activation } from './activation.ts';
import { creaseLayers } from './crease.ts';
import { NetworkError } from './errors.ts';
import { createNetwork, type Head, type Network, NO_HEAD, outputCount } from './network.ts';

/** A component of a gradient, per unit of input; `direction` is atan2(∂/∂x2, ∂/∂x1) in radians, [−π, π]. */
export type Component = 'x1' | 'x2' | 'norm';

export type Quantity =
  /** Output k behind the head. */
  | { readonly kind: 'value'; readonly output: number }
  /** np.gradient of the value: central inside, one-sided at the edges; per unit of input, or per index as NumPy without spacing. */
  | { readonly kind: 'fd'; readonly component: Component; readonly output: number; readonly spacing: 'input' | 'index' }
  /** The exact derivative of the value, by forward mode. */
  | { readonly kind: 'grad'; readonly component: Component | 'direction'; readonly output: number }
  /** Finite difference minus exact derivative, component by component (norm: |finite| − |exact|). */
  | { readonly kind: 'error'; readonly component: Component; readonly output: number }
  /**
   * How much the gradient changes nearby, per input unit², [0, ∞): the Frobenius norm of the Hessian, whose columns are finite differences of
   * the exact gradient, as fd's per input unit. 0 where the network is affine; at a crease the jump of the gradient over the points' distance.
   */
  | { readonly kind: 'hessian'; readonly output: number }
  /** Softmax of the last layer's outputs y, with a softmax head's λ and else λ = 1. */
  | { readonly kind: 'probability'; readonly output: number }
  /** The class with the largest y; ties go to the lowest. */
  | { readonly kind: 'argmax' }
  /** A hash of which piece of its activation every unit of layer `layer` is on; of all hidden layers where it is null. */
  | { readonly kind: 'pattern'; readonly layer: number | null }
  /**
   * How far the nearest crease is, in grid steps, [0, CREASE_REACH]: the least |z − threshold| / |∇z| of the units of layer `layer`, over the
   * thresholds of the pattern: kinks, and 0 of smooth units, whose creases are soft; of all layers where it is null. A unit that does not change here counts for nothing. Of all layers of a piecewise linear network it is exactly the
   * distance to the border of the point's own linear region; of one layer, or behind smooth units, it is that as far as the slopes here go.
   */
  | { readonly kind: 'crease'; readonly layer: number | null }
  /** Whose crease is the nearest, and how far it is: creaseLayerNumber, of all layers. */
  | { readonly kind: 'crease-layer' }
  /** z of unit `neuron` of layer `layer`, both from 0; the last layer counts too. */
  | { readonly kind: 'preactivation'; readonly layer: number; readonly neuron: number }
  /** f(z) of the same. */
  | { readonly kind: 'activation'; readonly layer: number; readonly neuron: number };

/** What is made of the differences between neighbouring points, so that it depends on the step and has edges of its own. */
export type DifferenceQuantity = Extract<Quantity, { kind: 'fd' | 'error' | 'hessian' }>;

export function isDifference(quantity: Quantity): quantity is DifferenceQuantity {
  return ['fd', 'error', 'hessian'].includes(quantity.kind);
}

/** Whether it is made of the network's outputs alone, and not of its units. */
export function isOfOutputs(quantity: Quantity): boolean {
  return 'output' in quantity || quantity.kind === 'argmax';
}

/** One number of a gradient (g1, g2): a component, its length, or its direction in radians, [−π, π]; that of (0, 0) is 0. */
export function componentOf(component: Component | 'direction', g1: number, g2: number): number {
  switch (component) {
    case 'x1':
      return g1;
    case 'x2':
      return g2;
    case 'norm':
      return Math.hypot(g1, g2);
    case 'direction':
      // Adding 0 turns −0 into 0, so that a dead unit's zeros have the direction 0 and not π.
      return Math.atan2(g2 + 0, g1 + 0);
  }
}

/** What is evaluated: the network that remains once layers and heads without influence are gone, and what is taken of it. */
export type Evaluation =
  /** Output `output` of the network behind its head, or its exact derivative. */
  | { readonly take: 'value' | Component | 'direction'; readonly network: Network; readonly output: number }
  | { readonly take: 'argmax'; readonly network: Network }
  /** The pattern of the layers from `first` to the network's last. */
  | { readonly take: 'pattern'; readonly network: Network; readonly first: number }
  /** The distance to the nearest crease of the layers from `first` to the network's last, or that and its layer. */
  | { readonly take: 'crease' | 'crease-layer'; readonly network: Network; readonly first: number };

/**
 * The network and the number that `quantity` is made of; finite differences and Hessians are made of the value.
 * Throws NetworkError where the network does not have what is asked for.
 */
export function evaluationOf(network: Network, quantity: Quantity): Evaluation {
  const inputs = network.layers[0].fanIn;
  if (inputs !== 2)
    throw new NetworkError(
      `The network has ${inputs} ${inputs === 1 ? 'input' : 'inputs'}; a map over the plane needs exactly 2.`,
    );
  const last = network.layers.length - 1;
  switch (quantity.kind) {
    case 'value':
    case 'fd':
    case 'hessian':
      return { take: 'value', network, output: checkedIndex('output', quantity.output, outputCount(network)) };
    case 'grad':
    case 'error':
      return { take: quantity.component, network, output: checkedIndex('output', quantity.output, outputCount(network)) };
    case 'probability': {
      const classes = checkedClasses(network, 'A class probability');
      const head: Head = network.head.name === 'softmax' ? network.head : { name: 'softmax', scale: 1 };
      return {
        take: 'value',
        network: createNetwork(network.layers, head),
        output: checkedIndex('class', quantity.output, classes),
      };
    }
    case 'argmax':
      checkedClasses(network, 'The argmax');
      return { take: 'argmax', network: createNetwork(network.layers) };
    case 'pattern': {
      if (quantity.layer !== null) {
        const layer = checkedIndex('layer', quantity.layer, last + 1);
        return { take: 'pattern', network: firstLayers(network, layer), first: layer };
      }
      if (last === 0) throw new NetworkError('The network has no hidden layer, so it has no activation pattern.');
      return { take: 'pattern', network: firstLayers(network, last - 1), first: 0 };
    }
    case 'crease':
    case 'crease-layer': {
      const layers = creaseLayers(network);
      if (layers.length === 0) throw new NetworkError(noCrease(network));
      const all = { network: firstLayers(network, layers[layers.length - 1]), first: 0 };
      if (quantity.kind === 'crease-layer' || quantity.layer === null) return { take: quantity.kind, ...all };
      const layer = checkedIndex('layer', quantity.layer, last + 1);
      if (!layers.includes(layer))
        throw new NetworkError(
          `Layer ${layer} has no crease, for ${layer === last ? 'the output' : 'it'} is ${network.layers[layer].activation.name}: ` +
            `ask for layer ${layers.join(' or ')} instead.`,
        );
      return { take: 'crease', network: firstLayers(network, layer), first: layer };
    }
    case 'preactivation':
    case 'activation': {
      const layer = checkedIndex('layer', quantity.layer, last + 1);
      const cut = firstLayers(network, layer);
      const output = checkedIndex('unit', quantity.neuron, cut.layers[layer].fanOut, `layer ${layer}`);
      if (quantity.kind === 'activation') return { take: 'value', network: cut, output };
      const linear = { ...cut.layers[layer], activation: activation('identity') };
      return { take: 'value', network: createNetwork([...cut.layers.slice(0, layer), linear]), output };
    }
  }
}

function noCrease({ layers }: Network): string {
  const hidden = [...new Set(layers.slice(0, -1).map(({ activation }) => activation.name))];
  const why = hidden.length > 0 ? `its hidden layers are ${hidden.join(', ')}` : 'it has no hidden layer';
  return `The network has no crease, because ${why}: ask for its value instead.`;
}

function firstLayers(network: Network, last: number): Network {
  return createNetwork(network.layers.slice(0, last + 1), NO_HEAD);
}

function checkedIndex(what: string, index: number, count: number, where = 'the network'): number {
  if (!Number.isInteger(index) || index < 0 || index >= count)
    throw new NetworkError(`There is no ${what} ${index} in ${where}, which has ${count}, counted from 0 to ${count - 1}.`);
  return index;
}

function checkedClasses(network: Network, what: string): number {
  const classes = network.layers[network.layers.length - 1].fanOut;
  if (classes < 2)
    throw new NetworkError(`${what} needs at least 2 outputs; this network has ${classes}: ask for its value instead.`);
  return classes;
}
