// How many linear regions the plane can fall into under any network of a shape: bounds on the maximum over all weights.
import { type Activation, activationKinks, activationPieces } from './activation.ts';
import type { Layer, Network } from './network.ts';
import { checkPartitionable } from './partition.ts';
import type { ShapeBounds } from './partition-report.ts';

/**
 * Bounds on the most cells (distinct activation patterns, as a Partition has them without further cuts) that networks with these widths
 * and activations cut the whole plane into. A bound on the number in any view as well: a view shows no more. Throws NetworkError as
 * checkPartitionable does. Where only one layer cuts, lower = upper. Numbers of deep shapes outgrow f64; hence bigint.
 */
export function shapeBounds(network: Network): ShapeBounds {
  checkPartitionable(network);
  const cutting = cuttingLayers(network.layers);
  const relu = cutting.every(({ activation }) => activation.name === 'relu');
  return {
    lower: lowerBound(network.layers),
    upper: upperBound(network.layers),
    ...(cutting.length <= 1 ? ONE_LAYER : relu ? { ...RELU, lowerSource: reluSource(cutting) } : OTHERS),
  };
}

const ONE_LAYER = { lowerSource: 'Zaslavsky 1975', upperSource: 'Zaslavsky 1975' };
const RELU = { upperSource: 'Serra, Tjandraatmadja, Ramalingam 2018, Theorem 1' };
const OTHERS = {
  lowerSource: 'after Montúfar, Pascanu, Cho, Bengio 2014, with the folds of these activations',
  upperSource: 'after Serra, Tjandraatmadja, Ramalingam 2018, Theorem 1, with a line for each kink',
};

/** Who found the fold that serves fewer than 3 relus an axis, which only layers before the last one need. */
function reluSource(cutting: readonly Layer[]): string {
  const isNarrow = cutting.slice(0, -1).some(({ fanOut }) => fanOut > 1 && fanOut < 6);
  const serra = 'Serra, Tjandraatmadja, Ramalingam 2018';
  return isNarrow ? `${serra}; Montúfar, Pascanu, Cho, Bengio 2014 for layers of 2 to 5 units` : serra;
}

/** The layers that can cut anything: with kinks, and not behind a step, whose cells all have constant outputs. */
function cuttingLayers(layers: readonly Layer[]): Layer[] {
  const step = layers.findIndex(({ activation }) => activation.name === 'step');
  return layers.slice(0, step < 0 ? layers.length : step + 1).filter(({ activation }) => activationKinks(activation).length > 0);
}

/**
 * Σ C(n, j) T^j over j ≤ rank: into how many parts n units cut a space of `rank` dimensions when each has T parallel kinks, all else being
 * generic (Zaslavsky 1975). In the plane 1 + nT + T² n(n − 1)/2.
 */
function arrangement({ fanOut: n, activation }: Layer, rank: number): bigint {
  const kinks = activationKinks(activation).length;
  let term = 1n;
  let sum = 1n;
  for (let j = 1; j <= rank; j++) {
    term = (term * BigInt((n - j + 1) * kinks)) / BigInt(j);
    sum += term;
  }
  return sum;
}

/**
 * Serra, Tjandraatmadja, Ramalingam 2018, Theorem 1, as the recursion of its proof, from the last layer to the first. A cell is cut into at
 * most as many parts as an arrangement in the dimension of its image. Behind the layer that dimension is at most the number of units that
 * are on a sloped piece; no more parts can have exactly m such units than there are patterns with m of them. The sum is largest if as many
 * parts as possible have as many such units as possible.
 */
function upperBound(layers: readonly Layer[]): bigint {
  /** Parts of a cell, by the dimension of its image before the layer. */
  let parts = [1n, 1n, 1n];
  for (const layer of [...layers].reverse()) {
    const behind = parts;
    const { slopes } = activationPieces(layer.activation);
    const sloped = BigInt(slopes.filter((slope) => slope !== 0).length);
    const flat = BigInt(slopes.length) - sloped;
    parts = parts.map((_, dimension) => {
      let left = arrangement(layer, dimension);
      let sum = 0n;
      let choices = 1n;
      for (let m = layer.fanOut; left > 0n; m--) {
        const idle = layer.fanOut - m;
        const patterns = choices * sloped ** BigInt(m) * flat ** BigInt(idle);
        const taken = patterns < left ? patterns : left;
        sum += taken * behind[Math.min(dimension, m)];
        left -= taken;
        choices = (choices * BigInt(m)) / BigInt(idle + 1);
      }
      return sum;
    });
  }
  return parts[2];
}

/**
 * Each layer but the last folds the square onto itself, once along each axis, so that what the last layer cuts is repeated in every copy
 * (Montúfar et al. 2014; Serra et al. 2018). Behind a layer of one unit, a square is a segment. The last layer may be any: those behind it
 * take no cell away.
 */
function lowerBound(layers: readonly Layer[]): bigint {
  let best = 1n;
  let copies = 1n;
  let axes = 2;
  for (const layer of layers) {
    const cells = copies * arrangement(layer, axes);
    if (cells > best) best = cells;
    axes = Math.min(axes, layer.fanOut);
    copies *= BigInt(foldings(layer.activation, Math.floor(layer.fanOut / axes))) ** BigInt(axes);
  }
  return best;
}

/**
 * How many times a sum of n units of one input can run through an interval, up and down. Relus do it n + 1 times from n = 3 on (Serra et al.
 * 2018), n times before. Any other kinked unit, and a hardtanh, can also stay on one sloped piece and serve as the linear function
 * that n − 1 others then turn around: leaky relu and abs once, hardtanh twice. An odd number of abs needs no such unit. A tent runs up and down.
 */
function foldings({ name, slope }: Activation, n: number): number {
  if (name === 'relu') return n < 3 ? n : n + 1;
  if (name === 'leaky-relu') return slope === 1 ? 1 : n;
  if (name === 'abs') return n + (n % 2);
  if (name === 'hardtanh') return 2 * n - 1;
  if (name === 'tent') return 2 * n;
  return name === 'identity' ? 1 : 0;
}
