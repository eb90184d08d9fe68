// The panel: lil-gui's rows over the Scene, section by section.
import { GUI } from 'lil-gui';
import type { Domain } from '../model/colouring.ts';
import { wideAgainstDeep } from '../model/layout.ts';
import type { NetworkRecipe } from '../model/recipe.ts';
import { type Scene, withNetwork } from '../model/scene.ts';
import { paneSubject } from './actions.ts';
import type { PictureSize } from './camera.ts';
import { DEFAULT_SCENE } from './default-scene.ts';
import { addColourSection } from './panel-colour.ts';
import { TELL } from './panel-field.ts';
import { addNetworkSection } from './panel-network.ts';
import { addQuantitySection } from './panel-quantity.ts';
import { addSectionSection } from './panel-section.ts';
import { addViewSection } from './panel-view.ts';
import { addWeightsSection } from './panel-weights.ts';
import type { Settings } from './settings.ts';
import type { Stage } from './stage.ts';
import type { Status } from './status.ts';
import { oncePerFrame, partOf, type Source, type Store } from './store.ts';
import { panelText as text } from './text/panel.ts';
import { stageText } from './text/stage.ts';

export interface PanelSources {
  readonly scenes: Store<Scene>;
  readonly status: Store<Status>;
  readonly settings: Store<Settings>;
  readonly stage: Pick<Stage, 'panes' | 'watchPanes'>;
  /** Fits the whole structure into view. */
  readonly fit: () => void;
  /** Plays a tour into the middle of the view, or stops it. */
  readonly tour: () => void;
  /** Shows a sentence about what was typed. */
  readonly say: (sentence: string) => void;
}

/** Puts the panel into `container`. */
export function attachPanel(container: HTMLElement, { scenes, status, settings, stage, fit, tour, say }: PanelSources): void {
  container.setAttribute('aria-label', text.title);
  // lil-gui would inject a style element, which a strict content security policy forbids; panel.css stands in its place.
  const gui = new GUI({ container, title: text.title, injectStyles: false });
  const size = (): PictureSize => stage.panes[scenes.value.active].size.value;
  const subjects = paneSubject(scenes);
  const resolutions = partOf(
    scenes,
    (scene) => scene.resolution,
    (scene, resolution) => ({ ...scene, resolution }),
  );
  const inertia = partOf(
    settings,
    (all) => all.inertia,
    (all, on) => ({ ...all, inertia: on }),
  );
  const shown = (): Domain => status.value.pictures[scenes.value.active]?.domain ?? [0, 1];
  const networks = [0, 1].map((index) => addNetwork(gui, scenes, index));
  const updates = [
    addQuantitySection(gui.addFolder(text.quantity), subjects),
    addViewSection(gui.addFolder(text.view), { subjects, resolutions, inertia, size, fit, tour }),
    addColourSection(gui.addFolder(text.colours), subjects, shown),
    addSectionSection(gui.addFolder(text.section).close(), scenes, size),
  ];
  gui.add({ reset: () => scenes.set(DEFAULT_SCENE) }, 'reset').name(text.resetAll);
  container.addEventListener(TELL, (event) => {
    if (event instanceof CustomEvent) say(String(event.detail));
  });
  // lil-gui keeps its rows' keys to itself; the page knows which are meant for a field, and undo is for all of it.
  container.addEventListener('keydown', (event) => Object.assign(event, { stopPropagation() {} }), { capture: true });
  // The whole panel is put away from the toolbar.
  gui.$title.remove();
  const refresh = oncePerFrame(() => {
    for (const network of networks) network();
    for (const update of updates) update();
  });
  scenes.watch(refresh);
  stage.watchPanes((panes) => {
    for (const pane of panes) pane.size.watch(refresh);
  });
  settings.watch(({ panel }) => {
    container.hidden = !panel;
  });
}

/** A folder for network A or B, with its weights; made when a pane shows that network for the first time, and shown while one does. */
function addNetwork(gui: GUI, scenes: Store<Scene>, index: number): () => void {
  const recipes: Source<NetworkRecipe> = partOf(
    scenes,
    ({ networks }) => networks[Math.min(index, networks.length - 1)],
    (scene, recipe) => withNetwork(scene, index, recipe),
  );
  const folder = gui.addFolder('');
  let rows: (() => void)[] = [];
  return () => {
    const { networks, panes } = scenes.value;
    const isShown = panes.some(({ network }) => network === index);
    folder.show(isShown).title(text.network(networks.length > 1 ? stageText.networkName(index) : null));
    if (!isShown) return;
    if (rows.length === 0) {
      const compare = folder.add({ compare: () => scenes.update(wideAgainstDeep) }, 'compare').name(text.compare);
      const network = addNetworkSection(folder, recipes);
      const weights = addWeightsSection(folder.addFolder(text.weights).close(), recipes);
      rows = [() => compare.show(index === 0 && scenes.value.layout === 'networks'), network, weights];
    }
    for (const row of rows) row();
  };
}
