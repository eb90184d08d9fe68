// The panel's weights section: every number of the network as a field, a unit at a time and sixteen inputs a page.
import type { GUI } from 'lil-gui';
import { type Edit, recipeNetwork, withEdit } from '../model/recipe.ts';
import { type Scene, withRecipe } from '../model/scene.ts';
import { addNumber, addWhole, property, refreshRows } from './panel-controls.ts';
import type { Store } from './store.ts';

const ROWS = 16;
/** What a pixel of dragging adds to a weight. */
const WEIGHT_STEP = 0.01;
const SHOWN_DECIMALS = 4;

/** Fills `folder` with one folder a layer; returns what shows a changed scene in it. */
export function addWeightsSection(folder: GUI, scenes: Store<Scene>): (scene: Scene) => void {
  const layers: ((scene: Scene) => void)[] = [];
  const folders: GUI[] = [];
  return (scene) => {
    const count = scene.recipe.activations.length;
    while (layers.length < count) {
      const layer = folder.addFolder('').close();
      folders.push(layer);
      layers.push(addLayer(layer, layers.length, scenes));
    }
    for (const [l, layer] of folders.entries()) layer.show(l < count);
    for (const update of layers.slice(0, count)) update(scene);
  };
}

function addLayer(folder: GUI, l: number, scenes: Store<Scene>): (scene: Scene) => void {
  let unit = 0;
  let page = 0;
  const layer = () => recipeNetwork(scenes.value.recipe).layers[l];
  const update = (scene: Scene) => {
    const { fanIn, fanOut } = recipeNetwork(scene.recipe).layers[l];
    folder.title(`layer ${l}: ${fanOut} × ${fanIn} weights, ${fanOut} ${fanOut === 1 ? 'bias' : 'biases'}`);
    // A closed folder's rows are not worth their time while a slider moves.
    if (folder._closed) return;
    unit = Math.min(unit, fanOut - 1);
    page = Math.min(page, Math.ceil(fanIn / ROWS) - 1);
    units.max(fanOut - 1).show(fanOut > 1);
    pages.max(Math.ceil(fanIn / ROWS) - 1).show(fanIn > ROWS);
    weights.forEach((row, i) => {
      const input = page * ROWS + i;
      row.show(input < fanIn).name(`weight ${unit}, ${input}`);
    });
    bias.name(`bias ${unit}`);
    refreshRows(folder);
  };
  const refresh = () => update(scenes.value);
  const turn = (to: () => void) => {
    to();
    refresh();
  };
  const units = addWhole(
    folder,
    'unit',
    property(
      () => unit,
      (value) => turn(() => (unit = value)),
    ),
    { min: 0, max: 1 },
  );
  const pages = addWhole(
    folder,
    `inputs, by ${ROWS}`,
    property(
      () => page,
      (value) => turn(() => (page = value)),
    ),
    { min: 0, max: 1 },
  );
  const set = (edit: Edit) => {
    if (!Number.isFinite(Math.fround(edit.value))) return;
    scenes.update((scene) => withRecipe(scene, withEdit(scene.recipe, edit)));
  };
  const bias = addNumber(
    folder,
    'bias',
    property(
      () => layer()?.bias[unit] ?? 0,
      (value) => set({ layer: l, unit, input: null, value }),
    ),
    WEIGHT_STEP,
  ).decimals(SHOWN_DECIMALS);
  const weights = Array.from({ length: ROWS }, (_, i) => {
    const source = property(
      () => layer()?.weight[unit * layer().fanIn + page * ROWS + i] ?? 0,
      (value) => set({ layer: l, unit, input: page * ROWS + i, value }),
    );
    return addNumber(folder, 'weight', source, WEIGHT_STEP).decimals(SHOWN_DECIMALS);
  });
  folder.onOpenClose(refresh);
  return update;
}
