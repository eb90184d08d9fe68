// The comparison layouts: which panes each is made of.
import { defaultColouring } from './default-colouring.ts';
import type { Quantity } from './quantity.ts';
import { drawnRecipe, type NetworkRecipe } from './recipe.ts';
import { type Layout, type Pane, type Scene, subjectOf, withNetwork } from './scene.ts';
import { fittedQuantity } from './subject.ts';
import { viewAround } from './view.ts';

/** The squares ±B of the row of bounds. */
export const BOUNDS_ROW = [5, 10, 100, 500, 1000] as const;

/** The scene as another layout of what its active pane shows; network B is dropped where nothing is compared. */
export function withLayout(scene: Scene, layout: Layout): Scene {
  const { recipe } = subjectOf(scene);
  const shown: Pane = { ...scene.panes[scene.active], frame: null };
  const paneOf = (quantity: Quantity, network = 0): Pane => {
    const fitted = fittedQuantity(layout === 'networks' ? scene.networks[network] : recipe, quantity);
    return { ...shown, network, quantity: fitted, colouring: defaultColouring(fitted) };
  };
  const output = 'output' in shown.quantity ? shown.quantity.output : 0;
  const first = { ...shown, network: 0 };
  const value: Quantity = { kind: 'value', output };
  const rise = (component: 'x1' | 'x2'): Quantity => ({ kind: 'grad', component, output });
  const made = (panes: readonly Pane[], networks: readonly NetworkRecipe[] = [recipe]): Scene => {
    return { ...scene, layout, networks, panes, active: Math.min(scene.active, panes.length - 1) };
  };
  switch (layout) {
    case 'one':
      return made([first]);
    case 'two':
      return made([paneOf(value), paneOf(rise('x2'))]);
    case 'four':
      return made([paneOf(value), paneOf(rise('x1')), paneOf(rise('x2')), paneOf({ kind: 'pattern', layer: null })]);
    case 'bounds':
      return made(BOUNDS_ROW.map((bound) => ({ ...first, frame: viewAround([0, 0], bound) })));
    case 'networks': {
      const other = scene.networks[1] ?? deepNarrow(recipe);
      const both = made([first, { ...first, network: 1 }], [scene.networks[0], other]);
      // Network B need not have what A shows.
      return withNetwork(both, 1, other);
    }
  }
}

/** Two networks of as many hidden units, drawn alike: 20 in one layer, and 4 layers of 5. */
export function wideAgainstDeep(scene: Scene): Scene {
  const { recipe } = subjectOf(scene);
  const drawn = (hidden: readonly number[]) => withHidden(recipe, hidden);
  const compared = withLayout(scene, 'networks');
  return withNetwork(withNetwork(compared, 0, drawn([20])), 1, drawn([5, 5, 5, 5]));
}

function deepNarrow(recipe: NetworkRecipe): NetworkRecipe {
  return withHidden(recipe, [5, 5, 5, 5]);
}

/** A fresh network with these hidden widths, and else like `recipe`; all hidden layers have the first one's activation. */
function withHidden({ widths, activations, head, initialiser, seed }: NetworkRecipe, hidden: readonly number[]): NetworkRecipe {
  const [first, last] = [activations[0], activations[activations.length - 1]];
  return drawnRecipe(
    {
      widths: [widths[0], ...hidden, widths[widths.length - 1]],
      activations: [...hidden.map(() => first), last],
      head,
    },
    initialiser,
    seed,
  );
}
