// Counts the linear regions that a grid's points see: the distinct activation patterns there, told apart by 60 bits of hash.
import type { EvaluateOptions } from '../model/backend.ts';
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { lastPatternLayer, PATTERN_SEEDS } from '../model/pattern.ts';
import { createDistinctPass } from './distinct-pass.ts';
import type { BandRows, GpuField } from './gpu-field.ts';
import { planOf } from './plan.ts';
import { adapterOf, evaluatePlan } from './plan-field.ts';
import type { GpuContext } from './slices.ts';

/** How many there are, of the layers up to lastPatternLayer; the grid is gone over band by band, so that few of its points are kept at a time. */
export async function distinctPatterns(
  context: GpuContext,
  network: Network,
  grid: Grid,
  bands: readonly BandRows[],
  { signal, onProgress }: EvaluateOptions,
): Promise<number> {
  const layer = lastPatternLayer(network);
  // Without a crease all points are on one region.
  if (layer < 0) return 1;
  const plan = { ...planOf(network, { kind: 'pattern', layer }, adapterOf(context)), first: 0 };
  const pass = await createDistinctPass(context);
  let count = 0;
  try {
    for (const [n, band] of bands.entries()) {
      const hashes: GpuField[] = [];
      try {
        for (const seed of PATTERN_SEEDS) {
          const done = n + hashes.length / PATTERN_SEEDS.length;
          const options = {
            ...(signal && { signal }),
            onProgress: (part: number) => onProgress?.((done + part / PATTERN_SEEDS.length) / bands.length),
          };
          hashes.push(await evaluatePlan(context, { ...plan, seed }, grid, [band], options));
        }
        count = await pass.add(hashes[0], hashes[1], { signal });
      } finally {
        for (const field of hashes) field.destroy();
      }
    }
  } finally {
    pass.destroy();
  }
  return count;
}
