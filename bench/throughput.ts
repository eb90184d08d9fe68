// Points a second of networks and quantities over square grids, the field staying on the GPU.
import { parseSpec, specNetwork } from '../src/formats/spec.ts';
import { planOf } from '../src/gpu/plan.ts';
import { planesOf } from '../src/gpu/planes.ts';
import { type Bounds, gridOverBounds } from '../src/model/grid.ts';
import type { BenchOptions } from './arguments.ts';
import type { Gpu } from './fresh-engine.ts';
import { parsePlannedQuantity } from './planned-quantity.ts';
import type { Measured, Throughput, ThroughputCase } from './results.ts';
import { median, planRuns } from './timing.ts';

export const BENCH_BOUNDS: Bounds = [-3, 3, -3, 3];

/** Compiles, finds the pace and makes the first estimate. */
const WARM_UP_SIDE = 256;

export async function measureThroughput(gpu: Gpu, options: BenchOptions, log: (line: string) => void): Promise<ThroughputCase[]> {
  const cases: ThroughputCase[] = [];
  for (const net of options.nets) {
    for (const [n, quantity] of options.quantities.entries()) {
      const grids = n === 0 ? options.points : options.points.slice(0, 1);
      for (const measured of await measureSizes(gpu, net, quantity, grids, options.limit * 1000)) {
        cases.push(measured);
        log(`${net} ${quantity} ${measured.points}: ${JSON.stringify(measured.measured)}`);
      }
    }
  }
  return cases;
}

async function measureSizes(
  gpu: Gpu,
  net: string,
  quantityText: string,
  sizes: readonly number[],
  limitMs: number,
): Promise<ThroughputCase[]> {
  const network = specNetwork(parseSpec(net));
  const quantity = parsePlannedQuantity(quantityText);
  const { layers, anchors, strategy } = planOf(network, quantity, gpu.software ? 'software' : 'hardware');
  const flopsPerPoint = 2 * planesOf(anchors).length * layers.reduce((sum, { weight }) => sum + weight.length, 0);
  const engine = await gpu.freshEngine();
  /** The GPU's ms for one field. */
  const run = async (side: number): Promise<number> => {
    const field = await engine.makeField({ network, grid: gridOverBounds(BENCH_BOUNDS, side, side), quantity });
    field.destroy();
    return field.ms;
  };
  const cases: ThroughputCase[] = [];
  try {
    await run(WARM_UP_SIDE / 4);
    const add = (points: number, measured: Measured<Runs>) =>
      cases.push({ net, quantity: quantityText, points, strategy, flopsPerPoint, measured: withRate(measured, points) });
    const warmUpMs = await run(WARM_UP_SIDE);
    let msPerPoint = warmUpMs / WARM_UP_SIDE ** 2;
    for (const points of sizes) {
      const measured = await measureSize(() => run(Math.sqrt(points)), msPerPoint * points, limitMs);
      if ('ms' in measured) msPerPoint = measured.ms / points;
      // Where nothing that was asked for fits, the warm-up is all that there is to tell.
      else if (cases.length === 0) add(WARM_UP_SIDE ** 2, { ms: warmUpMs, runs: 1 });
      add(points, measured);
    }
  } finally {
    engine.destroy();
  }
  return cases;
}

type Runs = Pick<Throughput, 'ms' | 'runs'>;

async function measureSize(run: () => Promise<number>, estimate: number, limitMs: number): Promise<Measured<Runs>> {
  const plan = planRuns(estimate, limitMs);
  if (plan === null) return { skipped: `about ${Math.ceil(estimate / 1000)} s at the rate before` };
  if (plan.warmUp) await run();
  const times: number[] = [];
  while (times.length < plan.runs) times.push(await run());
  return { ms: median(times), runs: plan.runs };
}

function withRate(measured: Measured<Runs>, points: number): Measured<Throughput> {
  return 'ms' in measured ? { ...measured, rate: points / (measured.ms / 1000) } : measured;
}
