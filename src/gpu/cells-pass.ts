// Fills the cells of a partition over a map.
import type { Grid } from '../model/grid.ts';
import type { PartitionCells } from '../model/partition.ts';
import CELLS_SOURCE from '../shaders/cells.wgsl?raw';
import { type CellPlaces, placeCells } from './cell-places.ts';
import { BufferScope, bindBuffers, bufferLayout, renderPipeline } from './context.ts';
import { type PlaceMap, placeMap, servesView } from './edge-places.ts';

export { CELLS_SOURCE };

/** cells.wgsl's Cells. */
export function writeCells({ zoom, shift }: PlaceMap, size: readonly [width: number, height: number]): ArrayBuffer {
  return new Float32Array([...zoom, ...shift, ...size]).buffer;
}

/** Cells on the GPU, placed around the view that they were last placed for. */
export class HeldCells {
  readonly #device: GPUDevice;
  readonly #partition: PartitionCells;
  readonly #colours: Uint32Array;
  #scope: BufferScope | null = null;
  #places: (Pick<CellPlaces, 'pixels' | 'isPart'> & { readonly count: number; readonly buffers: readonly GPUBuffer[] }) | null =
    null;

  /** `colours`: [F] packed sRGB bytes, red in the lowest. */
  constructor(device: GPUDevice, partition: PartitionCells, colours: Uint32Array) {
    this.#device = device;
    this.#partition = partition;
    this.#colours = colours;
  }

  /** What draws them in this view, placed anew where the view has moved so far that it would show. */
  serve(pixels: Grid): PlaceMap & { readonly count: number; readonly buffers: readonly GPUBuffer[] } {
    if (!this.#places || !servesView(this.#places, pixels)) {
      this.#scope?.destroy();
      const scope = new BufferScope(this.#device);
      this.#scope = scope;
      const { corners, cells, triangles, isPart } = placeCells(this.#partition, pixels);
      const colours = cells.map((cell) => this.#colours[cell]);
      const buffers = Object.entries({ corners, triangles, colours }).map(([name, data]) =>
        scope.storage(`HeldCells.${name}`, data.slice().buffer),
      );
      this.#places = { pixels, isPart, count: triangles.length, buffers };
    }
    const { count, buffers } = this.#places;
    return { ...placeMap(this.#places, pixels), count, buffers };
  }

  destroy(): void {
    this.#scope?.destroy();
  }
}

/** The cells pass for targets of one format. */
export class CellsPass {
  readonly #device: GPUDevice;
  readonly #layout: GPUBindGroupLayout;
  readonly #pipeline: GPURenderPipeline;

  private constructor(device: GPUDevice, layout: GPUBindGroupLayout, pipeline: GPURenderPipeline) {
    this.#device = device;
    this.#layout = layout;
    this.#pipeline = pipeline;
  }

  /** Throws GpuError where the shader does not compile. */
  static async create(device: GPUDevice, format: GPUTextureFormat): Promise<CellsPass> {
    const label = 'CellsPass';
    const types: GPUBufferBindingType[] = ['uniform', 'read-only-storage', 'read-only-storage', 'read-only-storage'];
    const layout = bufferLayout(device, label, types, GPUShaderStage.VERTEX);
    const module = device.createShaderModule({ label, code: CELLS_SOURCE });
    const pipeline = await renderPipeline(device, {
      label,
      layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
      vertex: { module, entryPoint: 'place' },
      fragment: { module, entryPoint: 'shade', targets: [{ format }] },
    });
    return new CellsPass(device, layout, pipeline);
  }

  /** Records the filling of the cells over what is on `target`, a picture with these pixels. */
  record(encoder: GPUCommandEncoder, scope: BufferScope, target: GPUTextureView, held: HeldCells, pixels: Grid): void {
    const { count, buffers, ...map } = held.serve(pixels);
    if (count === 0) return;
    const pass = encoder.beginRenderPass({
      label: 'CellsPass',
      colorAttachments: [{ view: target, loadOp: 'load', storeOp: 'store' }],
    });
    pass.setPipeline(this.#pipeline);
    const rule = scope.uniform('CellsPass.cells', writeCells(map, [pixels.width, pixels.height]));
    pass.setBindGroup(0, bindBuffers(this.#device, 'CellsPass.bindings', this.#layout, [rule, ...buffers]));
    pass.draw(count);
    pass.end();
  }
}
