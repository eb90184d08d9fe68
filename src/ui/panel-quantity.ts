// The panel's quantity section: what is shown of the network, and of which output, layer or unit.
import type { GUI } from 'lil-gui';
import { SPACINGS, type Spacing } from '../formats/quantity.ts';
import { creaseLayers } from '../model/crease.ts';
import { outputCount } from '../model/network.ts';
import type { Quantity } from '../model/quantity.ts';
import { recipeNetwork } from '../model/recipe.ts';
import { type Subject, withQuantity } from '../model/subject.ts';
import { addOptions, addWhole, property, refreshRows } from './panel-controls.ts';
import { KIND_OPTIONS, type Kind, kindOf, layerOf, neuronOf, outputOf, quantityOf, spacingOf } from './quantity-kinds.ts';
import type { Source } from './store.ts';
import { panelText as text } from './text/panel.ts';

/** Whether a quantity is that of one layer or of all. */
function ofLayers(quantity: Quantity): quantity is Extract<Quantity, { kind: 'pattern' | 'crease' }> {
  return quantity.kind === 'pattern' || quantity.kind === 'crease';
}

/** Fills `folder`; returns what shows a changed subject in it. */
export function addQuantitySection(folder: GUI, subjects: Source<Subject>): () => void {
  const quantity = () => subjects.value.quantity;
  const show = (to: Quantity) => subjects.update((subject) => withQuantity(subject, to));

  const kinds = property<Kind>(
    () => kindOf(quantity()),
    (kind) => show(quantityOf(kind, quantity())),
  );
  addOptions(folder, text.shown, kinds, KIND_OPTIONS);
  const output = addWhole(
    folder,
    text.output,
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
    text.per,
    property<Spacing>(
      () => spacingOf(quantity()),
      (unit) => {
        const shown = quantity();
        if (shown.kind === 'fd') show({ ...shown, spacing: unit });
      },
    ),
    { [text.perInput]: SPACINGS[0], [text.perIndex]: SPACINGS[1] },
  );
  const all = property(
    () => ofLayers(quantity()) && layerOf(quantity()) === null,
    (whole) => {
      const shown = quantity();
      if (ofLayers(shown)) show({ ...shown, layer: whole ? null : 0 });
    },
  );
  const allLayers = folder.add(all, 'value');
  const layer = addWhole(
    folder,
    text.layerRow,
    property(
      () => layerOf(quantity()) ?? 0,
      (l) => {
        const shown = quantity();
        if ('layer' in shown) show({ ...shown, layer: l });
      },
    ),
    { min: 0, max: 1 },
  );
  const neuron = addWhole(
    folder,
    text.unit,
    property(
      () => neuronOf(quantity()),
      (i) => {
        const shown = quantity();
        if ('neuron' in shown) show({ ...shown, neuron: i });
      },
    ),
    { min: 0, max: 1 },
  );

  return () => {
    const { recipe, quantity: shown } = subjects.value;
    const network = recipeNetwork(recipe);
    const last = network.layers.length - 1;
    const outputs = shown.kind === 'probability' ? network.layers[last].fanOut : outputCount(network);
    output
      .max(Math.max(outputs - 1, 1))
      .name(shown.kind === 'probability' ? text.class : text.output)
      .show('output' in shown && outputs > 1);
    spacing.show(shown.kind === 'fd');
    const creases = shown.kind === 'crease';
    allLayers.name(creases ? text.allLayers : text.allHiddenLayers).show(ofLayers(shown));
    const hasLayer = layerOf(shown) !== null;
    const lastLayer = creases ? (creaseLayers(network).at(-1) ?? 0) : shown.kind === 'pattern' ? last - 1 : last;
    layer.max(Math.max(lastLayer, 1)).show(hasLayer && lastLayer > 0);
    const units = 'neuron' in shown ? network.layers[shown.layer].fanOut : 1;
    neuron.max(Math.max(units - 1, 1)).show(units > 1);
    refreshRows(folder);
  };
}
