// Counts the distinct pairs of numbers that two fields have at the same points, in a hash table on the GPU that grows.
import { GpuError } from '../model/errors.ts';
import DISTINCT_SOURCE from '../shaders/distinct.wgsl?raw';
import { BufferScope, bindBuffers, computeLayout } from './context.ts';
import type { GpuField } from './gpu-field.ts';
import { type GpuContext, runSliced, type SliceOptions } from './slices.ts';
import { ownPoints, readBack } from './statistics-pass.ts';

export { DISTINCT_SOURCE };

/** Slots of the first table: few, for most views show few regions. */
const FIRST_SLOTS = 2 ** 16;
/** How much larger the next table is. */
const GROWTH = 4;
/** A slot is two words. */
const SLOT_BYTES = 8;
/** Slots that a pair is tried in before the table counts as full: some four fifths are taken by then. */
const PROBES = 64;
const MAX_WORKGROUPS = 256;
/** What a pair costs, in multiply-adds: what the first slice is cut by. */
const OPERATIONS = 16;

export interface DistinctPass {
  /**
   * Adds the pairs at all points of two fields in the same bands; resolves to how many distinct ones were added so far. No number may be
   * +0, which patterns never are. Throws GpuError where the table would outgrow its limit, and the signal's reason once that aborts.
   */
  add(first: GpuField, second: GpuField, options?: SliceOptions): Promise<number>;
  destroy(): void;
}

/** distinct.wgsl's Keys. */
export interface Keys {
  readonly first: number;
  readonly end: number;
  readonly offset: number;
  readonly probes: number;
}

export function writeKeys({ first, end, offset, probes }: Keys): ArrayBuffer {
  return Uint32Array.of(first, end, offset, probes).buffer;
}

/** The table begins with `firstSlots`, a power of two, and takes at most `maxBytes`. */
export async function createDistinctPass(
  context: GpuContext,
  firstSlots = FIRST_SLOTS,
  maxBytes = Math.min(context.device.limits.maxStorageBufferBindingSize, context.device.limits.maxBufferSize),
): Promise<DistinctPass> {
  const { device, pipelines } = context;
  const layout = computeLayout(device, 'DistinctPass.layout', [
    'uniform',
    'read-only-storage',
    'read-only-storage',
    'storage',
    'storage',
  ]);
  const pipeline = await pipelines.compute('DistinctPass.pipeline', DISTINCT_SOURCE, layout);
  const maxSlots = 2 ** Math.floor(Math.log2(maxBytes / SLOT_BYTES));
  const scope = new BufferScope(device);
  const counts = scope.storage('DistinctPass.counts', new ArrayBuffer(8));
  const allocateTable = (slots: number) => scope.allocate('DistinctPass.table', slots * SLOT_BYTES, GPUBufferUsage.STORAGE);
  let slots = firstSlots;
  let table = await allocateTable(slots);
  let count = 0;

  /** False where the table was too full for some of them. */
  const put = async (buffers: readonly [GPUBuffer, GPUBuffer], keys: Keys, options?: SliceOptions): Promise<boolean> => {
    const slices = new BufferScope(device);
    const record = (pass: GPUComputePassEncoder, from: number, to: number) => {
      const slice = slices.uniform('DistinctPass.keys', writeKeys({ ...keys, first: keys.first + from, end: keys.first + to }));
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindBuffers(device, 'DistinctPass.bindings', layout, [slice, ...buffers, table, counts]));
      pass.dispatchWorkgroups(Math.min(MAX_WORKGROUPS, Math.ceil((to - from) / 256)));
    };
    const points = keys.end - keys.first;
    try {
      await runSliced(context, { key: 'DistinctPass', points, multiplyAdds: OPERATIONS, maxPoints: 2 ** 26, record }, options);
      const [added, isFull] = new Uint32Array(await readBack(device, slices, counts, 8));
      count = added;
      return isFull === 0;
    } finally {
      slices.destroy();
    }
  };

  /** Into a larger table, with all that this one holds. */
  const grow = async (options?: SliceOptions): Promise<void> => {
    const [old, oldSlots] = [table, slots];
    if (oldSlots >= maxSlots)
      throw new GpuError(
        `The grid shows more than ${count} different patterns, and a table for more would pass this adapter's storage limit of ` +
          `${maxBytes} bytes: ask for fewer points or a smaller view.`,
      );
    slots = Math.min(oldSlots * GROWTH, maxSlots);
    table = await allocateTable(slots);
    device.queue.writeBuffer(counts, 0, new Uint32Array(2));
    // Nothing that was held may be lost: there is a slot for each if all may be tried.
    await put([old, old], { first: 0, end: oldSlots, offset: oldSlots, probes: slots }, options);
    scope.release(old).destroy();
  };

  return {
    add: async (first, second, options) => {
      for (const [n, band] of first.bands.entries()) {
        const [from, end] = ownPoints(band, first.width);
        const keys = { first: from, end, offset: 0, probes: PROBES };
        while (!(await put([band.buffer, second.bands[n].buffer], keys, options))) await grow(options);
      }
      return count;
    },
    destroy: () => scope.destroy(),
  };
}
