// Acceptance: the state_dicts of PyTorch 1.13 come out number by number in f32; what is not a chain of nn.Linear is refused whole.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseActivationList } from '../../src/formats/activation-list.ts';
import { parseStateDict } from '../../src/formats/state-dict.ts';
import { activation } from '../../src/model/activation.ts';
import { FormatError, NetworkError } from '../../src/model/errors.ts';
import { networkWidths } from '../../src/model/network.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/networks/${name}/weights.json`, import.meta.url), 'utf8')) as Record<
    string,
    number[] | number[][]
  >;
const relu = [activation('relu')];

/** 2-3-1 with weights that tell where they came from. */
const small = {
  '0.weight': [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  '0.bias': [7, 8, 9],
  '2.weight': [[10, 11, 12]],
  '2.bias': [13],
};

describe('parseStateDict', () => {
  test.each([
    ['shallow20-relu', [2, 20, 1]],
    ['deep5x4-relu', [2, 5, 5, 5, 5, 1]],
    ['mixed', [2, 12, 9, 7, 2]],
    ['tanh16-3', [2, 16, 3]],
  ])('reads %s to the last bit', (name, widths) => {
    const dict = read(name);
    const network = parseStateDict(dict, relu);
    expect(networkWidths(network)).toEqual(widths);
    network.layers.forEach((layer, l) => {
      expect([...layer.weight]).toEqual(dict[`${2 * l}.weight`].flat());
      expect([...layer.bias]).toEqual(dict[`${2 * l}.bias`]);
    });
  });

  test('takes numbered modules by number, however they are ordered in the file', () => {
    const shuffled = Object.fromEntries(Object.entries({ ...small, '10.weight': [[2]], '10.bias': [0] }).reverse());
    expect(networkWidths(parseStateDict(shuffled, relu))).toEqual([2, 3, 1, 1]);
  });

  test.each(['net.', 'model.layers.', '_orig_mod.'])('understands the prefix %s', (prefix) => {
    const prefixed = Object.fromEntries(
      Object.entries(small)
        .reverse()
        .map(([key, value]) => [prefix + key, value]),
    );
    expect(parseStateDict(prefixed, relu)).toEqual(parseStateDict(small, relu));
  });

  test('takes named modules in file order', () => {
    const named = {
      'hidden.weight': small['0.weight'],
      'hidden.bias': small['0.bias'],
      'fc1.weight': small['2.weight'],
      'fc1.bias': small['2.bias'],
    };
    expect(parseStateDict(named, relu)).toEqual(parseStateDict(small, relu));
  });

  test('reads a bare nn.Linear', () => {
    const network = parseStateDict({ weight: [[1, 2]], bias: [3] }, []);
    expect(networkWidths(network)).toEqual([2, 1]);
    expect(network.layers[0].activation.name).toBe('identity');
  });

  test('puts zeros for a missing bias and rounds to f32', () => {
    const network = parseStateDict({ '0.weight': [[0.1, -0.1]] }, []);
    expect(network.layers[0].bias).toEqual(Float32Array.of(0));
    expect(network.layers[0].weight).toEqual(Float32Array.of(Math.fround(0.1), Math.fround(-0.1)));
  });

  test.each([
    ['relu', ['relu', 'relu', 'relu', 'identity']],
    ['relu,tanh,sin', ['relu', 'tanh', 'sin', 'identity']],
    ['relu,tanh,sin,sigmoid', ['relu', 'tanh', 'sin', 'sigmoid']],
  ])('gives the layers the activations %s', (list, expected) => {
    const network = parseStateDict(read('mixed'), parseActivationList(list));
    expect(network.layers.map((layer) => layer.activation.name)).toEqual(expected);
  });

  test('keeps the head', () => {
    expect(parseStateDict(small, relu, { name: 'softmax', scale: 2 }).head).toEqual({ name: 'softmax', scale: 2 });
  });

  test.each([
    ['a list', [1, 2], /state_dict is a list of 2 entries; it must be an object/],
    ['null', null, /is null; it must be an object/],
    ['nothing at all', {}, /no "….weight" entry/],
    ['batch normalisation', { ...small, '1.running_mean': [0] }, /entry "1.running_mean"; only the weight and bias/],
    ['a bias without a weight', { '0.bias': [1] }, /weight of layer 0 \("0.weight"\) is missing; it must be a list/],
    ['a vector for a weight', { '0.weight': [1, 2] }, /row 0 of the weight of layer 0 .* is 1; it must be a list/],
    ['ragged rows', { '0.weight': [[1, 2], [3]] }, /row 1 of the weight of layer 0 .* has 1 numbers; 2 are needed/],
    ['a convolution', { '0.weight': [[[1]]] }, /row 0 of the weight .* has a list of 1 entries at \[0\]; it must be a number/],
    ['text for a number', { '0.weight': [[1, '2']] }, /has the text "2" at \[1\]/],
    ['null for a number', { '0.weight': [[1, null]] }, /has null at \[1\]/],
    ['a number beyond f32', { '0.weight': [[1, 1e39]] }, /has 1e\+39 at \[1\]; at most 3.4028235e38 in magnitude/],
    ['a bias of another length', { ...small, '0.bias': [1, 2] }, /bias of layer 0 .* has 2 numbers; 3 are needed/],
    ['a bias that is no list', { ...small, '0.bias': { length: 3 } }, /bias of layer 0 .* is an object; it must be a list/],
    ['an empty weight', { '0.weight': [] }, /has 0 entries; there must be 1 to 512/],
    ['empty rows', { '0.weight': [[], []] }, /row 0 .* has 0 entries/],
    ['a layer too wide', { '0.weight': Array.from({ length: 513 }, () => [1, 2]) }, /has 513 entries; there must be 1 to 512/],
    [
      'layers too many',
      Object.fromEntries(Array.from({ length: 65 }, (_, l) => [`${l}.weight`, [[1]]])),
      /has 65 layers; at most 64/,
    ],
  ])('refuses %s', (_, json, message) => {
    expect(() => parseStateDict(json, relu)).toThrow(FormatError);
    expect(() => parseStateDict(json, relu)).toThrow(message);
  });

  test('refuses shapes that do not chain', () => {
    const broken = { '0.weight': small['0.weight'], '2.weight': [[1, 2]] };
    expect(() => parseStateDict(broken, relu)).toThrow(NetworkError);
    expect(() => parseStateDict(broken, relu)).toThrow(/Layer 1 expects 2 inputs, but layer 0 has 3 outputs/);
  });

  test('refuses a count of activations that fits no layers', () => {
    expect(() => parseStateDict(small, parseActivationList('relu,relu,relu'))).toThrow(
      /There are 3 activations for a network of 2 layers; give 1 or 2/,
    );
  });

  test('takes keys such as __proto__ for names and nothing more', () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"weight": [[1]]}}');
    expect(() => parseStateDict(hostile, relu)).toThrow(/entry "__proto__"/);
  });
});
