// Evaluates a plan layer by layer through tiled matrix products: the strategy for wide networks.
import { bindBuffers, computeLayout } from './context.ts';
import type { Evaluator, EvaluatorRequest } from './evaluator.ts';
import { hasRecord } from './kernel-source.ts';
import { layerwiseSource, MATMUL_SOURCE } from './layerwise-source.ts';
import { layerShapes } from './packing.ts';
import { multiplyAddsOf, uploadPlan } from './plan-buffers.ts';
import { planesOf } from './planes.ts';
import { writeLayerShapes, writeTile } from './uniforms.ts';

/** Bytes of one of the two buffers that hold a layer's units for one batch of points. */
const BATCH_BYTES = 2 ** 25;
/** matmul.wgsl: columns (four points each) and units that one workgroup computes. */
export const COLUMNS_PER_WORKGROUP = 16;
export const UNITS_PER_WORKGROUP = 32;

export async function createLayerwisePass(request: EvaluatorRequest): Promise<Evaluator> {
  const { pipelines, scope, plan, grid } = request;
  const { device } = pipelines;
  const { layers } = plan;
  const planes = planesOf(plan.anchors).length;
  const widest = Math.max(2, ...layers.map((layer) => layer.fanOut));
  const batch = Math.floor(BATCH_BYTES / (16 * planes * widest)) * 4;

  const matmulLayout = computeLayout(device, 'LayerwisePass.matmulLayout', [
    'uniform',
    'read-only-storage',
    'read-only-storage',
    'storage',
  ]);
  const layout = computeLayout(device, 'LayerwisePass.layout', [
    'uniform',
    'uniform',
    'uniform',
    'read-only-storage',
    'read-only-storage',
    'storage',
    'storage',
    'storage',
  ]);
  const last = layers[layers.length - 1].activation.name;
  const entry = (name: string, activation = last) =>
    pipelines.compute(`LayerwisePass.${name}`, layerwiseSource(plan, activation), layout, name);
  const records = hasRecord(plan);
  const [matmul, inputs, startRecords, finish, activates, recordLayers] = await Promise.all([
    pipelines.compute('LayerwisePass.matmul', MATMUL_SOURCE, matmulLayout),
    entry('inputs'),
    records ? entry('start_records') : null,
    entry('finish'),
    Promise.all(layers.map((layer) => entry('activate', layer.activation.name))),
    records ? Promise.all(layers.map((layer) => entry('record_layer', layer.activation.name))) : [],
  ]);

  const { take, weights, references, heads } = uploadPlan(request);
  const allocateUnits = (n: number) =>
    scope.allocate(`LayerwisePass.units${n}`, planes * batch * widest * 4, GPUBufferUsage.STORAGE);
  const units = await Promise.all([allocateUnits(0), allocateUnits(1)]);
  const recordBuffer = scope.create('LayerwisePass.records', records ? batch * 4 : 16, GPUBufferUsage.STORAGE);

  const recordBatch = (pass: GPUComputePassEncoder, field: GPUBuffer, firstRow: number, first: number, end: number): void => {
    const quads = Math.ceil((end - first) / 4);
    const tile = scope.uniform('LayerwisePass.tile', writeTile(grid, firstRow, first, end));
    const rows = layerShapes(plan, quads);
    const shapes = rows.map((row) => scope.uniform('LayerwisePass.shape', writeLayerShapes([row])));
    const run = (pipeline: GPUComputePipeline, layer: number, unitBuffer: GPUBuffer, rows = 1) => {
      pass.setPipeline(pipeline);
      const buffers = [tile, take, shapes[layer], references, heads, unitBuffer, recordBuffer, field];
      pass.setBindGroup(0, bindBuffers(device, 'LayerwisePass.bindings', layout, buffers));
      pass.dispatchWorkgroups(Math.ceil(quads / 64), rows);
    };
    run(inputs, 0, units[0]);
    if (startRecords) run(startRecords, 0, units[0]);
    layers.forEach((layer, l) => {
      const [from, to] = [units[l % 2], units[(l + 1) % 2]];
      pass.setPipeline(matmul);
      pass.setBindGroup(0, bindBuffers(device, 'LayerwisePass.matmulBindings', matmulLayout, [shapes[l], weights, from, to]));
      pass.dispatchWorkgroups(Math.ceil((quads * planes) / COLUMNS_PER_WORKGROUP), Math.ceil(layer.fanOut / UNITS_PER_WORKGROUP));
      if (records && l >= plan.first) run(recordLayers[l], l, to);
      run(activates[l], l, to, layer.fanOut);
    });
    run(finish, layers.length - 1, units[layers.length % 2]);
  };

  return {
    multiplyAdds: multiplyAddsOf(plan),
    maxPoints: 2 ** 24,
    into: (field, firstRow) => (pass, first, end) => {
      for (let start = first; start < end; start += batch)
        recordBatch(pass, field, firstRow, start, Math.min(end, start + batch));
    },
  };
}
