// Draws a field as a surface over the plane, seen by an orbiting camera.
import { GpuError } from '../model/errors.ts';
import type { SurfaceCamera } from '../model/surface-camera.ts';
import { boxSides, surfaceMatrix } from '../model/surface-projection.ts';
import type { Picture } from './colour-pass.ts';
import { type BufferScope, bindBuffers } from './context.ts';
import type { Band, GpuField } from './gpu-field.ts';
import { packTable, writePalette } from './palette.ts';
import { assemble, WGSL } from './wgsl.ts';

export const SURFACE_SOURCE = assemble(WGSL.palette, WGSL.sampling, WGSL.surface);

/** The most quads along an axis; of a finer field the colours and the shading keep every point, the shape every second, third … */
const MAX_QUADS = 256;
const SAMPLES = 4;
const DEPTH_FORMAT = 'depth24plus';

/** Light comes from the viewer's upper left: to the left, towards the viewer and upwards; of length 1. */
const LIGHT = [0.48, 0.36, 0.8] as const;

/** Where the box's base lies on the field, and how it is seen: the base shows what a flat picture of that size would show. */
export interface SurfacePicture extends Omit<Picture, 'interpolate'> {
  /** Of the whole picture, in pixels. */
  readonly size: readonly [width: number, height: number];
  readonly camera: SurfaceCamera;
  /** Red, green, blue, opacity, 0 to 1, premultiplied. */
  readonly background: readonly [number, number, number, number];
}

/** The part of a band that is drawn: a lattice of vertices over [low, high], in field coordinates of the band's buffer. */
export interface Lattice {
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  /** The cell's middle from which every stride-th is a vertex; where the part's edges are none, they are vertices besides. */
  readonly first: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly vertices: readonly [number, number];
}

/** What lies over the box's base of a band's own rows, of a field of `columns` columns; null where nothing does. */
export function latticeOf(band: Omit<Band, 'buffer'>, columns: number, picture: SurfacePicture): Lattice | null {
  const { size, pixelScale, pixelOffset } = picture;
  const [left, top] = pixelOffset;
  const [right, bottom] = [left + size[0] * pixelScale[0], top + size[1] * pixelScale[1]];
  const own = band.ownFirstRow - band.firstRow;
  const across = spanOf(Math.max(0, left), Math.min(columns, right));
  const up = spanOf(Math.max(own, bottom - band.firstRow), Math.min(own + band.ownRows, top - band.firstRow));
  if (across === null || up === null) return null;
  const both = <K extends keyof Span>(key: K): [number, number] => [across[key], up[key]];
  return { low: both('low'), high: both('high'), first: both('first'), stride: both('stride'), vertices: both('vertices') };
}

interface Span {
  readonly low: number;
  readonly high: number;
  readonly first: number;
  readonly stride: number;
  readonly vertices: number;
}

function spanOf(low: number, high: number): Span | null {
  if (!(high > low)) return null;
  const stride = Math.max(1, Math.ceil((high - low) / MAX_QUADS));
  // The same cells are vertices wherever the part begins: a surface that is panned does not flicker.
  const first = Math.floor(low / stride) * stride + 0.5;
  return { low, high, first, stride, vertices: Math.ceil((high - first) / stride) + 2 };
}

/** surface.wgsl's Surface. */
export function writeSurface(picture: SurfacePicture, lattice: Lattice, columns: number, rows: number, firstRow: number) {
  const { size, pixelScale, pixelOffset, camera } = picture;
  const aspect = size[0] / size[1];
  const perCell = [1 / (size[0] * pixelScale[0]), -1 / (size[1] * pixelScale[1])];
  const [sin, cos] = [Math.sin(camera.azimuth), Math.cos(camera.azimuth)];
  const [leftwards, nearwards, upwards] = LIGHT;
  const data = new ArrayBuffer(144);
  const floats = new Float32Array(data);
  floats.set(surfaceMatrix(camera, aspect), 0);
  floats.set(boxSides(aspect), 16);
  floats.set([nearwards * sin - leftwards * cos, -nearwards * cos - leftwards * sin, upwards], 20);
  floats.set([...perCell, -pixelOffset[0] * perCell[0], 1 + (firstRow - pixelOffset[1]) * perCell[1]], 24);
  floats.set([...lattice.low, ...lattice.high, ...lattice.first, ...lattice.stride], 28);
  const integers = new Uint32Array(data);
  integers[19] = columns;
  integers[23] = rows;
  return data;
}

/** The surface pass for targets of one format. */
export class SurfacePass {
  readonly device: GPUDevice;
  readonly #layout: GPUBindGroupLayout;
  readonly #pipeline: GPURenderPipeline;
  readonly #format: GPUTextureFormat;
  /** What is drawn into before it is resolved: of the last picture's size. */
  #colour: GPUTexture | null = null;
  #depth: GPUTexture | null = null;

  private constructor(device: GPUDevice, layout: GPUBindGroupLayout, pipeline: GPURenderPipeline, format: GPUTextureFormat) {
    this.device = device;
    this.#layout = layout;
    this.#pipeline = pipeline;
    this.#format = format;
  }

  /** Throws GpuError where the shader does not compile. */
  static async create(device: GPUDevice, format: GPUTextureFormat): Promise<SurfacePass> {
    const label = 'SurfacePass';
    const types: GPUBufferBindingType[] = ['uniform', 'uniform', 'read-only-storage', 'read-only-storage'];
    const visibility = GPUShaderStage.VERTEX | GPUShaderStage.FRAGMENT;
    const layout = device.createBindGroupLayout({
      label,
      entries: types.map((type, binding) => ({ binding, visibility, buffer: { type } })),
    });
    const module = device.createShaderModule({ label, code: SURFACE_SOURCE });
    const pipeline = await device
      .createRenderPipelineAsync({
        label,
        layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
        vertex: { module, entryPoint: 'place' },
        primitive: { topology: 'triangle-strip' },
        depthStencil: { format: DEPTH_FORMAT, depthCompare: 'less', depthWriteEnabled: true },
        multisample: { count: SAMPLES },
        fragment: { module, entryPoint: 'shade', targets: [{ format }] },
      })
      .catch((error: unknown) => {
        throw new GpuError(`The shader ${label} does not compile: ${String(error)}.`, { cause: error });
      });
    return new SurfacePass(device, layout, pipeline, format);
  }

  /** Records the drawing of a field of amounts, all of its bands, over the whole of `target`, which is of the picture's size. */
  record(encoder: GPUCommandEncoder, scope: BufferScope, target: GPUTextureView, field: GpuField, picture: SurfacePicture): void {
    const [colour, depth] = this.#attachments(picture.size);
    const pass = encoder.beginRenderPass({
      label: 'SurfacePass',
      colorAttachments: [
        {
          view: colour.createView(),
          resolveTarget: target,
          loadOp: 'clear',
          storeOp: 'discard',
          clearValue: [...picture.background],
        },
      ],
      depthStencilAttachment: { view: depth.createView(), depthLoadOp: 'clear', depthStoreOp: 'discard', depthClearValue: 1 },
    });
    pass.setPipeline(this.#pipeline);
    const palette = scope.uniform('SurfacePass.palette', writePalette(picture));
    const table = scope.storage('SurfacePass.table', packTable(picture.colouring));
    for (const band of field.bands) {
      const lattice = latticeOf(band, field.width, picture);
      if (lattice === null) continue;
      const data = writeSurface(picture, lattice, field.width, band.rows, band.firstRow);
      const buffers = [scope.uniform('SurfacePass.surface', data), palette, band.buffer, table];
      pass.setBindGroup(0, bindBuffers(this.device, 'SurfacePass.bindings', this.#layout, buffers));
      pass.draw(2 * lattice.vertices[0], lattice.vertices[1] - 1);
    }
    pass.end();
  }

  /** Gives the pass's own textures back; a later picture makes them anew. */
  destroy(): void {
    this.#colour?.destroy();
    this.#depth?.destroy();
    this.#colour = null;
    this.#depth = null;
  }

  #attachments(size: readonly [number, number]): [colour: GPUTexture, depth: GPUTexture] {
    if (this.#colour?.width !== size[0] || this.#colour.height !== size[1]) this.destroy();
    const usage = GPUTextureUsage.RENDER_ATTACHMENT;
    const descriptor = { size: [...size], sampleCount: SAMPLES, usage };
    this.#colour ??= this.device.createTexture({ ...descriptor, label: 'SurfacePass.colour', format: this.#format });
    this.#depth ??= this.device.createTexture({ ...descriptor, label: 'SurfacePass.depth', format: DEPTH_FORMAT });
    return [this.#colour, this.#depth];
  }
}
