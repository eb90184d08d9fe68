// The stage: as many panes as the scene has, each with a painter that is asked for what it has to show, and for nothing else.
import type { Network } from '../model/network.ts';
import { type MapRegions, type Painter, type PainterListener, type PaintRequest, sameRequest } from '../model/painting.ts';
import { Pane, type PaneSources } from './pane.ts';
import { withProblem } from './status.ts';
import { oncePerFrame } from './store.ts';

/** Makes what paints a canvas; rejects where it cannot. */
export type OpenPainter = (canvas: HTMLCanvasElement, listener: PainterListener) => Promise<Painter>;

export interface StageSources extends PaneSources {
  /** Told what kept a pane's picture from being painted. */
  readonly onError: (error: unknown, pane: number) => void;
}

export class Stage {
  readonly #parent: HTMLElement;
  readonly #sources: StageSources;
  readonly #panes: Pane[] = [];
  readonly #asked = new WeakMap<Painter, PaintRequest>();
  readonly #onPanes = new Set<(panes: readonly Pane[]) => void>();
  /** What lies over maps, by their networks' numbers in the scene. */
  #regions: ReadonlyMap<number, MapRegions> = new Map();
  /** Null before the machine is known. */
  #open: OpenPainter | null = null;

  constructor(parent: HTMLElement, sources: StageSources) {
    this.#parent = parent;
    this.#sources = sources;
    const { scenes, cursor } = sources;
    const paint = oncePerFrame(() => this.#paint());
    scenes.watch(({ panes, layout }) => {
      parent.dataset.layout = layout;
      this.#keep(panes.length, paint);
      paint();
    });
    cursor.watch((at) => {
      for (const [i, { painter }] of this.#panes.entries()) if (painter) painter.urgent = at?.pane === i;
    });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.#rest();
      else paint();
    });
  }

  get panes(): readonly Pane[] {
    return this.#panes;
  }

  /** The size of all panes together on the screen, in device pixels. */
  drawnSize(): { width: number; height: number } {
    const { width, height } = this.#parent.getBoundingClientRect();
    return { width: Math.round(width * devicePixelRatio), height: Math.round(height * devicePixelRatio) };
  }

  /** Calls `watcher` with the panes now and whenever there are others. */
  watchPanes(watcher: (panes: readonly Pane[]) => void): void {
    this.#onPanes.add(watcher);
    watcher(this.#panes);
  }

  /** From now on all panes are painted by what this opens. */
  usePainters(open: OpenPainter): void {
    this.#open = open;
    this.#sources.status.update((before) => ({ ...before, pictures: [] }));
    for (const [i, pane] of this.#panes.entries()) this.#openPainter(pane, i);
  }

  /** Lays regions over all maps of their networks, which are told by their numbers in the scene. */
  showRegions(regions: ReadonlyMap<number, MapRegions>): void {
    this.#regions = regions;
    for (const [i, { painter, element }] of this.#panes.entries()) {
      const own = this.regionsOn(i);
      // The colour bar says nothing of filled cells.
      element.classList.toggle('filled', Boolean(own?.cells));
      void painter?.showRegions?.(own);
    }
  }

  /** What lies over a pane's map. */
  regionsOn(pane: number): MapRegions | null {
    return this.#regions.get(this.#sources.scenes.value.panes[pane]?.network) ?? null;
  }

  /** Draws an affine map in the place of the scene's network of that number; null for the network itself. */
  extend(map: Network | null, network: number): void {
    let isOther = false;
    for (const [i, pane] of this.#panes.entries()) {
      const wanted = this.#sources.scenes.value.panes[i]?.network === network ? map : null;
      isOther ||= pane.extended !== wanted;
      pane.extended = wanted;
    }
    if (isOther) this.#paint();
  }

  /** Whether every pane shows the present scene in full. */
  isSettled(): boolean {
    const { scenes, status } = this.#sources;
    return this.#panes.every((pane, i) => {
      const picture = status.value.pictures[i];
      return picture?.full && sameRequest(picture.request, pane.request(scenes.value));
    });
  }

  /** Resolves once every pane shows the present scene in full, or the signal has aborted. */
  settled(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = this.#sources.status.watch(() => {
        if (!this.isSettled() && !signal.aborted) return;
        resolve();
        // Not at once: the first call comes before there is anything to end.
        queueMicrotask(() => end());
      });
    });
  }

  #keep(count: number, paint: () => void): void {
    if (this.#panes.length === count) return;
    while (this.#panes.length > count) this.#panes.pop()?.close();
    while (this.#panes.length < count) {
      const index = this.#panes.length;
      const pane = new Pane(this.#parent, index, this.#sources);
      this.#panes.push(pane);
      pane.size.watch(paint);
      this.#openPainter(pane, index);
    }
    this.#sources.status.update((before) => ({
      ...before,
      pictures: before.pictures.slice(0, count),
      problems: before.problems.slice(0, count),
    }));
    for (const watcher of this.#onPanes) watcher(this.#panes);
  }

  #openPainter(pane: Pane, index: number): void {
    const canvas = pane.freshCanvas();
    const open = this.#open;
    if (!open) return;
    const { status, onError } = this.#sources;
    const isCurrent = () => pane.canvas === canvas && this.#panes[index] === pane;
    const listener: PainterListener = {
      onPicture: (picture) => {
        if (!isCurrent()) return;
        status.update((before) => {
          const pictures = this.#panes.map((_, i) => (i === index ? picture : (before.pictures[i] ?? null)));
          return withProblem({ ...before, pictures, problem: null }, index, null);
        });
      },
      onError: (error) => {
        if (isCurrent()) onError(error, index);
      },
    };
    open(canvas, listener).then(
      (painter) => {
        if (!isCurrent()) return painter.close();
        pane.painter = painter;
        this.#paint();
      },
      (error) => {
        if (isCurrent()) onError(error, index);
      },
    );
  }

  #paint(): void {
    const scene = this.#sources.scenes.value;
    this.showRegions(this.#regions);
    for (const pane of this.#panes) {
      pane.write(scene);
      if (document.hidden || !pane.painter) continue;
      const request = pane.request(scene);
      const asked = this.#asked.get(pane.painter);
      if (asked && sameRequest(asked, request)) continue;
      this.#asked.set(pane.painter, request);
      pane.painter.show(request);
    }
  }

  /** A hidden page asks for nothing, and drops what it has not got yet. */
  #rest(): void {
    for (const { painter } of this.#panes) {
      if (!painter) continue;
      painter.rest();
      this.#asked.delete(painter);
    }
  }
}
