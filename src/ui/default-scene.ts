// What the page shows first.
import { parseSpec } from '../formats/spec.ts';
import { defaultColouring } from '../model/default-colouring.ts';
import type { Quantity } from '../model/quantity.ts';
import { drawnRecipe } from '../model/recipe.ts';
import { DEFAULT_VIEW, type Scene } from '../model/scene.ts';

const { architecture, initialiser, seed } = parseSpec('2-12-12-1:relu@torch:1');

const quantity: Quantity = { kind: 'grad', component: 'direction', output: 0 };

export const DEFAULT_SCENE: Scene = {
  recipe: drawnRecipe(architecture, initialiser, seed),
  view: DEFAULT_VIEW,
  quantity,
  colouring: defaultColouring(quantity),
};
