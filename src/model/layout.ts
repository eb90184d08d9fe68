// The comparison layouts: which panes each is made of.
import { defaultColouring } from './default-colouring.ts';
import type { Quantity } from './quantity.ts';
import { drawnRecipe, type NetworkRecipe } from './recipe.ts';
import { type Layout, type Pane, type Scene, subjectOf, withNetwork } from './scene.ts';
import { fittedQuantity } from './subject.ts';
import { viewAround } from './view.ts';

/** The squares ±B of the row of bounds. */
export const BOUNDS_ROW = [5, 10, 100, 500, 1000] as const;

/** The scene as another layout of what its active pane shows; networks that are not shown in it wait for the layout that compares them. */
export function withLayout(scene: Scene, layout: Layout): Scene {
  const { recipe } = subjectOf(scene);
  const shown: Pane = { ...scene.panes[scene.active], frame: null };
  const paneOf = (quantity: Quantity): Pane => {
    const fitted = fittedQuantity(recipe, quantity);
    // What is seen already keeps its colours.
    if (isSame(fitted, shown.quantity)) return shown;
    return { ...shown, quantity: fitted, colouring: defaultColouring(fitted) };
  };
  const output = 'output' in shown.quantity ? shown.quantity.output : 0;
  const value: Quantity = { kind: 'value', output };
  const rise = (component: 'x1' | 'x2'): Quantity => ({ kind: 'grad', component, output });
  const made = (panes: readonly Pane[], networks = scene.networks): Scene => {
    const active = panes.length === 1 ? 0 : panes.indexOf(shown);
    return { ...scene, layout, networks, panes, active: active < 0 ? Math.min(scene.active, panes.length - 1) : active };
  };
  switch (layout) {
    case 'one':
      return made([shown]);
    case 'two':
      return made([paneOf(value), paneOf(rise('x2'))]);
    case 'four':
      return made([paneOf(value), paneOf(rise('x1')), paneOf(rise('x2')), paneOf({ kind: 'pattern', layer: null })]);
    case 'bounds':
      return made(BOUNDS_ROW.map((bound) => ({ ...shown, frame: viewAround([0, 0], bound) })));
    case 'networks': {
      const [a, b = deepNarrow(recipe)] = scene.networks;
      const both = made(
        [0, 1].map((network) => (network === shown.network ? shown : { ...shown, network })),
        [a, b],
      );
      // The other network need not have what this one shows.
      return withNetwork(withNetwork(both, 0, a), 1, b);
    }
  }
}

/** Whether both are the same quantity: of one kind, with the same of all that this kind has. */
function isSame(a: Quantity, b: Quantity): boolean {
  return a.kind === b.kind && Object.entries(a).every(([key, value]) => new Map(Object.entries(b)).get(key) === value);
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
