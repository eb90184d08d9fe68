// Draws a field in colours: into a canvas or into a texture that is read back.
import { OUTSIDE_COLOR } from '../model/colouring.ts';
import { GpuError } from '../model/errors.ts';
import { type BufferScope, bindBuffers } from './context.ts';
import type { Band } from './gpu-field.ts';
import { type ColourRule, packColour, packTable, writePalette } from './palette.ts';
import { assemble, WGSL } from './wgsl.ts';

export const COLOUR_SOURCE = assemble(WGSL.palette, WGSL.sampling, WGSL.colour);

/** How numbers become colours, and where the pixels lie on the field. */
export interface Picture extends ColourRule {
  /** Field coordinates (column, row of the band's buffer; cell i spans [i, i + 1)) are pixel · pixelScale + pixelOffset. */
  readonly pixelScale: readonly [number, number];
  readonly pixelOffset: readonly [number, number];
  /** Interpolate between the cells where they are larger than pixels. */
  readonly interpolate: boolean;
}

/** colour.wgsl's Colour. */
export function writeColour({ pixelScale, pixelOffset, interpolate }: Picture, columns: number, rows: number): ArrayBuffer {
  const data = new ArrayBuffer(32);
  new Float32Array(data, 0, 4).set([...pixelScale, ...pixelOffset]);
  new Uint32Array(data, 16, 4).set([columns, rows, interpolate ? 1 : 0, packColour(...OUTSIDE_COLOR)]);
  return data;
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
    const types: GPUBufferBindingType[] = ['uniform', 'uniform', 'read-only-storage', 'read-only-storage'];
    const layout = device.createBindGroupLayout({
      label,
      entries: types.map((type, binding) => ({ binding, visibility: GPUShaderStage.FRAGMENT, buffer: { type } })),
    });
    const module = device.createShaderModule({ label, code: COLOUR_SOURCE });
    const pipeline = await device
      .createRenderPipelineAsync({
        label,
        layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
        vertex: { module, entryPoint: 'cover' },
        fragment: { module, entryPoint: 'shade', targets: [{ format }] },
      })
      .catch((error: unknown) => {
        throw new GpuError(`The shader ${label} does not compile: ${String(error)}.`, { kind: 'shader', cause: error });
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
    const pass = encoder.beginRenderPass({
      label: 'ColourPass',
      colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 1] }],
    });
    pass.setPipeline(this.#pipeline);
    const buffers = [
      scope.uniform('ColourPass.colour', writeColour(picture, columns, band.rows)),
      scope.uniform('ColourPass.palette', writePalette(picture)),
      band.buffer,
      scope.storage('ColourPass.table', packTable(picture.colouring)),
    ];
    pass.setBindGroup(0, bindBuffers(this.device, 'ColourPass.bindings', this.#layout, buffers));
    pass.draw(3);
    pass.end();
  }
}
