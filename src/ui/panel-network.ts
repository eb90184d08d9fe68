// The panel's network section: layers, widths, activations, head, and how the weights are drawn.
import type { GUI } from 'lil-gui';
import { ACTIVATION_NAMES, type ActivationName, activation, DEFAULT_LEAKY_SLOPE } from '../model/activation.ts';
import { INITIALISER_NAMES, type InitialiserName, MAX_SEED } from '../model/init.ts';
import { HEAD_NAMES, type HeadName, MAX_WIDTH } from '../model/network.ts';
import { type NetworkRecipe, redrawn, withActivation, withHiddenLayers, withWidth } from '../model/recipe.ts';
import { type Scene, withRecipe } from '../model/scene.ts';
import { addNumber, addOptions, addWhole, property, refreshRows } from './panel-controls.ts';
import type { Store } from './store.ts';

const MOST_HIDDEN = 8;
const WIDTH_SLIDER = { min: 1, max: 64, most: MAX_WIDTH };
const OUTPUT_SLIDER = { min: 1, max: 10, most: MAX_WIDTH };
/** Seeds that a re-roll draws from: short enough to be read out to a class. */
const SEEDS = 10_000;

/** Fills `folder`; returns what shows a changed scene in it. */
export function addNetworkSection(folder: GUI, scenes: Store<Scene>): (scene: Scene) => void {
  const recipe = () => scenes.value.recipe;
  const change = (to: (recipe: NetworkRecipe) => NetworkRecipe) => scenes.update((scene) => withRecipe(scene, to(scene.recipe)));
  const hiddenLayers = () => recipe().widths.length - 2;

  addWhole(
    folder,
    'hidden layers',
    property(hiddenLayers, (count) => change((r) => withHiddenLayers(r, count))),
    { min: 0, max: MOST_HIDDEN },
  );
  const width = (l: number) =>
    property(
      () => recipe().widths[l + 1] ?? 1,
      (value) => change((r) => withWidth(r, l, value)),
    );
  const widths = Array.from({ length: MOST_HIDDEN }, (_, l) => addWhole(folder, `width of layer ${l}`, width(l), WIDTH_SLIDER));
  addWhole(
    folder,
    'outputs',
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
    () => [...names()].join(', ') || 'no hidden layer',
    (name) => change((r) => withActivation(r, null, activation(name as ActivationName, slopeOf(r)))),
  );
  addOptions(folder, 'activation', forAll, ACTIVATION_NAMES);
  const slope = addNumber(
    folder,
    'leaky slope',
    property(
      () => slopeOf(recipe()),
      (value) => change((r) => withSlope(r, value)),
    ),
    0.01,
  );
  const perLayer = folder.addFolder('activation by layer').close();
  const ofLayer = (l: number) =>
    property<ActivationName>(
      () => recipe().activations[l]?.name ?? 'identity',
      (name) => change((r) => withActivation(r, l, activation(name, slopeOf(r)))),
    );
  const layers = Array.from({ length: MOST_HIDDEN + 1 }, (_, l) =>
    addOptions(perLayer, `layer ${l}`, ofLayer(l), ACTIVATION_NAMES),
  );

  const head = (to: Partial<NetworkRecipe['head']>) => change((r) => ({ ...r, head: { ...r.head, ...to } }));
  addOptions(
    folder,
    'head',
    property<HeadName>(
      () => recipe().head.name,
      (name) => head(takesScale(name) ? { name } : { name, scale: 1 }),
    ),
    HEAD_NAMES,
  );
  const scale = addNumber(
    folder,
    'λ',
    property(
      () => recipe().head.scale,
      (value) => {
        if (value > 0 && value <= 1e6) head({ scale: value });
      },
    ),
    0.1,
  );

  addOptions(
    folder,
    'initialiser',
    property<InitialiserName>(
      () => recipe().initialiser.name,
      (name) => change((r) => redrawn(r, { initialiser: { name, bound: 1 } })),
    ),
    INITIALISER_NAMES,
  );
  const bound = addNumber(
    folder,
    'bound',
    property(
      () => recipe().initialiser.bound,
      (value) => {
        if (value > 0 && value <= 1e6) change((r) => redrawn(r, { initialiser: { name: 'uniform', bound: value } }));
      },
    ),
    0.1,
  );
  addNumber(
    folder,
    'seed',
    property(
      () => recipe().seed,
      (value) => change((r) => redrawn(r, { seed: Math.min(Math.max(Math.trunc(value), 0), MAX_SEED) })),
    ),
    1,
  );
  const reroll = () => change((r) => redrawn(r, { seed: otherSeed(r.seed) }));
  folder.add({ reroll }, 'reroll').name('re-roll');

  return (scene) => {
    const { widths: all, activations, head: shownHead, initialiser } = scene.recipe;
    for (const [l, row] of widths.entries()) row.show(l < all.length - 2);
    for (const [l, row] of layers.entries())
      row.show(l < activations.length).name(l === activations.length - 1 ? 'output layer' : `layer ${l}`);
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
  if (!Number.isFinite(Math.fround(slope))) return recipe;
  return { ...recipe, activations: recipe.activations.map((f) => (f.name === 'leaky-relu' ? { ...f, slope } : f)) };
}

function otherSeed(seed: number): number {
  const drawn = Math.floor(Math.random() * (SEEDS - 1));
  return drawn < seed ? drawn : drawn + 1;
}
