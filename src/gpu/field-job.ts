// Makes a field on the GPU: evaluates band by band and slice by slice, and takes differences where they are asked for.

import type { EvaluateOptions } from '../model/backend.ts';
import { checkDifferenceAxes, type Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { evaluationOf, type Quantity } from '../model/quantity.ts';
import { BufferScope, type PipelineCache } from './context.ts';
import { createEvaluator } from './create-evaluator.ts';
import { createDifferencePass, type DifferencePass } from './difference-pass.ts';
import type { Evaluator, RecordSlice } from './evaluator.ts';
import { type Band, type BandRows, bandsOf, fieldBytes, type GpuField, withHalo } from './gpu-field.ts';
import { type Center, centerOf, type Plan, planOf } from './plan.ts';
import { type Pace, runSliced } from './slices.ts';

const FIELD_USAGE = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;

export interface FieldRequest {
  readonly network: Network;
  readonly grid: Grid;
  readonly quantity: Quantity;
}

/** A plan ready to run, and how to find its pace. */
interface Prepared {
  readonly plan: Plan;
  readonly center: Center;
  readonly evaluator: Evaluator;
  readonly key: string;
}

/** Throws NetworkError or GpuError before anything runs; rejects with the signal's reason once that aborts. */
export async function makeField(
  pipelines: PipelineCache,
  pace: Pace,
  { network, grid, quantity }: FieldRequest,
  { signal, onProgress }: EvaluateOptions,
): Promise<GpuField> {
  const { device } = pipelines;
  const scope = new BufferScope(device);
  const bands: Band[] = [];
  const destroy = () => {
    for (const { buffer } of bands) buffer.destroy();
  };
  try {
    const rows = bandsOf(grid, device.limits);
    const prepare = async (of: Quantity): Promise<Prepared> => {
      const plan = planOf(evaluationOf(network, of), device.adapterInfo.isFallbackAdapter ? 'software' : 'hardware');
      const center = centerOf(plan, grid.center);
      const evaluator = await createEvaluator({ pipelines, scope, plan, center, grid });
      return { plan, center, evaluator, key: paceKey(plan) };
    };
    const differs = quantity.kind === 'fd' || quantity.kind === 'error' ? quantity : null;
    const values = await prepare(differs ? { kind: 'value', output: differs.output } : quantity);
    const exact = quantity.kind === 'error' ? await prepare(quantity) : null;
    const difference = differs ? await preparedDifference(pipelines, scope, differs, grid) : null;

    let ms = 0;
    let done = 0;
    const points =
      rows.reduce((sum, band) => sum + band.rows * grid.width, 0) * (1 + Number(exact !== null) + Number(difference !== null));
    const onPoints = (more: number) => {
      done += more;
      onProgress?.(Math.min(1, done / points));
    };
    const run = async (key: string, work: Evaluator | DifferencePass, count: number, record: RecordSlice) => {
      const multiplyAdds = 'multiplyAdds' in work ? work.multiplyAdds : 8;
      ms += await runSliced(
        device,
        pace,
        { key, points: count, multiplyAdds, maxPoints: work.maxPoints, record },
        { signal, onPoints },
      );
    };
    const evaluateRows = async (
      { evaluator, key }: Prepared,
      { firstRow, rows }: Pick<BandRows, 'firstRow' | 'rows'>,
      into: GPUBuffer,
    ) => run(key, evaluator, rows * grid.width, evaluator.into(into, firstRow));

    for (const band of rows) {
      const buffer = await scope.allocate('Field.band', fieldBytes(band.rows * grid.width), FIELD_USAGE());
      if (difference) {
        const wide = withHalo(band.firstRow, band.rows, grid.height);
        const scratch = new BufferScope(device);
        try {
          const valueBuffer = await scratch.allocate('Field.values', fieldBytes(wide.rows * grid.width), FIELD_USAGE());
          await evaluateRows(values, wide, valueBuffer);
          const exactBuffer = exact
            ? await scratch.allocate('Field.exact', fieldBytes(band.rows * grid.width), FIELD_USAGE())
            : null;
          if (exact && exactBuffer) await evaluateRows(exact, band, exactBuffer);
          const span = {
            scale: difference.scale,
            base: exact?.center.base ?? 0,
            width: grid.width,
            height: grid.height,
            firstValueRow: wide.firstRow,
            firstRow: band.firstRow,
          };
          const record = difference.pass.into(valueBuffer, exactBuffer, buffer, span);
          await run('DifferencePass', difference.pass, band.rows * grid.width, record);
        } finally {
          scratch.destroy();
        }
      } else {
        await evaluateRows(values, band, buffer);
      }
      bands.push({ ...band, buffer: scope.release(buffer) });
    }
    return { width: grid.width, height: grid.height, base: difference ? 0 : values.center.base, bands, ms, destroy };
  } catch (error) {
    destroy();
    throw error;
  } finally {
    scope.destroy();
  }
}

/** Work of one key takes equally long a point. */
function paceKey({ layers, axes, take }: Plan): string {
  return `${layers.map((layer) => `${layer.fanIn}-${layer.fanOut}${layer.activation.name}`).join()}:${axes.length}:${take}`;
}

async function preparedDifference(
  pipelines: PipelineCache,
  scope: BufferScope,
  quantity: Extract<Quantity, { kind: 'fd' | 'error' }>,
  { width, height, step }: Grid,
): Promise<{ pass: DifferencePass; scale: readonly [number, number] }> {
  const { component, kind } = quantity;
  checkDifferenceAxes(width, height);
  const perIndex = kind === 'fd' && quantity.spacing === 'index';
  const scale = perIndex ? ([0.5, 0.5] as const) : ([0.5 / step[0], 0.5 / step[1]] as const);
  return { pass: await createDifferencePass(pipelines, scope, component, kind), scale };
}
