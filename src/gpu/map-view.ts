// A canvas that always shows the newest picture asked for: at once from what is known, then coarse, then in full.
import type { Colouring, Domain } from '../model/colouring.ts';
import { scaleOf } from '../model/colouring.ts';
import { GpuError } from '../model/errors.ts';
import type { Grid } from '../model/grid.ts';
import { classCount, type Network } from '../model/network.ts';
import type { Quantity } from '../model/quantity.ts';
import { ColourPass } from './colour-pass.ts';
import { BufferScope } from './context.ts';
import { type FoundDomain, findDomain } from './domain.ts';
import type { GpuEngine } from './engine.ts';
import type { GpuField } from './gpu-field.ts';

/** One pixel of a coarse picture stands for COARSE × COARSE pixels. */
const COARSE = 8;
/** A full picture expected within this many ms needs no coarse one before it. */
const AT_ONCE_MS = 25;

/** A canvas, or what can stand in for one. */
export interface MapCanvas {
  width: number;
  height: number;
  getContext(kind: 'webgpu'): MapContext | null;
}

type MapContext = Pick<GPUCanvasContext, 'configure' | 'getCurrentTexture'>;

/** What a picture is made of. Its grid's points are the canvas's pixel centres. */
export interface MapRequest {
  readonly network: Network;
  readonly grid: Grid;
  readonly quantity: Quantity;
  readonly colouring: Colouring;
}

/** What is told of a picture once it is on the canvas. */
export interface MapPicture {
  readonly request: MapRequest;
  /** Points evaluated for it, and how long the GPU worked on them, submission to completion, in ms. */
  readonly points: number;
  readonly ms: number;
  /** False for a coarse picture: a full one follows. */
  readonly full: boolean;
  /** What the colour map's ends stand for; null for classes and patterns. */
  readonly domain: Domain | null;
}

interface Shown {
  readonly request: MapRequest;
  readonly grid: Grid;
  readonly field: GpuField;
  readonly found: FoundDomain | null;
  readonly full: boolean;
}

export class MapView {
  readonly #engine: GpuEngine;
  readonly #canvas: MapCanvas;
  readonly #context: MapContext;
  readonly #colourPass: ColourPass;
  readonly #onPicture: (picture: MapPicture) => void;
  readonly #onError: (error: unknown) => void;
  #newest: MapRequest | null = null;
  #shown: Shown | null = null;
  #refining: AbortController | null = null;
  #running = false;
  /** Points a ms of the last full picture, and of what. */
  #rate: { readonly of: string; readonly pointsPerMs: number } | null = null;

  private constructor(
    engine: GpuEngine,
    canvas: MapCanvas,
    context: MapContext,
    colourPass: ColourPass,
    onPicture: (picture: MapPicture) => void,
    onError: (error: unknown) => void,
  ) {
    this.#engine = engine;
    this.#canvas = canvas;
    this.#context = context;
    this.#colourPass = colourPass;
    this.#onPicture = onPicture;
    this.#onError = onError;
  }

  /** Throws GpuError where the canvas has no WebGPU context. Errors of later pictures go to `onError`. */
  static async create(
    engine: GpuEngine,
    canvas: MapCanvas,
    format: GPUTextureFormat,
    onPicture: (picture: MapPicture) => void,
    onError: (error: unknown) => void,
  ): Promise<MapView> {
    const context = canvas.getContext('webgpu');
    if (!context) throw new GpuError('The canvas gives no WebGPU context: another kind of context holds it.');
    context.configure({ device: engine.device, format, alphaMode: 'opaque' });
    return new MapView(engine, canvas, context, await ColourPass.create(engine.device, format), onPicture, onError);
  }

  /** Asks for a picture; whatever was asked for before and is not done yet is dropped. */
  show(request: MapRequest): void {
    this.#newest = request;
    this.#refining?.abort();
    if (this.#shown && sameField(this.#shown.request, request)) this.#draw(this.#shown, request);
    if (!this.#running) void this.#run();
  }

  /** Works until the newest request is shown in full; one of these runs at a time. */
  async #run(): Promise<void> {
    this.#running = true;
    while (this.#newest) {
      const request = this.#newest;
      try {
        await this.#picture(request);
      } catch (error) {
        this.#onError(error);
      }
      // A newer request, made while this one was drawn or failed, comes next.
      if (this.#newest === request) this.#newest = null;
    }
    this.#running = false;
  }

  async #picture(request: MapRequest): Promise<void> {
    const { grid, colouring } = request;
    const shown = this.#shown;
    if (shown?.full && sameField(shown.request, request) && sameGrid(shown.grid, grid)) {
      // Only the colours changed.
      const found = colouring === shown.request.colouring ? shown.found : await this.#domain(shown.field, request);
      this.#present({ ...shown, request, found });
      return;
    }
    const points = grid.width * grid.height;
    const known = this.#rate?.of === workOf(request) ? points / this.#rate.pointsPerMs : Infinity;
    // The coarse picture is never dropped: while a hand moves faster than it is made, it is all there is to see.
    if (known > AT_ONCE_MS) await this.#make(request, coarseGrid(grid), false);
    if (this.#newest !== request) return;
    this.#refining = new AbortController();
    try {
      await this.#make(request, grid, true, this.#refining.signal);
    } catch (error) {
      if (!this.#refining.signal.aborted) throw error;
    } finally {
      this.#refining = null;
    }
  }

  async #make(request: MapRequest, grid: Grid, full: boolean, signal?: AbortSignal): Promise<void> {
    const { network, quantity } = request;
    const field = await this.#engine.makeField({ network, grid, quantity }, signal ? { signal } : {});
    let kept = false;
    try {
      const found = await this.#domain(field, request);
      if (full) this.#rate = { of: workOf(request), pointsPerMs: (grid.width * grid.height) / Math.max(field.ms, 0.1) };
      this.#present({ request, grid, field, found, full });
      kept = true;
    } finally {
      if (!kept) field.destroy();
    }
  }

  #domain(field: GpuField, { colouring, quantity }: MapRequest): Promise<FoundDomain | null> {
    return findDomain(this.#engine, field, colouring.domain, quantity);
  }

  #present(shown: Shown): void {
    if (this.#shown && this.#shown.field !== shown.field) this.#shown.field.destroy();
    this.#shown = shown;
    // A view moved while this was made is served from it until its own is there.
    const newest = this.#newest;
    this.#draw(shown, newest && sameField(newest, shown.request) ? newest : shown.request);
    const { request, field, full, found } = shown;
    this.#onPicture({ request, points: field.width * field.height, ms: field.ms, full, domain: found?.domain ?? null });
  }

  /** Draws a field into the view of `request`, whose grid may be another. */
  #draw({ grid: from, field, found }: Shown, { grid: to, colouring, quantity, network }: MapRequest): void {
    const canvas = this.#canvas;
    if (canvas.width !== to.width || canvas.height !== to.height) [canvas.width, canvas.height] = [to.width, to.height];
    const scale = scaleOf(quantity);
    const [s1, s2] = [to.step[0] / from.step[0], to.step[1] / from.step[1]];
    const device = this.#engine.device;
    const scope = new BufferScope(device);
    const encoder = device.createCommandEncoder({ label: 'MapView.draw' });
    this.#colourPass.record(encoder, scope, this.#context.getCurrentTexture().createView(), field.bands[0], field.width, {
      colouring,
      scale,
      classes: classCount(network),
      relativeDomain: found?.relative ?? [0, 1],
      pixelScale: [s1, -s2],
      pixelOffset: [
        (to.center[0] - from.center[0]) / from.step[0] + from.width / 2 - (to.width / 2) * s1,
        (to.center[1] - from.center[1]) / from.step[1] + from.height / 2 + (to.height / 2) * s2,
      ],
      interpolate: scale === 'linear' && Math.min(s1, s2) < 0.999,
    });
    device.queue.submit([encoder.finish()]);
    scope.destroy();
  }
}

/** Every COARSE-th point of the grid in each direction, around the same centre. */
function coarseGrid({ center, step, width, height }: Grid): Grid {
  return {
    center,
    step: [step[0] * COARSE, step[1] * COARSE],
    width: Math.max(2, Math.ceil(width / COARSE)),
    height: Math.max(2, Math.ceil(height / COARSE)),
  };
}

function sameField(a: MapRequest, b: MapRequest): boolean {
  return a.network === b.network && a.quantity === b.quantity;
}

function sameGrid(a: Grid, b: Grid): boolean {
  const numbers = ({ center, step, width, height }: Grid) => [...center, ...step, width, height].join();
  return numbers(a) === numbers(b);
}

/** Requests of the same shape, head and quantity take equally long a point. */
function workOf({ network: { layers, head }, quantity }: MapRequest): string {
  const shape = layers.map(({ fanIn, fanOut, activation }) => `${fanIn}-${fanOut} ${activation.name}`).join();
  return `${shape}/${head.name}:${JSON.stringify(quantity)}`;
}
