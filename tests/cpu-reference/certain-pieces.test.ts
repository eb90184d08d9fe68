// Acceptance: against 256-bit arithmetic, every bit that is called sure is right and every output lies within its bound, at all scales and
// far from the origin, on creases too; and what is not on a crease is sure.

import { describe, expect, test } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import { forward } from '../../src/cpu-reference/forward.ts';
import { type ActivationName, activation, activationKinks } from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { createNetwork, type Network } from '../../src/model/network.ts';
import { patternLayout } from '../../src/model/partition.ts';
import { MersenneTwister } from '../../src/model/random.ts';
import { exactLayers } from '../support/exact-network.ts';
import { type Fixed, fixed, toNumber } from '../support/fixed-point.ts';

type Pair = readonly [number, number];

const NAMES: ActivationName[] = ['relu', 'leaky-relu', 'abs', 'hardtanh', 'step', 'tent'];

interface Place {
  readonly title: string;
  readonly center: Pair;
  /** Half the side of the box around the centre. */
  readonly size: number;
}

const PLACES: Place[] = [
  { title: 'around the origin', center: [0.3125, -0.71875], size: 2 },
  { title: '1e9 from the origin', center: [2 ** 30 + 0.375, -(2 ** 29) - 1.125], size: 2 },
  { title: '1e9 wide', center: [-1e8, 3e8], size: 1e9 },
  { title: '1e-9 wide', center: [3e-10, 1e-10], size: 1e-9 },
];

/** Its first layer's lines cross the box: multiples of a power of two as weights, and biases that bring them there. */
function network(hidden: readonly ActivationName[], { center, size }: Place, random: MersenneTwister): Network {
  const widths = [2, 7, 6, 2];
  return createNetwork(
    widths.slice(1).map((fanOut, l) => {
      const fanIn = widths[l];
      const unit = l === 0 ? 2 ** -Math.round(2 + Math.log2(size)) : 1 / 8;
      // Beyond the first layer f64 is needed to tell neighbours apart.
      const fine = l === 0 ? 0 : 1 / 16;
      const draw = () => unit * Math.round(16 * random.uniform() - 8) + fine * random.uniform();
      const weight = Float32Array.from({ length: fanIn * fanOut }, draw);
      const bias = Float32Array.from({ length: fanOut }, (_, o) =>
        l === 0
          ? 2 * random.uniform() - 1 - Math.round(weight[2 * o] * center[0] + weight[2 * o + 1] * center[1])
          : random.uniform() - 0.5,
      );
      return { fanIn, fanOut, weight, bias, activation: activation(hidden[l] ?? 'identity') };
    }),
  );
}

interface Truth {
  readonly bits: Uint32Array;
  readonly outputs: number[];
}

const add = (a: Pair, b: Pair): [Fixed, Fixed] => [fixed(a[0]) + fixed(b[0]), fixed(a[1]) + fixed(b[1])];

function truth(network: Network, point: readonly [Fixed, Fixed]): Truth {
  const layout = patternLayout(network);
  const bits = new Uint32Array(layout.words);
  const layers = exactLayers(network, point);
  layers.forEach(({ z }, l) => {
    const { first, thresholds } = layout.layers[l];
    z.forEach((unit, o) => {
      thresholds.forEach((threshold, t) => {
        const bit = first + o * thresholds.length + t;
        if (unit > fixed(threshold)) bits[bit >>> 5] |= 1 << (bit & 31);
      });
    });
  });
  return { bits, outputs: layers[layers.length - 1].a.map(toNumber) };
}

const ones = (words: Uint32Array) => words.reduce((sum, word) => sum + word.toString(2).replaceAll('0', '').length, 0);

/** Expects the oracle to be right at center + offset and all around it; returns how many bits it was not sure of. */
function expectHonest(
  network: Network,
  center: Pair,
  offset: Pair,
  radius: number,
  oracle = certainPieces(network, placeOf(center)),
): number {
  const { pattern, unsure, outputs, bounds } = oracle(...offset, radius);
  for (const [h1, h2] of [
    [0, 0],
    [radius, radius],
    [-radius, radius],
    [radius, -radius],
    [0, -radius],
  ] as const) {
    const [x1, x2] = add(center, offset);
    const { bits, outputs: exact } = truth(network, [x1 + fixed(h1), x2 + fixed(h2)]);
    expect(bits.map((word, w) => (word ^ pattern[w]) & ~unsure[w])).toEqual(new Uint32Array(bits.length));
    for (const [k, y] of exact.entries()) expect(Math.abs(y - outputs[k])).toBeLessThanOrEqual(bounds[k]);
    if (radius === 0) break;
  }
  return ones(unsure);
}

describe.each(PLACES)('certainPieces $title', (place) => {
  const { center, size } = place;
  const random = new MersenneTwister(7);
  const offset = (): Pair => [size * (2 * random.uniform() - 1), size * (2 * random.uniform() - 1)];

  test.each(NAMES)('is right wherever it is sure, and sure nearly everywhere: %s', (name) => {
    const net = network([name, name], place, random);
    const oracle = certainPieces(net, placeOf(center));
    let unsure = 0;
    for (let n = 0; n < 60; n++) unsure += expectHonest(net, center, offset(), n % 2 === 0 ? 0 : size * 1e-12, oracle);
    expect(unsure).toBe(0);
    const wide = expectHonest(net, center, offset(), size / 4, oracle);
    expect(wide).toBeGreaterThan(0);
  });

  test.each(NAMES)('is right or not sure on both sides of a crease, and sure a little off it: %s', (name) => {
    const net = network([name, 'relu'], place, random);
    const oracle = certainPieces(net, placeOf(center));
    let creases = 0;
    let unsure = 0;
    for (let n = 0; n < 100 && creases < 12; n++) {
      // Between two points with different patterns, the nearest two along their line that f64 tells apart.
      const between = (t: number, a: Pair, b: Pair): Pair => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
      let [from, to] = [offset(), offset()];
      const [start, end] = [from, to];
      const bits = (p: Pair) => truth(net, add(center, p)).bits.join();
      if (bits(from) === bits(to)) continue;
      creases++;
      for (let k = 0; k < 60; k++) {
        const middle = between(0.5, from, to);
        if (bits(middle) === bits(from)) from = middle;
        else to = middle;
      }
      unsure += expectHonest(net, center, from, 0, oracle) + expectHonest(net, center, to, 0, oracle);
      const off = between(1e-9, from, n % 2 ? start : end);
      // Lines that cross at the very place would be unsure there; these do not.
      expect(expectHonest(net, center, off, 0, oracle)).toBe(0);
    }
    expect(creases).toBe(12);
    expect(unsure).toBeGreaterThan(0);
  });
});

test('far from the origin, plain f64 is wrong where it is sure and right', () => {
  const random = new MersenneTwister(3);
  const [, place] = PLACES;
  const net = network(['relu', 'relu'], place, random);
  const size = 1e-6;
  const oracle = certainPieces(net, placeOf(place.center));
  let wrong = 0;
  for (let n = 0; n < 200; n++) {
    const offset = [size * (random.uniform() - 0.5), size * (random.uniform() - 0.5)] as const;
    expect(expectHonest(net, place.center, offset, 0, oracle)).toBe(0);
    const [plain] = forward(net, [place.center[0] + offset[0], place.center[1] + offset[1]]).outputs;
    if (Math.abs(plain - truth(net, add(place.center, offset)).outputs[0]) > oracle(...offset, 0).bounds[0]) wrong++;
  }
  expect(wrong).toBeGreaterThan(100);
});

test('a unit that is exactly at its threshold is sure to be not above it', () => {
  const relu = activation('relu');
  const dead = createNetwork([
    { fanIn: 2, fanOut: 2, weight: Float32Array.of(1, 0.3, 0.7, -1), bias: new Float32Array(2), activation: relu },
    { fanIn: 2, fanOut: 2, weight: Float32Array.of(0.1, 0.2, -0.1, 0.3), bias: new Float32Array(2), activation: relu },
  ]);
  const { pattern, unsure } = certainPieces(dead, placeOf([-0.3, 0.1]))(-0.1, 0.2, 1e-9);
  expect([...pattern, ...unsure]).toEqual([0, 0, 0, 0]);
  // The same unit twice, one against the other, is 0 to within rounding only.
  const twice = createNetwork([
    { fanIn: 2, fanOut: 2, weight: Float32Array.of(1, 0.3, 1, 0.3), bias: new Float32Array(2), activation: relu },
    { fanIn: 2, fanOut: 1, weight: Float32Array.of(0.1, -0.1), bias: new Float32Array(1), activation: relu },
  ]);
  expect(certainPieces(twice, placeOf([0.3, 0.1]))(0.1, 0.2, 0).unsure[1]).toBe(1);
});

test('what is not a number is not sure', () => {
  const net = network(['hardtanh', 'tent'], PLACES[0], new MersenneTwister(1));
  const layout = patternLayout(net);
  const { unsure } = certainPieces(net, placeOf(PLACES[0].center))(Number.NaN, 0, 0);
  expect(ones(unsure)).toBe(layout.layers.reduce((sum, { units, thresholds }) => sum + units * thresholds.length, 0));
  expect(activationKinks(net.layers[1].activation)).toHaveLength(3);
});
