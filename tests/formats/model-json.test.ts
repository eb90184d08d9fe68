// Acceptance: a model file is recognised by what it holds; a file of no kind, or damaged, is refused whole and in a sentence.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCreaseJson } from '../../src/formats/crease-json.ts';
import { parseModelJson } from '../../src/formats/model-json.ts';
import { parseStateDict } from '../../src/formats/state-dict.ts';
import { activation } from '../../src/model/activation.ts';
import { FormatError, NetworkError } from '../../src/model/errors.ts';

const text = readFileSync(new URL('../fixtures/networks/tanh16-3/weights.json', import.meta.url), 'utf8');
const tanh = [activation('tanh')];

describe('parseModelJson', () => {
  test('reads a state_dict with its activations', () => {
    expect(parseModelJson(text, tanh)).toEqual(parseStateDict(JSON.parse(text), tanh));
  });

  test('reads a Crease file, which has its own', () => {
    const network = parseModelJson(text, tanh);
    expect(parseModelJson(formatCreaseJson(network), null)).toEqual(network);
  });

  test.each([
    ['a state_dict without activations', text, null, /does not name its activations; give them/],
    ['a Crease file with activations', '{"crease": 1}', tanh, /names its own activations; leave them out/],
    ['text that is not JSON', '{"0.weight": [[1, 2]', tanh, /^The model file is not JSON \(.+\)\.$/],
    ['no text', '', tanh, /is not JSON/],
    ['weights that became NaN', '{"0.weight": [[NaN, 1]]}', tanh, /holds NaN or Infinity, which JSON does not have/],
    ['a number', '7', tanh, /model file is 7; it must be an object/],
    ['a pickle', 'PK\u0003\u0004archive/data.pkl', tanh, /is not JSON/],
    ['deep nesting', `{"0.weight": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, tanh, /weight of layer 0/],
  ])('refuses %s', (_, file, activations, message) => {
    expect(() => parseModelJson(file, activations)).toThrow(FormatError);
    expect(() => parseModelJson(file, activations)).toThrow(message);
  });

  test('answers arbitrary JSON with a network, a FormatError or a NetworkError', () => {
    const keys = fc.constantFrom('crease', 'layers', 'head', '0.weight', '0.bias', '2.weight', '__proto__', 'weight');
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), fc.boolean(), (json, given) => {
        try {
          parseModelJson(JSON.stringify(json), given ? tanh : null);
        } catch (error) {
          expect(error instanceof FormatError || error instanceof NetworkError).toBe(true);
        }
      }),
    );
  });
});
