// The panel's quantity section: what is shown of the network, and of which output, layer or unit.
import type { GUI } from 'lil-gui';
import { parseQuantity, SPACINGS, type Spacing } from '../formats/quantity.ts';
import { outputCount } from '../model/network.ts';
import type { Quantity } from '../model/quantity.ts';
import { recipeNetwork } from '../model/recipe.ts';
import { type Scene, withQuantity } from '../model/scene.ts';
import { addOptions, addWhole, property, refreshRows } from './panel-controls.ts';
import type { Store } from './store.ts';

/** What the list says, and the quantity's text without indices. */
const KINDS = {
  'value y': 'value',
  '∂y/∂x₁, finite': 'fd-x1',
  '∂y/∂x₂, finite': 'fd-x2',
  'gradient norm, finite': 'fd-norm',
  '∂y/∂x₁, exact': 'grad-x1',
  '∂y/∂x₂, exact': 'grad-x2',
  'gradient norm, exact': 'grad-norm',
  'gradient direction': 'grad-direction',
  '∂y/∂x₁, finite − exact': 'error-x1',
  '∂y/∂x₂, finite − exact': 'error-x2',
  'norm, finite − exact': 'error-norm',
  'class probability': 'prob',
  'largest class': 'argmax',
  'activation pattern': 'pattern',
  'pre-activation': 'preact',
} as const;

type Kind = (typeof KINDS)[keyof typeof KINDS];

/** Fills `folder`; returns what shows a changed scene in it. */
export function addQuantitySection(folder: GUI, scenes: Store<Scene>): (scene: Scene) => void {
  const quantity = () => scenes.value.quantity;
  const show = (to: Quantity) => scenes.update((scene) => withQuantity(scene, to));

  const kinds = property<Kind>(
    () => kindOf(quantity()),
    (kind) => show(quantityOf(kind, quantity())),
  );
  addOptions(folder, 'shown', kinds, KINDS);
  const output = addWhole(
    folder,
    'output',
    property(
      () => outputOf(quantity()),
      (k) => {
        const shown = quantity();
        if ('output' in shown) show({ ...shown, output: k });
      },
    ),
    { min: 0, max: 1 },
  );
  const spacing = addOptions(
    folder,
    'per',
    property<Spacing>(
      () => spacingOf(quantity()),
      (unit) => {
        const shown = quantity();
        if (shown.kind === 'fd') show({ ...shown, spacing: unit });
      },
    ),
    { 'unit of input': SPACINGS[0], 'index, as NumPy': SPACINGS[1] },
  );
  const all = property(
    () => quantity().kind === 'pattern' && layerOf(quantity()) === null,
    (whole) => show({ kind: 'pattern', layer: whole ? null : 0 }),
  );
  const allLayers = folder.add(all, 'value').name('all hidden layers');
  const layer = addWhole(
    folder,
    'layer',
    property(
      () => layerOf(quantity()) ?? 0,
      (l) => {
        const shown = quantity();
        if (shown.kind === 'pattern' || shown.kind === 'preactivation') show({ ...shown, layer: l });
      },
    ),
    { min: 0, max: 1 },
  );
  const neuron = addWhole(
    folder,
    'unit',
    property(
      () => neuronOf(quantity()),
      (i) => {
        const shown = quantity();
        if (shown.kind === 'preactivation') show({ ...shown, neuron: i });
      },
    ),
    { min: 0, max: 1 },
  );

  return ({ recipe, quantity: shown }) => {
    const network = recipeNetwork(recipe);
    const last = network.layers.length - 1;
    const outputs = shown.kind === 'probability' ? network.layers[last].fanOut : outputCount(network);
    output
      .max(Math.max(outputs - 1, 1))
      .name(shown.kind === 'probability' ? 'class' : 'output')
      .show('output' in shown && outputs > 1);
    spacing.show(shown.kind === 'fd');
    allLayers.show(shown.kind === 'pattern');
    const hasLayer = shown.kind === 'preactivation' || (shown.kind === 'pattern' && shown.layer !== null);
    const layers = shown.kind === 'pattern' ? last : last + 1;
    layer.max(Math.max(layers - 1, 1)).show(hasLayer && layers > 1);
    const units = shown.kind === 'preactivation' ? network.layers[shown.layer].fanOut : 1;
    neuron.max(Math.max(units - 1, 1)).show(units > 1);
    refreshRows(folder);
  };
}

function kindOf(quantity: Quantity): Kind {
  switch (quantity.kind) {
    case 'fd':
    case 'grad':
    case 'error': {
      const found = Object.values(KINDS).find((kind) => kind === `${quantity.kind}-${quantity.component}`);
      return found ?? 'value';
    }
    case 'probability':
      return 'prob';
    case 'preactivation':
      return 'preact';
    default:
      return quantity.kind;
  }
}

/** The quantity of `kind` with the indices of the one shown before, as far as they mean something to it. */
function quantityOf(kind: Kind, before: Quantity): Quantity {
  const indices = kind === 'prob' ? ':0' : kind === 'preact' ? `:${layerOf(before) ?? 0}:0` : '';
  const quantity = parseQuantity(kind + indices, spacingOf(before));
  return 'output' in quantity ? { ...quantity, output: outputOf(before) } : quantity;
}

const outputOf = (quantity: Quantity): number => ('output' in quantity ? quantity.output : 0);
const layerOf = (quantity: Quantity): number | null => ('layer' in quantity ? quantity.layer : null);
const neuronOf = (quantity: Quantity): number => (quantity.kind === 'preactivation' ? quantity.neuron : 0);
const spacingOf = (quantity: Quantity): Spacing => (quantity.kind === 'fd' ? quantity.spacing : 'input');
