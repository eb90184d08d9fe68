// Makes the field of a plan on the GPU: evaluates band by band, and each band slice by slice.
import type { EvaluateOptions } from '../model/backend.ts';
import type { Grid } from '../model/grid.ts';
import { BufferScope } from './context.ts';
import { createEvaluator } from './create-evaluator.ts';
import { type Band, type BandRows, fieldBytes, type GpuField } from './gpu-field.ts';
import { centerOf, type Plan } from './plan.ts';
import { BRIEF_POINTS, type GpuContext, runSliced } from './slices.ts';

/** What plans are made for. */
export function adapterOf({ device }: GpuContext): 'software' | 'hardware' {
  return device.adapterInfo?.isFallbackAdapter ? 'software' : 'hardware';
}

/** Rejects with GpuError, and with the signal's reason once that aborts. `coarse` is as of makeField. */
export async function evaluatePlan(
  context: GpuContext,
  plan: Plan,
  grid: Grid,
  rows: readonly BandRows[],
  { signal, onProgress }: EvaluateOptions,
  coarse = false,
): Promise<GpuField> {
  const { device, pipelines } = context;
  const center = centerOf(plan, grid);
  const { scale, fieldScale } = center;
  const scaled = (pair: readonly [number, number]) => [pair[0] * scale, pair[1] * scale] as const;
  const seen: Grid = { ...grid, step: scaled(grid.step), shift: scaled(grid.shift) };
  const scope = new BufferScope(device);
  const bands: Band[] = [];
  const destroy = () => {
    for (const { buffer } of bands) buffer.destroy();
  };
  try {
    const evaluator = await createEvaluator({ pipelines, scope, plan, center, grid: seen });
    const total = rows.reduce((sum, band) => sum + band.rows * grid.width, 0);
    let done = 0;
    let ms = 0;
    const onPoints = (points: number) => {
      done += points;
      onProgress?.(done / total);
    };
    for (const band of rows) {
      const points = band.rows * grid.width;
      const brief = coarse && points <= BRIEF_POINTS;
      const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
      const [label, bytes] = ['Field.band', fieldBytes(points)];
      const buffer = brief ? scope.create(label, bytes, usage) : await scope.allocate(label, bytes, usage);
      const { multiplyAdds, maxPoints } = evaluator;
      const record = evaluator.into(buffer, band.firstRow);
      const work = { key: paceKey(plan), points, multiplyAdds, maxPoints, brief, record };
      ms += await runSliced(context, work, { signal, onPoints });
      bands.push({ ...band, buffer: scope.release(buffer) });
    }
    return { width: grid.width, height: grid.height, base: center.base, scale: fieldScale, bands, ms, destroy };
  } catch (error) {
    destroy();
    throw error;
  } finally {
    scope.destroy();
  }
}

/** Work of one key takes equally long a point. */
function paceKey({ layers, head, take, component, strategy }: Plan): string {
  return `${strategy} ${layers.map((layer) => `${layer.fanIn}-${layer.fanOut} ${layer.activation.name}`).join()}/${head.name}:${take} ${component}`;
}
