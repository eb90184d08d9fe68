// Acceptance: every quantity of the manual is understood, survives the way through text, and the rest is refused in a sentence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatQuantity, parseQuantity, QUANTITY_FORMS } from '../../src/formats/quantity.ts';
import { FormatError } from '../../src/model/errors.ts';
import { anyQuantity } from './arbitraries.ts';

test.each([
  ['value', { kind: 'value', output: 0 }],
  ['value:3', { kind: 'value', output: 3 }],
  ['fd-x1', { kind: 'fd', component: 'x1', output: 0, spacing: 'input' }],
  ['fd-x2:1', { kind: 'fd', component: 'x2', output: 1, spacing: 'input' }],
  ['fd-norm', { kind: 'fd', component: 'norm', output: 0, spacing: 'input' }],
  ['grad-x1', { kind: 'grad', component: 'x1', output: 0 }],
  ['grad-x2', { kind: 'grad', component: 'x2', output: 0 }],
  ['grad-norm:2', { kind: 'grad', component: 'norm', output: 2 }],
  ['grad-direction', { kind: 'grad', component: 'direction', output: 0 }],
  ['error-x1', { kind: 'error', component: 'x1', output: 0 }],
  ['error-x2:4', { kind: 'error', component: 'x2', output: 4 }],
  ['error-norm', { kind: 'error', component: 'norm', output: 0 }],
  ['hessian-norm', { kind: 'hessian', output: 0 }],
  ['hessian-norm:2', { kind: 'hessian', output: 2 }],
  ['prob:2', { kind: 'probability', output: 2 }],
  ['argmax', { kind: 'argmax' }],
  ['pattern', { kind: 'pattern', layer: null }],
  ['pattern:0', { kind: 'pattern', layer: 0 }],
  ['crease', { kind: 'crease', layer: null }],
  ['crease:2', { kind: 'crease', layer: 2 }],
  ['crease-layer', { kind: 'crease-layer' }],
  ['preact:1:7', { kind: 'preactivation', layer: 1, neuron: 7 }],
  ['act:0:3', { kind: 'activation', layer: 0, neuron: 3 }],
])('%s is understood and written the same', (text, quantity) => {
  expect(parseQuantity(text)).toEqual(quantity);
  expect(formatQuantity(parseQuantity(text))).toBe(text);
});

describe('parseQuantity', () => {
  test('is the inverse of formatQuantity, given the spacing', () => {
    fc.assert(
      fc.property(anyQuantity, (quantity) => {
        const spacing = quantity.kind === 'fd' ? quantity.spacing : 'input';
        expect(parseQuantity(formatQuantity(quantity), spacing)).toEqual(quantity);
      }),
    );
  });

  test('names all forms that it understands', () => {
    expect(QUANTITY_FORMS.map((form) => form.replaceAll(/[[\]]/g, '').replaceAll(/:[kli]/g, ':1'))).toSatisfy((texts: string[]) =>
      texts.every((text) => formatQuantity(parseQuantity(text)) === text),
    );
    expect(QUANTITY_FORMS).toHaveLength(19);
  });

  test.each([
    ['', /quantity "" is unknown; choose one of value\[:k\], fd-x1\[:k\]/],
    ['Value', /quantity "Value" is unknown/],
    ['grad', /quantity "grad" is unknown/],
    ['fd-direction', /quantity "fd-direction" is unknown/],
    ['constructor', /quantity "constructor" is unknown/],
    ['value:1:2', /has 2 indices; write it as value\[:k\]/],
    ['prob', /has 0 indices; write it as prob:k/],
    ['argmax:0', /has 1 indices; write it as argmax/],
    ['preact:1', /has 1 indices; write it as preact:l:i/],
    ['value:', /output in the quantity "value:" is ""; it must be a whole number of at least 0/],
    ['value:-1', /output .* is "-1"/],
    ['value:1.5', /output .* is "1.5"/],
    ['preact:0:x', /neuron .* is "x"/],
    ['value:99999999999999999999', /output .* is "99999999999999999999"/],
  ])('refuses "%s"', (text, message) => {
    expect(() => parseQuantity(text)).toThrow(FormatError);
    expect(() => parseQuantity(text)).toThrow(message);
  });
});
