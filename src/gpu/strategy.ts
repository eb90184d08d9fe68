// Which of three kernels evaluates a network, by its size.
import { isPiecewiseLinear } from '../model/activation.ts';
import type { Layer } from '../model/network.ts';

/**
 * unrolled: every unit in a register of its own, for networks of a few hundred multiply-adds. looped: units in private arrays,
 * several at a time. tiled: layer by layer through workgroup memory, for wide networks. Only unrolled kernels know the shape of the
 * network; the others know its activations, so that another width or depth compiles nothing.
 */
export type Strategy = 'unrolled' | 'looped' | 'tiled';

/**
 * Operations a point above which unrolled code compiles for longer than it saves. SwiftShader's compiler takes up to a second for 300
 * of them, and more than in proportion beyond; then it runs 2 to 8 times as fast as loops (docs/architecture.md). A driver's takes milliseconds.
 * `none` is for what must not wait for a compiler.
 */
export const UNROLLED_LIMIT = { software: 300, hardware: 800, none: 0 } as const;

/** What an activation of one unit and plane adds to the time of compilation, in multiply-adds, which are dear for the weights they load. */
const PIECEWISE_OPERATIONS = 4;
const SMOOTH_OPERATIONS = 10;

/** Units a layer above which private arrays no longer fit beside the registers. */
const LOOPED_WIDTH = 64;

/** `planes` is 1 and 1 for each derivative carried along. */
export function chooseStrategy(layers: readonly Layer[], planes: number, adapter: keyof typeof UNROLLED_LIMIT): Strategy {
  const operations = layers.map(
    (layer) =>
      layer.weight.length + layer.fanOut * (isPiecewiseLinear(layer.activation) ? PIECEWISE_OPERATIONS : SMOOTH_OPERATIONS),
  );
  if (planes * operations.reduce((sum, count) => sum + count, 0) <= UNROLLED_LIMIT[adapter]) return 'unrolled';
  const widest = Math.max(...layers.map((layer) => layer.fanOut));
  return widest <= LOOPED_WIDTH ? 'looped' : 'tiled';
}
