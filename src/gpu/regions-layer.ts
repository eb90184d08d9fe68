// What is seen of a partition over a map: its cells, and its edges over them.
import type { Grid } from '../model/grid.ts';
import type { MapRegions } from '../model/painting.ts';
import { CellsPass, HeldCells } from './cells-pass.ts';
import type { BufferScope } from './context.ts';
import { EdgesPass, HeldEdges } from './edges-pass.ts';

/** Regions on the GPU. */
export interface HeldRegions {
  readonly cells: HeldCells | null;
  readonly edges: HeldEdges | null;
  destroy(): void;
}

/** Draws regions on targets of one format. */
export class RegionsLayer {
  readonly #device: GPUDevice;
  readonly #cells: CellsPass;
  readonly #edges: EdgesPass;

  private constructor(device: GPUDevice, cells: CellsPass, edges: EdgesPass) {
    this.#device = device;
    this.#cells = cells;
    this.#edges = edges;
  }

  /** Throws GpuError where a shader does not compile. */
  static async create(device: GPUDevice, format: GPUTextureFormat): Promise<RegionsLayer> {
    const passes = [CellsPass.create(device, format), EdgesPass.create(device, format)] as const;
    return new RegionsLayer(device, ...(await Promise.all(passes)));
  }

  /** Throws GpuError where the device has no memory for them. */
  async hold({ partition, cells: colours, edges: by, width }: MapRegions): Promise<HeldRegions> {
    const edges = by && (await HeldEdges.create(this.#device, { partition, colours: by, width }));
    const cells = colours && new HeldCells(this.#device, partition, colours);
    return {
      cells,
      edges,
      destroy() {
        cells?.destroy();
        edges?.destroy();
      },
    };
  }

  /** Records their drawing over what is on `target`, a picture with these pixels; a draft takes less time. */
  record(
    encoder: GPUCommandEncoder,
    scope: BufferScope,
    target: GPUTextureView,
    held: HeldRegions,
    pixels: Grid,
    isDraft = false,
  ): void {
    if (held.cells) this.#cells.record(encoder, scope, target, held.cells, pixels);
    if (held.edges) this.#edges.record(encoder, scope, target, held.edges, pixels, isDraft);
  }
}
