// Accepted when the title says in words what is seen.
import { describe, expect, test } from 'vitest';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec } from '../../src/formats/spec.ts';
import { drawnRecipe, type NetworkRecipe, withEdit } from '../../src/model/recipe.ts';
import { viewAround } from '../../src/model/view.ts';
import { networkWords, quantityWords, viewWords } from '../../src/ui/describe.ts';

function recipeOf(spec: string): NetworkRecipe {
  const { architecture, initialiser, seed } = parseSpec(spec);
  return drawnRecipe(architecture, initialiser, seed);
}

describe('quantities', () => {
  test.each([
    ['2-4-1:relu', 'value', 'Value of y'],
    ['2-4-3:relu', 'value:2', 'Value of y₂'],
    ['2-4-3:relu/softmax', 'value:1', 'Value of softmax(y)₁'],
    ['2-4-1:relu', 'fd-x2', '∂y/∂x₂, finite difference'],
    ['2-4-1:relu', 'grad-norm', 'Gradient norm of y, exact derivative'],
    ['2-4-1:relu', 'grad-direction', 'Direction of the gradient of y'],
    ['2-4-3:relu', 'error-x1:1', '∂y₁/∂x₁, finite difference minus exact derivative'],
    ['2-4-3:relu', 'hessian-norm:1', 'Bending of y₁, norm of the Hessian'],
    ['2-4-3:relu', 'prob:2', 'Probability of class 2'],
    ['2-4-3:relu', 'argmax', 'Class with the largest output'],
    ['2-4-3:relu', 'pattern', 'Activation pattern of all hidden layers'],
    ['2-4-3:relu', 'pattern:0', 'Activation pattern of layer 0'],
    ['2-4-3:relu', 'crease', 'Distance to the nearest crease, in grid steps'],
    ['2-4-3:relu', 'crease:0', 'Distance to the nearest crease of layer 0, in grid steps'],
    ['2-4-3:relu', 'preact:0:3', 'Pre-activation of unit 3 in layer 0'],
  ])('of %s, %s is "%s"', (spec, quantity, words) => {
    expect(quantityWords(recipeOf(spec), parseQuantity(quantity))).toBe(words);
  });
});

test('networks', () => {
  expect(networkWords(recipeOf('2-20-1:relu@torch:0'))).toBe('2-20-1 relu · torch, seed 0');
  const edited = withEdit(recipeOf('2-4-3:tanh/softmax=2@uniform=0.5:7'), { layer: 0, unit: 0, input: 0, value: 1 });
  expect(networkWords(edited)).toBe('2-4-3 tanh · softmax, λ = 2 · uniform=0.5, seed 7 · 1 number set by hand');
});

test('deep networks are no longer to read than others', () => {
  const deep = (activations: string) => recipeOf(`2-${'8-'.repeat(40)}4-4-1:${activations}@uniform=1.2:3`);
  expect(networkWords(deep('tent'))).toBe('2-8×40-4-4-1 tent · uniform=1.2, seed 3');
  const turns = Array.from({ length: 42 }, (_, layer) => (layer % 2 === 0 ? 'relu' : 'tent')).join();
  expect(networkWords(deep(turns))).toBe('2-8×40-4-4-1 relu,tent,… · uniform=1.2, seed 3');
  expect(networkWords(recipeOf('2-8-8-8-8-1:relu@torch:0'))).toBe('2-8-8-8-8-1 relu · torch, seed 0');
});

test('views', () => {
  expect(viewWords(viewAround([0, 0], 1000))).toBe('±1000');
  expect(viewWords(viewAround([0.5, -1], 0.25))).toBe('±0.2500 around (0.500, −1.000)');
});
