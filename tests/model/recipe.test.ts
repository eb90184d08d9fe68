// Accepted when a fresh recipe makes initialise's network to the last bit, when widening keeps every number that was there whatever the
// way to that width, and when numbers set by hand stay where they were set.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/formats/spec.ts';
import { activation } from '../../src/model/activation.ts';
import { INITIALISER_NAMES, initialise } from '../../src/model/init.ts';
import {
  drawnRecipe,
  type NetworkRecipe,
  recipeNetwork,
  redrawn,
  withActivation,
  withEdit,
  withHiddenLayers,
  withoutEdit,
  withWidth,
} from '../../src/model/recipe.ts';

function recipeOf(spec: string): NetworkRecipe {
  const { architecture, initialiser, seed } = parseSpec(spec);
  return drawnRecipe(architecture, initialiser, seed);
}

function numbersOf(recipe: NetworkRecipe): number[][] {
  return recipeNetwork(recipe).layers.map(({ weight, bias }) => [...weight, ...bias]);
}

/** Units [0, fanOut) and inputs [0, fanIn) of a layer, with the biases. */
function corner(recipe: NetworkRecipe, l: number, fanIn: number, fanOut: number): number[] {
  const layer = recipeNetwork(recipe).layers[l];
  const units = Array.from({ length: fanOut }, (_, o) => o);
  return units.flatMap((o) => [layer.bias[o], ...layer.weight.subarray(o * layer.fanIn, o * layer.fanIn + fanIn)]);
}

describe('a fresh recipe', () => {
  test.each(INITIALISER_NAMES)('makes the network that the initialiser %s makes', (name) => {
    const recipe = recipeOf(`2-7-5-3:tanh/softmax=2@${name}:11`);
    const { architecture, initialiser, seed } = parseSpec(`2-7-5-3:tanh/softmax=2@${name}:11`);
    expect(recipeNetwork(recipe)).toEqual(initialise(architecture, initialiser, seed));
  });

  test('makes the same object every time, so that whoever compares by identity sees that nothing changed', () => {
    const recipe = recipeOf('2-4-1:relu');
    expect(recipeNetwork(recipe)).toBe(recipeNetwork(recipe));
  });
});

describe('widths', () => {
  const width = fc.integer({ min: 1, max: 12 });

  test('keep every number that was there when one grows', () => {
    fc.assert(
      fc.property(fc.constantFrom(...INITIALISER_NAMES), width, width, width, (name, before, after, other) => {
        const small = recipeOf(`2-${Math.min(before, after)}-${other}-1:relu@${name}:5`);
        const large = withWidth(small, 0, Math.max(before, after));
        for (const l of [0, 1]) {
          const { fanIn, fanOut } = recipeNetwork(small).layers[l];
          expect(corner(large, l, fanIn, fanOut)).toEqual(corner(small, l, fanIn, fanOut));
        }
        expect(numbersOf(large)[2]).toEqual(numbersOf(small)[2]);
      }),
    );
  });

  test('give the same network whatever the way to them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(0, 1), width)), width, width, (way, first, second) => {
        const start = recipeOf('2-4-4-2:relu@torch:3');
        const wandered = way.reduce((recipe, [l, w]) => withWidth(recipe, l, w), start);
        const end = (recipe: NetworkRecipe) => withWidth(withWidth(recipe, 0, first), 1, second);
        expect(numbersOf(end(wandered))).toEqual(numbersOf(end(start)));
      }),
    );
  });

  test('draw new units that differ from each other and lie within the initialiser’s bound', () => {
    const wide = recipeNetwork(withWidth(recipeOf('2-3-1:relu@torch:0'), 0, 200));
    const [first, last] = wide.layers;
    expect(new Set(first.weight).size).toBe(400);
    expect(Math.max(...first.weight.map(Math.abs), ...first.bias.map(Math.abs))).toBeLessThanOrEqual(Math.SQRT1_2);
    expect(Math.max(...last.weight.map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(3));
    const mean = first.weight.reduce((sum, w) => sum + w, 0) / 400;
    // Three standard errors of a mean of 400 numbers from U(±√½).
    expect(Math.abs(mean)).toBeLessThan((3 * Math.SQRT1_2) / Math.sqrt(3 * 400));
  });

  test('leave new biases at 0 where the initialiser does', () => {
    const wide = recipeNetwork(withWidth(recipeOf('2-3-1:relu@he:0'), 0, 20));
    expect([...wide.layers[0].bias]).toEqual(Array(20).fill(0));
  });
});

describe('numbers set by hand', () => {
  test('are set, replace each other, and wait while their unit is gone', () => {
    const fresh = recipeOf('2-4-1:relu');
    const weight = { layer: 0, unit: 3, input: 1, value: 0.5 };
    const edited = withEdit(withEdit(withEdit(fresh, weight), { ...weight, value: -2 }), { ...weight, input: null, value: 7 });
    expect(edited.edits).toHaveLength(2);
    const layer = recipeNetwork(edited).layers[0];
    expect([layer.weight[7], layer.bias[3]]).toEqual([-2, 7]);
    expect([...layer.weight.subarray(0, 7)]).toEqual([...recipeNetwork(fresh).layers[0].weight.subarray(0, 7)]);
    const narrow = withWidth(edited, 0, 2);
    expect(numbersOf(narrow)).toEqual(numbersOf(withWidth(fresh, 0, 2)));
    expect(numbersOf(withWidth(narrow, 0, 4))).toEqual(numbersOf(edited));
  });

  test('are refused in a sentence where f32 does not hold them', () => {
    const edit = { layer: 0, unit: 0, input: 0, value: 1e39 };
    expect(() => withEdit(recipeOf('2-4-1:relu'), edit)).toThrow('The weight 1e+39 is not finite in f32');
  });

  test('are kept in f32, and are none where the same number was drawn', () => {
    const fresh = recipeOf('2-4-1:relu@he:1');
    const bias = { layer: 0, unit: 2, input: null };
    // he leaves biases at 0, and 1e-46 is 0 in f32.
    for (const value of [0, -0, 1e-46]) expect(withEdit(fresh, { ...bias, value })).toBe(fresh);
    const edited = withEdit(fresh, { ...bias, value: 0.1 });
    expect(edited.edits).toEqual([{ ...bias, value: Math.fround(0.1) }]);
    expect(withEdit(edited, { ...bias, value: -0 }).edits).toEqual([]);
    const drawn = recipeNetwork(fresh).layers[1].weight[3];
    const weight = { layer: 1, unit: 0, input: 3 };
    expect(withEdit(withEdit(fresh, { ...weight, value: 5 }), { ...weight, value: drawn }).edits).toEqual([]);
    // What was not drawn as 0 can be set to it.
    expect(Object.is(withEdit(fresh, { ...weight, value: -1e-46 }).edits[0].value, 0)).toBe(true);
  });

  test('are taken back one by one', () => {
    const fresh = recipeOf('2-4-1:relu@torch:1');
    const first = withEdit(fresh, { layer: 0, unit: 2, input: null, value: 9 });
    const both = withEdit(first, { layer: 0, unit: 2, input: 1, value: 8 });
    expect(withoutEdit(both, { layer: 0, unit: 2, input: 1 })).toEqual(first);
    expect(numbersOf(withoutEdit(first, { layer: 0, unit: 2, input: null }))).toEqual(numbersOf(fresh));
  });

  test('are gone after a re-roll', () => {
    const edited = withEdit(recipeOf('2-4-1:relu@torch:1'), { layer: 0, unit: 0, input: 0, value: 9 });
    expect(numbersOf(redrawn(edited, { seed: 2 }))).toEqual(numbersOf(recipeOf('2-4-1:relu@torch:2')));
  });
});

describe('hidden layers', () => {
  test.each([
    [0, '2-3:identity@torch:4'],
    [1, '2-6-3:tanh@torch:4'],
    [2, '2-6-5-3:tanh@torch:4'],
    [4, '2-6-5-5-5-3:tanh@torch:4'],
  ])('become %i as %s', (count, spec) => {
    expect(withHiddenLayers(recipeOf('2-6-5-3:tanh@torch:4'), count)).toEqual(recipeOf(spec));
  });

  test('keep the numbers of those that stay, widened and set by hand, and the way back brings all of them back', () => {
    const start = withWidth(recipeOf('2-6-5-3:tanh,sin,identity@torch:4'), 0, 8);
    const first = { layer: 0, unit: 7, input: 1, value: 0.5 };
    const last = { layer: 2, unit: 1, input: 4, value: -3 };
    const edited = withEdit(withEdit(start, first), last);
    const more = withHiddenLayers(edited, 4);
    expect(numbersOf(more).slice(0, 2)).toEqual(numbersOf(edited).slice(0, 2));
    // The output layer's own goes with it.
    expect(more.edits).toEqual([first, { ...last, layer: 4 }]);
    expect(recipeNetwork(more).layers[4].weight[5 + 4]).toBe(-3);
    expect(withHiddenLayers(more, 2)).toEqual(edited);
    expect(numbersOf(withHiddenLayers(more, 2))).toEqual(numbersOf(edited));
  });

  test('take what was set by hand in them along when they go', () => {
    const edited = withEdit(recipeOf('2-3-3-1:relu'), { layer: 1, unit: 0, input: 0, value: 9 });
    expect(withHiddenLayers(edited, 1)).toEqual(recipeOf('2-3-1:relu'));
  });

  test('come as relu layers of 16 units where there were none', () => {
    expect(withHiddenLayers(recipeOf('2-3:identity@torch:4'), 2)).toEqual(recipeOf('2-16-16-3:relu@torch:4'));
  });
});

test('activations change for all hidden layers, or for one, without a new draw', () => {
  const recipe = recipeOf('2-4-4-1:relu@torch:6');
  expect(withActivation(recipe, null, activation('sin'))).toEqual(recipeOf('2-4-4-1:sin@torch:6'));
  expect(withActivation(recipe, 2, activation('tanh'))).toEqual(recipeOf('2-4-4-1:relu,relu,tanh@torch:6'));
});
