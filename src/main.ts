// The page's composition root: the only file that knows both the interface and the GPU.
import { readPoint } from './cpu-reference/reading.ts';
import { adapterName } from './gpu/device.ts';
import { GpuEngine } from './gpu/engine.ts';
import { MapView } from './gpu/map-view.ts';
import { recipeNetwork } from './model/recipe.ts';
import type { Scene } from './model/scene.ts';
import type { Subject } from './model/subject.ts';
import { centerOf } from './model/view.ts';
import { paneSubject } from './ui/actions.ts';
import type { PictureSize } from './ui/camera.ts';
import { DEFAULT_SCENE } from './ui/default-scene.ts';
import { pageElement } from './ui/element.ts';
import { attachKeys } from './ui/keys.ts';
import { attachOverlays } from './ui/overlays.ts';
import type { Cursor, Sketch } from './ui/pane.ts';
import { attachPanel } from './ui/panel.ts';
import './ui/page.css';
import { followTheme, openSettings } from './ui/settings.ts';
import { Stage } from './ui/stage.ts';
import { NOTHING_YET, type Probe, type Status } from './ui/status.ts';
import { attachStatusLine } from './ui/status-line.ts';
import { type Source, Store } from './ui/store.ts';
import { attachToast } from './ui/toast.ts';
import { attachToolbar } from './ui/toolbar.ts';

/** For the console and for tests. */
interface Handle {
  readonly scenes: Store<Scene>;
  /** What the active pane shows. */
  readonly subject: Source<Subject>;
  readonly status: Store<Status>;
  readonly cursor: Store<Cursor | null>;
  /** The picture sizes of the panes, in device pixels. */
  sizes(): readonly PictureSize[];
  /** Whether every pane shows the present scene in full. */
  isSettled(): boolean;
}

declare global {
  interface Window {
    crease?: Handle;
  }
}

const scenes = new Store<Scene>(DEFAULT_SCENE);
const status = new Store<Status>(NOTHING_YET);
const cursor = new Store<Cursor | null>(null);
const sketch = new Store<Sketch | null>(null);
const settings = openSettings();

const probe: Probe = ({ recipe, quantity, view }, offset, step) =>
  readPoint(recipeNetwork(recipe), quantity, centerOf(view), step, offset);

const stage = new Stage(pageElement('stage', HTMLElement), { scenes, settings, cursor, sketch, status, onError });

function onError(error: unknown): void {
  status.update((before) => ({ ...before, problem: error instanceof Error ? error.message : String(error) }));
}

async function start(): Promise<void> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return;
  const engine = await GpuEngine.create(adapter);
  const format = navigator.gpu.getPreferredCanvasFormat();
  const kind = engine.device.adapterInfo?.isFallbackAdapter ? 'software' : 'gpu';
  status.update((before) => ({ ...before, machine: { name: adapterName(adapter), kind } }));
  stage.usePainters((canvas, listener) => MapView.create(engine, canvas, format, listener));
}

const overlays = attachOverlays(stage, { scenes, status, cursor, sketch });
followTheme(settings, overlays.redraw);
attachToolbar(pageElement('toolbar', HTMLElement), {
  scenes,
  settings,
  canUndo: new Store(false),
  canRedo: new Store(false),
  actions: { undo() {}, redo() {}, copyLink() {}, save() {}, keys() {} },
});
attachKeys({ scenes, settings, actions: { undo() {}, redo() {}, showKeys() {}, describe() {} } });
attachPanel(pageElement('panel', HTMLElement), { scenes, status, settings, stage });
attachStatusLine(pageElement('status-line', HTMLElement), scenes, status);
attachToast(pageElement('toast', HTMLElement), status);
window.crease = {
  scenes,
  subject: paneSubject(scenes),
  status,
  cursor,
  sizes: () => stage.panes.map(({ size }) => size.value),
  isSettled: () => stage.isSettled(),
};
await start();
