// The panel's weights section: every number of the network as a field, a unit at a time and sixteen inputs a page.
import type { GUI } from 'lil-gui';
import { type Edit, type NetworkRecipe, recipeNetwork, withEdit } from '../model/recipe.ts';
import { addNumber, addWhole, property, refreshRows } from './panel-controls.ts';
import type { Source } from './store.ts';
import { panelText as text } from './text/panel.ts';

const ROWS = 16;
/** What a pixel of dragging adds to a weight. */
const WEIGHT_STEP = 0.01;
/** As many tell all of f32 apart. */
const F32_DIGITS = 9;

/** Fills `folder` with one folder a layer; returns what shows a changed recipe in it. */
export function addWeightsSection(folder: GUI, recipes: Source<NetworkRecipe>): () => void {
  const layers: (() => void)[] = [];
  const folders: GUI[] = [];
  return () => {
    const count = recipes.value.activations.length;
    while (layers.length < count) {
      const layer = folder.addFolder('').close();
      folders.push(layer);
      layers.push(addLayer(layer, layers.length, recipes));
    }
    for (const [l, layer] of folders.entries()) layer.show(l < count);
    for (const update of layers.slice(0, count)) update();
  };
}

function addLayer(folder: GUI, l: number, recipes: Source<NetworkRecipe>): () => void {
  let refresh: (() => void) | null = null;
  const update = () => {
    const { fanIn, fanOut } = recipeNetwork(recipes.value).layers[l];
    folder.title(text.weightsOf(l, fanOut, fanIn));
    // A closed folder's rows are not worth their time while a slider moves, nor those of one that was never opened their making.
    if (folder._closed) return;
    refresh ??= addRows(folder, l, recipes);
    refresh();
  };
  folder.onOpenClose(update);
  return update;
}

/** The rows of a layer's folder; returns what shows a changed recipe in them. */
function addRows(folder: GUI, l: number, recipes: Source<NetworkRecipe>): () => void {
  let unit = 0;
  let page = 0;
  const layer = () => recipeNetwork(recipes.value).layers[l];
  const update = () => {
    const { fanIn, fanOut } = layer();
    unit = Math.min(unit, fanOut - 1);
    page = Math.min(page, Math.ceil(fanIn / ROWS) - 1);
    units.max(fanOut - 1).show(fanOut > 1);
    pages.max(Math.ceil(fanIn / ROWS) - 1).show(fanIn > ROWS);
    weights.forEach((row, i) => {
      const input = page * ROWS + i;
      row.show(input < fanIn).name(text.weight(unit, input));
    });
    bias.name(text.bias(unit));
    refreshRows(folder);
  };
  const turn = (to: () => void) => {
    to();
    update();
  };
  const units = addWhole(
    folder,
    text.unit,
    property(
      () => unit,
      (value) => turn(() => (unit = value)),
    ),
    { min: 0, max: 1 },
  );
  const pages = addWhole(
    folder,
    text.inputsBy(ROWS),
    property(
      () => page,
      (value) => turn(() => (page = value)),
    ),
    { min: 0, max: 1 },
  );
  const set = (edit: Edit) => recipes.update((recipe) => withEdit(recipe, edit));
  const bias = addNumber(
    folder,
    text.bias(0),
    property(
      () => shortest(layer()?.bias[unit] ?? 0),
      (value) => set({ layer: l, unit, input: null, value }),
    ),
    WEIGHT_STEP,
  );
  const weights = Array.from({ length: ROWS }, (_, i) => {
    const source = property(
      () => shortest(layer()?.weight[unit * layer().fanIn + page * ROWS + i] ?? 0),
      (value) => set({ layer: l, unit, input: page * ROWS + i, value }),
    );
    return addNumber(folder, text.weight(0, i), source, WEIGHT_STEP);
  });
  return update;
}

/** The number with the fewest digits that is the same in f32. */
function shortest(value: number): number {
  for (let digits = 1; digits < F32_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(F32_DIGITS));
}
