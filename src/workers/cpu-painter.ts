// Paints a pane without a GPU: the worker's pictures on a 2-D canvas, first coarse, then as fine as there is time for.

import type { Picture } from '../model/backend.ts';
import { type Domain, OUTSIDE_COLOR, scaleOf } from '../model/colouring.ts';
import { coarserGrid, type Grid, offsetBetween } from '../model/grid.ts';
import { type Painter, type PainterListener, type PaintRequest, sameField, sameGrid } from '../model/painting.ts';
import type { CpuClient } from './cpu-client.ts';

/** One point of each picture stands for so many pixels along each axis. */
const COARSENESS = [16, 8, 4, 2] as const;
/** A picture that is expected to take longer than this many ms is not begun. */
const LONGEST_MS = 4000;

interface Shown {
  readonly request: PaintRequest;
  readonly grid: Grid;
  readonly image: HTMLCanvasElement;
  readonly domain: Domain | null;
  readonly nonFinite: boolean;
  readonly points: number;
  readonly ms: number;
  readonly full: boolean;
}

/** Surfaces are shown as maps. */
export class CpuPainter implements Painter {
  urgent = false;
  readonly #client: CpuClient;
  readonly #context: CanvasRenderingContext2D;
  readonly #listener: PainterListener;
  readonly #closing = new AbortController();
  #newest: PaintRequest | null = null;
  #shown: Shown | null = null;
  #refining: AbortController | null = null;
  #running = false;

  /** Throws where the canvas has no 2-D context: one that WebGPU has drawn on never gives one. */
  constructor(client: CpuClient, canvas: HTMLCanvasElement, listener: PainterListener) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context)
      throw new Error('The canvas gives no 2-D context: another kind of context holds it; put a new canvas in its place.');
    this.#client = client;
    this.#context = context;
    this.#listener = listener;
  }

  show(request: PaintRequest): void {
    if (this.#closing.signal.aborted) return;
    this.#newest = request;
    this.#refining?.abort();
    if (this.#shown && sameField(this.#shown.request, request)) this.#draw(this.#shown, request);
    if (!this.#running) void this.#run();
  }

  rest(): void {
    this.#newest = null;
    this.#refining?.abort();
  }

  close(): void {
    this.#closing.abort();
    this.rest();
  }

  /** Works until the newest request is shown in full; one of these runs at a time. */
  async #run(): Promise<void> {
    this.#running = true;
    while (this.#newest) {
      const request = this.#newest;
      try {
        await this.#paint(request);
      } catch (error) {
        if (!this.#closing.signal.aborted) this.#listener.onError(error);
      }
      if (this.#newest === request) this.#newest = null;
    }
    this.#running = false;
  }

  async #paint(request: PaintRequest): Promise<void> {
    const shown = this.#shown;
    const ladder = gridLadder(request);
    // Where only the colours changed the finest field is still there.
    const known = shown?.full && sameField(shown.request, request) ? ladder.findIndex((grid) => sameGrid(grid, shown.grid)) : -1;
    for (let n = Math.max(known, 0); n < ladder.length && this.#newest === request; n++) {
      const next = await this.#render(request, ladder[n], ladder[n + 1], n > 0);
      if (next === 'done') return;
    }
  }

  /** The first picture is never dropped: while a hand moves faster than it is made, it is all there is to see. */
  async #render(request: PaintRequest, grid: Grid, finer: Grid | undefined, droppable: boolean): Promise<'done' | 'more'> {
    const { network, quantity, colouring } = request;
    this.#refining = droppable ? new AbortController() : null;
    const signal = this.#refining?.signal ?? this.#closing.signal;
    try {
      const { picture, ms } = await this.#client.render(
        network,
        { grid, quantity, colouring },
        { signal, urgent: () => this.urgent },
      );
      const { domain, nonFinite } = picture;
      const points = grid.width * grid.height;
      const full = !finer || (finer.width * finer.height * ms) / points > LONGEST_MS;
      this.#present({ request, grid, image: imageOf(picture), domain, nonFinite, points, ms, full });
      return full ? 'done' : 'more';
    } catch (error) {
      if (!signal.aborted) throw error;
      return 'done';
    } finally {
      this.#refining = null;
    }
  }

  #present(shown: Shown): void {
    this.#shown = shown;
    // A view moved while this was made is served from it until its own is there.
    const newest = this.#newest;
    this.#draw(shown, newest && sameField(newest, shown.request) ? newest : shown.request);
    const { request, points, ms, full, domain, nonFinite } = shown;
    this.#listener.onPicture({ request, points, ms, full, domain, nonFinite });
  }

  /** Draws a picture into the view of `request`, whose pixels may be others. */
  #draw({ grid: from, image }: Shown, { pixels: to, quantity }: PaintRequest): void {
    const context = this.#context;
    const { canvas } = context;
    if (canvas.width !== to.width || canvas.height !== to.height) [canvas.width, canvas.height] = [to.width, to.height];
    const [s1, s2] = [from.step[0] / to.step[0], from.step[1] / to.step[1]];
    // From the picture's middle to the drawn one's, in pixels.
    const [move1, move2] = offsetBetween(to, from);
    context.fillStyle = `rgb(${OUTSIDE_COLOR.join()})`;
    context.fillRect(0, 0, to.width, to.height);
    context.imageSmoothingEnabled = scaleOf(quantity) === 'linear';
    context.drawImage(
      image,
      to.width / 2 + move1 / to.step[0] - (from.width / 2) * s1,
      to.height / 2 - move2 / to.step[1] - (from.height / 2) * s2,
      from.width * s1,
      from.height * s2,
    );
  }
}

/** The grids of ever finer pictures: none finer than the request's own. */
export function gridLadder({ grid, pixels }: PaintRequest): Grid[] {
  const factors = COARSENESS.map((pixelsAPoint) => Math.max(1, (pixelsAPoint * pixels.step[0]) / grid.step[0]));
  return [...new Set(factors)].map((factor) => coarserGrid(grid, factor));
}

/** A picture as something that a canvas can draw. */
export function imageOf({ pixels, width, height }: Picture): HTMLCanvasElement {
  const image = document.createElement('canvas');
  [image.width, image.height] = [width, height];
  image.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
  return image;
}
