// The headless engine: networks in, fields and pictures out, on one GPU device.
import type { Backend, EvaluateOptions } from '../model/backend.ts';
import { type Colouring, type Domain, scaleOf } from '../model/colouring.ts';
import { GpuError } from '../model/errors.ts';
import type { Field } from '../model/field.ts';
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import type { Quantity } from '../model/quantity.ts';
import { ColourPass } from './colour-pass.ts';
import { BufferScope, PipelineCache } from './context.ts';
import { openDevice } from './device.ts';
import { findDomain } from './domain.ts';
import { type FieldRequest, makeField } from './field-job.ts';
import type { GpuField } from './gpu-field.ts';
import { Pace } from './slices.ts';
import { ownPoints, readBack } from './statistics-pass.ts';

/** Bytes copied to the CPU at a time: staging memory is scarcer than the rest. */
const READBACK_BYTES = 2 ** 26;

export interface RenderedPicture {
  readonly width: number;
  readonly height: number;
  /** RGBA bytes, top row = largest x2. */
  readonly pixels: Uint8Array;
  /** What the ends of the colour map stand for; null for classes and patterns. */
  readonly domain: Domain | null;
}

export class GpuEngine implements Backend {
  readonly device: GPUDevice;
  readonly pipelines: PipelineCache;
  readonly pace = new Pace();
  #colourPass: Promise<ColourPass> | null = null;

  constructor(device: GPUDevice) {
    this.device = device;
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

  /** A field that stays on the GPU; destroy it when done. */
  async makeField(request: FieldRequest, options: EvaluateOptions = {}): Promise<GpuField> {
    return this.#guarded(() => makeField(this.pipelines, this.pace, request, options));
  }

  async evaluate(network: Network, grid: Grid, quantity: Quantity, options: EvaluateOptions = {}): Promise<Field> {
    const field = await this.makeField({ network, grid, quantity }, options);
    try {
      return { width: field.width, height: field.height, base: field.base, data: await this.#download(field) };
    } finally {
      field.destroy();
    }
  }

  /** The field in colours, one pixel a point. */
  async render(
    network: Network,
    grid: Grid,
    quantity: Quantity,
    colouring: Colouring,
    options: EvaluateOptions = {},
  ): Promise<RenderedPicture> {
    const field = await this.makeField({ network, grid, quantity }, options);
    const scope = new BufferScope(this.device);
    try {
      return await this.#guarded(async () => {
        const scale = scaleOf(quantity);
        const found = await findDomain(this.pipelines, scope, field, colouring.domain, scale, quantity);
        const pixels = new Uint8Array(grid.width * grid.height * 4);
        for (const band of field.bands) {
          const top = grid.height - band.ownFirstRow - band.ownRows;
          const picture = {
            colouring,
            scale,
            classes: classCount(network),
            relativeDomain: found?.relative ?? ([0, 1] as const),
            pixelScale: [1, -1] as const,
            // Pixel row 0 is the band's last own row.
            pixelOffset: [0, band.ownFirstRow - band.firstRow + band.ownRows] as const,
            interpolate: false,
          };
          const rows = await this.#drawBand(scope, band, grid.width, picture);
          pixels.set(rows, top * grid.width * 4);
        }
        return { width: grid.width, height: grid.height, pixels, domain: found?.domain ?? null };
      });
    } finally {
      scope.destroy();
      field.destroy();
    }
  }

  async #drawBand(
    scope: BufferScope,
    band: GpuField['bands'][number],
    width: number,
    picture: Parameters<ColourPass['record']>[5],
  ) {
    this.#colourPass ??= ColourPass.create(this.device, 'rgba8unorm');
    const pass = await this.#colourPass;
    const texture = this.device.createTexture({
      label: 'Engine.picture',
      size: [width, band.ownRows],
      format: 'rgba8unorm',
      usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
    });
    try {
      const bytesPerRow = Math.ceil((width * 4) / 256) * 256;
      const size = bytesPerRow * band.ownRows;
      const packed = scope.create('Engine.pixels', size, GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
      const encoder = this.device.createCommandEncoder({ label: 'Engine.render' });
      pass.record(encoder, scope, texture.createView(), band, width, picture);
      encoder.copyTextureToBuffer({ texture }, { buffer: packed, bytesPerRow }, [width, band.ownRows]);
      this.device.queue.submit([encoder.finish()]);
      const padded = new Uint8Array(await readBack(this.device, scope, packed, size));
      const pixels = new Uint8Array(width * band.ownRows * 4);
      for (let row = 0; row < band.ownRows; row++)
        pixels.set(padded.subarray(row * bytesPerRow, row * bytesPerRow + width * 4), row * width * 4);
      return pixels;
    } finally {
      texture.destroy();
    }
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

  /** Turns the device's out-of-memory and internal errors into GpuErrors of the job that they happen in. */
  async #guarded<T>(job: () => Promise<T>): Promise<T> {
    this.device.pushErrorScope('out-of-memory');
    this.device.pushErrorScope('internal');
    let result: T;
    try {
      result = await job();
    } finally {
      const internal = await this.device.popErrorScope();
      const memory = await this.device.popErrorScope();
      if (memory) throw new GpuError(`The GPU has no memory left for this grid (${memory.message}): ask for fewer points.`);
      if (internal) throw new GpuError(`The GPU could not do the work: ${internal.message}`);
    }
    return result;
  }
}

/** Units of the last layer: what argmax chooses among. */
export function classCount(network: Network): number {
  return network.layers[network.layers.length - 1].fanOut;
}
