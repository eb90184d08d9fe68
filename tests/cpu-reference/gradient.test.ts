// Acceptance: pre-activations, activations, outputs and Jacobians equal hand-checked networks, any number of inputs; behind every
// head the exact gradient agrees with a difference quotient.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forward } from '../../src/cpu-reference/forward.ts';
import { gradient } from '../../src/cpu-reference/gradient.ts';
import { ACTIVATION_NAMES, activation, isPiecewiseLinear } from '../../src/model/activation.ts';
import { initialise } from '../../src/model/init.ts';
import { createNetwork, HEAD_NAMES, type Layer } from '../../src/model/network.ts';
import { componentOf } from '../../src/model/quantity.ts';
import { fixtureJson } from '../support/fixtures.ts';

interface Case {
  readonly v1: number[][];
  readonly b1: number[];
  readonly v2: number[][];
  readonly b2: number[];
  readonly x: number[];
  readonly p: number[];
  readonly q: number[];
  readonly z: number[];
  readonly jq: number[][];
  readonly jp: number[][];
}
const { networks } = fixtureJson<{ networks: Case[] }>('backprop/three_networks.json');

function layer(rows: number[][], bias: number[], name: 'relu' | 'identity'): Layer {
  const weight = Float32Array.from(rows.flat());
  return { fanIn: rows[0].length, fanOut: rows.length, weight, bias: Float32Array.from(bias), activation: activation(name) };
}
const product = (a: number[][], b: number[][]) =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, v, i) => sum + v * b[i][j], 0)));

describe.each(networks)('the hand-checked network with z = $z', ({ v1, b1, v2, b2, x, p, q, z, jq, jp }) => {
  const network = createNetwork([layer(v1, b1, 'relu'), layer(v2, b2, 'identity')]);

  test('has their pre-activations, activations and outputs', () => {
    const { layers, outputs } = forward(network, x);
    expect([...layers[0].preActivation]).toEqual(p);
    expect([...layers[0].activation]).toEqual(q);
    expect([...layers[1].preActivation]).toEqual(z);
    expect([...outputs]).toEqual(z);
  });

  test('has their Jacobian, one column an input', () => {
    const jacobian = product(jq, product(jp, v1));
    const { last, outputs } = gradient(network, x);
    expect(last.length).toBe(x.length);
    for (const [n, column] of last.entries()) expect([...column].map((d) => d + 0)).toEqual(jacobian.map((row) => row[n] + 0));
    expect(outputs).toEqual(last);
  });
});

describe('gradient', () => {
  const smooth = ACTIVATION_NAMES.filter((name) => !isPiecewiseLinear(activation(name)));

  test.each(HEAD_NAMES)('agrees with a difference quotient behind the head %s', (name) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...smooth),
        fc.integer({ min: 0, max: 1000 }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (f, seed, x1, x2) => {
          const activations = [activation(f), activation('identity')];
          const head = { name, scale: name === 'softmax' || name === 'log-sum-exp' ? 1.5 : 1 };
          const network = initialise({ widths: [2, 6, 3], activations, head }, { name: 'torch', bound: 1 }, seed);
          const h = 2 ** -12;
          const at = (x: number) => forward(network, [x, x2]);
          const largest = ({ layers }: ReturnType<typeof at>) => layers[1].activation.indexOf(Math.max(...layers[1].activation));
          // Where the largest output changes, max and one-hot have no derivative; elu's second derivative jumps at its kink.
          fc.pre(largest(at(x1 - h)) === largest(at(x1 + h)));
          const [d1] = gradient(network, [x1, x2]).outputs;
          const [before, after] = [at(x1 - h).outputs, at(x1 + h).outputs];
          for (const [k, d] of d1.entries())
            expect(Math.abs((after[k] - before[k]) / (2 * h) - d)).toBeLessThan(f === 'elu' ? 4 * h : 1e-6);
        },
      ),
    );
  });
});

describe('componentOf', () => {
  test('takes a part, the length or the direction of a gradient', () => {
    expect(componentOf('x1', 3, 4)).toBe(3);
    expect(componentOf('x2', 3, 4)).toBe(4);
    expect(componentOf('norm', 3, 4)).toBe(5);
    expect(componentOf('direction', 0, 4)).toBe(Math.PI / 2);
    expect(componentOf('direction', -0, -0)).toBe(0);
  });
});
