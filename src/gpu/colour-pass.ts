// Draws a field in colours: into a canvas or into a texture that is read back.
import { packedColour } from '../model/colormap.ts';
import { OUTSIDE_COLOR } from '../model/colouring.ts';
import { type BufferScope, bindBuffers, bufferLayout, renderPipeline } from './context.ts';
import type { Band, GpuField } from './gpu-field.ts';
import { type ColourRule, packTable, writePalette } from './palette.ts';
import { assemble, WGSL } from './wgsl.ts';

export const COLOUR_SOURCE = assemble(WGSL.palette, WGSL.sampling, WGSL.colour);

/** Cells that are larger than pixels by less than this are one pixel each. */
const SAME_SIZE = 0.01;
/** Places along each axis of a pixel whose colours are averaged, at most. */
const MOST_SAMPLES = 4;

/** How numbers become colours, and where the pixels lie on the field. */
export interface Picture extends ColourRule {
  /** Field coordinates (column, row of the band's buffer; cell i spans [i, i + 1)) are pixel · pixelScale + pixelOffset. */
  readonly pixelScale: readonly [number, number];
  readonly pixelOffset: readonly [number, number];
  /** Interpolate between the cells where they are larger than pixels. */
  readonly interpolate: boolean;
  /** Average the colours of the cells where several lie in a pixel; one of them is taken otherwise, in less time. */
  readonly average: boolean;
}

/** colour.wgsl's Colour. */
export function writeColour({ pixelScale, pixelOffset }: Picture, columns: number, rows: number): ArrayBuffer {
  const data = new ArrayBuffer(32);
  new Float32Array(data, 0, 4).set([...pixelScale, ...pixelOffset]);
  new Uint32Array(data, 16, 3).set([columns, rows, packedColour(OUTSIDE_COLOR)]);
  return data;
}

/** colour.wgsl's overrides. */
function constantsOf({ pixelScale, interpolate, average, colouring, scale }: Picture): Record<string, number> {
  const cells = Math.max(Math.abs(pixelScale[0]), Math.abs(pixelScale[1]));
  const samples = average && cells > 1 + SAME_SIZE ? Math.min(Math.ceil(cells), MOST_SAMPLES) : 1;
  return { interpolate: Number(interpolate), contours: Number(scale === 'linear' && colouring.contours >= 1), samples };
}

/** What most pictures need. */
const PLAIN = { interpolate: 0, contours: 0, samples: 1 };

/** The colour pass for targets of one format. */
export class ColourPass {
  readonly device: GPUDevice;
  readonly #layout: GPUBindGroupLayout;
  readonly #descriptorOf: (constants: Record<string, number>) => Parameters<typeof renderPipeline>[1];
  /** By their constants: at most 16. */
  readonly #pipelines = new Map<string, GPURenderPipeline>();

  private constructor(device: GPUDevice, format: GPUTextureFormat) {
    const label = 'ColourPass';
    const types: GPUBufferBindingType[] = ['uniform', 'uniform', 'read-only-storage', 'read-only-storage'];
    const bindings = bufferLayout(device, label, types, GPUShaderStage.FRAGMENT);
    const module = device.createShaderModule({ label, code: COLOUR_SOURCE });
    const layout = device.createPipelineLayout({ label, bindGroupLayouts: [bindings] });
    this.device = device;
    this.#layout = bindings;
    this.#descriptorOf = (constants) => ({
      label,
      layout,
      vertex: { module, entryPoint: 'cover' },
      fragment: { module, entryPoint: 'shade', constants, targets: [{ format }] },
    });
  }

  /** Throws GpuError where the shader does not compile. */
  static async create(device: GPUDevice, format: GPUTextureFormat): Promise<ColourPass> {
    const pass = new ColourPass(device, format);
    pass.#pipelines.set(keyOf(PLAIN), await renderPipeline(device, pass.#descriptorOf(PLAIN)));
    return pass;
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
    const pass = this.#begin(encoder, target, picture);
    this.#draw(pass, scope, band, columns, picture);
    pass.end();
  }

  /** Records the drawing of a field, all of its bands, over the whole of `target`, of size [width, height]; offsets are those of the field's rows. */
  recordField(
    encoder: GPUCommandEncoder,
    scope: BufferScope,
    target: GPUTextureView,
    field: GpuField,
    size: readonly [number, number],
    picture: Picture,
  ): void {
    const pass = this.#begin(encoder, target, picture);
    const [x, y] = picture.pixelOffset;
    // The pixel row whose upper edge lies at a field row: a pixel belongs to the band that its centre lies on.
    const pixelRow = (row: number) => Math.min(Math.max(Math.ceil((row - y) / picture.pixelScale[1] - 0.5), 0), size[1]);
    for (const band of field.bands) {
      const end = band.ownFirstRow + band.ownRows;
      // What lies beyond the field is drawn with the band that is nearest.
      const top = end === field.height ? 0 : pixelRow(end);
      const bottom = band.ownFirstRow === 0 ? size[1] : pixelRow(band.ownFirstRow);
      if (bottom <= top) continue;
      pass.setScissorRect(0, top, size[0], bottom - top);
      this.#draw(pass, scope, band, field.width, { ...picture, pixelOffset: [x, y - band.firstRow] });
    }
    pass.end();
  }

  #begin(encoder: GPUCommandEncoder, target: GPUTextureView, picture: Picture): GPURenderPassEncoder {
    const pass = encoder.beginRenderPass({
      label: 'ColourPass',
      colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 1] }],
    });
    pass.setPipeline(this.#pipelineOf(constantsOf(picture)));
    return pass;
  }

  /** The module has compiled, so that this cannot fail; it does not wait either. */
  #pipelineOf(constants: Record<string, number>): GPURenderPipeline {
    const key = keyOf(constants);
    const pipeline = this.#pipelines.get(key) ?? this.device.createRenderPipeline(this.#descriptorOf(constants));
    this.#pipelines.set(key, pipeline);
    return pipeline;
  }

  #draw(
    pass: GPURenderPassEncoder,
    scope: BufferScope,
    { buffer, rows }: Pick<Band, 'buffer' | 'rows'>,
    columns: number,
    picture: Picture,
  ): void {
    const buffers = [
      scope.uniform('ColourPass.colour', writeColour(picture, columns, rows)),
      scope.uniform('ColourPass.palette', writePalette(picture)),
      buffer,
      scope.storage('ColourPass.table', packTable(picture.colouring)),
    ];
    pass.setBindGroup(0, bindBuffers(this.device, 'ColourPass.bindings', this.#layout, buffers));
    pass.draw(3);
  }
}

function keyOf(constants: Record<string, number>): string {
  return Object.values(constants).join();
}
