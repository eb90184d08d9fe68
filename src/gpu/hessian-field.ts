// Makes the field of the Hessian's norm: two fields of the gradient, whose bands are a row wider on each side, and their differences.
import type { Grid } from '../model/grid.ts';
import { BufferScope } from './context.ts';
import type { Band, BandRows, GpuField } from './gpu-field.ts';
import { createHessianPass } from './hessian-pass.ts';
import type { GpuContext, SlicedWork } from './slices.ts';

/** What this is made by, handed over so that the page loads no more than this file and its pass with the first Hessian. */
export interface GradientSource {
  /** A component of the gradient, in bands of these rows. */
  readonly gradient: (
    component: 'x1' | 'x2',
    rows: readonly BandRows[],
    onProgress: (fraction: number) => void,
  ) => Promise<GpuField>;
  /** Runs work slice by slice; resolves to the ms it took. */
  readonly run: (work: SlicedWork) => Promise<number>;
}

/** Over smaller steps a jump of the gradient may be too large for f32, and the norm is made smaller. */
const SCALED_BELOW = 2 ** -40;

/** Rejects as its source does, and with GpuError where there is no memory or the shader does not compile. */
export async function hessianField(
  { device, pipelines }: GpuContext,
  { gradient, run }: GradientSource,
  grid: Grid,
  rows: readonly BandRows[],
  onProgress?: (fraction: number) => void,
): Promise<GpuField> {
  const scope = new BufferScope(device);
  const bands: Band[] = [];
  const scale = scaleOver(grid);
  const wider = rows.map((band) => withNeighbours(band, grid.height));
  const parts: GpuField[] = [];
  const destroy = () => {
    for (const { buffer } of bands) buffer.destroy();
  };
  try {
    for (const [n, component] of (['x1', 'x2'] as const).entries())
      parts.push(await gradient(component, wider, (part) => onProgress?.((n + part) / 2)));
    const pass = await createHessianPass(pipelines, scope, grid, scale);
    let ms = parts[0].ms + parts[1].ms;
    for (const [n, band] of rows.entries()) {
      const [x1, x2] = parts.map(({ bands }) => bands[n].buffer);
      // As large as the gradient's, which is a little more than is needed.
      const buffer = await scope.allocate('Field.band', x1.size, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
      ms += await run({ ...pass.work, points: band.rows * grid.width, record: pass.into(buffer, band, [x1, x2], wider[n]) });
      bands.push({ ...band, buffer: scope.release(buffer) });
    }
    return { width: grid.width, height: grid.height, base: 0, scale, bands, ms, destroy };
  } catch (error) {
    destroy();
    throw error;
  } finally {
    for (const field of parts) field.destroy();
    scope.destroy();
  }
}

/** Half way, so that a bend, which does not grow with 1/step as a jump does, is not made too small. */
function scaleOver({ step }: Grid): number {
  const finest = Math.min(...step.map(Math.abs));
  return finest < SCALED_BELOW ? 2 ** Math.floor(Math.log2(finest) / 2) : 1;
}

/** The rows of a band and, within the grid, the next on both sides. */
function withNeighbours(band: BandRows, height: number): BandRows {
  const firstRow = Math.max(0, band.firstRow - 1);
  return { ...band, firstRow, rows: Math.min(height, band.firstRow + band.rows + 1) - firstRow };
}
