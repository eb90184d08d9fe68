// Makes the field of the Hessian's norm: band by band, two fields of the gradient a row wider on each side, and their differences.
import type { EvaluateOptions } from '../model/backend.ts';
import type { Grid } from '../model/grid.ts';
import { BufferScope } from './context.ts';
import { type Band, type BandRows, bandBuffer, type GpuField } from './gpu-field.ts';
import { createHessianPass, HESSIAN_OPERATIONS } from './hessian-pass.ts';
import type { Plan } from './plan.ts';
import { evaluatePlan } from './plan-field.ts';
import { BRIEF_POINTS, type GpuContext, runSliced } from './slices.ts';

/** Over smaller steps a jump of the gradient may be too large for f32, and the norm is made smaller. */
const SCALED_BELOW = 2 ** -40;

/** As evaluatePlan, of the plans of both components of the gradient. */
export async function hessianField(
  context: GpuContext,
  plans: readonly [Plan, Plan],
  grid: Grid,
  rows: readonly BandRows[],
  { signal, onProgress }: EvaluateOptions,
  coarse: boolean,
): Promise<GpuField> {
  const { device, pipelines } = context;
  const finest = Math.min(...grid.step.map(Math.abs));
  // Half way, so that a bend, which does not grow with 1/step as a jump does, is not made too small.
  const scale = finest < SCALED_BELOW ? 2 ** Math.floor(Math.log2(finest) / 2) : 1;
  const scope = new BufferScope(device);
  const bands: Band[] = [];
  let ms = 0;
  const destroy = () => {
    for (const { buffer } of bands) buffer.destroy();
  };
  const gradientOf = async (plan: Plan, from: BandRows, done: number): Promise<GpuField> => {
    const told = (part: number) => onProgress?.((done + part / plans.length) / rows.length);
    const field = await evaluatePlan(context, plan, grid, [from], { ...(signal && { signal }), onProgress: told }, coarse);
    ms += field.ms;
    return field;
  };
  try {
    const hessian = await createHessianPass(pipelines, scope, grid, scale);
    for (const [n, band] of rows.entries()) {
      const from = withNeighbours(band, grid.height);
      const gradient: GpuField[] = [];
      try {
        for (const plan of plans) gradient.push(await gradientOf(plan, from, n + gradient.length / plans.length));
        const points = band.rows * grid.width;
        const brief = coarse && points <= BRIEF_POINTS;
        const buffer = await bandBuffer(scope, points, brief);
        const [x1, x2] = gradient.map(({ bands: [{ buffer }] }) => buffer);
        const record = hessian.into(buffer, band, [x1, x2], from);
        const { maxPoints } = hessian;
        const work = { key: 'HessianPass', points, multiplyAdds: HESSIAN_OPERATIONS, maxPoints, brief, record };
        ms += await runSliced(context, work, { signal });
        bands.push({ ...band, buffer: scope.release(buffer) });
      } finally {
        for (const field of gradient) field.destroy();
      }
    }
    return { width: grid.width, height: grid.height, base: 0, scale, bands, ms, destroy };
  } catch (error) {
    destroy();
    throw error;
  } finally {
    scope.destroy();
  }
}

/** The rows of a band and, within the grid, the next on both sides. */
function withNeighbours(band: BandRows, height: number): BandRows {
  const firstRow = Math.max(0, band.firstRow - 1);
  return { ...band, firstRow, rows: Math.min(height, band.firstRow + band.rows + 1) - firstRow };
}
