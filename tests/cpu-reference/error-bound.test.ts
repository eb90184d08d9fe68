// Acceptance: the bound covers an f32 run of the kernel's arithmetic at every depth and every change of δ within its error; it is no
// vacuous one: below 1e-4 of the field's range at view width 20, and a run with a wrong digit, or without perturbation, falls out of it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rise, slopeRise } from '../../src/cpu-reference/activation-difference.ts';
import { isPieceCertain, riseError, slopeRiseError } from '../../src/cpu-reference/activation-error.ts';
import { chordError } from '../../src/cpu-reference/chord-error.ts';
import { type ErrorBound, errorBound } from '../../src/cpu-reference/error-bound.ts';
import { headChordError } from '../../src/cpu-reference/head-chord-error.ts';
import { headRise, headTangentRise } from '../../src/cpu-reference/head-difference.ts';
import { headRiseError, headTangentRiseError, isBestCertain } from '../../src/cpu-reference/head-error.ts';
import { perturbedField } from '../../src/cpu-reference/perturbation.ts';
import { ACTIVATION_NAMES, activate, activation } from '../../src/model/activation.ts';
import { placeNumbers, placeOf } from '../../src/model/coordinate.ts';
import { GridError } from '../../src/model/errors.ts';
import { type Grid, gridOverBounds, offset1, offset2 } from '../../src/model/grid.ts';
import { createNetwork, HEAD_NAMES, type Network } from '../../src/model/network.ts';
import { referenceOrbit } from '../../src/model/orbit.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { fixtureNetwork, NETWORK_NAMES } from '../support/fixtures.ts';

const value: Quantity = { kind: 'value', output: 0 };
const around = (half: number, n = 33): Grid => gridOverBounds([0.3 - half, 0.3 + half, -0.2 - half, half - 0.2], n, n);
const f32 = Math.fround;

/** How many points lie outside their interval. */
function outside(data: ArrayLike<number>, { reference, bound }: ErrorBound): number {
  return reference.filter((v, p) => !(Math.abs(data[p] - v) <= bound[p])).length;
}

/** Output 0 of a relu network, less its value at the centre, as the kernel computes it: every operation rounded to f32. */
function perturbedRelu(network: Network, grid: Grid, spoil = (w: number) => w): Float64Array {
  const orbit = referenceOrbit(network, grid);
  return points(grid, (i, j) => {
    let a = [f32((i - (grid.width - 1) / 2) * f32(grid.step[0])), f32((j - (grid.height - 1) / 2) * f32(grid.step[1]))];
    network.layers.forEach(({ fanOut, fanIn, weight, activation: f }, l) => {
      const z = Array.from({ length: fanOut }, (_, o) =>
        a.reduce((total, v, i) => f32(total + f32(spoil(weight[o * fanIn + i]) * v)), 0),
      );
      const k = Array.from(orbit[l].preActivation, (v) => f32(-v));
      a = f.name === 'relu' ? z.map((d, o) => f32(Math.max(d, k[o]) - Math.max(0, k[o]))) : z;
    });
    return a[0];
  });
}

/** The same without perturbation: the value at the point less the value at the centre, both in f32. */
function plainRelu(network: Network, grid: Grid): Float64Array {
  const at = (x1: number, x2: number) => {
    let a = [f32(x1), f32(x2)];
    for (const { fanOut, fanIn, weight, bias, activation: f } of network.layers)
      a = Array.from({ length: fanOut }, (_, o) =>
        activate(f, f32(a.reduce((total, v, i) => f32(total + f32(weight[o * fanIn + i] * v)), 0) + bias[o])),
      );
    return a[0];
  };
  const [c1, c2] = placeNumbers(grid.center);
  return points(grid, (i, j) => at(c1 + offset1(grid, i), c2 + offset2(grid, j)) - at(c1, c2));
}

function points(grid: Grid, at: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: grid.width * grid.height }, (_, p) => at(p % grid.width, Math.floor(p / grid.width)));
}

describe('the bound of the value', () => {
  test.each(NETWORK_NAMES)('is below 1e-4 of the range of %s at view width 20', (name) => {
    const { bound, reference } = errorBound(fixtureNetwork(name), around(10), value);
    const range = Math.max(...reference) - Math.min(...reference);
    expect(Math.max(...bound)).toBeGreaterThan(0);
    expect(Math.max(...bound)).toBeLessThan(1e-4 * range);
  });

  test.each(NETWORK_NAMES)('stays below 1e-4 of the range of %s at view width 1e-12', (name) => {
    const { bound, reference } = errorBound(fixtureNetwork(name), around(5e-13), value);
    const range = Math.max(...reference) - Math.min(...reference);
    expect(Math.max(...bound)).toBeLessThan(1e-4 * range);
  });

  describe.each(['shallow20-relu', 'deep5x4-relu'])('of %s', (name) => {
    const network = fixtureNetwork(name);

    test.each([2000, 20, 1, 1e-3, 1e-6, 1e-9, 1e-12])('holds an f32 run of the kernel at view width %d', (width) => {
      const grid = around(width / 2);
      expect(outside(perturbedRelu(network, grid), errorBound(network, grid, value))).toBe(0);
    });

    test('does not hold a run whose weights are off by 1e-4', () => {
      const spoilt = perturbedRelu(network, around(10), (w) => w * 1.0001);
      expect(outside(spoilt, errorBound(network, around(10), value))).toBeGreaterThan(800);
    });

    test('does not hold plain f32 in a view 1e-6 wide', () => {
      expect(outside(plainRelu(network, around(5e-7)), errorBound(network, around(5e-7), value))).toBeGreaterThan(800);
    });

    test('does not hold an error of ten times itself', () => {
      const bounds = errorBound(network, around(10), value);
      const planted = perturbedRelu(network, around(10)).map((v, p) => v + 10 * bounds.bound[p]);
      // At the centre nothing moves, and nothing is allowed to.
      expect(outside(planted, bounds)).toBe(bounds.bound.filter((b) => b > 0).length);
      expect(bounds.bound.filter((b) => b === 0).length).toBe(1);
    });
  });
});

describe('errorBound', () => {
  const three = fixtureNetwork('tanh16-3');
  const mixed = fixtureNetwork('mixed');
  const quantities: Quantity[] = [
    value,
    { kind: 'fd', component: 'x1', output: 1, spacing: 'input' },
    { kind: 'fd', component: 'norm', output: 1, spacing: 'index' },
    { kind: 'grad', component: 'x2', output: 1 },
    { kind: 'grad', component: 'norm', output: 1 },
    { kind: 'grad', component: 'direction', output: 1 },
    { kind: 'error', component: 'norm', output: 0 },
    { kind: 'error', component: 'x2', output: 0 },
    { kind: 'hessian', output: 1 },
    { kind: 'probability', output: 1 },
    { kind: 'argmax' },
    { kind: 'pattern', layer: null },
    { kind: 'preactivation', layer: 1, neuron: 1 },
  ];

  test.each(quantities.map((quantity) => ({ quantity, title: JSON.stringify(quantity) })))(
    'has the reference of perturbedField and finite bounds: $title',
    ({ quantity }) => {
      for (const network of [three, mixed]) {
        const { base, reference, bound, certain } = errorBound(network, around(3, 9), quantity);
        const field = perturbedField(network, around(3, 9), quantity);
        expect(base).toBe(field.base);
        expect(reference).toEqual(field.data);
        expect(bound.every((b) => Number.isFinite(b) && b >= 0)).toBe(true);
        expect(certain.every((c) => c === 0 || c === 1)).toBe(true);
      }
    },
  );

  test.each([10, 1e-3, 1e-9])('gives finite differences a bound relative to themselves, %d to each side', (half) => {
    const { bound, reference } = errorBound(three, around(half), { kind: 'fd', component: 'x1', output: 0, spacing: 'input' });
    expect(Math.max(...bound)).toBeLessThan(1e-4 * Math.max(...reference.map(Math.abs)));
  });

  test('is sure of classes and pieces away from their borders, and of nothing else where they are near', () => {
    const sure = errorBound(three, around(3), { kind: 'argmax' });
    expect(sure.certain.every((c) => c === 1)).toBe(true);
    expect(sure.bound.every((b) => b === 0)).toBe(true);
    const line = creaseGrid();
    const pieces = errorBound(line.network, line.grid, { kind: 'pattern', layer: null });
    // Column 2 lies on the crease to f32's precision, but not in f64.
    expect([...pieces.certain]).toEqual([1, 1, 0, 1]);
    expect([...pieces.bound].map((b) => b > 0)).toEqual([false, false, true, false]);
  });

  test('covers both slopes where the piece is not sure', () => {
    const { network, grid } = creaseGrid();
    const slopes = errorBound(network, grid, { kind: 'grad', component: 'x1', output: 0 });
    expect([...slopes.certain]).toEqual([1, 1, 0, 1]);
    expect(slopes.bound[2]).toBeGreaterThanOrEqual(3);
    expect(slopes.bound[1]).toBeLessThan(1e-6);
  });

  test('covers every direction where the gradient is lost in its error', () => {
    const { network, grid } = creaseGrid();
    const direction = errorBound(network, grid, { kind: 'grad', component: 'direction', output: 0 });
    expect([...direction.certain]).toEqual([1, 1, 0, 1]);
    expect(direction.bound[2]).toBeGreaterThanOrEqual(2 * Math.PI);
  });

  test('refuses differences on a grid of one row', () => {
    const line = { ...around(1), height: 1 };
    expect(() => errorBound(three, line, { kind: 'fd', component: 'x1', output: 0, spacing: 'input' })).toThrow(GridError);
  });

  /** 3 relu(x1) + 1 at x1 = −0.4, −0.2, 1e-10 and 0.2: the third is on the crease as far as f32 can tell. */
  function creaseGrid(): { network: Network; grid: Grid } {
    const layer = (weight: number[], bias: number, name: 'relu' | 'identity') => ({
      fanIn: weight.length,
      fanOut: 1,
      weight: Float32Array.from(weight),
      bias: Float32Array.of(bias),
      activation: activation(name),
    });
    const network = createNetwork([layer([1, 0], 0, 'relu'), layer([3], 1, 'identity')]);
    return { network, grid: { center: placeOf([-0.1 + 1e-10, 0]), shift: [0, 0], step: [0.2, 1], width: 4, height: 1 } };
  }
});

describe('riseError and slopeRiseError', () => {
  const z = fc.double({ min: -6, max: 6, noNaN: true });
  const exponent = fc.integer({ min: -40, max: 3 });
  const sign = fc.double({ min: -1, max: 1, noNaN: true });

  test.each(ACTIVATION_NAMES)('cover whatever the truth does when δ moves by its error: %s', (name) => {
    const f = activation(name, 0.2);
    fc.assert(
      fc.property(z, sign, exponent, sign, fc.integer({ min: -30, max: 0 }), (z, where, depth, way, relative) => {
        const delta = where * 2 ** depth;
        const e = Math.abs(delta) * 2 ** relative;
        const moved = delta + way * e;
        const own = 1e-15 * (1 + Math.abs(delta));
        expect(Math.abs(rise(f, z, moved) - rise(f, z, delta))).toBeLessThanOrEqual(riseError(f, z, delta, e) + own);
        expect(Math.abs(slopeRise(f, z, moved) - slopeRise(f, z, delta))).toBeLessThanOrEqual(
          slopeRiseError(f, z, delta, e) + own,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test.each(ACTIVATION_NAMES)('chordError covers whatever the truth does when either end moves: %s', (name) => {
    const f = activation(name, 0.2);
    fc.assert(
      fc.property(z, sign, exponent, sign, exponent, sign, sign, fc.integer({ min: -30, max: 0 }), (...drawn) => {
        const [z, where, depth, length, size, way, other, relative] = drawn;
        const [d, c] = [where * 2 ** depth, length * 2 ** size];
        const [eD, eC] = [Math.abs(d) * 2 ** relative, Math.abs(c) * 2 ** relative];
        const chord = (d: number, c: number) => rise(f, z, d + c) - rise(f, z, d);
        const change = Math.abs(chord(d + way * eD, c + other * eC) - chord(d, c));
        expect(change).toBeLessThanOrEqual(chordError(f, z, d, eD, c, eC) + 1e-14 * (1 + Math.abs(d) + Math.abs(c)));
      }),
      { numRuns: 2000 },
    );
  });

  test('call a piece certain only where no kink is in reach', () => {
    const relu = activation('relu');
    expect(isPieceCertain(relu, -1, 0.9, 0.05)).toBe(true);
    expect(isPieceCertain(relu, -1, 0.96, 0.05)).toBe(false);
    expect(isPieceCertain(relu, -1, 1.04, 0.05)).toBe(false);
    expect(isPieceCertain(activation('hardtanh'), 0, -1.001, 0.01)).toBe(false);
    expect(isPieceCertain(activation('tanh'), 0.5, -0.5, 0)).toBe(true);
  });
});

describe('headRiseError and headTangentRiseError', () => {
  const small = fc.double({ min: -1, max: 1, noNaN: true });
  const three = fc.array(small, { minLength: 3, maxLength: 3 });
  const exponent = fc.integer({ min: -30, max: 3 });

  test.each(HEAD_NAMES)('cover whatever the truth does when outputs move by their errors: %s', (name) => {
    const head = { name, scale: name === 'softmax' || name === 'log-sum-exp' ? 2.5 : 1 };
    fc.assert(
      fc.property(three, three, three, three, three, exponent, exponent, (y, d, t, tau, ways, depth, relative) => {
        const vector = (v: readonly number[], scale = 1) => Float64Array.from(v, (x) => x * scale);
        const [delta, taus] = [vector(d, 2 ** depth), vector(tau, 2 ** depth)];
        const error = 2 ** (Math.min(depth, 0) + Math.min(relative, 0));
        const e = new Float64Array(3).fill(error);
        const [outputs, tangents] = [
          { y: vector(y), delta, e },
          { tangent: vector(t), tau: taus, e },
        ];
        const moved = delta.map((v, k) => v + ways[k] * error);
        const movedTaus = taus.map((v, k) => v - ways[2 - k] * error);
        const before = headRise(head, outputs.y, delta);
        const after = headRise(head, outputs.y, moved);
        const slopesBefore = headTangentRise(head, outputs.y, tangents.tangent, delta, taus);
        const slopesAfter = headTangentRise(head, outputs.y, tangents.tangent, moved, movedTaus);
        before.forEach((v, k) => {
          expect(Math.abs(after[k] - v)).toBeLessThanOrEqual(headRiseError(head, outputs, k) + 1e-14 * (1 + 2 ** depth));
          expect(Math.abs(slopesAfter[k] - slopesBefore[k])).toBeLessThanOrEqual(
            headTangentRiseError(head, outputs, tangents, k) + 1e-14 * (1 + 2 ** depth),
          );
        });
      }),
      { numRuns: 1000 },
    );
  });

  test.each(HEAD_NAMES)('headChordError covers whatever the truth does when either end moves: %s', (name) => {
    const head = { name, scale: name === 'softmax' || name === 'log-sum-exp' ? 2.5 : 1 };
    fc.assert(
      fc.property(three, three, three, three, three, exponent, exponent, (y, d, c, ways, others, depth, relative) => {
        const vector = (v: readonly number[], scale = 1) => Float64Array.from(v, (x) => x * scale);
        const [delta, chord] = [vector(d), vector(c, 2 ** depth)];
        const [e, eC] = [2 ** Math.min(relative, 0), 2 ** (Math.min(depth, 0) + Math.min(relative, 0))];
        const low = { y: vector(y), delta, e: new Float64Array(3).fill(e) };
        const chords = { c: chord, e: new Float64Array(3).fill(eC) };
        const at = (from: Float64Array, by: Float64Array) => {
          const [here, there] = [from, from.map((v, k) => v + by[k])].map((v) => headRise(head, low.y, v));
          return there.map((v, k) => v - here[k]);
        };
        const truth = at(delta, chord);
        const moved = at(
          delta.map((v, k) => v + ways[k] * e),
          chord.map((v, k) => v + others[k] * eC),
        );
        truth.forEach((v, k) => {
          expect(Math.abs(moved[k] - v)).toBeLessThanOrEqual(headChordError(head, low, chords, k) + 1e-14 * (1 + 2 ** depth));
        });
      }),
      { numRuns: 1000 },
    );
  });

  test('call the largest output certain only where no other is in reach', () => {
    const outputs = (gap: number, e: number) => ({
      y: Float64Array.of(1, 1 + gap),
      delta: Float64Array.of(0.5, 0.5),
      e: Float64Array.of(e, e),
    });
    expect(isBestCertain(outputs(0.1, 0.04))).toBe(true);
    expect(isBestCertain(outputs(0.1, 0.06))).toBe(false);
    // A tie of numbers that are exact goes to the lowest on both sides.
    expect(isBestCertain({ y: Float64Array.of(1, 1), delta: new Float64Array(2), e: new Float64Array(2) })).toBe(true);
  });
});
