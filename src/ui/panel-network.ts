// The panel's network section: layers, widths, activations, head, and how the weights are drawn.
import type { Controller, GUI } from 'lil-gui';
import { parseWhole } from '../formats/number.ts';
import { ACTIVATION_NAMES, type ActivationName, activation, DEFAULT_LEAKY_SLOPE } from '../model/activation.ts';
import { NetworkError } from '../model/errors.ts';
import { INITIALISER_NAMES, type Initialiser, type InitialiserName, MAX_SEED } from '../model/init.ts';
import { HEAD_NAMES, type HeadName, MAX_LAYERS, MAX_WIDTH } from '../model/network.ts';
import { type NetworkRecipe, redrawn, withActivation, withHiddenLayers, withWidth } from '../model/recipe.ts';
import { addNumber, addOptions, addWhole, property, refreshRows } from './panel-controls.ts';
import { tell } from './panel-field.ts';
import type { Source } from './store.ts';
import { panelText as text } from './text/panel.ts';

const LAYER_SLIDER = { min: 0, max: 8, most: MAX_LAYERS - 1 };
const WIDTH_SLIDER = { min: 1, max: 64, most: MAX_WIDTH };
const OUTPUT_SLIDER = { min: 1, max: 10, most: MAX_WIDTH };
const MAX_SCALE = 1e6;
/** Seeds that a re-roll draws from: short enough to be read out to a class. */
const SEEDS = 10_000;

/** Fills `folder`; returns what shows a changed recipe in it. */
export function addNetworkSection(folder: GUI, recipes: Source<NetworkRecipe>): () => void {
  const recipe = () => recipes.value;
  const change = (to: (recipe: NetworkRecipe) => NetworkRecipe) => recipes.update(to);
  const hiddenLayers = () => recipe().widths.length - 2;

  const depth = addWhole(
    folder,
    text.hiddenLayers,
    property(hiddenLayers, (count) => {
      const before = recipe().edits.length;
      change((r) => withHiddenLayers(r, count));
      const gone = before - recipe().edits.length;
      if (gone > 0) tell(depth, text.editsGone(gone));
    }),
    LAYER_SLIDER,
  );
  const width = (l: number) =>
    property(
      () => recipe().widths[l + 1] ?? 1,
      (value) => change((r) => withWidth(r, l, value)),
    );
  const widths: Controller[] = [];
  const outputs = addWhole(
    folder,
    text.outputs,
    property(
      () => recipe().widths[recipe().widths.length - 1],
      (value) => change((r) => withWidth(r, r.widths.length - 2, value)),
    ),
    OUTPUT_SLIDER,
  );

  const names = () =>
    new Set(
      recipe()
        .activations.slice(0, -1)
        .map(({ name }) => name),
    );
  const forAll = property<string>(
    () => [...names()].join(', ') || text.noHiddenLayer,
    (name) => change((r) => withActivation(r, null, activation(name as ActivationName, slopeOf(r)))),
  );
  addOptions(folder, text.activation, forAll, ACTIVATION_NAMES);
  const slope = addNumber(
    folder,
    text.leakySlope,
    property(
      () => slopeOf(recipe()),
      (value) => change((r) => withSlope(r, value)),
    ),
    0.01,
  );
  const perLayer = folder.addFolder(text.activationByLayer).close();
  const ofLayer = (l: number) =>
    property<ActivationName>(
      () => recipe().activations[l]?.name ?? 'identity',
      (name) => change((r) => withActivation(r, l, activation(name, slopeOf(r)))),
    );
  const layers: Controller[] = [];
  /** Rows for layers come with the layers, and stay. */
  const keepRows = (count: number) => {
    while (widths.length < count - 1) {
      const row = addWhole(folder, text.width(widths.length), width(widths.length), WIDTH_SLIDER);
      outputs.domElement.before(row.domElement);
      widths.push(row);
    }
    while (layers.length < count)
      layers.push(addOptions(perLayer, text.layer(layers.length), ofLayer(layers.length), ACTIVATION_NAMES));
  };

  const head = (to: Partial<NetworkRecipe['head']>) => change((r) => ({ ...r, head: { ...r.head, ...to } }));
  addOptions(
    folder,
    text.head,
    property<HeadName>(
      () => recipe().head.name,
      (name) => head(takesScale(name) ? { name } : { name, scale: 1 }),
    ),
    HEAD_NAMES,
  );
  const scale = addNumber(
    folder,
    text.lambda,
    property(
      () => recipe().head.scale,
      (value) => {
        head({ scale: checkedScale(text.lambda, value) });
      },
    ),
    0.1,
  );

  addOptions(
    folder,
    text.initialiser,
    property<InitialiserName>(
      () => recipe().initialiser.name,
      (name) => change((r) => redrawn(r, { initialiser: { name, bound: 1 } })),
    ),
    INITIALISER_NAMES,
  );
  const bound = addNumber(
    folder,
    text.bound,
    property(
      () => recipe().initialiser.bound,
      (value) => {
        const initialiser: Initialiser = { name: 'uniform', bound: checkedScale(text.bound, value) };
        change((r) => redrawn(r, { initialiser }));
      },
    ),
    0.1,
  );
  addNumber(
    folder,
    text.seed,
    property(
      () => recipe().seed,
      (value) => {
        const seed = parseWhole(`${value}`, text.seed, 0, MAX_SEED);
        change((r) => redrawn(r, { seed }));
      },
    ),
    1,
  );
  const reroll = () => change((r) => redrawn(r, { seed: otherSeed(r.seed) }));
  folder.add({ reroll }, 'reroll').name(text.reroll);

  return () => {
    const { widths: all, activations, head: shownHead, initialiser } = recipe();
    keepRows(activations.length);
    for (const [l, row] of widths.entries()) row.show(l < all.length - 2);
    for (const [l, row] of layers.entries())
      row.show(l < activations.length).name(l === activations.length - 1 ? text.outputLayer : text.layer(l));
    slope.show(activations.some(({ name }) => name === 'leaky-relu'));
    scale.show(takesScale(shownHead.name));
    bound.show(initialiser.name === 'uniform');
    refreshRows(folder);
    refreshRows(perLayer);
  };
}

function takesScale(head: HeadName): boolean {
  return head === 'softmax' || head === 'log-sum-exp';
}

/** The slope that the leaky layers have. */
function slopeOf({ activations }: NetworkRecipe): number {
  return activations.find(({ name }) => name === 'leaky-relu')?.slope ?? DEFAULT_LEAKY_SLOPE;
}

function withSlope(recipe: NetworkRecipe, slope: number): NetworkRecipe {
  if (!Number.isFinite(Math.fround(slope))) throw new NetworkError(text.notFinite(text.leakySlope, slope));
  return { ...recipe, activations: recipe.activations.map((f) => (f.name === 'leaky-relu' ? { ...f, slope } : f)) };
}

/** λ, or the bound of a uniform draw. Throws NetworkError. */
function checkedScale(row: string, value: number): number {
  if (value > 0 && value <= MAX_SCALE) return value;
  throw new NetworkError(text.notBetween(row, value, 0, MAX_SCALE));
}

function otherSeed(seed: number): number {
  const drawn = Math.floor(Math.random() * (SEEDS - 1));
  return drawn < seed ? drawn : drawn + 1;
}
