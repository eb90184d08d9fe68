// The page's composition root: the only file that knows both the interface and the GPU.
import { adapterName } from './gpu/device.ts';
import { GpuEngine } from './gpu/engine.ts';
import { MapView } from './gpu/map-view.ts';
import { NeuronStrip } from './gpu/neuron-strip.ts';
import { GpuError } from './model/errors.ts';
import { recipeNetwork } from './model/recipe.ts';
import { type Scene, subjectOf } from './model/scene.ts';
import type { SeenCounter } from './model/seen-counter.ts';
import type { Subject } from './model/subject.ts';
import { offsetOf } from './model/view.ts';
import { offerTour, paneSubject, resetWeight, setWeight, showStrip, showUnit, toggleSurface } from './ui/actions.ts';
import { attachAddress } from './ui/address.ts';
import type { PictureSize } from './ui/camera.ts';
import { attachCards } from './ui/cards.ts';
import type { ChosenRegion } from './ui/chosen-region.ts';
import type { Sample } from './ui/contour-watch.ts';
import { DEFAULT_SCENE } from './ui/default-scene.ts';
import { pageElement } from './ui/element.ts';
import { deviceLost, linkNotice, missingWebGpu, type Notice, noAdapter, noticeOf, softwareAdapter } from './ui/failure.ts';
import { keepFocus } from './ui/focus.ts';
import { attachHistory } from './ui/history.ts';
import { attachKeys } from './ui/keys.ts';
import { attachNoticeBar } from './ui/notice-bar.ts';
import { keepForOffline } from './ui/offline.ts';
import { onDemand } from './ui/on-demand.ts';
import type { DisagreeingPoints } from './ui/overlay.ts';
import { attachOverlays } from './ui/overlays.ts';
import type { Cursor, Sketch } from './ui/pane.ts';
import { attachPanel } from './ui/panel.ts';
import './ui/page.css';
import type { PatternSampler } from './ui/region-count.ts';
import { createFit, type FindStructure } from './ui/region-fit.ts';
import { LIMIT } from './ui/region-limit.ts';
import type { RegionSources } from './ui/regions.ts';
import { attachSection, type ReadLine } from './ui/section.ts';
import { attachSectionHandles } from './ui/section-handles.ts';
import { followTheme, openSettings } from './ui/settings.ts';
import { type OpenPainter, Stage } from './ui/stage.ts';
import { drawsSurfaces, NOTHING_YET, type Probe, type Status, withProblem } from './ui/status.ts';
import { attachStatusLine } from './ui/status-line.ts';
import { partOf, type Source, Store } from './ui/store.ts';
import { attachStrip } from './ui/strip.ts';
import { sceneSummary } from './ui/summary.ts';
import { stageText } from './ui/text/stage.ts';
import { followTitle } from './ui/title.ts';
import { attachToast } from './ui/toast.ts';
import { attachToolbar } from './ui/toolbar.ts';
import { CpuClient, startCpuWorker } from './workers/cpu-client.ts';
import { CpuPainter } from './workers/cpu-painter.ts';
import { CpuStripPainter } from './workers/cpu-strip-painter.ts';
import { findStructure } from './workers/find-structure.ts';
import { PartitionPool } from './workers/partition-pool.ts';

/** For the console and for tests. */
interface Handle {
  readonly scenes: Store<Scene>;
  /** What the active pane shows. */
  readonly subject: Source<Subject>;
  readonly status: Store<Status>;
  readonly cursor: Store<Cursor | null>;
  readonly sketch: Store<Sketch | null>;
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

/** Threads that count regions at most: each takes memory of its own. */
const MOST_THREADS = 16;

const scenes = new Store<Scene>(DEFAULT_SCENE);
const status = new Store<Status>(NOTHING_YET);
const cursor = new Store<Cursor | null>(null);
const sketch = new Store<Sketch | null>(null);
const chosen = new Store<ChosenRegion | null>(null);
const disagreeing = new Store<DisagreeingPoints | null>(null);
const settings = openSettings();
const cpu = new CpuClient();
/** A thread of its own, for which nobody waits. */
const counter = new CpuClient();
const threads = Math.min(navigator.hardwareConcurrency, MOST_THREADS);
const regions = new PartitionPool(threads, startCpuWorker);
/** Null where the page goes on without WebGPU. */
let engine: GpuEngine | null = null;

// Both take their time, and neither needs the other.
const missing = missingWebGpu();
const adapting = missing ? null : navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
const problemOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const notices = attachNoticeBar(pageElement('notice', HTMLElement));
const address = await attachAddress(scenes, {
  tell: (sentence) => (sentence === null ? notices.clear('link') : notices.show(linkNotice(sentence))),
});

const probe: Probe = ({ recipe, quantity }, place, step) => {
  return cpu.read(recipeNetwork(recipe), { quantity, place, step });
};

const countSeen: SeenCounter = async (network, grid, signal) => {
  // Pictures come first.
  await stage.settled(signal);
  return engine ? engine.distinctPatterns(network, grid, { signal }) : counter.distinct(network, grid, { signal });
};

const samplePatterns: PatternSampler = async (network, grid, signal) => {
  await stage.settled(signal);
  signal.throwIfAborted();
  return engine?.evaluate(network, grid, { kind: 'pattern', layer: null }, { signal }) ?? null;
};

const readLine: ReadLine = ({ recipe, quantity }, [a, b], { step, count, signal }) => {
  const center = [(a[0] + b[0]) / 2n, (a[1] + b[1]) / 2n] as const;
  const segment = { center, from: offsetOf({ center }, a), to: offsetOf({ center }, b), step };
  return cpu.line(recipeNetwork(recipe), { quantity, segment, count }, { signal });
};

const stage = new Stage(pageElement('stage', HTMLElement), { scenes, settings, cursor, sketch, status, onError });
const history = attachHistory(scenes);
const sample: Sample = async ({ network, grid, quantity }) => engine?.evaluate(network, grid, quantity) ?? null;
const overlays = attachOverlays(stage, {
  scenes,
  status,
  cursor,
  sketch,
  sample,
  chosen,
  disagreeing,
});
followTheme(settings, overlays.redraw);
const say = attachToast(pageElement('toast', HTMLElement), pageElement('announcer', HTMLElement), { scenes, status });
const help = onDemand(async () => (await import('./ui/help-dialog.ts')).createHelpDialog(document.body));
const showKeys = () => void help().then((dialog) => dialog.open(), onError);
const saving = onDemand(async () => {
  const { attachSaving } = await import('./ui/saving.ts');
  return attachSaving(document.body, { scenes, status, stage, opener, sample, say });
});
const save = () => void saving().then((open) => open(), onError);
const describe = () => {
  const size = stage.panes[scenes.value.active].size.value;
  sceneSummary(scenes.value, status.value, size, probe).then(say, onError);
};

const structure: FindStructure = (network, signal) =>
  findStructure(network, { limit: LIMIT, threads, start: startCpuWorker, signal });
const fit = createFit({ scenes, structure, say });

const player = onDemand(async () => {
  const { attachTour } = await import('./ui/tour.ts');
  return attachTour(document.body, { scenes, status, stage: pageElement('stage', HTMLElement) });
});
const tour = () => {
  offerTour(scenes);
  player().then(({ toggle }) => toggle(), onError);
};
scenes.watch(({ tour: way }) => {
  if (way) player().catch(onError);
});

const gallery = onDemand(async () => {
  const { attachGallery } = await import('./ui/gallery.ts');
  return attachGallery(document.body, { scenes, play: tour });
});

const surface = () => (drawsSurfaces(status.value) ? toggleSurface(scenes) : say(stageText.noSurfaces));

attachToolbar(pageElement('toolbar', HTMLElement), {
  scenes,
  settings,
  status,
  ...history,
  actions: {
    ...history,
    copyLink: () => void address.copyLink().then(say),
    save,
    keys: showKeys,
    gallery: () => void gallery().then((open) => open(), onError),
    surface,
  },
});
attachKeys({
  scenes,
  settings,
  isSurface: () => stage.panes[scenes.value.active].isSurface(scenes.value),
  actions: { ...history, showKeys, describe, surface, fit, tour },
});
attachPanel(pageElement('panel', HTMLElement), { scenes, status, settings, stage, fit, tour, say });
const regionSources: Omit<RegionSources, 'queries'> = {
  scenes,
  settings,
  status,
  chosen,
  disagreeing,
  stage,
  fit,
  partition: (request, options) => regions.partition(request, options),
  seen: countSeen,
  patterns: samplePatterns,
  onError,
};
const regionCard = onDemand(async () => {
  const [{ attachRegions }, { queries }] = await Promise.all([import('./ui/regions.ts'), import('./regions/queries.ts')]);
  attachRegions(pageElement('regions', HTMLElement), { ...regionSources, queries });
});
settings.watch(({ regions: isOpen }) => {
  if (isOpen) regionCard().catch(onError);
});
attachCards(pageElement('cards', HTMLElement), { scenes, cursor, stage, probe, onError });
attachSection(pageElement('section', HTMLElement), { scenes, stage, readLine, spot: overlays.spot, onError });
attachSectionHandles(scenes, status, stage);
const strip = attachStrip(pageElement('strip', HTMLElement), {
  source: partOf(
    scenes,
    (scene) => ({ ...subjectOf(scene), strip: scene.strip }),
    (scene) => scene,
  ),
  onStrip: (shown) => showStrip(scenes, shown),
  onUnit: (layer, unit) => showUnit(scenes, layer, unit),
  onWeight: (edit) => setWeight(scenes, edit),
  onReset: (place) => resetWeight(scenes, place),
});
attachStatusLine(pageElement('status-line', HTMLElement), scenes, status, (machine) => notices.show(softwareAdapter(machine)));
followTitle(scenes);
keepFocus(() => stage.panes[scenes.value.active].map);
window.crease = {
  scenes,
  subject: paneSubject(scenes),
  status,
  cursor,
  sketch,
  sizes: () => stage.panes.map(({ size }) => size.value),
  isSettled: () => stage.isSettled(),
};

function opener(): OpenPainter {
  if (!engine) return async (canvas, listener) => new CpuPainter(cpu, canvas, listener);
  const [device, format] = [engine, navigator.gpu.getPreferredCanvasFormat()];
  return (canvas, listener) => MapView.create(device, canvas, format, listener);
}

function goOnWithCpu(notice: Notice): void {
  const abandoned = engine;
  engine = null;
  notices.show(notice);
  status.update((before) => ({ ...before, machine: { name: stageText.processor, kind: 'cpu' } }));
  strip.paintWith(new CpuStripPainter(cpu, strip.freshCanvas(), onError));
  stage.usePainters(opener());
  abandoned?.destroy();
}

/** Draws on the graphics hardware from now on. Rejects where it cannot be started. */
async function useGpu(adapter: GPUAdapter): Promise<void> {
  const opened = await GpuEngine.create(adapter);
  engine = opened;
  hasDrawn = false;
  const kind = opened.device.adapterInfo?.isFallbackAdapter ? 'software' : 'gpu';
  status.update((before) => ({ ...before, machine: { name: adapterName(adapter), kind } }));
  void opened.device.lost.then(({ message }) => {
    // A device that was given up on is no loss.
    if (engine === opened) void restart(message);
  });
  stage.usePainters(opener());
  const canvas = strip.freshCanvas();
  const painter = await NeuronStrip.create(opened, canvas, navigator.gpu.getPreferredCanvasFormat(), { onPicture() {}, onError });
  if (engine === opened) strip.paintWith(painter);
}

async function begin(adapting: Promise<GPUAdapter | null>): Promise<void> {
  try {
    const adapter = await adapting;
    if (adapter) await useGpu(adapter);
    else goOnWithCpu(noAdapter());
  } catch (error) {
    goOnWithCpu(noticeOf(error, 'cpu'));
  }
}

/** A second loss within this many ms says that the scene or the driver cannot go on. */
const RESTART_EVERY = 60_000;
let lastLoss = Number.NEGATIVE_INFINITY;

/** The browser may take a device away at any time; the scene is all that is needed to go on with another. */
async function restart(message: string): Promise<void> {
  const sinceLast = performance.now() - lastLoss;
  lastLoss = performance.now();
  if (sinceLast < RESTART_EVERY) return goOnWithCpu(deviceLost(message, 'cpu'));
  notices.show(deviceLost(message, 'rebuilt'));
  await begin(navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }));
}

/** Whether the present device has drawn anything in full. */
let hasDrawn = false;
/** Whether a notice says that the GPU refused something; it is over as soon as the page shows all that it is asked for. */
let isRefused = false;

/** What went wrong, in a pane's picture or, without one, anywhere else. */
function onError(error: unknown, pane?: number): void {
  // A request that no GPU takes says nothing about this one.
  if (!(error instanceof GpuError) || error.kind === 'request') tell(problemOf(error), pane);
  // Of a lost device its own promise says so too, and starts another.
  else if (error.kind !== 'lost') refuse(error);
}

function tell(problem: string, pane?: number): void {
  status.update((before) => (pane === undefined ? { ...before, problem } : withProblem(before, pane, problem)));
}

function refuse(error: GpuError): void {
  if (hasDrawn && error.kind !== 'shader') {
    notices.show(noticeOf(error, 'kept'));
    isRefused = true;
  } else {
    goOnWithCpu(noticeOf(error, 'cpu'));
  }
}

status.watch(({ pictures }) => {
  hasDrawn ||= pictures.some((picture) => picture?.full);
  if (!isRefused || !stage.isSettled()) return;
  isRefused = false;
  notices.show(null);
});

if (missing || !adapting) goOnWithCpu(missing ?? noAdapter());
else await begin(adapting);
await keepForOffline();
