// The panel: lil-gui's rows over the Scene, section by section.
import { GUI } from 'lil-gui';
import type { Scene } from '../model/scene.ts';
import { addColourSection } from './panel-colour.ts';
import { addNetworkSection } from './panel-network.ts';
import { addQuantitySection } from './panel-quantity.ts';
import { addViewSection } from './panel-view.ts';
import { addWeightsSection } from './panel-weights.ts';
import type { Status } from './status.ts';
import { oncePerFrame, type Store } from './store.ts';

/** Below this width in CSS pixels the panel would cover the map, so it begins closed. As in page.css. */
const NARROW = 720;

/** Puts the panel into `container`. */
export function attachPanel(container: HTMLElement, scenes: Store<Scene>, status: Store<Status>): void {
  // lil-gui would inject a style element, which a strict content security policy forbids; panel.css stands in its place.
  const gui = new GUI({ container, title: 'Controls', injectStyles: false });
  const updates = [
    addNetworkSection(gui.addFolder('Network'), scenes),
    addQuantitySection(gui.addFolder('Quantity'), scenes),
    addViewSection(gui.addFolder('View'), scenes),
    addColourSection(gui.addFolder('Colours'), scenes, status),
    addWeightsSection(gui.addFolder('Weights and biases').close(), scenes),
  ];
  if (window.innerWidth < NARROW) gui.close();
  const refresh = oncePerFrame(() => {
    for (const update of updates) update(scenes.value);
  });
  scenes.watch(refresh);
}
