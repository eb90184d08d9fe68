// The page's composition root: the only file that knows both the interface and the GPU.
import { readPoint } from './cpu-reference/reading.ts';
import { adapterName } from './gpu/device.ts';
import { GpuEngine } from './gpu/engine.ts';
import { type MapRequest, MapView } from './gpu/map-view.ts';
import { recipeNetwork } from './model/recipe.ts';
import { gridOf, type Scene } from './model/scene.ts';
import type { PictureSize, PixelPoint } from './ui/camera.ts';
import { DEFAULT_SCENE } from './ui/default-scene.ts';
import { pageElement } from './ui/element.ts';
import { deviceLost, type Failure, missingWebGpu, noAdapter, showFailure, startFailure } from './ui/failure.ts';
import { attachHud } from './ui/hud.ts';
import { attachLegend } from './ui/legend.ts';
import { attachPanel } from './ui/panel.ts';
import './ui/page.css';
import { NOTHING_YET, type Probe, type Status } from './ui/status.ts';
import { oncePerFrame, Store } from './ui/store.ts';
import { attachTitle } from './ui/title.ts';
import { attachToast } from './ui/toast.ts';
import { attachViewport, roughSize } from './ui/viewport.ts';

/** For the console and for tests. */
interface Handle {
  readonly scenes: Store<Scene>;
  readonly size: Store<PictureSize>;
  readonly status: Store<Status>;
  /** Whether the canvas shows the present scene in full. */
  isSettled(): boolean;
}

declare global {
  interface Window {
    crease?: Handle;
  }
}

const canvas = pageElement('map', HTMLCanvasElement);
const scenes = new Store<Scene>(DEFAULT_SCENE);
const size = new Store<PictureSize>(roughSize(canvas));
const cursor = new Store<PixelPoint | null>(null);
const status = new Store<Status>(NOTHING_YET);

const probe: Probe = ({ recipe, quantity, view }, [d1, d2], step) =>
  readPoint(recipeNetwork(recipe), quantity, [view.center[0] + d1, view.center[1] + d2], step);

/** What the canvas is to show. */
function presentRequest(): MapRequest {
  const { recipe, quantity, colouring, view } = scenes.value;
  return { network: recipeNetwork(recipe), grid: gridOf(view, size.value.width, size.value.height), quantity, colouring };
}

function isSettled(): boolean {
  const picture = status.value.picture;
  if (!picture?.full) return false;
  const [shown, wanted] = [picture.request, presentRequest()];
  const others = (['network', 'quantity', 'colouring'] as const).every((part) => shown[part] === wanted[part]);
  return others && JSON.stringify(shown.grid) === JSON.stringify(wanted.grid);
}

/** Draws from now on. Returns why it cannot, or null. */
async function start(): Promise<Failure | null> {
  const missing = missingWebGpu();
  if (missing) return missing;
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return noAdapter();
  const engine = await GpuEngine.create(adapter);
  let lost = false;
  const view = await MapView.create(
    engine,
    canvas,
    navigator.gpu.getPreferredCanvasFormat(),
    ({ points, ms, full, domain, request }) => {
      if (!lost) status.update((before) => ({ ...before, picture: { points, ms, full, domain, request }, problem: null }));
    },
    (error) => {
      if (!lost) status.update((before) => ({ ...before, problem: error instanceof Error ? error.message : String(error) }));
    },
  );
  status.update((before) => ({
    ...before,
    adapter: { name: adapterName(adapter), software: engine.device.adapterInfo?.isFallbackAdapter ?? false },
  }));
  const draw = oncePerFrame(() => {
    if (!lost) view.show(presentRequest());
  });
  const endings = [scenes.watch(draw), size.watch(draw)];
  void engine.device.lost.then(({ message }) => {
    lost = true;
    for (const end of endings) end();
    void restart(message);
  });
  return null;
}

/** A second loss within this many ms says that the scene or the driver cannot go on. */
const RESTART_EVERY = 60_000;
let lastLoss = Number.NEGATIVE_INFINITY;

/** The browser may take a device away at any time; the scene is all that is needed to go on with another. */
async function restart(message: string): Promise<void> {
  const sinceLast = performance.now() - lastLoss;
  lastLoss = performance.now();
  if (sinceLast < RESTART_EVERY) return fail(deviceLost(message));
  status.set({ ...NOTHING_YET, problem: 'The graphics hardware stopped. Starting it again …' });
  await begin();
}

function fail(failure: Failure): void {
  showFailure(pageElement('failure', HTMLElement), failure);
}

async function begin(): Promise<void> {
  const failure = await start().catch(startFailure);
  if (failure) fail(failure);
}

attachTitle(pageElement('title', HTMLElement), scenes);
attachLegend(pageElement('legend', HTMLElement), scenes, status);
attachHud(pageElement('probe', HTMLElement), { scenes, size, cursor, probe });
attachPanel(pageElement('panel', HTMLElement), scenes, status);
attachToast(pageElement('toast', HTMLElement), status);
attachViewport({ canvas, scenes, size, cursor });
window.crease = { scenes, size, status, isSettled };
await begin();
