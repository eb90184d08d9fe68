// The Scene: all that a picture depends on, as one immutable value, and the grid over which it is taken.
import type { Colouring } from './colouring.ts';
import { defaultColouring } from './default-colouring.ts';
import type { Grid } from './grid.ts';
import { outputCount } from './network.ts';
import type { Quantity } from './quantity.ts';
import { type NetworkRecipe, recipeNetwork } from './recipe.ts';

/** Where the microscope looks. Nothing in it depends on the size of the picture. */
export interface View {
  /** [x1, x2] in the middle of the picture. */
  readonly center: readonly [number, number];
  /** Half of the picture's shorter side in input units: the square center ± radius is always in view. */
  readonly radius: number;
}

export interface Scene {
  readonly recipe: NetworkRecipe;
  readonly view: View;
  readonly quantity: Quantity;
  readonly colouring: Colouring;
}

/** What is seen first: where most creases of a network drawn by PyTorch's default cross. */
export const DEFAULT_VIEW: View = { center: [0, 0], radius: 3 };

/** Views are at most this wide along the shorter side. */
export const MAX_VIEW_WIDTH = 1e9;
/** Views are at least this wide, relative to 1 and to the centre: below it f64 no longer tells neighbouring centres apart. */
export const MIN_VIEW_WIDTH = 1e-13;

/** The nearest view that can be shown: finite, and as wide as MIN_VIEW_WIDTH and MAX_VIEW_WIDTH allow. */
export function clampedView({ center, radius }: View): View {
  const limit = (x: number) => (Number.isFinite(x) ? Math.min(Math.max(x, -MAX_VIEW_WIDTH), MAX_VIEW_WIDTH) : 0);
  const [x1, x2] = [limit(center[0]), limit(center[1])];
  const narrowest = (MIN_VIEW_WIDTH / 2) * Math.max(1, Math.abs(x1), Math.abs(x2));
  return { center: [x1, x2], radius: Math.min(Math.max(Number.isNaN(radius) ? 1 : radius, narrowest), MAX_VIEW_WIDTH / 2) };
}

/** The grid whose points are the pixel centres of a picture of width × height pixels; pixels are square. */
export function gridOf({ center, radius }: View, width: number, height: number): Grid {
  const step = (2 * radius) / Math.min(width, height);
  return { center, step: [step, step], width, height };
}

/** The scene with another network; the quantity stays, or becomes the nearest that this network has. */
export function withRecipe(scene: Scene, recipe: NetworkRecipe): Scene {
  return withColours({ ...scene, recipe }, fittedQuantity(recipe, scene.quantity));
}

/** The scene with another quantity, or with the nearest that its network has. */
export function withQuantity(scene: Scene, quantity: Quantity): Scene {
  return withColours(scene, fittedQuantity(scene.recipe, quantity));
}

/** Colours that nobody chose go with their quantity. */
function withColours(scene: Scene, quantity: Quantity): Scene {
  const own = sameColouring(scene.colouring, defaultColouring(scene.quantity));
  const next = defaultColouring(quantity);
  const colouring = own && !sameColouring(scene.colouring, next) ? next : scene.colouring;
  return { ...scene, quantity, colouring };
}

function sameColouring(a: Colouring, b: Colouring): boolean {
  const parts = ({ colormap, reversed, domain, contours }: Colouring) => {
    const ends = domain.kind === 'fixed' ? [domain.lo, domain.hi] : [];
    return [colormap, reversed, contours, domain.kind, ...ends].join();
  };
  return parts(a) === parts(b);
}

/**
 * `quantity` itself where the network has it. Else its indices are brought into range; what a network of one output or without hidden
 * layers does not have at all becomes the value of output 0.
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
    case 'error': {
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
    case 'preactivation': {
      const layer = inRange(quantity.layer, last + 1);
      const neuron = inRange(quantity.neuron, network.layers[layer].fanOut);
      return layer === quantity.layer && neuron === quantity.neuron ? quantity : { ...quantity, layer, neuron };
    }
  }
}

const VALUE: Quantity = { kind: 'value', output: 0 };
