// How the Scene says which network is shown: how it was drawn, how wide its layers are now, and which numbers were set by hand.
import { type Activation, activation } from './activation.ts';
import { NetworkError } from './errors.ts';
import { type Architecture, type Initialiser, initialise, weightDraw } from './init.ts';
import { createNetwork, type Layer, type Network } from './network.ts';
import { MersenneTwister } from './random.ts';

/** One weight or bias set by hand. */
export interface Edit {
  /** The layer and its unit, both from 0. */
  readonly layer: number;
  readonly unit: number;
  /** The input that the weight belongs to, from 0; null for the unit's bias. */
  readonly input: number | null;
  /** Finite in f32. */
  readonly value: number;
}

export interface NetworkRecipe extends Architecture {
  readonly initialiser: Initialiser;
  readonly seed: number;
  /**
   * The widths at which the initialiser drew, as many as `widths`. Where they are the same, the network is initialise's; units and
   * inputs beyond them are drawn apart, so that widening a layer leaves every number that was there as it was.
   */
  readonly drawnWidths: readonly number[];
  /** At most one for each number; those beyond the present widths wait for these to grow again. */
  readonly edits: readonly Edit[];
}

/** The recipe of a freshly drawn network. */
export function drawnRecipe({ widths, activations, head }: Architecture, initialiser: Initialiser, seed: number): NetworkRecipe {
  return { widths, activations, head, initialiser, seed, drawnWidths: widths, edits: [] };
}

/** All numbers drawn again, at the present widths and with whatever `changes` says; edits are gone. */
export function redrawn(
  recipe: NetworkRecipe,
  changes: Partial<Pick<NetworkRecipe, 'initialiser' | 'seed' | 'widths'>>,
): NetworkRecipe {
  const next = { ...recipe, ...changes };
  return drawnRecipe(next, next.initialiser, next.seed);
}

/**
 * `count` hidden layers: the last ones go, or more like the last one come. The layers that stay keep their numbers, as every initialiser
 * draws layer after layer; the output layer, which gets other inputs, is drawn behind them anew. What was set by hand in it goes with it,
 * and waits where its inputs are fewer now; what was set in layers that go is gone.
 */
export function withHiddenLayers(recipe: NetworkRecipe, count: number): NetworkRecipe {
  const output = recipe.activations.length - 1;
  const index = Array.from({ length: count }, (_, i) => i);
  const resize = <T>(list: readonly T[], none: T): T[] => index.map((i) => list[Math.min(i, list.length - 1)] ?? none);
  const widths = recipe.widths.slice(1, -1);
  const added = resize(widths, 16);
  const drawn = recipe.drawnWidths.slice(1, -1);
  const between = (all: readonly number[], hidden: readonly number[]) => [all[0], ...hidden, all[all.length - 1]];
  return {
    ...recipe,
    activations: [...resize(recipe.activations.slice(0, -1), activation('relu')), recipe.activations[output]],
    widths: between(recipe.widths, added),
    drawnWidths: between(
      recipe.drawnWidths,
      added.map((width, i) => drawn[i] ?? width),
    ),
    edits: recipe.edits
      .filter(({ layer }) => layer < count || layer === output)
      .map((edit) => (edit.layer === output ? { ...edit, layer: count } : edit)),
  };
}

/** Layer `layer`, from 0, with `width` units; the numbers of those that stay do not change. */
export function withWidth(recipe: NetworkRecipe, layer: number, width: number): NetworkRecipe {
  return { ...recipe, widths: recipe.widths.map((w, l) => (l === layer + 1 ? width : w)) };
}

/** Layer `layer`, from 0, with another activation; all hidden layers where it is null. */
export function withActivation(recipe: NetworkRecipe, layer: number | null, f: Activation): NetworkRecipe {
  const last = recipe.activations.length - 1;
  return { ...recipe, activations: recipe.activations.map((g, l) => ((layer === null ? l < last : l === layer) ? f : g)) };
}

/** One number set by hand, in f32; what is drawn there anyhow is no edit. Throws NetworkError where it is not finite in f32. */
export function withEdit(recipe: NetworkRecipe, edit: Edit): NetworkRecipe {
  // Adding 0 turns −0 into 0.
  const value = Math.fround(edit.value) + 0;
  if (!Number.isFinite(value))
    throw new NetworkError(`The weight ${edit.value} is not finite in f32; at most 3.4028235e38 in magnitude is.`);
  const others = withoutEdit(recipe, edit);
  const { layer, unit, input } = edit;
  const drawn = drawnLayers(recipe)[layer];
  const isInside = drawn && unit < drawn.fanOut && (input === null || input < drawn.fanIn);
  const number = isInside && (input === null ? drawn.bias[unit] : drawn.weight[unit * drawn.fanIn + input]);
  return number === value ? others : withEdits(recipe, [...others.edits, { ...edit, value }]);
}

/** One number as it was drawn. */
export function withoutEdit(recipe: NetworkRecipe, place: Omit<Edit, 'value'>): NetworkRecipe {
  const same = ({ layer, unit, input }: Edit) => layer === place.layer && unit === place.unit && input === place.input;
  return recipe.edits.some(same)
    ? withEdits(
        recipe,
        recipe.edits.filter((edit) => !same(edit)),
      )
    : recipe;
}

function withEdits(recipe: NetworkRecipe, edits: readonly Edit[]): NetworkRecipe {
  const next = { ...recipe, edits };
  // A bar that is dragged draws no network anew.
  layersDrawn.set(next, drawnLayers(recipe));
  return next;
}

const networks = new WeakMap<NetworkRecipe, Network>();
const layersDrawn = new WeakMap<NetworkRecipe, readonly Layer[]>();

/** The network that a recipe makes: the same object every time. Throws NetworkError for recipes that cannot be. */
export function recipeNetwork(recipe: NetworkRecipe): Network {
  const known = networks.get(recipe);
  if (known) return known;
  const layers = drawnLayers(recipe).map((layer, l) => edited(layer, recipe.edits, l));
  const network = createNetwork(layers, recipe.head);
  networks.set(recipe, network);
  return network;
}

/** The layers at the recipe's widths, before anything is set by hand. */
function drawnLayers(recipe: NetworkRecipe): readonly Layer[] {
  const known = layersDrawn.get(recipe);
  if (known) return known;
  const { layers } = initialise({ ...recipe, widths: recipe.drawnWidths }, recipe.initialiser, recipe.seed);
  const drawn = layers.map((layer, l) => resized(recipe, layer, l));
  layersDrawn.set(recipe, drawn);
  return drawn;
}

/**
 * The layer at the recipe's widths. What the first draw does not cover comes from one generator per unit: first its bias, where the
 * unit is new, then its missing weights in order, as the initialiser draws them for the widths of the first draw. So every number
 * depends on where it stands and not on how the widths came about.
 */
function resized({ widths, initialiser, seed }: NetworkRecipe, layer: Layer, l: number): Layer {
  const [fanIn, fanOut] = [widths[l], widths[l + 1]];
  if (fanIn === layer.fanIn && fanOut === layer.fanOut) return layer;
  const weight = new Float32Array(fanIn * fanOut);
  const bias = new Float32Array(fanOut);
  bias.set(layer.bias.subarray(0, fanOut));
  for (let o = 0; o < fanOut; o++) {
    const isNew = o >= layer.fanOut;
    const kept = isNew ? 0 : Math.min(fanIn, layer.fanIn);
    weight.set(layer.weight.subarray(o * layer.fanIn, o * layer.fanIn + kept), o * fanIn);
    if (kept === fanIn) continue;
    const draw = weightDraw(initialiser, layer.fanIn, layer.fanOut, new MersenneTwister(unitSeed(seed, l, o)));
    if (isNew && initialiser.name === 'torch') bias[o] = draw();
    for (let i = kept; i < fanIn; i++) weight[o * fanIn + i] = draw();
  }
  return { ...layer, fanIn, fanOut, weight, bias };
}

/** Spreads the seeds of units over 32 bits (the mixing steps of MurmurHash3 by Appleby). */
function unitSeed(seed: number, layer: number, unit: number): number {
  let hash = seed;
  for (const part of [layer + 1, unit + 1]) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

function edited(layer: Layer, edits: readonly Edit[], l: number): Layer {
  const here = edits.filter(
    ({ layer: of, unit, input }) => of === l && unit < layer.fanOut && (input === null || input < layer.fanIn),
  );
  if (here.length === 0) return layer;
  const [weight, bias] = [layer.weight.slice(), layer.bias.slice()];
  for (const { unit, input, value } of here) {
    if (input === null) bias[unit] = value;
    else weight[unit * layer.fanIn + input] = value;
  }
  return { ...layer, weight, bias };
}
