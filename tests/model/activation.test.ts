// Acceptance: every activation agrees with its definition in 256-bit arithmetic to a few ULP, its slope is its derivative, and at the
// kinks the slope is PyTorch's choice.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACTIVATION_NAMES,
  type ActivationName,
  activate,
  activation,
  activationKinks,
  activationSlope,
  isActivationName,
  isPiecewiseLinear,
  normalCdf,
  patternThresholds,
} from '../../src/model/activation.ts';
import { createNetwork } from '../../src/model/network.ts';
import { exactLayers } from '../support/exact-network.ts';
import { fixed, normal, toNumber } from '../support/fixed-point.ts';

const SMOOTH = ACTIVATION_NAMES.filter((name) => !isPiecewiseLinear(activation(name)));

/** f(z) and f'(z) in 256-bit arithmetic: a network of one unit, whose input is z. */
function exact(name: ActivationName, z: number): [number, number] {
  const unit = { fanIn: 2, fanOut: 1, weight: Float32Array.of(1, 0), bias: Float32Array.of(0), activation: activation(name) };
  const [{ a, aTangents }] = exactLayers(createNetwork([unit]), [fixed(z), 0n]);
  return [toNumber(a[0]), toNumber(aTangents[0][0])];
}

describe('activate and activationSlope', () => {
  test.each(ACTIVATION_NAMES)('agree with 256-bit arithmetic: %s', (name) => {
    for (let z = -8; z <= 8; z += 0.171875) {
      const [value, slope] = exact(name, z);
      expect(Math.abs(activate(activation(name), z) - value)).toBeLessThanOrEqual(5e-16 * Math.max(1, Math.abs(z)));
      expect(Math.abs(activationSlope(activation(name), z) - slope)).toBeLessThanOrEqual(1.5e-15);
    }
  });

  test.each(SMOOTH)('stay finite and in range far out: %s', (name) => {
    for (const z of [-1e4, -800, -40, 40, 800, 1e4]) {
      const [value, slope] = [activate(activation(name), z), activationSlope(activation(name), z)];
      expect(Math.abs(value)).toBeLessThanOrEqual(Math.abs(z));
      expect(Math.abs(slope)).toBeLessThanOrEqual(1.13);
    }
  });

  test.each(ACTIVATION_NAMES)('the slope is the derivative between kinks: %s', (name) => {
    const f = activation(name, 0.2);
    const h = 2 ** -13;
    fc.assert(
      fc.property(fc.double({ min: -4, max: 4, noNaN: true }), (z) => {
        fc.pre(activationKinks(f).every((kink) => Math.abs(z - kink) > h));
        const quotient = (activate(f, z + h) - activate(f, z - h)) / (2 * h);
        // elu's second derivative jumps at 0, so that the quotient is only good to h there.
        expect(Math.abs(quotient - activationSlope(f, z))).toBeLessThan(name === 'elu' ? h : 1e-7);
      }),
    );
  });

  test('take PyTorch’s slope at a kink', () => {
    const at = (name: ActivationName, z: number) => activationSlope(activation(name), z) + 0;
    expect(at('relu', 0)).toBe(0);
    expect(at('leaky-relu', 0)).toBe(0.01);
    expect(at('abs', 0)).toBe(0);
    expect([at('hardtanh', -1), at('hardtanh', 1)]).toEqual([0, 0]);
    expect(at('step', 0)).toBe(0);
  });

  test('tent is a triangle on [0, 1], step jumps behind 0', () => {
    const tent = [-1, 0, 0.25, 0.5, 0.75, 1, 2].map((z) => activate(activation('tent'), z));
    expect(tent).toEqual([0, 0, 0.5, 1, 0.5, 0, 0]);
    expect([-1, 0, 1e-300, 1].map((z) => activate(activation('step'), z))).toEqual([0, 0, 1, 1]);
  });

  test('pass NaN on', () => {
    for (const name of ACTIVATION_NAMES.filter((name) => name !== 'step'))
      expect(activate(activation(name), Number.NaN)).toBeNaN();
  });
});

describe('activation', () => {
  test('has a slope for leaky relu only, 0.01 unless told', () => {
    expect(activation('leaky-relu')).toEqual({ name: 'leaky-relu', slope: 0.01 });
    expect(activation('leaky-relu', 0.3).slope).toBe(0.3);
    expect(activation('relu', 0.3).slope).toBe(0);
  });

  test('knows its names', () => {
    expect(ACTIVATION_NAMES.every(isActivationName)).toBe(true);
    expect(isActivationName('swish')).toBe(false);
  });

  test('has pattern thresholds where f bends, or at 0 where it is smooth and no line', () => {
    expect(patternThresholds(activation('tent'))).toEqual([0, 0.5, 1]);
    expect(patternThresholds(activation('tanh'))).toEqual([0]);
    expect(patternThresholds(activation('identity'))).toEqual([]);
  });
});

describe('normalCdf', () => {
  test('agrees with 256-bit arithmetic to 3e-16', () => {
    for (let z = -9; z <= 9; z += 0.0859375)
      expect(Math.abs(normalCdf(z) - toNumber(normal(fixed(z))[0]))).toBeLessThanOrEqual(3e-16);
  });
});
