// Acceptance: base + difference agrees with the plain forward pass at view widths around 1, and with 256-bit arithmetic down to 1e-20,
// on a crease too, where subtracting plain f64 values is off by more than 1e-5 of the range.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activationCurvature, rise, slopeRise } from '../../src/cpu-reference/activation-difference.ts';
import { evaluateOnCpu } from '../../src/cpu-reference/evaluate.ts';
import { forward } from '../../src/cpu-reference/forward.ts';
import { headRise, headTangentRise } from '../../src/cpu-reference/head-difference.ts';
import { layerDifferences, perturbedField } from '../../src/cpu-reference/perturbation.ts';
import { ACTIVATION_NAMES, type ActivationName, activate, activation, activationSlope } from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { GridError, NetworkError } from '../../src/model/errors.ts';
import { fieldValues } from '../../src/model/field.ts';
import { type Grid, gridOverBounds } from '../../src/model/grid.ts';
import { initialise } from '../../src/model/init.ts';
import { HEAD_NAMES, type Head, type Network } from '../../src/model/network.ts';
import { referenceOrbit } from '../../src/model/orbit.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { exactHead, exactHeadTangent, exactLayers, exactOrbit } from '../support/exact-network.ts';
import { type Fixed, fixed, toNumber } from '../support/fixed-point.ts';
import { fixtureNetwork } from '../support/fixtures.ts';

function network(name: ActivationName, head: Head = { name: 'none', scale: 1 }, seed = 5): Network {
  const activations = [activation(name), activation(name), activation('identity')];
  return initialise({ widths: [2, 6, 5, 3], activations, head }, { name: 'torch', bound: 1 }, seed);
}

const QUANTITIES: Quantity[] = [
  { kind: 'value', output: 0 },
  { kind: 'grad', component: 'x1', output: 0 },
  { kind: 'grad', component: 'norm', output: 0 },
  { kind: 'grad', component: 'direction', output: 0 },
  { kind: 'fd', component: 'norm', output: 0, spacing: 'input' },
  { kind: 'fd', component: 'x2', output: 0, spacing: 'index' },
  { kind: 'error', component: 'x2', output: 0 },
  { kind: 'probability', output: 1 },
  { kind: 'argmax' },
  { kind: 'pattern', layer: null },
  { kind: 'preactivation', layer: 1, neuron: 2 },
];

describe('perturbedField at view width 2', () => {
  const grid: Grid = gridOverBounds([-0.7, 1.3, -1.1, 0.9], 9, 8);
  const scaled = HEAD_NAMES.map((name) => ({ name, scale: name === 'softmax' || name === 'log-sum-exp' ? 2.5 : 1 }));

  test.each(ACTIVATION_NAMES)('agrees with the plain forward pass: %s, every quantity', async (name) => {
    for (const quantity of QUANTITIES) await expectPlain(network(name), grid, quantity);
  });

  test.each(scaled)('agrees with the plain forward pass behind the head $name', async (head) => {
    for (const quantity of QUANTITIES.slice(0, 7)) await expectPlain(network('tanh', head), grid, quantity);
  });

  async function expectPlain(network: Network, grid: Grid, quantity: Quantity): Promise<void> {
    const plain = await evaluateOnCpu(network, grid, quantity);
    const perturbed = fieldValues(perturbedField(network, grid, quantity));
    for (const [p, v] of plain.data.entries()) expect(Math.abs(perturbed[p] - v)).toBeLessThanOrEqual(1e-13);
  }

  test('refuses what evaluate refuses', () => {
    const line = { ...grid, height: 1 };
    expect(() => perturbedField(network('relu'), line, QUANTITIES[4])).toThrow(GridError);
    expect(() => perturbedField(network('relu'), grid, { kind: 'value', output: 9 })).toThrow(NetworkError);
  });
});

/** The largest |ours − (there − here)| relative to the largest |there − here|. */
function relativeError(ours: Float64Array, here: Fixed[], there: Fixed[]): number {
  const truth = there.map((v, k) => toNumber(v - here[k]));
  const largest = Math.max(...truth.map(Math.abs));
  if (largest === 0) return Math.max(...ours.map(Math.abs));
  return Math.max(...truth.map((v, k) => Math.abs(ours[k] - v))) / largest;
}

describe.each([1e-3, 1e-6, 1e-12, 1e-20])('layerDifferences at a distance of %d', (distance) => {
  const center = [0.3125, -0.71875] as const;
  const delta = [0.75 * distance, -0.5 * distance] as const;
  const there = [fixed(center[0]) + fixed(delta[0]), fixed(center[1]) + fixed(delta[1])] as const;

  test.each(ACTIVATION_NAMES)('agrees with 256-bit arithmetic: %s', (name) => {
    const net = network(name);
    const layers = layerDifferences(net, referenceOrbit(net, { center: placeOf(center), step: [distance, distance] }), delta);
    const [before, after] = [exactLayers(net, [fixed(center[0]), fixed(center[1])]), exactLayers(net, there)];
    for (const [l, layer] of layers.entries()) {
      expect(relativeError(layer.preActivation, before[l].z, after[l].z)).toBeLessThan(1e-13);
      expect(relativeError(layer.activation, before[l].a, after[l].a)).toBeLessThan(1e-13);
      for (const axis of [0, 1] as const) {
        expect(relativeError(layer.preTangents[axis], before[l].zTangents[axis], after[l].zTangents[axis])).toBeLessThan(1e-12);
        expect(relativeError(layer.tangents[axis], before[l].aTangents[axis], after[l].aTangents[axis])).toBeLessThan(1e-12);
      }
    }
  });

  test.each(['softmax', 'log-sum-exp'] as const)('so do the head %s and its derivative', (name) => {
    const head: Head = { name, scale: 2.5 };
    const net = network('tanh', head);
    const orbit = referenceOrbit(net, { center: placeOf(center), step: [distance, distance] })[2];
    const last = layerDifferences(net, referenceOrbit(net, { center: placeOf(center), step: [distance, distance] }), delta)[2];
    const [before, after] = [exactLayers(net, [fixed(center[0]), fixed(center[1])])[2], exactLayers(net, there)[2]];
    const values = headRise(head, orbit.activation, last.activation);
    const slopes = headTangentRise(head, orbit.activation, orbit.tangents[0], last.activation, last.tangents[0]);
    const exactSlope = ({ a, aTangents }: typeof before) => exactHeadTangent(head, a, aTangents[0]);
    expect(relativeError(values, exactHead(head, before.a), exactHead(head, after.a))).toBeLessThan(1e-13);
    expect(relativeError(slopes, exactSlope(before), exactSlope(after))).toBeLessThan(1e-12);
  });
});

describe('on a crease, in a view 1e-12 wide', () => {
  const net = fixtureNetwork('deep5x4-relu');
  const center = pointOnCrease(net);
  const orbit = exactOrbit(net, center);
  const offsets = Array.from({ length: 41 }, (_, i) => [(i - 20) * 2.5e-14, (7 - i) * 1e-14] as const);
  const before = exactLayers(net, [fixed(center[0]), fixed(center[1])]);
  const exact = offsets.map(([d1, d2]) => exactLayers(net, [fixed(center[0]) + fixed(d1), fixed(center[1]) + fixed(d2)]));
  const truth = exact.map((layers) => toNumber(layers[4].a[0] - before[4].a[0]));
  const range = Math.max(...truth) - Math.min(...truth);

  test('the crease runs through the view', () => {
    const sides = exact.map((layers) => layers[0].z[0] > 0n);
    expect(new Set(sides).size).toBe(2);
    expect(Math.abs(orbit[0].preActivation[0])).toBeLessThan(1e-15);
  });

  test('the value, its gradient and the pieces are those of 256-bit arithmetic', () => {
    for (const [n, delta] of offsets.entries()) {
      const layers = layerDifferences(net, orbit, delta);
      expect(Math.abs(layers[4].activation[0] - truth[n]) / range).toBeLessThan(1e-12);
      for (const axis of [0, 1] as const)
        expect(relativeError(layers[4].tangents[axis], before[4].aTangents[axis], exact[n][4].aTangents[axis])).toBeLessThan(
          1e-12,
        );
      for (const [l, { preActivation }] of layers.entries())
        expect([...preActivation].map((d, o) => d > -orbit[l].preActivation[o])).toEqual(exact[n][l].z.map((z) => z > 0n));
    }
  });

  test('subtracting plain f64 values would be off by more than 1e-5 of the range', () => {
    const valueAt = (d1: number, d2: number) => forward(net, [center[0] + d1, center[1] + d2]).outputs[0];
    const errors = offsets.map(([d1, d2], n) => Math.abs(valueAt(d1, d2) - valueAt(0, 0) - truth[n]) / range);
    expect(Math.max(...errors)).toBeGreaterThan(1e-5);
  });

  /** Unit 0 of layer 0 is 0 there but for the rounding of x2. */
  function pointOnCrease({ layers: [{ weight, bias }] }: Network): [number, number] {
    const x1 = 0.21;
    return [x1, -(weight[0] * x1 + bias[0]) / weight[1]];
  }
});

describe('rise and slopeRise', () => {
  const anywhere = fc.double({ min: -8, max: 8, noNaN: true });

  // step is left out: where Z + δ/2 is rounded across its jump, the halves do not add up.
  test.each(ACTIVATION_NAMES.filter((name) => name !== 'step'))('add up over a stop in the middle: %s', (name) => {
    const f = activation(name);
    fc.assert(
      fc.property(anywhere, anywhere, fc.integer({ min: 0, max: 40 }), (z, far, depth) => {
        const delta = far * 2 ** -depth;
        const parts = rise(f, z, delta / 2) + rise(f, z + delta / 2, delta / 2);
        const tolerance = 1e-15 + 1e-14 * Math.abs(delta);
        expect(Math.abs(parts - rise(f, z, delta))).toBeLessThan(tolerance);
      }),
    );
  });

  test.each(ACTIVATION_NAMES)('are the difference of two values where that loses nothing: %s', (name) => {
    const f = activation(name);
    fc.assert(
      fc.property(fc.integer({ min: -4096, max: 4096 }), fc.integer({ min: -4096, max: 4096 }), (a, b) => {
        const [z, delta] = [a / 512, b / 512];
        expect(Math.abs(rise(f, z, delta) - (activate(f, z + delta) - activate(f, z)))).toBeLessThan(4e-15);
        expect(Math.abs(slopeRise(f, z, delta) - (activationSlope(f, z + delta) - activationSlope(f, z)))).toBeLessThan(4e-15);
      }),
    );
  });

  test.each(ACTIVATION_NAMES)('have the curvature as their limit: %s', (name) => {
    const f = activation(name);
    for (const z of [-2.3, -0.7, 0.4, 1.9]) expect(slopeRise(f, z, 1e-9) / 1e-9).toBeCloseTo(activationCurvature(f, z), 7);
  });

  test.each(ACTIVATION_NAMES)('are exactly 0 where nothing moves: %s', (name) => {
    for (const z of [-1, 0, 0.5, 1, 3]) {
      expect(Math.abs(rise(activation(name), z, 0))).toBe(0);
      expect(Math.abs(slopeRise(activation(name), z, 0))).toBe(0);
    }
  });
});
