// Draws a field in colours: into a canvas or into a texture that is read back.
import { colormapTable, isQualitative } from '../model/colormap.ts';
import { type Colouring, type Domain, INFINITY_COLOR, NAN_COLOR, OUTSIDE_COLOR, type ScaleKind } from '../model/colouring.ts';
import { GpuError } from '../model/errors.ts';
import { type BufferScope, bindBuffers } from './context.ts';
import type { Band } from './gpu-field.ts';
import { WGSL } from './wgsl.ts';

const SCALE_CODES: Record<ScaleKind, number> = { linear: 0, classes: 1, hash: 2 };

/** How numbers become colours. */
export interface ColourRule {
  readonly colouring: Colouring;
  readonly scale: ScaleKind;
  /** Classes that a class number may name. */
  readonly classes: number;
  /** What the colour map's ends stand for, less the field's base. */
  readonly relativeDomain: Domain;
}

/** And where the pixels lie on the field. */
export interface Picture extends ColourRule {
  /** Field coordinates (column, row of the band's buffer; cell i spans [i, i + 1)) are pixel · pixelScale + pixelOffset. */
  readonly pixelScale: readonly [number, number];
  readonly pixelOffset: readonly [number, number];
  /** Interpolate between the cells where they are larger than pixels. */
  readonly interpolate: boolean;
}

/** colour.wgsl's Colour. */
export function writeColour(picture: Picture, columns: number, rows: number): ArrayBuffer {
  const { colouring, scale, classes, relativeDomain, pixelScale, pixelOffset, interpolate } = picture;
  const [lo, hi] = relativeDomain;
  const entries = colormapTable(colouring.colormap).length / 3;
  const data = new ArrayBuffer(72);
  new Float32Array(data, 0, 4).set([...pixelScale, ...pixelOffset]);
  new Uint32Array(data, 16, 4).set([columns, rows, SCALE_CODES[scale], classes]);
  new Float32Array(data, 32, 3).set([lo, hi > lo ? 1 / (hi - lo) : 0, colouring.contours]);
  new Uint32Array(data, 44, 6).set([
    interpolate ? 1 : 0,
    entries,
    isQualitative(colouring.colormap) ? 1 : 0,
    packColour(...NAN_COLOR),
    packColour(...INFINITY_COLOR),
    packColour(...OUTSIDE_COLOR),
  ]);
  return data;
}

function packColour(red: number, green: number, blue: number): number {
  return (red | (green << 8) | (blue << 16) | (255 << 24)) >>> 0;
}

/** The colour pass for targets of one format. */
export class ColourPass {
  readonly device: GPUDevice;
  readonly #layout: GPUBindGroupLayout;
  readonly #pipeline: GPURenderPipeline;

  private constructor(device: GPUDevice, layout: GPUBindGroupLayout, pipeline: GPURenderPipeline) {
    this.device = device;
    this.#layout = layout;
    this.#pipeline = pipeline;
  }

  /** Throws GpuError where the shader does not compile. */
  static async create(device: GPUDevice, format: GPUTextureFormat): Promise<ColourPass> {
    const label = 'ColourPass';
    const types: GPUBufferBindingType[] = ['uniform', 'read-only-storage', 'read-only-storage'];
    const layout = device.createBindGroupLayout({
      label,
      entries: types.map((type, binding) => ({ binding, visibility: GPUShaderStage.FRAGMENT, buffer: { type } })),
    });
    const module = device.createShaderModule({ label, code: WGSL.colour });
    const pipeline = await device
      .createRenderPipelineAsync({
        label,
        layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
        vertex: { module, entryPoint: 'cover' },
        fragment: { module, entryPoint: 'shade', targets: [{ format }] },
      })
      .catch((error: unknown) => {
        throw new GpuError(`The shader ${label} does not compile: ${String(error)}.`, { cause: error });
      });
    return new ColourPass(device, layout, pipeline);
  }

  /** Records the drawing of a band over the whole of `target`. */
  record(
    encoder: GPUCommandEncoder,
    scope: BufferScope,
    target: GPUTextureView,
    band: Pick<Band, 'buffer' | 'rows'>,
    columns: number,
    picture: Picture,
  ): void {
    const { colormap, reversed } = picture.colouring;
    const bytes = colormapTable(colormap, reversed);
    const table = Uint32Array.from({ length: bytes.length / 3 }, (_, e) =>
      packColour(bytes[3 * e], bytes[3 * e + 1], bytes[3 * e + 2]),
    );
    const uniform = scope.uniform('ColourPass.colour', writeColour(picture, columns, band.rows));
    const pass = encoder.beginRenderPass({
      label: 'ColourPass',
      colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 1] }],
    });
    pass.setPipeline(this.#pipeline);
    const buffers = [uniform, band.buffer, scope.storage('ColourPass.table', table.buffer)];
    pass.setBindGroup(0, bindBuffers(this.device, 'ColourPass.bindings', this.#layout, buffers));
    pass.draw(3);
    pass.end();
  }
}
