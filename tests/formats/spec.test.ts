// Acceptance: every spec survives the way through text, every text that parses can be drawn, and the rest is refused in a sentence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatSpec, parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { activation } from '../../src/model/activation.ts';
import { FormatError } from '../../src/model/errors.ts';
import { initialise } from '../../src/model/init.ts';
import { networkWidths } from '../../src/model/network.ts';
import { anySpec } from './arbitraries.ts';

describe('parseSpec', () => {
  test('reads the example of the manual', () => {
    expect(parseSpec('2-20-1:relu@torch:0')).toEqual({
      architecture: {
        widths: [2, 20, 1],
        activations: [activation('relu'), activation('identity')],
        head: { name: 'none', scale: 1 },
      },
      initialiser: { name: 'torch', bound: 1 },
      seed: 0,
    });
  });

  test('takes PyTorch and seed 0 where they are not named', () => {
    expect(parseSpec('2-20-1:relu')).toEqual(parseSpec('2-20-1:relu@torch:0'));
    expect(parseSpec('2-20-1:relu@torch')).toEqual(parseSpec('2-20-1:relu@torch:0'));
  });

  test('reads lists, parameters, heads, initialisers and seeds', () => {
    const spec = parseSpec('2-8-9-3:leaky-relu=0.2,sin,tanh/softmax=2@uniform=0.5:4294967295');
    expect(spec.architecture.activations.map((f) => f.name)).toEqual(['leaky-relu', 'sin', 'tanh']);
    expect(spec.architecture.activations[0].slope).toBe(0.2);
    expect(spec.architecture.head).toEqual({ name: 'softmax', scale: 2 });
    expect(spec.initialiser).toEqual({ name: 'uniform', bound: 0.5 });
    expect(spec.seed).toBe(4294967295);
  });

  test('reads networks without a hidden layer', () => {
    expect(parseSpec('2-3:identity/one-hot').architecture).toEqual({
      widths: [2, 3],
      activations: [activation('identity')],
      head: { name: 'one-hot', scale: 1 },
    });
  });

  test('is the inverse of formatSpec', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const text = formatSpec(spec);
        expect(parseSpec(text)).toEqual(spec);
        expect(formatSpec(parseSpec(text))).toBe(text);
      }),
    );
  });

  test.each([
    ['2-20-1:relu', '2-20-1:relu@torch:0'],
    ['2-4-4-1:relu,relu', '2-4-4-1:relu@torch:0'],
    ['2-4-4-1:relu,relu,identity/none@he', '2-4-4-1:relu@he:0'],
    ['2-4-1:relu,tanh/log-sum-exp=1.0@uniform:07', '2-4-1:relu,tanh/log-sum-exp@uniform=1:7'],
    [' 2-3:leaky-relu=.20@torch:1 ', '2-3:leaky-relu=0.2@torch:1'],
  ])('%s is written %s', (text, canonical) => {
    expect(formatSpec(parseSpec(text))).toBe(canonical);
  });

  test.each([
    ['', /spec "" is not of the form WIDTHS:ACTIVATIONS/],
    ['2-20-1', /spec "2-20-1" is not of the form/],
    ['2-20-1:relu:0', /not of the form/],
    ['2-20-1:relu@torch:0:1', /not of the form/],
    ['2-20-1:relu@torch/softmax', /not of the form/],
    ['2:relu', /has 1 width; it needs at least 2/],
    [':relu', /width 0 in ":relu" is ""; it must be a whole number from 1 to 512/],
    ['2--1:relu', /width 1 in .* is ""/],
    ['2-0-1:relu', /width 1 in .* is "0"/],
    ['2-513-1:relu', /width 1 in .* is "513"; it must be a whole number from 1 to 512/],
    ['2-1.5-1:relu', /width 1 in .* is "1.5"/],
    ['2-1e2-1:relu', /width 1 in .* is "1e2"/],
    [`${'2-'.repeat(65)}1:relu`, /has 65 layers; at most 64/],
    ['2-20-1:', /activation "" is unknown/],
    ['2-20-1:softplux', /activation "softplux" is unknown/],
    ['2-20-1:relu,relu,relu', /3 activations for a network of 2 layers/],
    ['2-20-1:relu/softmin', /head "softmin" is unknown; choose one of none, softmax/],
    ['2-20-1:relu/max=2', /"max=2" has a parameter too many/],
    ['2-20-1:relu/softmax=0', /λ of softmax is 0; it must be above 0/],
    ['2-20-1:relu/softmax=-1', /λ of softmax is -1/],
    ['2-20-1:relu@glorot', /initialiser "glorot" is unknown; choose one of torch/],
    ['2-20-1:relu@he=2', /"he=2" has a parameter too many/],
    ['2-20-1:relu@uniform=0', /bound of uniform is 0; it must be above 0/],
    ['2-20-1:relu@uniform=1e39', /bound of uniform is 1e\+39/],
    ['2-20-1:relu@torch:', /seed is ""; it must be a whole number from 0 to 4294967295/],
    ['2-20-1:relu@torch:-1', /seed is "-1"/],
    ['2-20-1:relu@torch:4294967296', /seed is "4294967296"/],
  ])('refuses "%s"', (text, message) => {
    expect(() => parseSpec(text)).toThrow(FormatError);
    expect(() => parseSpec(text)).toThrow(message);
  });

  test('takes or refuses any text without another kind of error', () => {
    const near = fc.string({ unit: fc.constantFrom(...'0123459-:,/@=.e relutanhsofmx') });
    fc.assert(
      fc.property(fc.oneof(near, fc.string()), (text) => {
        try {
          parseSpec(text);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });
});

describe('specNetwork', () => {
  test('draws what initialise draws', () => {
    const spec = parseSpec('2-7-3:tanh/softmax=2@he:5');
    const network = specNetwork(spec);
    expect(network).toEqual(initialise(spec.architecture, spec.initialiser, 5));
    expect(networkWidths(network)).toEqual([2, 7, 3]);
  });

  test('draws at both ends of what the grammar allows', () => {
    expect(specNetwork(parseSpec('2-2:relu@uniform=1e38')).layers[0].weight.every(Number.isFinite)).toBe(true);
    expect(networkWidths(specNetwork(parseSpec(`${'2-'.repeat(64)}1:relu`)))).toHaveLength(65);
  });
});
