// A canvas that always shows the newest picture asked for: at once from what is known, then coarse, then in full.
import { classesOf, scaleOf } from '../model/colouring.ts';
import { GpuError } from '../model/errors.ts';
import { coarserGrid, type Grid, offsetBetween } from '../model/grid.ts';
import {
  type MapRegions,
  type Painter,
  type PainterListener,
  type PaintRequest,
  sameField,
  sameGrid,
} from '../model/painting.ts';
import type { ColourPass } from './colour-pass.ts';
import { BufferScope } from './context.ts';
import { type FoundDomain, findDomain } from './domain.ts';
import type { GpuEngine } from './engine.ts';
import type { GpuField } from './gpu-field.ts';
import type { HeldRegions, RegionsLayer } from './regions-layer.ts';
import { type GpuContext, inOneTurn, submitted } from './slices.ts';
import type { SurfaceDetail, SurfacePass } from './surface-pass.ts';

/** One point of a coarse picture stands for so many pixels each way; the first that is quick enough is taken. */
const COARSENESS = [4, 8, 16, 32, 64] as const;
/** What the coarse pictures of all panes may take, in ms, and what work is taken for that has not been measured yet, in multiply-adds a ms. */
const COARSE_MS = 40;
const CAUTIOUS_RATE = 1e5;
/** A full picture expected within this many ms needs no coarse one before it. */
const AT_ONCE_MS = 12;

/** Around a surface, what lies behind the canvas is seen. */
const TRANSPARENT = [0, 0, 0, 0] as const;
/** A surface that has been turned is drawn in full detail once it has been still for so many ms. */
const STILL_MS = 120;

/** A canvas, or what can stand in for one. */
export interface MapCanvas {
  width: number;
  height: number;
  getContext(kind: 'webgpu'): MapContext | null;
}

type MapContext = Pick<GPUCanvasContext, 'configure' | 'getCurrentTexture'>;

interface Shown {
  readonly request: PaintRequest;
  readonly grid: Grid;
  readonly field: GpuField;
  readonly found: FoundDomain | null;
  readonly full: boolean;
  /** What evaluating it took. */
  readonly ms: number;
}

export class MapView implements Painter {
  urgent = false;
  readonly #engine: GpuEngine;
  readonly #canvas: MapCanvas;
  readonly #context: MapContext;
  readonly #format: GPUTextureFormat;
  readonly #colourPass: ColourPass;
  /** Made for the first surface. */
  #surfacePass: SurfacePass | null = null;
  /** What lies over maps: what is asked for, and what of it is on the GPU. */
  #regions: MapRegions | null = null;
  #held: HeldRegions | null = null;
  /** Made for the first regions. */
  #layer: RegionsLayer | null = null;
  readonly #listener: PainterListener;
  /** How surfaces and regions are drawn while a hand moves: hardware has no need of drafts. */
  readonly #moving: SurfaceDetail;
  /** Coarse pictures come before full ones, and among equals those under the hand; a coarse one of another pane only sooner. */
  readonly #coarsely: GpuContext;
  readonly #fully: GpuContext;
  #newest: PaintRequest | null = null;
  #shown: Shown | null = null;
  #refining: AbortController | null = null;
  #running = false;
  /** What was drawn last, for which request. */
  #drawn: { readonly shown: Shown; readonly request: PaintRequest } | null = null;
  #following = false;
  #closed = false;
  /** Points a ms of the last pictures, and of what. */
  #rate: { readonly of: string; readonly pointsPerMs: number } | null = null;

  private constructor(
    engine: GpuEngine,
    canvas: MapCanvas,
    context: MapContext,
    format: GPUTextureFormat,
    colourPass: ColourPass,
    listener: PainterListener,
  ) {
    this.#engine = engine;
    this.#canvas = canvas;
    this.#context = context;
    this.#format = format;
    this.#colourPass = colourPass;
    this.#listener = listener;
    this.#moving = engine.device.adapterInfo?.isFallbackAdapter ? 'draft' : 'full';
    engine.views.add(this);
    this.#coarsely = engine.ranked(() => (this.urgent ? 0 : 0.5));
    // What has been dropped only waits to end.
    this.#fully = engine.ranked(() => (this.#refining?.signal.aborted ? 0 : this.urgent ? 2 : 3));
  }

  /** Throws GpuError where the canvas has no WebGPU context. */
  static async create(
    engine: GpuEngine,
    canvas: MapCanvas,
    format: GPUTextureFormat,
    listener: PainterListener,
  ): Promise<MapView> {
    const context = canvas.getContext('webgpu');
    if (!context) throw new GpuError('The canvas gives no WebGPU context: another kind of context holds it.', { kind: 'start' });
    // What a surface does not cover shows what lies behind the canvas.
    context.configure({ device: engine.device, format, alphaMode: 'premultiplied' });
    return new MapView(engine, canvas, context, format, await engine.colourPass(format), listener);
  }

  show(request: PaintRequest): void {
    if (this.#closed) return;
    this.#newest = request;
    this.#refining?.abort();
    if (!this.#following) void this.#follow();
    if (!this.#running) void this.#run();
  }

  async showRegions(regions: MapRegions | null): Promise<void> {
    if (this.#closed || regions === this.#regions) return;
    this.#regions = regions;
    try {
      const held = regions && (await this.#heldOf(regions));
      if (this.#closed || regions !== this.#regions) return held?.destroy();
      this.#held?.destroy();
      this.#held = held;
      await this.#engine.drawTogether(() => {
        const drawn = this.#drawn;
        if (drawn && drawn.shown === this.#shown && !drawn.request.camera) this.#draw(drawn.shown, drawn.request, 'full');
      });
    } catch (error) {
      if (!this.#closed) this.#listener.onError(error);
    }
  }

  rest(): void {
    this.#newest = null;
    this.#refining?.abort();
  }

  close(): void {
    this.#closed = true;
    this.#engine.views.delete(this);
    this.rest();
    this.#shown?.field.destroy();
    this.#shown = null;
    this.#surfacePass?.destroy();
    this.#held?.destroy();
  }

  /** Loaded with the first surface. */
  async #makeSurfacePass(): Promise<SurfacePass> {
    const { SurfacePass } = await import('./surface-pass.ts');
    return SurfacePass.create(this.#engine.device, this.#format);
  }

  /** What draws regions is loaded with the first ones: few who open the page ask for them. */
  async #heldOf(regions: MapRegions): Promise<HeldRegions> {
    const { RegionsLayer } = await import('./regions-layer.ts');
    this.#layer ??= await RegionsLayer.create(this.#engine.device, this.#format);
    return this.#layer.hold(regions);
  }

  /**
   * Draws what is there into the newest view, in its turn and one drawing at a time: an adapter that takes longer for it than a frame
   * would do nothing else while a hand moves.
   */
  async #follow(): Promise<void> {
    this.#following = true;
    try {
      while (this.#isBehind())
        await this.#engine.drawTogether(() => {
          const [shown, request] = [this.#shown, this.#newest];
          if (shown && request && this.#isBehind()) this.#draw(shown, request, this.#moving);
        });
    } catch (error) {
      if (!this.#closed) this.#listener.onError(error);
    }
    this.#following = false;
  }

  /** Whether what is there can be drawn into the newest view and has not been. */
  #isBehind(): boolean {
    const [shown, request] = [this.#shown, this.#newest];
    if (!shown || !request || !sameField(shown.request, request)) return false;
    return this.#drawn?.shown !== shown || this.#drawn.request !== request;
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

  async #picture(request: PaintRequest): Promise<void> {
    const { grid, colouring, camera } = request;
    if (camera) this.#surfacePass ??= await this.#makeSurfacePass();
    const shown = this.#shown;
    if (shown?.full && sameField(shown.request, request) && sameGrid(shown.grid, grid)) {
      // Only the colours changed, or from where a surface is seen.
      if (camera) await new Promise((resolve) => setTimeout(resolve, STILL_MS));
      if (this.#newest !== request) return;
      const found =
        colouring === shown.request.colouring ? shown.found : await this.#domain(shown.field, request, this.#coarsely);
      this.#present({ ...shown, request, found });
      return;
    }
    let coarseness = this.#coarsenessFor(request);
    if (coarseness > 1) {
      // The coarsest picture is never dropped: while a hand moves faster than it is made, it is all there is to see.
      await this.#make(request, coarserGrid(grid, coarseness), false);
      coarseness = nextFiner(coarseness);
    }
    if (this.#newest !== request) return;
    this.#refining = new AbortController();
    const { signal } = this.#refining;
    try {
      for (; coarseness > 1; coarseness = nextFiner(coarseness))
        await this.#make(request, coarserGrid(grid, coarseness), false, signal);
      await this.#make(request, grid, true, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#refining = null;
    }
  }

  /** How coarse the first picture has to be to come at once; 1 for a full one. */
  #coarsenessFor(request: PaintRequest): number {
    const points = request.grid.width * request.grid.height;
    const known = this.#rate?.of === workOf(request) ? this.#rate.pointsPerMs : null;
    if (known !== null && points / known <= AT_ONCE_MS) return 1;
    const rate = known ?? CAUTIOUS_RATE / weightsOf(request);
    return (
      COARSENESS.find((n) => points / n ** 2 / rate <= COARSE_MS / this.#engine.views.size) ?? COARSENESS[COARSENESS.length - 1]
    );
  }

  async #make(request: PaintRequest, grid: Grid, full: boolean, signal?: AbortSignal): Promise<void> {
    const { network, quantity } = request;
    // Of a coarse picture all is done in one turn, and waited for once.
    const held = full ? null : inOneTurn(this.#coarsely);
    const context = held?.context ?? this.#fully;
    let unused: GpuField | null = null;
    try {
      const wanted = { network, grid, quantity, coarse: !full };
      const field = await this.#engine.makeField(wanted, signal ? { signal } : {}, context);
      unused = field;
      const done = held ? submitted(context.device) : null;
      const [found] = await Promise.all([this.#domain(field, request, context), done]);
      if (this.#closed) return;
      const ms = held?.elapsed() ?? field.ms;
      this.#learn(workOf(request), (grid.width * grid.height) / Math.max(ms, 0.1), full);
      this.#present({ request, grid, field, found, full, ms });
      unused = null;
    } finally {
      held?.end();
      unused?.destroy();
    }
  }

  /** Of few points the latency is measured: they can only do better. */
  #learn(of: string, pointsPerMs: number, isFull: boolean): void {
    const known = this.#rate?.of === of && !isFull ? this.#rate.pointsPerMs : 0;
    this.#rate = { of, pointsPerMs: Math.max(known, pointsPerMs) };
  }

  #domain(field: GpuField, { colouring, quantity }: PaintRequest, context: GpuContext): Promise<FoundDomain | null> {
    return findDomain(context, field, colouring.domain, quantity);
  }

  #present(shown: Shown): void {
    if (this.#shown && this.#shown.field !== shown.field) this.#shown.field.destroy();
    this.#shown = shown;
    // A view moved while this was made is served from it until its own is there.
    const newest = this.#newest;
    const into = newest && sameField(newest, shown.request) ? newest : shown.request;
    // Under a moving hand the next drawing of all panes is near.
    if (shown.full || !this.#following) this.#draw(shown, into, shown.full ? 'full' : this.#moving);
    const { request, field, full, found, ms } = shown;
    const { domain, nonFinite } = found ?? { domain: null, nonFinite: false };
    this.#listener.onPicture({ request, points: field.width * field.height, ms, full, domain, nonFinite });
  }

  /** Draws a field into the picture of `request`, whose grid may be another. */
  #draw(shown: Shown, request: PaintRequest, detail: SurfaceDetail): void {
    const { grid: from, field, found } = shown;
    const { pixels: to, colouring, quantity, network, camera } = request;
    this.#drawn = { shown, request };
    if (camera && !this.#surfacePass) return;
    const canvas = this.#canvas;
    if (canvas.width !== to.width || canvas.height !== to.height) [canvas.width, canvas.height] = [to.width, to.height];
    const scale = scaleOf(quantity);
    const [s1, s2] = [to.step[0] / from.step[0], to.step[1] / from.step[1]];
    const [move1, move2] = offsetBetween(from, to);
    const device = this.#engine.device;
    const scope = new BufferScope(device);
    const encoder = device.createCommandEncoder({ label: 'MapView.draw' });
    const target = this.#context.getCurrentTexture().createView();
    const picture = {
      colouring,
      scale,
      classes: classesOf(network, quantity),
      relativeDomain: found?.relative ?? [0, 1],
      pixelScale: [s1, -s2],
      pixelOffset: [
        move1 / from.step[0] + from.width / 2 - (to.width / 2) * s1,
        move2 / from.step[1] + from.height / 2 + (to.height / 2) * s2,
      ],
      interpolate: scale === 'linear' && Math.min(s1, s2) < 0.999,
      average: sameGrid(shown.request.grid, request.grid),
    } as const;
    const size = [to.width, to.height] as const;
    if (camera && this.#surfacePass) {
      this.#surfacePass.record(encoder, scope, target, field, { ...picture, size, camera, detail, background: TRANSPARENT });
    } else {
      this.#colourPass.recordField(encoder, scope, target, field, size, picture);
      // In the same frame, so that they never come apart.
      if (this.#held) this.#layer?.record(encoder, scope, target, this.#held, to, detail === 'draft');
    }
    device.queue.submit([encoder.finish()]);
    scope.destroy();
  }
}

function nextFiner(coarseness: number): number {
  return coarseness > 8 ? coarseness / 4 : 1;
}

function weightsOf({ network }: PaintRequest): number {
  return network.layers.reduce((sum, { weight }) => sum + weight.length, 0);
}

/** Requests of the same shape, head and quantity take equally long a point. */
function workOf({ network: { layers, head }, quantity }: PaintRequest): string {
  const shape = layers.map(({ fanIn, fanOut, activation }) => `${fanIn}-${fanOut} ${activation.name}`).join();
  return `${shape}/${head.name}:${JSON.stringify(quantity)}`;
}
