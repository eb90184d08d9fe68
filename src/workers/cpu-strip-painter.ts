// Paints the network strip without a GPU: one small picture after the other from the worker, each on the canvas as soon as it is there.
import {
  type Shown,
  type StripPainter,
  type StripRequest,
  type StripTile,
  sameArea,
  stripColouring,
  unitKey,
} from '../model/strip.ts';
import type { CpuClient } from './cpu-client.ts';
import { imageOf } from './cpu-painter.ts';

/** Points along a side of a tile: a processor makes a hundred such tiles a second where the network is small. */
const POINTS = 28;

interface Kept {
  readonly show: Shown;
  readonly image: HTMLCanvasElement;
}

export class CpuStripPainter implements StripPainter {
  readonly #client: CpuClient;
  readonly #context: CanvasRenderingContext2D;
  readonly #onError: (error: unknown) => void;
  readonly #closing = new AbortController();
  /** The newest picture of every unit, by its name. */
  readonly #kept = new Map<string, Kept>();
  #newest: StripRequest | null = null;
  #running = false;

  /** Throws where the canvas has no 2-D context: one that WebGPU has drawn on never gives one. */
  constructor(client: CpuClient, canvas: HTMLCanvasElement, onError: (error: unknown) => void) {
    const context = canvas.getContext('2d');
    if (!context)
      throw new Error('The canvas gives no 2-D context: another kind of context holds it; put a new canvas in its place.');
    this.#client = client;
    this.#context = context;
    this.#onError = onError;
  }

  show(request: StripRequest): void {
    if (this.#closing.signal.aborted) return;
    const before = this.#newest;
    this.#newest = request;
    if (before?.tiles !== request.tiles || before.size.join() !== request.size.join()) this.#place(request);
    if (!this.#running) void this.#run();
  }

  rest(): void {
    this.#newest = null;
  }

  close(): void {
    this.#closing.abort();
    this.rest();
    this.#kept.clear();
  }

  /** Paints tile after tile, always of the newest request, until every tile is of it. */
  async #run(): Promise<void> {
    this.#running = true;
    let painted = 0;
    let of: StripRequest | null = null;
    // Goes round: while a hand moves faster than all tiles are made, each of them still gets its turn.
    for (let next = 0; this.#newest && (this.#newest !== of || painted < of.tiles.length); next++) {
      if (this.#newest !== of) painted = 0;
      of = this.#newest;
      const tile = of.tiles[next % of.tiles.length];
      if (!tile) break;
      try {
        await this.#paint(of, tile);
      } catch (error) {
        if (!this.#closing.signal.aborted) this.#onError(error);
        if (this.#newest === of) break;
      }
      painted++;
    }
    this.#running = false;
  }

  async #paint({ network, show, grid }: StripRequest, { layer, unit }: StripTile): Promise<void> {
    const quantity = { kind: show === 'pre' ? 'preactivation' : 'activation', layer, neuron: unit } as const;
    const job = { grid: sameArea(grid, POINTS, POINTS), quantity, colouring: stripColouring(show) };
    const { picture } = await this.#client.render(network, job, { signal: this.#closing.signal });
    this.#kept.set(unitKey({ layer, unit }), { show, image: imageOf(picture) });
    const newest = this.#newest;
    const tile = newest?.tiles.find((other) => other.layer === layer && other.unit === unit);
    if (newest && tile) this.#draw(newest, tile);
  }

  /** Tiles that only moved are at their new places at once. */
  #place(request: StripRequest): void {
    const { canvas } = this.#context;
    // Setting the size clears the canvas.
    [canvas.width, canvas.height] = request.size;
    for (const tile of request.tiles) this.#draw(request, tile);
  }

  #draw({ show, tileSize }: StripRequest, tile: StripTile): void {
    const kept = this.#kept.get(unitKey(tile));
    if (kept?.show === show) this.#context.drawImage(kept.image, ...tile.at, ...tileSize);
  }
}
