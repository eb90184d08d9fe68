// Evaluates all units of a network over one small grid in one batch, and keeps the maps of those that are asked for.
import type { ActivationName } from '../model/activation.ts';
import { GpuError, NetworkError } from '../model/errors.ts';
import type { Grid } from '../model/grid.ts';
import type { Layer, Network } from '../model/network.ts';
import { referenceOrbit } from '../model/orbit.ts';
import type { StripRequest, StripTile } from '../model/strip.ts';
import { type BufferScope, bindBuffers, computeLayout } from './context.ts';
import { activationStatements } from './kernel-source.ts';
import { COLUMNS_PER_WORKGROUP, UNITS_PER_WORKGROUP } from './layerwise-pass.ts';
import { MATMUL_SOURCE } from './layerwise-source.ts';
import { layerShapes, packReferences, packWeights } from './packing.ts';
import { planesOf } from './planes.ts';
import { type GpuContext, runSliced } from './slices.ts';
import { writeLayerShapes, writeTile } from './uniforms.ts';
import { assemble, WGSL } from './wgsl.ts';

/** Bytes of one of the two buffers that hold a layer's units for one slice of points. */
const UNITS_BYTES = 2 ** 25;

/** Only values are carried. */
const ANCHORS = [{ at: 'here', tangents: [] }] as const;

/** Maps that stay on the GPU. */
export interface StripValues {
  readonly grid: Grid;
  /** [map][row][column], rows filled up to mapRows: a number is its map's base + what lies here. */
  readonly maps: GPUBuffer;
  /** z or f(z) at the grid's centre, [map], in f32. */
  readonly bases: GPUBuffer;
  readonly count: number;
}

/** Rows from one map to the next: kernels write four points at a time. */
export function mapRows({ height }: Grid): number {
  return Math.ceil(height / 4) * 4;
}

/** The module of one activation. */
export function stripValuesSource(name: ActivationName): string {
  const [value] = planesOf(ANCHORS);
  const activated = activationStatements(
    name,
    [value],
    () => 'z',
    () => 'a',
  );
  return assemble(
    WGSL.numeric,
    WGSL.activation,
    WGSL.points,
    WGSL.layer,
    WGSL.stripValues,
    `fn activated(z: vec4f, r: Reference) -> vec4f {\nvar a: vec4f;\n${activated}\nreturn a;\n}`,
  );
}

/** The layers up to the last that has a tile. Throws NetworkError where there is no such unit, or the inputs are not 2. */
export function layersOf(network: Network, tiles: readonly StripTile[]): readonly Layer[] {
  const inputs = network.layers[0].fanIn;
  if (inputs !== 2) throw new NetworkError(`The network has ${inputs} inputs; maps over the plane need exactly 2.`);
  for (const { layer, unit } of tiles) {
    const units = network.layers[layer]?.fanOut ?? 0;
    if (!(Number.isInteger(unit) && unit >= 0 && unit < units))
      throw new NetworkError(`There is no unit ${unit} in layer ${layer}: that has ${units} of the network's units.`);
  }
  return network.layers.slice(0, 1 + Math.max(0, ...tiles.map(({ layer }) => layer)));
}

/** What work of the same shape shares: its pace. */
export function stripPaceKey(layers: readonly Layer[]): string {
  return `NeuronStrip ${layers.map(({ fanIn, fanOut, activation }) => `${fanIn}-${fanOut} ${activation.name}`).join()}`;
}

export function stripMultiplyAdds(layers: readonly Layer[]): number {
  return layers.reduce((sum, { weight }) => sum + weight.length, 0);
}

/**
 * The maps of the request's tiles, in their order, over `grid`, in buffers of `kept`. Throws NetworkError or GpuError before anything
 * runs; rejects with the signal's reason once that aborts.
 */
export async function evaluateStrip(
  context: GpuContext,
  kept: BufferScope,
  scratch: BufferScope,
  { network, show, tiles }: StripRequest,
  grid: Grid,
  signal?: AbortSignal,
): Promise<StripValues> {
  const { device, pipelines } = context;
  const layers = layersOf(network, tiles);
  const mapBytes = mapRows(grid) * grid.width * 4;
  const limit = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  if (tiles.length * mapBytes > limit)
    throw new GpuError(
      `${tiles.length} maps of ${grid.width} × ${grid.height} points do not fit this adapter's storage limit of ${limit} bytes: ask for fewer.`,
    );
  const matmulLayout = computeLayout(device, 'StripValues.matmulLayout', [
    'uniform',
    'read-only-storage',
    'read-only-storage',
    'storage',
  ]);
  const layout = computeLayout(device, 'StripValues.layout', [
    'uniform',
    'uniform',
    'read-only-storage',
    'read-only-storage',
    'storage',
    'storage',
  ]);
  const entry = (name: string, layer: Layer) =>
    pipelines.compute(`StripValues.${name}`, stripValuesSource(layer.activation.name), layout, name);
  const [matmul, inputs, activates] = await Promise.all([
    pipelines.compute('StripValues.matmul', MATMUL_SOURCE, matmulLayout),
    entry('inputs', layers[0]),
    Promise.all(layers.map((layer) => entry('activate', layer))),
  ]);

  const orbit = referenceOrbit({ layers }, grid);
  const bases = tiles.map(({ layer, unit }) => orbit[layer][show === 'pre' ? 'preActivation' : 'activation'][unit]);
  const widest = Math.max(2, ...layers.map(({ fanOut }) => fanOut));
  const points = grid.width * grid.height;
  const maxPoints = Math.min(Math.ceil(points / 4), Math.floor(UNITS_BYTES / (16 * widest))) * 4;
  const unitsOf = (n: number) => scratch.allocate(`StripValues.units${n}`, maxPoints * widest * 4, GPUBufferUsage.STORAGE);
  const units = [await unitsOf(0), await unitsOf(1)];
  const maps = await kept.allocate('StripValues.maps', tiles.length * mapBytes, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
  const weights = scratch.storage('StripValues.weights', packWeights(layers).buffer);
  const references = scratch.storage('StripValues.references', packReferences(layers, orbit).buffer);
  const keep = scratch.storage('StripValues.kept', writeKept(layers, show, tiles));

  const record = (pass: GPUComputePassEncoder, first: number, end: number): void => {
    const quads = Math.ceil((end - first) / 4);
    const tile = scratch.uniform('StripValues.tile', writeTile(grid, 0, first, end));
    const shapes = layerShapes({ layers, anchors: ANCHORS }, quads).map((shape) =>
      scratch.uniform('StripValues.shape', writeLayerShapes([shape])),
    );
    const run = (pipeline: GPUComputePipeline, layer: number, buffer: GPUBuffer, rows: number) => {
      pass.setPipeline(pipeline);
      const buffers = [tile, shapes[layer], references, keep, buffer, maps];
      pass.setBindGroup(0, bindBuffers(device, 'StripValues.bindings', layout, buffers));
      pass.dispatchWorkgroups(Math.ceil(quads / 64), rows);
    };
    run(inputs, 0, units[0], 1);
    layers.forEach((layer, l) => {
      const [from, to] = [units[l % 2], units[(l + 1) % 2]];
      pass.setPipeline(matmul);
      const buffers = [shapes[l], weights, from, to];
      pass.setBindGroup(0, bindBuffers(device, 'StripValues.matmulBindings', matmulLayout, buffers));
      pass.dispatchWorkgroups(Math.ceil(quads / COLUMNS_PER_WORKGROUP), Math.ceil(layer.fanOut / UNITS_PER_WORKGROUP));
      run(activates[l], l, to, layer.fanOut);
    });
  };
  const work = { key: stripPaceKey(layers), points, multiplyAdds: stripMultiplyAdds(layers), maxPoints, record };
  await runSliced(context, work, { signal });
  return { grid, maps, bases: kept.storage('StripValues.bases', Float32Array.from(bases).buffer), count: tiles.length };
}

/** strip-values.wgsl's Kept. */
export function writeKept(layers: readonly Layer[], show: StripRequest['show'], tiles: readonly StripTile[]): ArrayBuffer {
  const firstUnits = layers.map((_, l) => layers.slice(0, l).reduce((sum, { fanOut }) => sum + fanOut, 0));
  const last = layers[layers.length - 1];
  const data = new Uint32Array(1 + firstUnits[layers.length - 1] + last.fanOut);
  data[0] = show === 'post' ? 1 : 0;
  tiles.forEach(({ layer, unit }, map) => {
    data[1 + firstUnits[layer] + unit] = 1 + map;
  });
  return data.buffer;
}
