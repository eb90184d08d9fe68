// Random networks for partitions, degenerate ones too, with the domains that they are partitioned over.

import fc from 'fast-check';
import { type ActivationName, activation } from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { createNetwork, type Layer, type Network } from '../../src/model/network.ts';
import type { Domain } from '../../src/model/partition.ts';
import { MersenneTwister } from '../../src/model/random.ts';

const NAMES: ActivationName[] = ['relu', 'leaky-relu', 'abs', 'hardtanh', 'step', 'identity', 'tent'];

/** How the numbers of a layer are drawn. */
const KINDS = ['fine', 'whole', 'halves', 'sparse', 'twins', 'parallel', 'unbiased', 'dead'] as const;
type Kind = (typeof KINDS)[number];

/** Where the domain lies: the first layer's lines are brought there, all of them through one point where it is far, for f32 allows no other. */
const PLACES = ['origin', 'beside', 'away', 'far', 'huge', 'tiny'] as const;
type Place = (typeof PLACES)[number];

export interface Recipe {
  readonly widths: readonly number[];
  readonly names: readonly ActivationName[];
  readonly kinds: readonly Kind[];
  readonly place: Place;
  /** Corners of a regular polygon, turned; 4 for a box. */
  readonly corners: number;
  readonly seed: number;
}

const SCALES: Record<Place, number> = { origin: 1, beside: 1, away: 1, far: 1, huge: 2 ** 30, tiny: 2 ** -30 };
const CENTERS: Record<Place, readonly [number, number]> = {
  origin: [0, 0],
  beside: [0.5, -0.25],
  away: [2 ** 20 + 0.25, -3 * 2 ** 17],
  far: [2 ** 30 + 0.25, 3 * 2 ** 28 - 0.5],
  huge: [2 ** 28, 0],
  tiny: [0, 2 ** -34],
};

function layerOf(recipe: Recipe, l: number, random: MersenneTwister): Layer {
  const { widths, kinds, names, place } = recipe;
  const [fanIn, fanOut] = [widths[l], widths[l + 1]];
  const kind = kinds[l];
  const signed = () => 2 * random.uniform() - 1;
  const draw = (): number => {
    if (kind === 'whole' || kind === 'unbiased') return Math.round(2.5 * signed());
    if (kind === 'halves') return Math.round(4 * signed()) / 4;
    if (kind === 'sparse' && random.uniform() < 0.6) return 0;
    return signed();
  };
  const weight = Float32Array.from({ length: fanIn * fanOut }, draw);
  const bias = Float32Array.from({ length: fanOut }, () => (kind === 'unbiased' ? 0 : draw()));
  for (let o = 0; o < fanOut; o++) {
    if (kind === 'dead' && random.uniform() < 0.5) bias[o] = random.uniform() < 0.5 ? -100 : 100;
    if (o === 0 || random.uniform() < 0.5) continue;
    // The unit before again, its opposite, twice itself, or a parallel to it.
    const factor = [1, -1, 2][Math.floor(3 * random.uniform())];
    if (kind === 'twins' || kind === 'parallel')
      for (let i = 0; i < fanIn; i++) weight[o * fanIn + i] = factor * weight[(o - 1) * fanIn + i];
    if (kind === 'twins') bias[o] = factor * bias[o - 1];
  }
  if (l === 0) {
    const [c1, c2] = CENTERS[place];
    for (let o = 0; o < fanOut; o++) {
      if (place === 'far') for (const i of [0, 1]) weight[2 * o + i] = Math.round(64 * weight[2 * o + i]) / 64;
      for (const i of [0, 1]) weight[2 * o + i] /= SCALES[place];
      const there = weight[2 * o] * Math.round(c1) + weight[2 * o + 1] * Math.round(c2);
      bias[o] = place === 'far' ? -there : bias[o] - there;
    }
  }
  return { fanIn, fanOut, weight, bias, activation: activation(names[l], 0.25) };
}

export function networkOf(recipe: Recipe): Network {
  const random = new MersenneTwister(recipe.seed);
  return createNetwork(recipe.names.map((_, l) => layerOf(recipe, l, random)));
}

export function domainOf({ place, corners, seed }: Recipe): Domain {
  const size = 2 * SCALES[place];
  const center = placeOf(CENTERS[place]);
  if (corners === 4)
    return {
      center,
      corners: [
        [-size, -size],
        [size, -size],
        [size, size],
        [-size, size],
      ],
    };
  // Multiples of 1/16, so that what is nearly degenerate is so exactly.
  const angle = (n: number) => (2 * Math.PI * n) / corners + seed;
  const rounded = (share: number) => (size * Math.round(16 * share)) / 16;
  return {
    center,
    corners: Array.from({ length: corners }, (_, n) => [rounded(Math.cos(angle(n))), rounded(Math.sin(angle(n)))]),
  };
}

/** Networks of 1 to 4 layers up to `most` wide, and of 1 to 3 outputs. */
export const recipes = (most: number): fc.Arbitrary<Recipe> =>
  fc
    .record({
      hidden: fc.array(fc.integer({ min: 1, max: most }), { minLength: 0, maxLength: 3 }),
      outputs: fc.integer({ min: 1, max: 3 }),
      names: fc.array(fc.constantFrom(...NAMES), { minLength: 4, maxLength: 4 }),
      kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 4, maxLength: 4 }),
      place: fc.constantFrom(...PLACES),
      corners: fc.constantFrom(4, 4, 3, 5, 7),
      seed: fc.integer({ min: 0, max: 1e6 }),
    })
    .map(({ hidden, outputs, names, kinds, ...rest }) => {
      const widths = [2, ...hidden, outputs];
      return { ...rest, widths, names: names.slice(0, widths.length - 1), kinds: kinds.slice(0, widths.length - 1) };
    });
