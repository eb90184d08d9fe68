// What one pane shows, and how one thing in it is changed such that the rest still fits.
import type { Colouring } from './colouring.ts';
import { creaseLayers } from './crease.ts';
import { defaultColouring } from './default-colouring.ts';
import { outputCount } from './network.ts';
import type { Quantity } from './quantity.ts';
import { type NetworkRecipe, recipeNetwork } from './recipe.ts';
import type { View } from './view.ts';

/** A network over a view, as a quantity, in colours. */
export interface Subject {
  readonly recipe: NetworkRecipe;
  readonly view: View;
  readonly quantity: Quantity;
  readonly colouring: Colouring;
}

/** The subject with another network; the quantity stays, or becomes the nearest that this network has. */
export function withRecipe(subject: Subject, recipe: NetworkRecipe): Subject {
  return withColours({ ...subject, recipe }, fittedQuantity(recipe, subject.quantity));
}

/** The subject with another quantity, or with the nearest that its network has. */
export function withQuantity(subject: Subject, quantity: Quantity): Subject {
  return withColours(subject, fittedQuantity(subject.recipe, quantity));
}

/** Colours that nobody chose go with their quantity. */
function withColours(subject: Subject, quantity: Quantity): Subject {
  const own = sameColouring(subject.colouring, defaultColouring(subject.quantity));
  const next = defaultColouring(quantity);
  const colouring = own && !sameColouring(subject.colouring, next) ? next : subject.colouring;
  return { ...subject, quantity, colouring };
}

function sameColouring(a: Colouring, b: Colouring): boolean {
  const parts = ({ colormap, reversed, domain, contours }: Colouring) => {
    const ends = domain.kind === 'fixed' ? [domain.lo, domain.hi] : [];
    return [colormap, reversed, contours, domain.kind, ...ends].join();
  };
  return parts(a) === parts(b);
}

/**
 * `quantity` itself where the network has it. Else its indices are brought into range; what a network of one output, without hidden
 * layers or without kinks does not have at all becomes the value of output 0.
 */
export function fittedQuantity(recipe: NetworkRecipe, quantity: Quantity): Quantity {
  const network = recipeNetwork(recipe);
  const last = network.layers.length - 1;
  const classes = network.layers[last].fanOut;
  const inRange = (index: number, count: number) => Math.min(Math.max(Math.trunc(index) || 0, 0), count - 1);
  switch (quantity.kind) {
    case 'value':
    case 'fd':
    case 'grad':
    case 'error':
    case 'hessian': {
      const output = inRange(quantity.output, outputCount(network));
      return output === quantity.output ? quantity : { ...quantity, output };
    }
    case 'probability': {
      if (classes < 2) return VALUE;
      const output = inRange(quantity.output, classes);
      return output === quantity.output ? quantity : { ...quantity, output };
    }
    case 'argmax':
      return classes < 2 ? VALUE : quantity;
    case 'pattern': {
      if (last === 0) return VALUE;
      const layer = quantity.layer === null ? null : inRange(quantity.layer, last);
      return layer === quantity.layer ? quantity : { ...quantity, layer };
    }
    case 'crease':
    case 'crease-layer': {
      const layers = creaseLayers(network);
      if (layers.length === 0) return VALUE;
      if (quantity.kind === 'crease-layer') return quantity;
      const asked = quantity.layer;
      if (asked === null || layers.includes(asked)) return quantity;
      return { ...quantity, layer: layers.findLast((layer) => layer < asked) ?? layers[0] };
    }
    case 'preactivation':
    case 'activation': {
      const layer = inRange(quantity.layer, last + 1);
      const neuron = inRange(quantity.neuron, network.layers[layer].fanOut);
      return layer === quantity.layer && neuron === quantity.neuron ? quantity : { ...quantity, layer, neuron };
    }
  }
}

const VALUE: Quantity = { kind: 'value', output: 0 };
