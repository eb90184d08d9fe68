// The headless engine: networks in, fields and pictures out, on one GPU device.
import type { Backend, EvaluateOptions, Picture } from '../model/backend.ts';
import { type Colouring, classesOf, scaleOf } from '../model/colouring.ts';
import type { Field } from '../model/field.ts';
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import type { Quantity } from '../model/quantity.ts';
import { ColourPass } from './colour-pass.ts';
import { BufferScope, PipelineCache } from './context.ts';
import { openDevice } from './device.ts';
import { findDomain } from './domain.ts';
import { type FieldRequest, makeField } from './field-job.ts';
import { bandsOf, type GpuField, MAX_BAND_BYTES } from './gpu-field.ts';
import { drawField, PICTURE_FORMAT } from './picture.ts';
import { type GpuContext, Pace, SLICE_MS, submitted } from './slices.ts';
import { ownPoints, readBack } from './statistics-pass.ts';
import { type Rank, type Turn, Turns } from './turns.ts';

/** Bytes copied to the CPU at a time: staging memory is scarcer than the rest. */
const READBACK_BYTES = 2 ** 26;

/** Bytes of a band in which patterns are counted; there are two at a time, and then they are done with. */
const COUNTED_BAND_BYTES = 2 ** 26;

export class GpuEngine implements Backend, GpuContext {
  readonly device: GPUDevice;
  readonly pipelines: PipelineCache;
  readonly pace = new Pace();
  /** Who shares the device. */
  readonly views = new Set<object>();
  readonly #turns = new Turns();
  readonly #maxBandBytes: number;
  readonly #drawings: (() => void)[] = [];
  #drawing: Promise<void> | null = null;
  readonly #colourPasses = new Map<GPUTextureFormat, Promise<ColourPass>>();

  /** Fields are kept in bands of at most `maxBandBytes`, and of what the device allows. */
  constructor(device: GPUDevice, maxBandBytes = MAX_BAND_BYTES) {
    this.device = device;
    this.#maxBandBytes = maxBandBytes;
    this.pipelines = new PipelineCache(device);
  }

  /** Throws GpuError where the adapter gives no device. */
  static async create(adapter: GPUAdapter): Promise<GpuEngine> {
    return new GpuEngine(await openDevice(adapter));
  }

  /** Destroys the device; nothing may be asked of the engine afterwards. */
  destroy(): void {
    this.device.destroy();
  }

  readonly turn: Turn = (work) => this.#turns.take(() => 0, work);

  readonly sliceMs = SLICE_MS.background;

  /** This engine for work under a hand, which waits for other work with a lower rank; its own calls have rank 0. */
  ranked(rank: Rank): GpuContext {
    const { device, pipelines, pace } = this;
    const sliceMs = SLICE_MS.underHand[device.adapterInfo?.isFallbackAdapter ? 'software' : 'hardware'];
    return { device, pipelines, pace, sliceMs, turn: (work) => this.#turns.take(rank, work) };
  }

  /** Runs `draw`, which submits, in one turn with those of other canvases that wait for it; resolves when all are done. */
  drawTogether(draw: () => void): Promise<void> {
    this.#drawings.push(draw);
    // Not before everyone who wants to draw now has said so.
    this.#drawing ??= Promise.resolve().then(() =>
      this.turn(async () => {
        this.#drawing = null;
        for (const waiting of this.#drawings.splice(0)) waiting();
        await submitted(this.device);
      }),
    );
    return this.#drawing;
  }

  /** The colour pass for targets of this format: one for all. */
  colourPass(format: GPUTextureFormat): Promise<ColourPass> {
    const known = this.#colourPasses.get(format) ?? ColourPass.create(this.device, format);
    this.#colourPasses.set(format, known);
    return known;
  }

  /** A field that stays on the GPU; destroy it when done. */
  async makeField(request: FieldRequest, options: EvaluateOptions = {}, context: GpuContext = this): Promise<GpuField> {
    const bands = bandsOf(request.grid, this.device.limits, this.#maxBandBytes);
    return makeField(context, request, bands, options);
  }

  async evaluate(network: Network, grid: Grid, quantity: Quantity, options: EvaluateOptions = {}): Promise<Field> {
    const field = await this.makeField({ network, grid, quantity }, options);
    try {
      const { width, height, base, scale } = field;
      const data = await this.#download(field);
      return { width, height, base, data: scale === 1 ? data : Float64Array.from(data, (d) => d / scale) };
    } finally {
      field.destroy();
    }
  }

  async render(
    network: Network,
    grid: Grid,
    quantity: Quantity,
    colouring: Colouring,
    options: EvaluateOptions = {},
  ): Promise<Picture> {
    const field = await this.makeField({ network, grid, quantity }, options);
    try {
      const found = await findDomain(this, field, colouring.domain, quantity);
      const pixels = await drawField(await this.colourPass(PICTURE_FORMAT), field, {
        colouring,
        scale: scaleOf(quantity),
        classes: classesOf(network, quantity),
        relativeDomain: found?.relative ?? [0, 1],
      });
      const { domain, nonFinite } = found ?? { domain: null, nonFinite: false };
      return { width: grid.width, height: grid.height, pixels, domain, nonFinite };
    } finally {
      field.destroy();
    }
  }

  /**
   * How many activation patterns the grid's points have, of all hidden layers and of the last one too where its activation has kinks: the
   * linear regions of the exact partition that are seen at this resolution. Throws NetworkError where the network is not over the plane.
   */
  async distinctPatterns(network: Network, grid: Grid, options: EvaluateOptions = {}): Promise<number> {
    const bands = bandsOf(grid, this.device.limits, Math.min(this.#maxBandBytes, COUNTED_BAND_BYTES));
    // Few count: what does it is loaded with the first count.
    const { distinctPatterns } = await import('./distinct.ts');
    return distinctPatterns(this, network, grid, bands, options);
  }

  async #download(field: GpuField): Promise<Float32Array> {
    const data = new Float32Array(field.width * field.height);
    for (const band of field.bands) {
      const [first, end] = ownPoints(band, field.width);
      for (let from = first * 4; from < end * 4; from += READBACK_BYTES) {
        const scope = new BufferScope(this.device);
        try {
          const bytes = Math.min(READBACK_BYTES, end * 4 - from);
          const part = new Float32Array(await readBack(this.device, scope, band.buffer, bytes, from));
          data.set(part, band.ownFirstRow * field.width + from / 4 - first);
        } finally {
          scope.destroy();
        }
      }
    }
    return data;
  }
}
