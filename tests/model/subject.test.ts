// Accepted when a pane never asks its network for what that lacks, and its colours go with what it shows.
import { describe, expect, test } from 'vitest';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec } from '../../src/formats/spec.ts';
import { defaultColouring } from '../../src/model/default-colouring.ts';
import { evaluationOf } from '../../src/model/quantity.ts';
import { drawnRecipe, type NetworkRecipe, recipeNetwork } from '../../src/model/recipe.ts';
import { fittedQuantity, type Subject, withQuantity, withRecipe } from '../../src/model/subject.ts';
import { DEFAULT_VIEW } from '../../src/model/view.ts';

function recipeOf(spec: string): NetworkRecipe {
  const { architecture, initialiser, seed } = parseSpec(spec);
  return drawnRecipe(architecture, initialiser, seed);
}

describe('a quantity', () => {
  test.each([
    ['2-4-3:relu', 'value:2', 'value:2'],
    ['2-4-1:relu', 'value:2', 'value'],
    ['2-4-3:relu/max', 'grad-x1:2', 'grad-x1'],
    ['2-4-3:relu/max', 'hessian-norm:2', 'hessian-norm'],
    ['2-4-2:relu', 'prob:2', 'prob:1'],
    ['2-4-1:relu', 'prob:0', 'value'],
    ['2-4-1:relu', 'argmax', 'value'],
    ['2-4-4-1:relu', 'pattern:5', 'pattern:1'],
    ['2-4:relu', 'pattern', 'value'],
    ['2-4-4-1:relu', 'crease:5', 'crease:1'],
    ['2-4-4-1:relu', 'crease', 'crease'],
    ['2-4-4-4-1:tanh,identity,relu', 'crease:1', 'crease:0'],
    ['2-4-4-4-1:identity,relu,tanh', 'crease:0', 'crease:1'],
    ['2-4-1:tanh', 'crease', 'crease'],
    ['2-4-1:identity', 'crease', 'value'],
    ['2-4-1:relu', 'preact:1:3', 'preact:1:0'],
    ['2-4-1:relu', 'preact:7:9', 'preact:1:0'],
    ['2-4-1:relu', 'act:0:9', 'act:0:3'],
  ])('of %s asked for as %s is %s', (spec, asked, fitted) => {
    const recipe = recipeOf(spec);
    const quantity = fittedQuantity(recipe, parseQuantity(asked));
    expect(quantity).toEqual(parseQuantity(fitted));
    expect(() => evaluationOf(recipeNetwork(recipe), quantity)).not.toThrow();
  });

  test('stays the same object where it fits', () => {
    const quantity = parseQuantity('preact:0:3');
    expect(fittedQuantity(recipeOf('2-4-1:relu'), quantity)).toBe(quantity);
  });
});

describe('colours', () => {
  const subject = (quantity: string): Subject => {
    const shown = parseQuantity(quantity);
    return { recipe: recipeOf('2-4-3:relu'), view: DEFAULT_VIEW, quantity: shown, colouring: defaultColouring(shown) };
  };

  test('that nobody chose go with the quantity', () => {
    const direction = withQuantity(subject('value'), parseQuantity('grad-direction'));
    expect(direction.colouring).toEqual(defaultColouring(parseQuantity('grad-direction')));
    const value = withRecipe(subject('argmax'), recipeOf('2-4-1:relu'));
    expect(value.colouring).toEqual(defaultColouring(parseQuantity('value')));
  });

  test('draw creases as dark lines of a pixel and a half', () => {
    const { colouring } = withQuantity(subject('value'), parseQuantity('crease'));
    expect(colouring).toEqual({ colormap: 'gray', reversed: false, domain: { kind: 'fixed', lo: 0, hi: 1.5 }, contours: 0 });
  });

  test('draw bends from 0, so that a flat one looks flat', () => {
    const { colouring } = withQuantity(subject('crease'), parseQuantity('hessian-norm'));
    expect(colouring).toEqual({ colormap: 'magma', reversed: false, domain: { kind: 'from-zero' }, contours: 0 });
  });

  test('that were chosen stay', () => {
    const chosen = { ...subject('value').colouring, contours: 3 };
    expect(withQuantity({ ...subject('value'), colouring: chosen }, parseQuantity('grad-direction')).colouring).toBe(chosen);
  });

  test('are the same object while they stay', () => {
    const before = subject('value:1');
    expect(withQuantity(before, parseQuantity('value:2')).colouring).toBe(before.colouring);
  });
});
