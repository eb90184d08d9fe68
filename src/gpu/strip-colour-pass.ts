// Draws maps of the network strip as tiles of one canvas, each over its own domain.
import { type Shown, type StripRequest, stripColouring } from '../model/strip.ts';
import { BufferScope, bindBuffers, renderPipeline } from './context.ts';
import { packTable, writePalette } from './palette.ts';
import { mapRows, type StripValues } from './strip-values-pass.ts';
import { assemble, WGSL } from './wgsl.ts';

export const STRIP_COLOUR_SOURCE = assemble(WGSL.palette, WGSL.sampling, WGSL.stripColour);

/** Bytes of a tile's place: two floats and the number of its map. */
const PLACE_BYTES = 12;

/** Maps with their domains. */
export interface StripMaps extends StripValues {
  readonly domains: GPUBuffer;
  readonly show: Shown;
}

/** A map and its tile's upper left corner, in pixels. */
export interface PlacedMap {
  readonly map: number;
  readonly at: readonly [number, number];
}

/** strip-colour.wgsl's Tiles. */
export function writeTiles(
  { size, tileSize }: Pick<StripRequest, 'size' | 'tileSize'>,
  { grid, count }: Pick<StripMaps, 'grid' | 'count'>,
): ArrayBuffer {
  const data = new ArrayBuffer(40);
  new Float32Array(data, 0, 4).set([...size, ...tileSize]);
  const enlarged = tileSize[0] > grid.width || tileSize[1] > grid.height;
  new Uint32Array(data, 16, 5).set([grid.width, grid.height, mapRows(grid), count, enlarged ? 1 : 0]);
  return data;
}

/** The pass for canvases of one format. */
export class StripColourPass {
  readonly #device: GPUDevice;
  readonly #layout: GPUBindGroupLayout;
  readonly #pipeline: GPURenderPipeline;

  private constructor(device: GPUDevice, layout: GPUBindGroupLayout, pipeline: GPURenderPipeline) {
    this.#device = device;
    this.#layout = layout;
    this.#pipeline = pipeline;
  }

  /** Throws GpuError where the shader does not compile. */
  static async create(device: GPUDevice, format: GPUTextureFormat): Promise<StripColourPass> {
    const label = 'StripColour';
    const types: GPUBufferBindingType[] = ['uniform', 'uniform', 'read-only-storage', 'read-only-storage', 'read-only-storage'];
    const layout = device.createBindGroupLayout({
      label,
      entries: types.map((type, binding) => ({
        binding,
        visibility: binding === 0 ? GPUShaderStage.VERTEX | GPUShaderStage.FRAGMENT : GPUShaderStage.FRAGMENT,
        buffer: { type },
      })),
    });
    const module = device.createShaderModule({ label, code: STRIP_COLOUR_SOURCE });
    const places: GPUVertexBufferLayout = {
      arrayStride: PLACE_BYTES,
      stepMode: 'instance',
      attributes: [
        { shaderLocation: 0, offset: 0, format: 'float32x2' },
        { shaderLocation: 1, offset: 8, format: 'uint32' },
      ],
    };
    const pipeline = await renderPipeline(device, {
      label,
      layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
      vertex: { module, entryPoint: 'cover', buffers: [places] },
      primitive: { topology: 'triangle-strip' },
      fragment: { module, entryPoint: 'shade', targets: [{ format }] },
    });
    return new StripColourPass(device, layout, pipeline);
  }

  /** Submits the drawing of `placed`; the rest of `target` becomes transparent. */
  draw(
    target: GPUTextureView,
    request: Pick<StripRequest, 'size' | 'tileSize'>,
    maps: StripMaps,
    placed: readonly PlacedMap[],
  ): void {
    const device = this.#device;
    const scope = new BufferScope(device);
    const colouring = stripColouring(maps.show);
    const palette = writePalette({ colouring, scale: 'linear', classes: 1, relativeDomain: [0, 1] });
    const places = scope.create(
      'StripColour.places',
      placed.length * PLACE_BYTES,
      GPUBufferUsage.VERTEX | GPUBufferUsage.COPY_DST,
    );
    device.queue.writeBuffer(places, 0, writePlaces(placed));
    const encoder = device.createCommandEncoder({ label: 'StripColour' });
    const pass = encoder.beginRenderPass({
      label: 'StripColour',
      colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0] }],
    });
    pass.setPipeline(this.#pipeline);
    const buffers = [
      scope.uniform('StripColour.tiles', writeTiles(request, maps)),
      scope.uniform('StripColour.palette', palette),
      maps.domains,
      scope.storage('StripColour.table', packTable(colouring)),
      maps.maps,
    ];
    pass.setBindGroup(0, bindBuffers(device, 'StripColour.bindings', this.#layout, buffers));
    pass.setVertexBuffer(0, places);
    pass.draw(4, placed.length);
    pass.end();
    device.queue.submit([encoder.finish()]);
    scope.destroy();
  }
}

/** The vertex buffer of cover(). */
function writePlaces(placed: readonly PlacedMap[]): ArrayBuffer {
  const data = new DataView(new ArrayBuffer(placed.length * PLACE_BYTES));
  placed.forEach(({ map, at }, n) => {
    data.setFloat32(n * PLACE_BYTES, at[0], true);
    data.setFloat32(n * PLACE_BYTES + 4, at[1], true);
    data.setUint32(n * PLACE_BYTES + 8, map, true);
  });
  return data.buffer;
}
