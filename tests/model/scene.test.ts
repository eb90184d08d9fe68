// Accepted when panes that share a camera or a network change together and others do not, and every layout has the panes that its name
// promises, each with a quantity that its network has.
import { describe, expect, test } from 'vitest';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec } from '../../src/formats/spec.ts';
import type { Colouring } from '../../src/model/colouring.ts';
import { defaultColouring } from '../../src/model/default-colouring.ts';
import { fittingView } from '../../src/model/fit.ts';
import { BOUNDS_ROW, wideAgainstDeep, withLayout } from '../../src/model/layout.ts';
import { evaluationOf } from '../../src/model/quantity.ts';
import { drawnRecipe, type NetworkRecipe, recipeNetwork } from '../../src/model/recipe.ts';
import { LAYOUTS, type Scene, subjectOf, withNetwork, withSubject } from '../../src/model/scene.ts';
import { viewAround } from '../../src/model/view.ts';
import { DEFAULT_SCENE } from '../../src/ui/default-scene.ts';

function recipeOf(spec: string): NetworkRecipe {
  const { architecture, initialiser, seed } = parseSpec(spec);
  return drawnRecipe(architecture, initialiser, seed);
}

/** A scene of one pane. */
function sceneOf(spec: string, quantity: string): Scene {
  const shown = parseQuantity(quantity);
  const pane = { ...DEFAULT_SCENE.panes[0], quantity: shown, colouring: defaultColouring(shown) };
  return { ...DEFAULT_SCENE, networks: [recipeOf(spec)], panes: [pane] };
}

const kindsOf = (scene: Scene) => scene.panes.map(({ quantity }) => quantity);

describe('a changed subject', () => {
  const four = withLayout(sceneOf('2-6-2:relu', 'value:1'), 'four');

  test('moves the camera that all panes share', () => {
    const view = viewAround([1, 2], 0.5);
    const moved = withSubject(four, { ...subjectOf(four, 2), view }, 2);
    expect([0, 1, 2, 3].map((pane) => subjectOf(moved, pane).view)).toEqual([view, view, view, view]);
  });

  test('moves a pane with a frame of its own alone', () => {
    const row = withLayout(four, 'bounds');
    const view = viewAround([1, 2], 0.5);
    const moved = withSubject(row, { ...subjectOf(row, 2), view }, 2);
    expect(BOUNDS_ROW.map((_, pane) => subjectOf(moved, pane).view.radius)).toEqual([5, 10, 0.5, 500, 1000]);
    expect(moved.view).toBe(row.view);
  });

  test('changes the quantity of its pane alone, and the network of all', () => {
    const quantity = parseQuantity('grad-norm');
    const recipe = recipeOf('2-3-1:tanh');
    const changed = withSubject(four, { ...subjectOf(four, 0), quantity, recipe }, 0);
    expect(changed.panes[0].quantity).toBe(quantity);
    expect(changed.networks).toEqual([recipe]);
    // Output 1 is gone.
    expect(changed.panes[1].quantity).toEqual(parseQuantity('grad-x1'));
    expect(changed.panes[3]).toBe(four.panes[3]);
  });
});

describe('a layout', () => {
  test.each(LAYOUTS)('%s shows only what its networks have, for any first pane', (layout) => {
    for (const [spec, quantity] of [
      ['2-6-3:relu', 'prob:2'],
      ['2-6-1:relu', 'preact:0:5'],
      ['2-4:tanh', 'argmax'],
      ['2-1:relu', 'value'],
    ] as const) {
      const scene = withLayout(sceneOf(spec, quantity), layout);
      scene.panes.forEach((_, pane) => {
        const { recipe, quantity: shown } = subjectOf(scene, pane);
        expect(() => evaluationOf(recipeNetwork(recipe), shown)).not.toThrow();
      });
      expect(scene.active).toBeLessThan(scene.panes.length);
    }
  });

  test('of two or four shows the same output', () => {
    const scene = sceneOf('2-6-3:relu', 'grad-norm:2');
    expect(kindsOf(withLayout(scene, 'two'))).toEqual(['value:2', 'grad-x2:2'].map((text) => parseQuantity(text)));
    expect(kindsOf(withLayout(scene, 'four'))).toEqual(
      ['value:2', 'grad-x1:2', 'grad-x2:2', 'pattern'].map((text) => parseQuantity(text)),
    );
  });

  test('of bounds keeps quantity and colours', () => {
    const scene = sceneOf('2-6-1:relu', 'grad-norm');
    const row = withLayout(scene, 'bounds');
    expect(row.panes.map(({ frame }) => frame?.radius)).toEqual([...BOUNDS_ROW]);
    for (const pane of row.panes) expect(pane).toMatchObject({ quantity: scene.panes[0].quantity, network: 0 });
  });

  test('of two networks keeps both for when it comes back, and what is looked at stays', () => {
    const scene = sceneOf('2-6-1:relu', 'value');
    const both = withLayout(scene, 'networks');
    expect(both.networks.map(({ widths }) => widths)).toEqual([
      [2, 6, 1],
      [2, 5, 5, 5, 5, 1],
    ]);
    const changed = withNetwork(both, 1, recipeOf('2-7-1:tanh'));
    for (const layout of LAYOUTS) {
      expect(withLayout(withLayout(changed, layout), 'networks').networks).toEqual(changed.networks);
      const fromB = withLayout({ ...changed, active: 1 }, layout);
      expect(subjectOf(fromB).recipe).toBe(changed.networks[1]);
      expect(withLayout(fromB, 'networks')).toMatchObject({ active: 1, panes: [{ network: 0 }, { network: 1 }] });
    }
  });

  test('of two networks gives each what it has of what is looked at', () => {
    const both = withNetwork(withLayout(sceneOf('2-6-1:relu', 'value'), 'networks'), 1, recipeOf('2-6-3:relu'));
    const alone = withLayout({ ...both, active: 1 }, 'one');
    const shown = withSubject(alone, { ...subjectOf(alone), quantity: parseQuantity('prob:2') });
    expect(kindsOf(withLayout(shown, 'networks'))).toEqual([parseQuantity('value'), parseQuantity('prob:2')]);
  });

  test.each(['two', 'four'] as const)('of %s keeps the colours of what was seen, there and back', (layout) => {
    const scene = sceneOf('2-6-1:relu', 'grad-x2');
    const colouring: Colouring = { colormap: 'magma', reversed: true, domain: { kind: 'fixed', lo: 0, hi: 50 }, contours: 3 };
    const chosen = withSubject(scene, { ...subjectOf(scene), colouring });
    const panes = withLayout(chosen, layout);
    expect(subjectOf(panes)).toEqual(subjectOf(chosen));
    expect(withLayout(panes, 'one')).toEqual(chosen);
  });

  test('of the preset compares 20 units in one layer with 4 layers of 5', () => {
    const { networks } = wideAgainstDeep(sceneOf('2-6-2:tanh@he:7', 'value:1'));
    expect(networks.map(({ widths }) => widths.slice(1, -1))).toEqual([[20], [5, 5, 5, 5]]);
    for (const { seed, initialiser, activations } of networks)
      expect([seed, initialiser.name, activations[0].name]).toEqual([7, 'he', 'tanh']);
  });
});

test('a network that lacks what a pane shows gives it the nearest that it has', () => {
  const both = withLayout(sceneOf('2-6-3:relu', 'prob:2'), 'networks');
  const changed = withNetwork(both, 1, recipeOf('2-4-1:relu'));
  expect(kindsOf(changed)).toEqual([parseQuantity('prob:2'), parseQuantity('value')]);
});

test('the fitting view has every crease of the first layer in it', () => {
  const { layers } = recipeNetwork(recipeOf('2-9-1:relu@torch:3'));
  const { radius } = fittingView({ layers, head: { name: 'none', scale: 1 } });
  const { weight, bias } = layers[0];
  const distances = Array.from(bias, (b, o) => Math.abs(b) / Math.hypot(weight[2 * o], weight[2 * o + 1]));
  expect(radius).toBeGreaterThan(Math.max(...distances));
  expect(radius).toBeLessThan(2 * Math.max(...distances));
});
