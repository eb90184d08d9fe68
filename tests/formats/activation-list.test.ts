// Acceptance: every list of activations survives the way through text, and each layer gets the one that the list means for it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activationPerLayer,
  formatActivationList,
  parseActivation,
  parseActivationList,
  shortActivationList,
} from '../../src/formats/activation-list.ts';
import { ACTIVATION_NAMES, activation } from '../../src/model/activation.ts';
import { FormatError } from '../../src/model/errors.ts';
import { anyActivation } from './arbitraries.ts';

describe('parseActivationList', () => {
  test('reads every activation by its name', () => {
    expect(parseActivationList(ACTIVATION_NAMES.join(','))).toEqual(ACTIVATION_NAMES.map((name) => activation(name)));
  });

  test('reads the slope of leaky relu, 0.01 where there is none', () => {
    expect(parseActivationList('leaky-relu=0.2, leaky-relu')).toEqual([
      { name: 'leaky-relu', slope: 0.2 },
      { name: 'leaky-relu', slope: 0.01 },
    ]);
  });

  test('is the inverse of formatActivationList', () => {
    fc.assert(
      fc.property(fc.array(anyActivation, { minLength: 1 }), (list) => {
        expect(parseActivationList(formatActivationList(list))).toEqual(list);
      }),
    );
  });

  test.each([
    ['', /activation "" is unknown; choose one of relu, leaky-relu/],
    ['relu,', /activation "" is unknown/],
    ['Relu', /activation "Relu" is unknown/],
    ['constructor', /activation "constructor" is unknown/],
    ['relu=2', /"relu=2" has a parameter too many; only leaky-relu/],
    ['leaky-relu=', /slope of leaky-relu is ""; it must be a finite decimal number/],
    ['leaky-relu=0x10', /slope of leaky-relu is "0x10"/],
    ['leaky-relu=1=2', /parameter too many/],
    ['leaky-relu=Infinity', /slope of leaky-relu is "Infinity"/],
    ['leaky-relu=1e39', /slope of leaky-relu is 1e\+39; at most 3.4028235e38/],
  ])('refuses "%s"', (text, message) => {
    expect(() => parseActivationList(text)).toThrow(FormatError);
    expect(() => parseActivationList(text)).toThrow(message);
  });
});

describe('activationPerLayer', () => {
  const names = (text: string, layers: number) => activationPerLayer(parseActivationList(text), layers).map((f) => f.name);

  test('gives one name to all hidden layers and identity to the output', () => {
    expect(names('tanh', 4)).toEqual(['tanh', 'tanh', 'tanh', 'identity']);
    expect(names('tanh', 2)).toEqual(['tanh', 'identity']);
  });

  test('gives one name a hidden layer, or one a layer', () => {
    expect(names('tanh,sin', 3)).toEqual(['tanh', 'sin', 'identity']);
    expect(names('tanh,sin,relu', 3)).toEqual(['tanh', 'sin', 'relu']);
    expect(names('tanh,sin', 2)).toEqual(['tanh', 'sin']);
  });

  test('gives a network without hidden layers its only activation, identity where none is named', () => {
    expect(names('sigmoid', 1)).toEqual(['sigmoid']);
    expect(activationPerLayer([], 1)).toEqual([activation('identity')]);
  });

  test('refuses a count that fits no layers', () => {
    expect(() => names('relu,relu', 5)).toThrow(/2 activations for a network of 5 layers; give 1 or 4 or 5/);
    expect(() => names('relu,relu', 1)).toThrow(/give 1,/);
    expect(() => activationPerLayer([], 3)).toThrow(FormatError);
  });

  test('undoes shortActivationList', () => {
    fc.assert(
      fc.property(fc.array(anyActivation, { minLength: 1, maxLength: 6 }), (perLayer) => {
        expect(activationPerLayer(shortActivationList(perLayer), perLayer.length)).toEqual(perLayer);
      }),
    );
    expect(shortActivationList(activationPerLayer([parseActivation('sin')], 5))).toEqual([activation('sin')]);
  });
});
