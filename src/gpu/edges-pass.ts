// Draws the edges of a partition over a map: lines as wide at every zoom, each on a pale casing that keeps it apart from any colour.

import { packedColour } from '../model/colormap.ts';
import type { Grid } from '../model/grid.ts';
import type { EdgeColours } from '../model/painting.ts';
import type { PartitionLines } from '../model/partition.ts';
import { type EdgeInks, edgeInks, PAPER } from '../model/partition-colours.ts';
import EDGES_SOURCE from '../shaders/edges.wgsl?raw';
import { BufferScope, bindBuffers, bufferLayout, renderPipeline } from './context.ts';
import { type EdgePlaces, type PlaceMap, placeEdges, placeMap, servesView } from './edge-places.ts';

export { EDGES_SOURCE };

/** How far the casing looks out on both sides, as a part of the line's width. */
const CASING = 0.8;
const CASING_OPACITY = 0.7;
/**
 * Where the lines' mean distance is so many widths or less, the casing is not drawn, and lines only in part: they would hide the map, and each
 * other. From the second number on both are what they are.
 */
const CROWDED_CASINGS = [4, 16] as const;
const CROWDED_LINES = [1, 8] as const;
const CROWDED_OPACITY = 0.3;

/** edges.wgsl's Lines. */
export interface LinesRule extends PlaceMap {
  readonly size: readonly [width: number, height: number];
  /** In pixels. */
  readonly width: number;
  /** 0 to 1. */
  readonly opacity: number;
  /** As packedColour's; 0 for each line's own. */
  readonly color: number;
}

export function writeLines({ zoom, shift, size, width, opacity, color }: LinesRule): ArrayBuffer {
  const data = new ArrayBuffer(40);
  new Float32Array(data).set([...zoom, ...shift, ...size, width / 2, opacity]);
  new Uint32Array(data, 32).set([color]);
  return data;
}

/** Which edges are drawn, and how. */
export interface DrawnEdges {
  readonly partition: PartitionLines;
  readonly colours: EdgeColours;
  /** In pixels. */
  readonly width: number;
}

/** Edges on the GPU, placed around the view that they were last placed for. */
export class HeldEdges {
  readonly edges: DrawnEdges;
  readonly inks: EdgeInks;
  /** The domain's area over the edges' length, in input units: how far apart they are on average. */
  readonly spacing: number;
  readonly ends: GPUBuffer;
  readonly colours: GPUBuffer;
  places: Pick<EdgePlaces, 'pixels' | 'isPart'> | null = null;
  count = 0;
  readonly #scope: BufferScope;

  private constructor(edges: DrawnEdges, inks: EdgeInks, scope: BufferScope, ends: GPUBuffer, colours: GPUBuffer) {
    this.edges = edges;
    this.inks = inks;
    this.spacing = spacingOf(edges.partition, inks.order);
    this.#scope = scope;
    this.ends = ends;
    this.colours = colours;
  }

  /** Throws GpuError where the device has no memory for them. */
  static async create(device: GPUDevice, edges: DrawnEdges): Promise<HeldEdges> {
    const inks = edgeInks(edges.partition, edges.colours);
    const scope = new BufferScope(device);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    try {
      const count = inks.order.length;
      const ends = await scope.allocate('HeldEdges.ends', 16 * count, usage);
      return new HeldEdges(edges, inks, scope, ends, await scope.allocate('HeldEdges.colours', 4 * count, usage));
    } catch (error) {
      scope.destroy();
      throw error;
    }
  }

  /** Places them anew where the view has moved so far that it would show. */
  serve(queue: GPUQueue, pixels: Grid): PlaceMap {
    if (!this.places || !servesView(this.places, pixels)) {
      const { ends, kept, isPart } = placeEdges(this.edges.partition, this.inks.order, pixels);
      queue.writeBuffer(this.ends, 0, ends);
      queue.writeBuffer(
        this.colours,
        0,
        kept.map((n) => this.inks.colours[n]),
      );
      this.count = kept.length;
      this.places = { pixels, isPart };
    }
    return placeMap(this.places, pixels);
  }

  destroy(): void {
    this.#scope.destroy();
  }
}

/** The edges pass for targets of one format. */
export class EdgesPass {
  readonly device: GPUDevice;
  readonly #layout: GPUBindGroupLayout;
  readonly #full: GPURenderPipeline;
  readonly #draft: GPURenderPipeline;

  private constructor(device: GPUDevice, layout: GPUBindGroupLayout, full: GPURenderPipeline, draft: GPURenderPipeline) {
    this.device = device;
    this.#layout = layout;
    this.#full = full;
    this.#draft = draft;
  }

  /** Throws GpuError where the shader does not compile. */
  static async create(device: GPUDevice, format: GPUTextureFormat): Promise<EdgesPass> {
    const label = 'EdgesPass';
    const types: GPUBufferBindingType[] = ['uniform', 'read-only-storage', 'read-only-storage'];
    const layout = bufferLayout(device, label, types, GPUShaderStage.VERTEX | GPUShaderStage.FRAGMENT);
    const module = device.createShaderModule({ label, code: EDGES_SOURCE });
    const over: GPUBlendComponent = { srcFactor: 'src-alpha', dstFactor: 'one-minus-src-alpha' };
    const blend = { color: over, alpha: { ...over, srcFactor: 'one' } } as const;
    const pipeline = (place: string, shade: string, topology: GPUPrimitiveTopology) =>
      renderPipeline(device, {
        label,
        layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
        vertex: { module, entryPoint: place },
        fragment: { module, entryPoint: shade, targets: [{ format, blend }] },
        primitive: { topology },
      });
    const pipelines = [pipeline('place', 'shade', 'triangle-list'), pipeline('place_end', 'shade_end', 'line-list')] as const;
    return new EdgesPass(device, layout, ...(await Promise.all(pipelines)));
  }

  /** Records the drawing of the edges over what is on `target`, a picture with these pixels; as a draft with hairlines alone. */
  record(
    encoder: GPUCommandEncoder,
    scope: BufferScope,
    target: GPUTextureView,
    held: HeldEdges,
    pixels: Grid,
    isDraft = false,
  ): void {
    const map = held.serve(this.device.queue, pixels);
    if (held.count === 0) return;
    const { width } = held.edges;
    const widths = held.spacing / pixels.step[0] / width;
    const lines: LinesRule = {
      ...map,
      size: [pixels.width, pixels.height],
      width,
      opacity: CROWDED_OPACITY + (1 - CROWDED_OPACITY) * ramp(widths, CROWDED_LINES),
      color: 0,
    };
    const casing: LinesRule = {
      ...lines,
      width: (1 + 2 * CASING) * width,
      opacity: CASING_OPACITY * ramp(widths, CROWDED_CASINGS),
      color: packedColour(PAPER),
    };
    const pass = encoder.beginRenderPass({
      label: 'EdgesPass',
      colorAttachments: [{ view: target, loadOp: 'load', storeOp: 'store' }],
    });
    pass.setPipeline(isDraft ? this.#draft : this.#full);
    // All casings lie under all lines.
    for (const rule of isDraft ? [lines] : [casing, lines]) {
      if (rule.opacity === 0) continue;
      const buffers = [scope.uniform('EdgesPass.lines', writeLines(rule)), held.ends, held.colours];
      pass.setBindGroup(0, bindBuffers(this.device, 'EdgesPass.bindings', this.#layout, buffers));
      pass.draw((isDraft ? 2 : 3) * held.count);
    }
    pass.end();
  }
}

function spacingOf({ domain, vertices, edges }: PartitionLines, drawn: Uint32Array): number {
  let [area, length] = [0, 0];
  domain.corners.forEach(([x, y], n) => {
    const [nextX, nextY] = domain.corners[(n + 1) % domain.corners.length];
    area += (x * nextY - nextX * y) / 2;
  });
  for (const edge of drawn) {
    const [from, to] = [2 * edges[2 * edge], 2 * edges[2 * edge + 1]];
    length += Math.hypot(vertices[to] - vertices[from], vertices[to + 1] - vertices[from + 1]);
  }
  return area / length;
}

/** 0 up to the first number, 1 from the second one on. */
function ramp(x: number, [from, to]: readonly [number, number]): number {
  return Math.min(Math.max((x - from) / (to - from), 0), 1);
}
