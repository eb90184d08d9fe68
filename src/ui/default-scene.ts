// What the page shows first.
import { parseSpec } from '../formats/spec.ts';
import { drawnRecipe } from '../model/recipe.ts';
import { DEFAULT_VIEW, type Scene } from '../model/scene.ts';

const { architecture, initialiser, seed } = parseSpec('2-16-16-16-1:relu@he:1');

export const DEFAULT_SCENE: Scene = {
  recipe: drawnRecipe(architecture, initialiser, seed),
  view: DEFAULT_VIEW,
  quantity: { kind: 'value', output: 0 },
  colouring: { colormap: 'twilight', reversed: false, domain: { kind: 'extent' }, contours: 24 },
};
