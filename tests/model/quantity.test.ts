// Acceptance: a quantity names a network and a number to take of it, without the layers that do not matter; what a network does not
// have is refused in a sentence.
import { describe, expect, test } from 'vitest';
import { forward } from '../../src/cpu-reference/forward.ts';
import { type ActivationName, activation } from '../../src/model/activation.ts';
import { scaleOf } from '../../src/model/colouring.ts';
import { NetworkError } from '../../src/model/errors.ts';
import { initialise } from '../../src/model/init.ts';
import { type Head, type Network, NO_HEAD, networkWidths } from '../../src/model/network.ts';
import { evaluationOf, type Quantity } from '../../src/model/quantity.ts';

function network(widths = [2, 5, 4, 3], head: Head = { name: 'softmax', scale: 3 }): Network {
  return networkOf(
    widths,
    widths.slice(1).map(() => 'tanh'),
    head,
  );
}

function networkOf(widths: readonly number[], names: readonly ActivationName[], head = NO_HEAD): Network {
  return initialise({ widths, activations: names.map((name) => activation(name)), head }, { name: 'torch', bound: 1 }, 4);
}

/** The number that an evaluation of a value takes. */
function value(quantity: Quantity, of = network()): number {
  const evaluation = evaluationOf(of, quantity);
  if (evaluation.take !== 'value') throw new Error(`${evaluation.take} is no value`);
  return forward(evaluation.network, [0.3, -0.4]).outputs[evaluation.output];
}

describe('evaluationOf', () => {
  const { layers, outputs } = forward(network(), [0.3, -0.4]);

  test('takes values and differences behind the head', () => {
    expect(value({ kind: 'value', output: 2 })).toBe(outputs[2]);
    expect(value({ kind: 'fd', component: 'x1', output: 2, spacing: 'index' })).toBe(outputs[2]);
    expect(evaluationOf(network(), { kind: 'grad', component: 'direction', output: 1 }).take).toBe('direction');
    expect(evaluationOf(network(), { kind: 'error', component: 'norm', output: 1 }).take).toBe('norm');
  });

  test('takes probabilities with the softmax head’s λ, and else with λ = 1', () => {
    expect(value({ kind: 'probability', output: 1 })).toBe(outputs[1]);
    const plain = network([2, 5, 4, 3], { name: 'max', scale: 1 });
    const powers = [...layers[2].activation].map(Math.exp);
    expect(value({ kind: 'probability', output: 1 }, plain)).toBeCloseTo(powers[1] / powers.reduce((a, b) => a + b), 15);
  });

  test('takes pre-activations of any layer before its activation, and cuts what comes behind', () => {
    for (const l of [0, 1, 2]) expect(value({ kind: 'preactivation', layer: l, neuron: 1 })).toBe(layers[l].preActivation[1]);
    expect(networkWidths(evaluationOf(network(), { kind: 'preactivation', layer: 0, neuron: 1 }).network)).toEqual([2, 5]);
  });

  test('takes the argmax before any head', () => {
    const evaluation = evaluationOf(network(), { kind: 'argmax' });
    expect([evaluation.take, evaluation.network.head.name]).toEqual(['argmax', 'none']);
  });

  test('takes patterns of all hidden layers or of one, the last layer included', () => {
    const all = evaluationOf(network(), { kind: 'pattern', layer: null });
    expect([networkWidths(all.network), all.take === 'pattern' && all.first]).toEqual([[2, 5, 4], 0]);
    const last = evaluationOf(network(), { kind: 'pattern', layer: 2 });
    expect([networkWidths(last.network), last.take === 'pattern' && last.first]).toEqual([[2, 5, 4, 3], 2]);
    const only = evaluationOf(network([2, 3]), { kind: 'pattern', layer: 0 });
    expect([networkWidths(only.network), only.take === 'pattern' && only.first]).toEqual([[2, 3], 0]);
  });

  test('takes creases of the layers that the pattern has, or of one of them', () => {
    const mixed = networkOf([2, 5, 4, 3], ['tanh', 'relu', 'elu']);
    const all = evaluationOf(mixed, { kind: 'crease', layer: null });
    expect([networkWidths(all.network), all.take === 'crease' && all.first]).toEqual([[2, 5, 4], 0]);
    const one = evaluationOf(mixed, { kind: 'crease', layer: 1 });
    expect([networkWidths(one.network), one.take === 'crease' && one.first]).toEqual([[2, 5, 4], 1]);
    expect(() => evaluationOf(mixed, { kind: 'crease', layer: 2 })).toThrow(
      /^Layer 2 has no crease, for the output is elu: ask for layer 0 or 1 instead\.$/,
    );
    const straight = networkOf([2, 5, 4, 3], ['identity', 'sin', 'identity']);
    expect(() => evaluationOf(straight, { kind: 'crease', layer: 0 })).toThrow(
      /^Layer 0 has no crease, for it is identity: ask for layer 1/,
    );
  });

  const bad: [string, Quantity, Network, RegExp][] = [
    [
      'an output too many',
      { kind: 'value', output: 3 },
      network(),
      /^There is no output 3 in the network, which has 3, counted from 0 to 2\.$/,
    ],
    ['a negative output', { kind: 'grad', component: 'x1', output: -1 }, network(), /^There is no output -1 in the network,/],
    ['half an output', { kind: 'value', output: 0.5 }, network(), /^There is no output 0\.5 in/],
    [
      'a second output of max',
      { kind: 'value', output: 1 },
      network([2, 3], { name: 'max', scale: 1 }),
      /counted from 0 to 0\.$/,
    ],
    ['a class too many', { kind: 'probability', output: 3 }, network(), /^There is no class 3 in/],
    [
      'the argmax of one output',
      { kind: 'argmax' },
      network([2, 5, 1]),
      /^The argmax needs at least 2 outputs; this network has 1:/,
    ],
    ['the probability of one', { kind: 'probability', output: 0 }, network([2, 5, 1]), /^A class probability needs at least 2/],
    ['a layer too many', { kind: 'pattern', layer: 3 }, network(), /^There is no layer 3 in the network, which has 3,/],
    [
      'the pattern of no layer',
      { kind: 'pattern', layer: null },
      network([2, 3]),
      /has no hidden layer, so it has no activation pattern/,
    ],
    [
      'a layer of creases too many',
      { kind: 'crease', layer: 2 },
      networkOf([2, 3, 1], ['relu', 'identity']),
      /^There is no layer 2 in/,
    ],
    [
      'creases where nothing bends',
      { kind: 'crease', layer: null },
      networkOf([2, 3, 1], ['identity', 'tanh']),
      /^The network has no crease, because its hidden layers are identity: ask for its value instead\.$/,
    ],
    [
      'creases of no hidden layer',
      { kind: 'crease', layer: null },
      networkOf([2, 1], ['tanh']),
      /^The network has no crease, because it has no hidden layer: ask for its value instead\.$/,
    ],
    [
      'a unit too many',
      { kind: 'preactivation', layer: 1, neuron: 4 },
      network(),
      /^There is no unit 4 in layer 1, which has 4,/,
    ],
    ['three inputs', { kind: 'value', output: 0 }, network([3, 2]), /^The network has 3 inputs; .* needs exactly 2\.$/],
  ];

  test.each(bad)('refuses %s in a sentence', (_, quantity, of, sentence) => {
    expect(() => evaluationOf(of, quantity)).toThrow(NetworkError);
    expect(() => evaluationOf(of, quantity)).toThrow(sentence);
  });
});

describe('scaleOf', () => {
  test('reads classes and hashes as such, everything else as amounts', () => {
    expect(scaleOf({ kind: 'argmax' })).toBe('classes');
    expect(scaleOf({ kind: 'pattern', layer: 0 })).toBe('hash');
    expect(scaleOf({ kind: 'value', output: 0 })).toBe('linear');
  });
});
