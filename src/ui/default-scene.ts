// What the page shows first.
import { parseSpec } from '../formats/spec.ts';
import { defaultColouring } from '../model/default-colouring.ts';
import type { Quantity } from '../model/quantity.ts';
import { drawnRecipe } from '../model/recipe.ts';
import type { Scene } from '../model/scene.ts';
import { DEFAULT_SURFACE_CAMERA } from '../model/surface-camera.ts';
import { DEFAULT_VIEW } from '../model/view.ts';

const { architecture, initialiser, seed } = parseSpec('2-12-12-1:relu@torch:1');

const quantity: Quantity = { kind: 'grad', component: 'direction', output: 0 };

export const DEFAULT_SCENE: Scene = {
  networks: [drawnRecipe(architecture, initialiser, seed)],
  layout: 'one',
  panes: [{ network: 0, quantity, colouring: defaultColouring(quantity), frame: null, surface: false }],
  active: 0,
  view: DEFAULT_VIEW,
  camera: DEFAULT_SURFACE_CAMERA,
  resolution: 'screen',
  strip: 'none',
  pin: null,
  section: null,
  tour: null,
};
