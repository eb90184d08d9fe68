// Acceptance: 2-20-1 has 60 + 21 = 81 parameters; a network that cannot be is refused with a sentence naming layer, value and limit.
import { describe, expect, test } from 'vitest';
import { activation } from '../../src/model/activation.ts';
import { NetworkError } from '../../src/model/errors.ts';
import {
  classCount,
  createNetwork,
  HEAD_NAMES,
  type Layer,
  networkWidths,
  outputCount,
  parameterCounts,
} from '../../src/model/network.ts';

function layer(fanIn: number, fanOut: number, changes: Partial<Layer> = {}): Layer {
  const [weight, bias] = [new Float32Array(fanIn * fanOut).fill(0.5), new Float32Array(fanOut)];
  return { fanIn, fanOut, weight, bias, activation: activation('relu'), ...changes };
}

describe('createNetwork', () => {
  test('counts parameters, widths and outputs', () => {
    const network = createNetwork([layer(2, 20), layer(20, 1)]);
    expect(parameterCounts(network)).toEqual([60, 21]);
    expect(networkWidths(network)).toEqual([2, 20, 1]);
    const counts = HEAD_NAMES.map((name) => outputCount(createNetwork([layer(2, 3)], { name, scale: 1 })));
    expect(counts).toEqual([3, 3, 1, 1, 3]);
    expect(classCount(createNetwork([layer(2, 3)], { name: 'max', scale: 1 }))).toBe(3);
  });

  test('takes any number of inputs, and the largest sizes', () => {
    expect(networkWidths(createNetwork([layer(64, 10)]))).toEqual([64, 10]);
    expect(() => createNetwork([layer(2, 512), layer(512, 512)])).not.toThrow();
    expect(() => createNetwork(Array.from({ length: 64 }, () => layer(2, 2)))).not.toThrow();
  });

  const bad: [string, () => unknown, RegExp][] = [
    ['no layers', () => createNetwork([]), /^The network has 0 layers; give it at least one\.$/],
    [
      '65 layers',
      () => createNetwork(Array.from({ length: 65 }, () => layer(2, 2))),
      /has 65 layers; at most 64 .* take out some\.$/,
    ],
    ['width 0', () => createNetwork([layer(2, 3), layer(3, 0)]), /^Layer 1 has width 0; .* at least 1\.$/],
    ['width 2.5', () => createNetwork([{ ...layer(2, 2), fanOut: 2.5 }]), /^Layer 0 has width 2\.5;/],
    ['width 513', () => createNetwork([layer(2, 513)]), /^Layer 0 has width 513; at most 512 .* narrower\.$/],
    ['fan-in 600', () => createNetwork([layer(600, 1)]), /^Layer 0 has fan-in 600; at most 512/],
    ['a broken chain', () => createNetwork([layer(2, 3), layer(4, 1)]), /^Layer 1 expects 4 inputs, but layer 0 has 3 outputs;/],
    [
      'a missing weight',
      () => createNetwork([layer(2, 3, { weight: new Float32Array(5) })]),
      /^Layer 0 has 5 weights; 3 × 2 = 6 are/,
    ],
    ['a missing bias', () => createNetwork([layer(2, 3, { bias: new Float32Array(2) })]), /^Layer 0 has 2 biases; 3 are needed/],
    [
      'a NaN',
      () => createNetwork([layer(2, 3), layer(3, 2, { weight: Float32Array.of(0, 0, 0, 0, Number.NaN, 0) })]),
      /^Layer 1 has weight\[1\]\[1\] = NaN; every weight must be finite in f32\.$/,
    ],
    [
      'an infinite bias',
      () => createNetwork([layer(2, 1, { bias: Float32Array.of(1e39) })]),
      /^Layer 0 has bias\[0\] = Infinity;/,
    ],
    [
      'an infinite slope',
      () => createNetwork([layer(2, 1, { activation: activation('leaky-relu', Infinity) })]),
      /^Layer 0 has the leaky-relu slope Infinity; it must be finite\.$/,
    ],
    [
      'λ = 0',
      () => createNetwork([layer(2, 2)], { name: 'softmax', scale: 0 }),
      /^The head softmax has λ = 0; λ must be positive/,
    ],
    ['λ = NaN', () => createNetwork([layer(2, 2)], { name: 'softmax', scale: Number.NaN }), /λ = NaN/],
  ];

  test.each(bad)('refuses %s in a sentence', (_, make, sentence) => {
    expect(make).toThrow(NetworkError);
    expect(make).toThrow(sentence);
  });

  test('refuses names that a file may hold but the types do not', () => {
    const json: { activation: Layer['activation']; head: (typeof HEAD_NAMES)[number] } = JSON.parse(
      '{"activation": {"name": "swish", "slope": 0}, "head": "sparsemax"}',
    );
    expect(() => createNetwork([layer(2, 1, { activation: json.activation })])).toThrow(
      /^Layer 0 has the unknown activation "swish"/,
    );
    expect(() => createNetwork([layer(2, 1)], { name: json.head, scale: 1 })).toThrow(
      /^The head "sparsemax" is unknown; choose one of/,
    );
  });
});
