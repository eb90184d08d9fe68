// Which of three kernels evaluates a network, by its size.
import { isPiecewiseLinear } from '../model/activation.ts';
import type { Layer } from '../model/network.ts';

/**
 * unrolled: every unit in a register of its own, for networks of a few hundred multiply-adds. looped: units in private arrays, eight at
 * a time, one loop nest for each different layer. tiled: layer by layer through workgroup memory, for wide networks; its kernels know no
 * shapes, so they compile once.
 */
export type Strategy = 'unrolled' | 'looped' | 'tiled';

/**
 * Operations a point above which unrolled code compiles for longer than it saves. SwiftShader's compiler takes seconds for what a
 * driver's takes milliseconds.
 */
export const UNROLLED_LIMIT = { software: 200, hardware: 800 } as const;

/** About how many operations an activation is, for one unit and plane: a ramp, or exponentials beside a series. */
const PIECEWISE_OPERATIONS = 4;
const SMOOTH_OPERATIONS = 40;

/** Units a layer above which private arrays no longer fit beside the registers. */
export const LOOPED_WIDTH = 64;

/** Loop nests above which a looped kernel compiles for too long. */
export const LOOPED_NESTS = 6;

/** `planes` is 1 and 1 for each derivative carried along. */
export function chooseStrategy(layers: readonly Layer[], planes: number, adapter: keyof typeof UNROLLED_LIMIT): Strategy {
  const operations = layers.map(
    (layer) =>
      layer.weight.length + layer.fanOut * (isPiecewiseLinear(layer.activation) ? PIECEWISE_OPERATIONS : SMOOTH_OPERATIONS),
  );
  if (planes * operations.reduce((sum, count) => sum + count, 0) <= UNROLLED_LIMIT[adapter]) return 'unrolled';
  const widest = Math.max(...layers.map((layer) => layer.fanOut));
  return widest <= LOOPED_WIDTH && layerRuns(layers).length <= LOOPED_NESTS ? 'looped' : 'tiled';
}

/** Consecutive layers of equal shape and activation: one loop nest serves them all. */
export interface LayerRun {
  readonly layer: Layer;
  readonly first: number;
  readonly count: number;
}

export function layerRuns(layers: readonly Layer[]): LayerRun[] {
  const runs: LayerRun[] = [];
  layers.forEach((layer, first) => {
    const run = runs[runs.length - 1];
    // The first layer's tangents are special and the last layer's results go elsewhere, so both stand alone.
    const joins = run && run.first > 0 && first < layers.length - 1 && sameKind(run.layer, layer);
    if (joins) runs[runs.length - 1] = { ...run, count: run.count + 1 };
    else runs.push({ layer, first, count: 1 });
  });
  return runs;
}

function sameKind(a: Layer, b: Layer): boolean {
  return a.fanIn === b.fanIn && a.fanOut === b.fanOut && a.activation.name === b.activation.name;
}
