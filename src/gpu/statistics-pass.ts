// The range of a field's finite numbers and its order statistics, reduced on the GPU.
import { type BufferScope, bindBuffers, computeLayout, type PipelineCache } from './context.ts';
import type { Band, GpuField } from './gpu-field.ts';
import { submitted } from './slices.ts';
import { writeSpan } from './uniforms.ts';
import { WGSL } from './wgsl.ts';

/** histogram.wgsl: bins between one below and one above. */
const BINS = 1024;
/** Each refinement divides a bin by BINS; three leave 1e-9 of the range, less than f32 resolves. */
const REFINEMENTS = 3;
const MAX_WORKGROUPS = 256;

/** The smallest and largest finite number above the field's base, or null where no number is finite. */
export async function fieldExtent(
  pipelines: PipelineCache,
  scope: BufferScope,
  field: GpuField,
): Promise<[number, number] | null> {
  const result = scope.storage('ExtentPass.extent', Uint32Array.of(0xffffffff, 0).buffer);
  await reduce(pipelines, scope, field, 'ExtentPass', WGSL.extent, result);
  const [low, high] = new Uint32Array(await readBack(pipelines.device, scope, result, 8));
  return low > high ? null : [floatOfKey(low), floatOfKey(high)];
}

/**
 * The p-th percentiles (0 to 100) of the finite numbers above the base: of n numbers the one of rank ⌊p/100 · (n − 1)⌋, as
 * np.percentile's method "lower" finds it, each within 1e-9 of the range. Null where no number is finite.
 */
export async function fieldPercentiles(
  pipelines: PipelineCache,
  scope: BufferScope,
  field: GpuField,
  percents: readonly number[],
): Promise<number[] | null> {
  const extent = await fieldExtent(pipelines, scope, field);
  if (extent === null) return null;
  const [low, high] = extent;
  if (low === high) return percents.map(() => low);
  const found: number[] = [];
  for (const percent of percents) {
    let [lo, hi] = [low, high];
    for (let n = 0; n < REFINEMENTS && hi > lo; n++) {
      const width = (hi - lo) / BINS;
      const counts = await histogram(pipelines, scope, field, lo, 1 / width);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const rank = (percent / 100) * (total - 1);
      let below = counts[0];
      let bin = 0;
      // The number of rank r lies in the first bin with more than r numbers up to its end; the largest lies on the last edge.
      while (bin < BINS - 1 && below + counts[1 + bin] <= rank) below += counts[1 + bin++];
      [lo, hi] = [lo + bin * width, lo + (bin + 1) * width];
    }
    found.push((lo + hi) / 2);
  }
  return found;
}

async function histogram(pipelines: PipelineCache, scope: BufferScope, field: GpuField, lo: number, scale: number) {
  const result = scope.create(
    'HistogramPass.counts',
    (BINS + 2) * 4,
    GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  );
  await reduce(pipelines, scope, field, 'HistogramPass', WGSL.histogram, result, lo, scale);
  return [...new Uint32Array(await readBack(pipelines.device, scope, result, (BINS + 2) * 4))];
}

/** Runs a reducing shader over every band's own rows into `result`. */
async function reduce(
  pipelines: PipelineCache,
  scope: BufferScope,
  field: GpuField,
  label: string,
  source: string,
  result: GPUBuffer,
  lo = 0,
  scale = 0,
): Promise<void> {
  const { device } = pipelines;
  const layout = computeLayout(device, `${label}.layout`, ['uniform', 'read-only-storage', 'storage']);
  const pipeline = await pipelines.compute(`${label}.pipeline`, source, layout);
  const encoder = device.createCommandEncoder({ label });
  const pass = encoder.beginComputePass({ label });
  pass.setPipeline(pipeline);
  for (const band of field.bands) {
    const [first, end] = ownPoints(band, field.width);
    const span = scope.uniform(`${label}.span`, writeSpan(first, end, lo, scale));
    pass.setBindGroup(0, bindBuffers(device, `${label}.bindings`, layout, [span, band.buffer, result]));
    pass.dispatchWorkgroups(Math.min(MAX_WORKGROUPS, Math.ceil((end - first) / 256)));
  }
  pass.end();
  device.queue.submit([encoder.finish()]);
}

/** The band's own points among those its buffer holds, [first, end). */
export function ownPoints(band: Band, width: number): [number, number] {
  const first = (band.ownFirstRow - band.firstRow) * width;
  return [first, first + band.ownRows * width];
}

/** Copies the first `bytes` of a buffer to the CPU. */
export async function readBack(
  device: GPUDevice,
  scope: BufferScope,
  buffer: GPUBuffer,
  bytes: number,
  from = 0,
): Promise<ArrayBuffer> {
  const staging = await scope.allocate('ReadBack.staging', bytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  const encoder = device.createCommandEncoder({ label: 'ReadBack' });
  encoder.copyBufferToBuffer(buffer, from, staging, 0, bytes);
  device.queue.submit([encoder.finish()]);
  await submitted(device);
  await staging.mapAsync(GPUMapMode.READ);
  const copy = staging.getMappedRange(0, bytes).slice(0);
  staging.unmap();
  return copy;
}

function floatOfKey(key: number): number {
  const bits = key & 0x80000000 ? key ^ 0x80000000 : ~key;
  return new Float32Array(Uint32Array.of(bits).buffer)[0];
}
