// The range of a field's finite numbers and its order statistics, reduced on the GPU.
import { BufferScope, bindBuffers, computeLayout } from './context.ts';
import type { Band, GpuField } from './gpu-field.ts';
import { BRIEF_POINTS, type GpuContext, runSliced, submitted } from './slices.ts';
import { writeSpan } from './uniforms.ts';
import { WGSL } from './wgsl.ts';

/** histogram.wgsl: bins between one below and one above. */
const BINS = 1024;
/** Each refinement divides a bin by BINS; three leave 1e-9 of the range, less than f32 resolves. */
const REFINEMENTS = 3;
const MAX_WORKGROUPS = 256;
/** What a reduction reads back, and more. */
const SMALL_BYTES = 2 ** 16;
/** What a reduced point costs, in multiply-adds: what the first slice is cut by. */
const OPERATIONS = 4;

export interface FieldExtent {
  /** The smallest and largest finite number above the field's base; null where no number is finite. */
  readonly range: readonly [number, number] | null;
  /** Whether some number is not. */
  readonly nonFinite: boolean;
}

export async function fieldExtent(context: GpuContext, field: GpuField): Promise<FieldExtent> {
  const [low, high, others] = await reduce(context, field, 'ExtentPass', WGSL.extent, Uint32Array.of(0xffffffff, 0, 0));
  return { range: low > high ? null : [floatOfKey(low), floatOfKey(high)], nonFinite: others > 0 };
}

/**
 * The p-th percentiles (0 to 100) of the finite numbers above the base, which lie from `low` to `high`: of n numbers the one of rank
 * ⌊p/100 · (n − 1)⌋, as np.percentile's method "lower" finds it, each within 1e-9 of the range.
 */
export async function fieldPercentiles(
  context: GpuContext,
  field: GpuField,
  percents: readonly number[],
  [low, high]: readonly [number, number],
): Promise<number[]> {
  if (low === high) return percents.map(() => low);
  const found: number[] = [];
  for (const percent of percents) {
    let [lo, hi] = [low, high];
    for (let n = 0; n < REFINEMENTS && hi > lo; n++) {
      const width = (hi - lo) / BINS;
      const counts = await reduce(context, field, 'HistogramPass', WGSL.histogram, new Uint32Array(BINS + 2), lo, 1 / width);
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

/** Runs a reducing shader over every band's own points into a buffer that begins as `start`; resolves to what it then holds. */
async function reduce(
  context: GpuContext,
  field: GpuField,
  label: string,
  source: string,
  start: Uint32Array<ArrayBuffer>,
  lo = 0,
  scale = 0,
): Promise<Uint32Array> {
  const { device, pipelines } = context;
  const layout = computeLayout(device, `${label}.layout`, ['uniform', 'read-only-storage', 'storage']);
  const pipeline = await pipelines.compute(`${label}.pipeline`, source, layout);
  const scope = new BufferScope(device);
  try {
    const result = scope.storage(`${label}.result`, start.buffer);
    for (const band of field.bands) {
      const [from, to] = ownPoints(band, field.width);
      const record = (pass: GPUComputePassEncoder, first: number, end: number) => {
        const span = scope.uniform(`${label}.span`, writeSpan(from + first, from + end, lo, scale));
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, bindBuffers(device, `${label}.bindings`, layout, [span, band.buffer, result]));
        pass.dispatchWorkgroups(Math.min(MAX_WORKGROUPS, Math.ceil((end - first) / 256)));
      };
      const points = to - from;
      const work = { key: label, points, multiplyAdds: OPERATIONS, maxPoints: 2 ** 26, brief: points <= BRIEF_POINTS, record };
      await runSliced(context, work);
    }
    return new Uint32Array(await readBack(device, scope, result, start.byteLength));
  } finally {
    scope.destroy();
  }
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
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  // A few bytes always fit, and need no answer before they are used.
  const isSmall = bytes <= SMALL_BYTES;
  const staging = isSmall
    ? scope.create('ReadBack.staging', bytes, usage)
    : await scope.allocate('ReadBack.staging', bytes, usage);
  const encoder = device.createCommandEncoder({ label: 'ReadBack' });
  encoder.copyBufferToBuffer(buffer, from, staging, 0, bytes);
  device.queue.submit([encoder.finish()]);
  // Both at once; of a lost device the first says more.
  const mapped = staging.mapAsync(GPUMapMode.READ);
  mapped.catch(() => undefined);
  await submitted(device);
  await mapped;
  const copy = staging.getMappedRange(0, bytes).slice(0);
  staging.unmap();
  return copy;
}

function floatOfKey(key: number): number {
  const bits = key & 0x80000000 ? key ^ 0x80000000 : ~key;
  return new Float32Array(Uint32Array.of(bits).buffer)[0];
}
