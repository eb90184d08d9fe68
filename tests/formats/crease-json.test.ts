// Acceptance: every network survives the way through Crease's JSON to the last bit of f32; what is not understood is refused whole.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCreaseJson, formatFloat32, parseCreaseJson } from '../../src/formats/crease-json.ts';
import { FormatError, NetworkError } from '../../src/model/errors.ts';
import { createNetwork } from '../../src/model/network.ts';
import { anyNetwork } from './arbitraries.ts';

const layer = { activation: 'relu', weight: [[1, 2]], bias: [3] };
const file = (change: object) => ({ crease: 1, layers: [layer], ...change });
const fileWithLayer = (change: object) => file({ layers: [{ ...layer, ...change }] });

describe('formatCreaseJson', () => {
  test('writes a row of weights a line, numbers as short as f32 allows', () => {
    const network = createNetwork(
      [
        {
          fanIn: 2,
          fanOut: 2,
          weight: Float32Array.of(0.1, -2, 1e-45, 3.4028235e38),
          bias: Float32Array.of(-0, 1 / 3),
          activation: { name: 'leaky-relu', slope: 0.2 },
        },
      ],
      { name: 'softmax', scale: 2 },
    );
    expect(formatCreaseJson(network)).toBe(`{
  "crease": 1,
  "layers": [
    {
      "activation": {"name":"leaky-relu","slope":0.2},
      "weight": [
        [0.1, -2],
        [1e-45, 3.4028235e+38]
      ],
      "bias": [-0, 0.33333334]
    }
  ],
  "head": {"name":"softmax","scale":2}
}
`);
  });

  test('and parseCreaseJson give back every network', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        expect(parseCreaseJson(JSON.parse(formatCreaseJson(network)))).toEqual(network);
      }),
    );
  });
});

describe('formatFloat32', () => {
  test('writes the shortest decimal that comes back', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const digits = (text: string) =>
          text.replace(/e.*/, '').replaceAll(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
        const text = formatFloat32(value);
        expect(Math.fround(Number(text))).toBe(value);
        for (let shorter = 1; shorter < digits(text); shorter++)
          expect(Math.fround(Number(value.toPrecision(shorter)))).not.toBe(value);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parseCreaseJson', () => {
  test('takes no head for none and 1 for a missing scale', () => {
    expect(parseCreaseJson(file({})).head).toEqual({ name: 'none', scale: 1 });
    expect(parseCreaseJson(file({ head: { name: 'softmax' } })).head).toEqual({ name: 'softmax', scale: 1 });
  });

  test('takes an activation by its name or as an object', () => {
    const activationOf = (activation: unknown) => parseCreaseJson(fileWithLayer({ activation })).layers[0].activation;
    expect(activationOf('leaky-relu')).toEqual({ name: 'leaky-relu', slope: 0.01 });
    expect(activationOf({ name: 'leaky-relu', slope: 0.5 })).toEqual({ name: 'leaky-relu', slope: 0.5 });
    expect(activationOf({ name: 'tanh' })).toEqual({ name: 'tanh', slope: 0 });
  });

  test.each([
    ['a list', [], /Crease file is a list of 0 entries; it must be an object/],
    ['a later version', file({ crease: 2 }), /version 2; this program reads version 1/],
    ['no version', { layers: [layer] }, /version missing/],
    ['an unknown key', file({ quantum: true }), /Crease file has the key "quantum"; only crease, layers, head/],
    ['layers that are no list', file({ layers: { 0: layer } }), /layers that are an object; they must be a list/],
    ['too many layers', file({ layers: Array.from({ length: 65 }, () => layer) }), /65 layers; at most 64/],
    ['a layer that is no object', file({ layers: [7] }), /layer 0 is 7; it must be an object/],
    ['an unknown key of a layer', fileWithLayer({ dropout: 0.5 }), /layer 0 has the key "dropout"/],
    [
      'an unknown activation',
      fileWithLayer({ activation: 'swish' }),
      /activation of layer 0 is the text "swish"; it must be one of/,
    ],
    ['a missing activation', fileWithLayer({ activation: undefined }), /activation of layer 0 is missing; it must be an object/],
    ['a slope for relu', fileWithLayer({ activation: { name: 'relu', slope: 1 } }), /activation of layer 0 has the key "slope"/],
    [
      'a slope that is no number',
      fileWithLayer({ activation: { name: 'leaky-relu', slope: '1' } }),
      /slope of layer 0 is the text "1"; it must be a number/,
    ],
    ['a missing weight', fileWithLayer({ weight: undefined }), /weight of layer 0 is missing/],
    ['a missing bias', fileWithLayer({ bias: undefined }), /bias of layer 0 is missing/],
    [
      'ragged rows',
      fileWithLayer({ weight: [[1, 2], [1]], bias: [1, 2] }),
      /row 1 of the weight of layer 0 has 1 numbers; 2 are/,
    ],
    ['numbers beyond f32', fileWithLayer({ bias: [-1e300] }), /bias of layer 0 has -1e\+300 at \[0\]/],
    ['an unknown head', file({ head: { name: 'argmax' } }), /head is the text "argmax"; it must be one of none, softmax/],
    ['a head that is no object', file({ head: 'softmax' }), /head is the text "softmax"; it must be an object/],
    ['a scale for max', file({ head: { name: 'max', scale: 1 } }), /head has the key "scale"/],
    ['a scale that is no number', file({ head: { name: 'softmax', scale: null } }), /scale of the head is null/],
  ])('refuses %s', (_, json, message) => {
    expect(() => parseCreaseJson(json)).toThrow(FormatError);
    expect(() => parseCreaseJson(json)).toThrow(message);
  });

  test('refuses what the model refuses', () => {
    expect(() => parseCreaseJson(file({ layers: [] }))).toThrow(NetworkError);
    expect(() => parseCreaseJson(file({ layers: [layer, layer] }))).toThrow(
      /Layer 1 expects 2 inputs, but layer 0 has 1 outputs/,
    );
    expect(() => parseCreaseJson(file({ head: { name: 'softmax', scale: -1 } }))).toThrow(NetworkError);
  });
});
