// Draws a field as a surface over the plane, seen by an orbiting camera.
import { GpuError } from '../model/errors.ts';
import type { SurfaceCamera } from '../model/surface-camera.ts';
import { boxSides, surfaceMatrix } from '../model/surface-projection.ts';
import SURFACE from '../shaders/surface.wgsl?raw';
import type { Picture } from './colour-pass.ts';
import { type BufferScope, bindBuffers, bufferLayout } from './context.ts';
import type { Band, GpuField } from './gpu-field.ts';
import { packTable, writePalette } from './palette.ts';
import { assemble, WGSL } from './wgsl.ts';

export const SURFACE_SOURCE = assemble(WGSL.palette, SURFACE);

/**
 * How finely the shape is drawn: the most quads along an axis, and whether edges are smooth. Colours and shading keep every point of the
 * field either way. A draft takes a software adapter a third of the time.
 */
const DETAILS = { draft: { quads: 128, samples: 1 }, full: { quads: 384, samples: 4 } } as const;
export type SurfaceDetail = keyof typeof DETAILS;

const DEPTH_FORMAT = 'depth24plus';

/** Light comes from the viewer's upper left: to the left, towards the viewer and upwards; of length 1. */
const LIGHT = [0.48, 0.36, 0.8] as const;

/** Where the box's base lies on the field, and how it is seen: the base shows what a flat picture of that size would show. */
export interface SurfacePicture extends Omit<Picture, 'interpolate' | 'average'> {
  /** Of the whole picture, in pixels. */
  readonly size: readonly [width: number, height: number];
  readonly camera: SurfaceCamera;
  readonly detail: SurfaceDetail;
  /** Red, green, blue, opacity, 0 to 1, premultiplied. */
  readonly background: readonly [number, number, number, number];
}

/** The part of a band that is drawn: a lattice of vertices over [low, high], in field coordinates of the band's buffer. */
export interface Lattice {
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  /** The cell's middle from which every stride-th along both axes is a vertex; where the part's edges are none, they are besides. */
  readonly first: readonly [number, number];
  readonly stride: number;
  readonly vertices: readonly [number, number];
}

/** What lies over the box's base of a band's own rows, of a field of `columns` columns; null where nothing does. */
export function latticeOf(band: Omit<Band, 'buffer'>, columns: number, picture: SurfacePicture): Lattice | null {
  const { size, pixelScale, pixelOffset } = picture;
  const [left, top] = pixelOffset;
  const [right, bottom] = [left + size[0] * pixelScale[0], top + size[1] * pixelScale[1]];
  const own = band.ownFirstRow - band.firstRow;
  const low = [Math.max(0, left), Math.max(own, bottom - band.firstRow)] as const;
  const high = [Math.min(columns, right), Math.min(own + band.ownRows, top - band.firstRow)] as const;
  const spans = [high[0] - low[0], high[1] - low[1]];
  if (!(Math.min(...spans) > 0)) return null;
  const stride = Math.ceil(Math.max(...spans) / DETAILS[picture.detail].quads);
  // The same cells are vertices wherever the part begins: a surface that is panned does not flicker.
  const firstOf = (axis: 0 | 1) => Math.floor(low[axis] / stride) * stride + 0.5;
  const first = [firstOf(0), firstOf(1)] as const;
  const verticesOf = (axis: 0 | 1) => Math.ceil((high[axis] - first[axis]) / stride) + 2;
  return { low, high, first, stride, vertices: [verticesOf(0), verticesOf(1)] };
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
  floats.set([...lattice.low, ...lattice.high, ...lattice.first, lattice.stride], 28);
  const integers = new Uint32Array(data);
  integers[19] = columns;
  integers[23] = rows;
  return data;
}

type Pipelines = Readonly<Record<SurfaceDetail, GPURenderPipeline>>;

/** The surface pass for targets of one format. */
export class SurfacePass {
  readonly device: GPUDevice;
  readonly #layout: GPUBindGroupLayout;
  readonly #pipelines: Pipelines;
  readonly #format: GPUTextureFormat;
  /** What is drawn into, of the last picture's size: the depth, and the colours where they are resolved into the target afterwards. */
  #depth: GPUTexture | null = null;
  #samples: GPUTexture | null = null;

  private constructor(device: GPUDevice, layout: GPUBindGroupLayout, pipelines: Pipelines, format: GPUTextureFormat) {
    this.device = device;
    this.#layout = layout;
    this.#pipelines = pipelines;
    this.#format = format;
  }

  /** Throws GpuError where the shader does not compile. */
  static async create(device: GPUDevice, format: GPUTextureFormat): Promise<SurfacePass> {
    const label = 'SurfacePass';
    const types: GPUBufferBindingType[] = ['uniform', 'uniform', 'read-only-storage', 'read-only-storage'];
    const layout = bufferLayout(device, label, types, GPUShaderStage.VERTEX | GPUShaderStage.FRAGMENT);
    const module = device.createShaderModule({ label, code: SURFACE_SOURCE });
    const pipelineOf = ({ samples }: { readonly samples: number }) =>
      device.createRenderPipelineAsync({
        label,
        layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
        vertex: { module, entryPoint: 'place' },
        primitive: { topology: 'triangle-strip' },
        depthStencil: { format: DEPTH_FORMAT, depthCompare: 'less', depthWriteEnabled: true },
        multisample: { count: samples },
        fragment: { module, entryPoint: 'shade', targets: [{ format }] },
      });
    try {
      const [draft, full] = await Promise.all([pipelineOf(DETAILS.draft), pipelineOf(DETAILS.full)]);
      return new SurfacePass(device, layout, { draft, full }, format);
    } catch (error) {
      throw new GpuError(`The shader ${label} does not compile: ${String(error)}.`, { cause: error });
    }
  }

  /** Records the drawing of a field of amounts, all of its bands, over the whole of `target`, which is of the picture's size. */
  record(encoder: GPUCommandEncoder, scope: BufferScope, target: GPUTextureView, field: GpuField, picture: SurfacePicture): void {
    const { depth, samples } = this.#attachments(picture);
    const colour: GPURenderPassColorAttachment = {
      view: target,
      loadOp: 'clear',
      storeOp: 'store',
      clearValue: [...picture.background],
    };
    const pass = encoder.beginRenderPass({
      label: 'SurfacePass',
      colorAttachments: [samples ? { ...colour, view: samples.createView(), resolveTarget: target, storeOp: 'discard' } : colour],
      depthStencilAttachment: { view: depth.createView(), depthLoadOp: 'clear', depthStoreOp: 'discard', depthClearValue: 1 },
    });
    pass.setPipeline(this.#pipelines[picture.detail]);
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
    this.#depth?.destroy();
    this.#samples?.destroy();
    this.#depth = null;
    this.#samples = null;
  }

  #attachments({ size, detail }: SurfacePicture): { depth: GPUTexture; samples: GPUTexture | null } {
    const sampleCount = DETAILS[detail].samples;
    const [width, height] = size;
    if (this.#depth?.width !== width || this.#depth.height !== height || this.#depth.sampleCount !== sampleCount) this.destroy();
    const descriptor = { size: [width, height], sampleCount, usage: GPUTextureUsage.RENDER_ATTACHMENT };
    this.#depth ??= this.device.createTexture({ ...descriptor, label: 'SurfacePass.depth', format: DEPTH_FORMAT });
    if (sampleCount > 1)
      this.#samples ??= this.device.createTexture({ ...descriptor, label: 'SurfacePass.samples', format: this.#format });
    return { depth: this.#depth, samples: this.#samples };
  }
}
