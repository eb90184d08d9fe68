// The network strip's canvas: always the newest request, quickly with few points where the network is wide, then with more.
import { GpuError } from '../model/errors.ts';
import type { Grid } from '../model/grid.ts';
import { sameGrid } from '../model/painting.ts';
import { type StripPainter, type StripRequest, sameArea, unitKey } from '../model/strip.ts';
import { BufferScope } from './context.ts';
import type { GpuEngine } from './engine.ts';
import type { MapCanvas } from './map-view.ts';
import type { GpuContext } from './slices.ts';
import { type PlacedMap, StripColourPass, type StripMaps } from './strip-colour-pass.ts';
import { stripDomains } from './strip-range-pass.ts';
import { evaluateStrip, layersOf, stripMultiplyAdds, stripPaceKey } from './strip-values-pass.ts';

/** A picture longer than a slice has a quick one of a slice before it, and takes at most this many itself: what is wider has fewer points. */
const MOST_SLICES = 16;
/** However wide the network, a map has about so many points along each side. */
const FEWEST_POINTS = 12;

/** Among the maps' turns: quick pictures beside their coarse ones, the rest after all. */
const QUICK_RANK = 0.5;
const LAST_RANK = 4;

export interface StripListener {
  /** Told whenever a picture is on the canvas; `full` is false where one with more points follows. */
  readonly onPicture: (request: StripRequest, full: boolean) => void;
  readonly onError: (error: unknown) => void;
}

interface Drawn {
  readonly request: StripRequest;
  readonly full: boolean;
  readonly maps: StripMaps;
  /** Where in `maps` a unit is. */
  readonly index: ReadonlyMap<string, number>;
  destroy(): void;
}

export class NeuronStrip implements StripPainter {
  readonly #engine: GpuEngine;
  readonly #canvas: MapCanvas;
  readonly #context: Pick<GPUCanvasContext, 'getCurrentTexture'>;
  readonly #colourPass: StripColourPass;
  readonly #listener: StripListener;
  readonly #quickly: GpuContext;
  readonly #fully: GpuContext;
  #newest: StripRequest | null = null;
  #drawn: Drawn | null = null;
  #refining: AbortController | null = null;
  #running = false;
  #closed = false;

  private constructor(
    engine: GpuEngine,
    canvas: MapCanvas,
    context: Pick<GPUCanvasContext, 'getCurrentTexture'>,
    colourPass: StripColourPass,
    listener: StripListener,
  ) {
    this.#engine = engine;
    this.#canvas = canvas;
    this.#context = context;
    this.#colourPass = colourPass;
    this.#listener = listener;
    this.#quickly = engine.ranked(() => QUICK_RANK);
    // What has been dropped only waits to end.
    this.#fully = engine.ranked(() => (this.#refining?.signal.aborted ? 0 : LAST_RANK));
  }

  /** Throws GpuError where the canvas has no WebGPU context. */
  static async create(
    engine: GpuEngine,
    canvas: MapCanvas,
    format: GPUTextureFormat,
    listener: StripListener,
  ): Promise<NeuronStrip> {
    const context = canvas.getContext('webgpu');
    if (!context)
      throw new GpuError('The strip’s canvas gives no WebGPU context: another kind of context holds it.', { kind: 'start' });
    context.configure({ device: engine.device, format, alphaMode: 'premultiplied' });
    return new NeuronStrip(engine, canvas, context, await StripColourPass.create(engine.device, format), listener);
  }

  show(request: StripRequest): void {
    if (this.#closed) return;
    this.#newest = request;
    this.#refining?.abort();
    // Tiles that only moved, as when a window is resized or a page turned, are at their new places at once.
    if (this.#drawn?.request.show === request.show && !sameLayout(this.#drawn.request, request)) this.#draw(this.#drawn, request);
    if (!this.#running) void this.#run();
  }

  rest(): void {
    this.#newest = null;
    this.#refining?.abort();
  }

  close(): void {
    this.#closed = true;
    this.rest();
    this.#drawn?.destroy();
    this.#drawn = null;
  }

  /** Works until the newest request is shown in full; one of these runs at a time. */
  async #run(): Promise<void> {
    this.#running = true;
    while (this.#newest) {
      const request = this.#newest;
      try {
        await this.#picture(request);
      } catch (error) {
        if (!this.#closed) this.#listener.onError(error);
      }
      // A newer request, made while this one was drawn or failed, comes next.
      if (this.#newest === request) this.#newest = null;
    }
    this.#running = false;
  }

  async #picture(request: StripRequest): Promise<void> {
    if (this.#drawn?.full && holds(this.#drawn, request)) {
      this.#present({ ...this.#drawn, request });
      return;
    }
    const layers = layersOf(request.network, request.tiles);
    const slice = this.#engine.pace.pointsFor(stripPaceKey(layers), stripMultiplyAdds(layers));
    const { grid } = request;
    // The quick picture is never dropped: while a hand moves faster than it is made, it is all there is to see.
    if (grid.width * grid.height > slice) await this.#make(request, limited(grid, slice), false);
    if (this.#newest !== request) return;
    this.#refining = new AbortController();
    try {
      await this.#make(request, limited(grid, slice * MOST_SLICES), true, this.#refining.signal);
    } catch (error) {
      if (!this.#refining?.signal.aborted) throw error;
    } finally {
      this.#refining = null;
    }
  }

  async #make(request: StripRequest, grid: Grid, full: boolean, signal?: AbortSignal): Promise<void> {
    const context = full ? this.#fully : this.#quickly;
    const { device, pipelines } = context;
    const [kept, scratch] = [new BufferScope(device), new BufferScope(device)];
    let used = false;
    try {
      const values = await evaluateStrip(context, kept, scratch, request, grid, signal);
      const domains = await stripDomains(pipelines, kept, scratch, values, request.show);
      if (this.#closed) return;
      const maps = { ...values, domains, show: request.show };
      const index = new Map(request.tiles.map((tile, map) => [unitKey(tile), map]));
      this.#present({ request, full, maps, index, destroy: () => kept.destroy() });
      used = true;
    } finally {
      scratch.destroy();
      if (!used) kept.destroy();
    }
  }

  #present(drawn: Drawn): void {
    if (this.#drawn?.maps !== drawn.maps) this.#drawn?.destroy();
    this.#drawn = drawn;
    // Tiles may have moved while this was made.
    const newest = this.#newest;
    this.#draw(drawn, newest?.show === drawn.request.show ? newest : drawn.request);
    this.#listener.onPicture(drawn.request, drawn.full);
  }

  #draw({ maps, index }: Drawn, request: StripRequest): void {
    const canvas = this.#canvas;
    const [width, height] = request.size;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const placed = request.tiles.flatMap((tile): PlacedMap[] => {
      const map = index.get(unitKey(tile));
      return map === undefined ? [] : [{ map, at: tile.at }];
    });
    this.#colourPass.draw(this.#context.getCurrentTexture().createView(), request, maps, placed);
  }
}

/** Whether what is drawn is all that the request needs. */
function holds({ request, index }: Drawn, { network, show, grid, tiles }: StripRequest): boolean {
  const same = request.network === network && request.show === show && sameGrid(request.grid, grid);
  return same && tiles.every((tile) => index.has(unitKey(tile)));
}

function sameLayout(a: StripRequest, b: StripRequest): boolean {
  return a.tiles === b.tiles && a.tileSize.join() === b.tileSize.join() && a.size.join() === b.size.join();
}

/** The same area with about `most` points at most. */
function limited(grid: Grid, most: number): Grid {
  const share = Math.max(Math.sqrt(most / (grid.width * grid.height)), FEWEST_POINTS / Math.min(grid.width, grid.height));
  if (share >= 1) return grid;
  const fewer = (count: number) => Math.max(2, Math.round(count * share));
  return sameArea(grid, fewer(grid.width), fewer(grid.height));
}
