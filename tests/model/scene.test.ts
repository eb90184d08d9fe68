// Accepted when a view gives the same points at every size of the picture, and when a scene never asks its network for what it lacks.
import { describe, expect, test } from 'vitest';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec } from '../../src/formats/spec.ts';
import { defaultColouring } from '../../src/model/default-colouring.ts';
import { evaluationOf } from '../../src/model/quantity.ts';
import { drawnRecipe, type NetworkRecipe, recipeNetwork } from '../../src/model/recipe.ts';
import {
  clampedView,
  DEFAULT_VIEW,
  fittedQuantity,
  gridOf,
  MAX_VIEW_WIDTH,
  MIN_VIEW_WIDTH,
  type Scene,
  withQuantity,
  withRecipe,
} from '../../src/model/scene.ts';

function recipeOf(spec: string): NetworkRecipe {
  const { architecture, initialiser, seed } = parseSpec(spec);
  return drawnRecipe(architecture, initialiser, seed);
}

test('the square centre ± radius fits the shorter side of every picture, edge to edge', () => {
  for (const [width, height] of [
    [1280, 720],
    [390, 844],
    [100, 100],
  ]) {
    const grid = gridOf({ center: [1, -2], radius: 4 }, width, height);
    expect(grid).toMatchObject({ center: [1, -2], width, height });
    expect(grid.step[0]).toBe(grid.step[1]);
    expect(grid.step[0] * Math.min(width, height)).toBeCloseTo(8, 12);
  }
});

describe('views are brought to what can be shown', () => {
  test.each([
    ['too narrow', { center: [0, 0], radius: 1e-30 }, { center: [0, 0], radius: MIN_VIEW_WIDTH / 2 }],
    ['too narrow for its centre', { center: [0, -1000], radius: 1e-20 }, { center: [0, -1000], radius: 500 * MIN_VIEW_WIDTH }],
    ['too wide', { center: [0, 0], radius: 1e300 }, { center: [0, 0], radius: MAX_VIEW_WIDTH / 2 }],
    ['not a number', { center: [Number.NaN, Infinity], radius: Number.NaN }, { center: [0, 0], radius: 1 }],
    ['fine', { center: [0.1, 0.2], radius: 3 }, { center: [0.1, 0.2], radius: 3 }],
  ] as const)('%s', (_, view, expected) => {
    expect(clampedView({ center: [...view.center], radius: view.radius })).toEqual(expected);
  });
});

describe('a quantity', () => {
  test.each([
    ['2-4-3:relu', 'value:2', 'value:2'],
    ['2-4-1:relu', 'value:2', 'value'],
    ['2-4-3:relu/max', 'grad-x1:2', 'grad-x1'],
    ['2-4-2:relu', 'prob:2', 'prob:1'],
    ['2-4-1:relu', 'prob:0', 'value'],
    ['2-4-1:relu', 'argmax', 'value'],
    ['2-4-4-1:relu', 'pattern:5', 'pattern:1'],
    ['2-4:relu', 'pattern', 'value'],
    ['2-4-1:relu', 'preact:1:3', 'preact:1:0'],
    ['2-4-1:relu', 'preact:7:9', 'preact:1:0'],
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
  const scene = (quantity: string): Scene => {
    const shown = parseQuantity(quantity);
    return { recipe: recipeOf('2-4-3:relu'), view: DEFAULT_VIEW, quantity: shown, colouring: defaultColouring(shown) };
  };

  test('that nobody chose go with the quantity', () => {
    const direction = withQuantity(scene('value'), parseQuantity('grad-direction'));
    expect(direction.colouring).toEqual(defaultColouring(parseQuantity('grad-direction')));
    const value = withRecipe(scene('argmax'), recipeOf('2-4-1:relu'));
    expect(value.colouring).toEqual(defaultColouring(parseQuantity('value')));
  });

  test('that were chosen stay', () => {
    const chosen = { ...scene('value').colouring, contours: 3 };
    expect(withQuantity({ ...scene('value'), colouring: chosen }, parseQuantity('grad-direction')).colouring).toBe(chosen);
  });

  test('are the same object while they stay', () => {
    const before = scene('value:1');
    expect(withQuantity(before, parseQuantity('value:2')).colouring).toBe(before.colouring);
  });
});
