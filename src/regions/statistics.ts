// What is told of a partition beside its counts: regions born per layer, units that do nothing there, and how areas and slopes are spread.
import { activationPieces } from '../model/activation.ts';
import type { Layer, Network } from '../model/network.ts';
import { cellCount, creaseAt, outputsOf, type Partition } from '../model/partition.ts';
import type { Histogram, LayerStatistics, PartitionStatistics, Spread } from '../model/partition-report.ts';
import { cellAreas } from './areas.ts';

/** The partition of `network`; where it is not complete, all numbers are of the part that is there. */
export function partitionStatistics(network: Network, partition: Partition): PartitionStatistics {
  const born = bornPerLayer(partition);
  const pieces = steadyPieces(partition);
  let inputs = [true, true];
  const layers = network.layers.map((layer, l): LayerStatistics => {
    const units = layerUnits(layer, pieces[l], inputs);
    inputs = units.affine;
    const listed = (test: (unit: number) => boolean) => [...inputs.keys()].filter(test);
    return {
      born: born[l],
      units: layer.fanOut,
      dead: listed((u) => units.dead[u]),
      alwaysOn: listed((u) => units.alwaysOn[u]),
      linear: listed((u) => units.affine[u] && !units.dead[u]),
    };
  });
  return {
    layers,
    bornOfCut: born[network.layers.length],
    areas: areaSpread(cellAreas(partition)),
    slopes: Array.from({ length: outputsOf(partition) }, (_, k) => slopeSpread(cellSlopes(partition, k))),
  };
}

/**
 * By layer, and behind the last one by the cut. A cell of layers 0 … l is convex, so the final cells in it hang together across edges that
 * only deeper layers bore: joining cells across edges, deepest first, each join that joins anything undoes one birth.
 */
function bornPerLayer({ layout, edgeCells, edgeCreases, coincident, cellStarts }: Partition): number[] {
  const cut = layout.layers.length;
  const layerOf = (code: number) => creaseAt(layout, code)?.layer ?? cut;
  const edgeLayers = Uint8Array.from(edgeCreases, layerOf);
  for (let i = 0; i < coincident.length; i += 2)
    edgeLayers[coincident[i]] = Math.min(edgeLayers[coincident[i]], layerOf(coincident[i + 1]));

  const parents = Int32Array.from({ length: cellCount({ cellStarts }) }, (_, cell) => cell);
  const root = (cell: number) => {
    let at = cell;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  };
  const born = new Array<number>(cut + 1).fill(0);
  for (let layer = cut; layer >= 0; layer--)
    for (let edge = 0; edge < edgeLayers.length; edge++) {
      if (edgeLayers[edge] !== layer || edgeCells[2 * edge] < 0 || edgeCells[2 * edge + 1] < 0) continue;
      const [left, right] = [root(edgeCells[2 * edge]), root(edgeCells[2 * edge + 1])];
      if (left === right) continue;
      parents[left] = right;
      born[layer]++;
    }
  return born;
}

/** By layer and unit: the piece on which the unit is in every cell, −1 where it is not the same in all. */
function steadyPieces({ layout, patterns }: Partition): Int8Array[] {
  const { words } = layout;
  const every = new Uint32Array(words).fill(0xffffffff);
  const some = new Uint32Array(words);
  for (let i = 0, word = 0; i < patterns.length; i++, word = word + 1 === words ? 0 : word + 1) {
    every[word] &= patterns[i];
    some[word] |= patterns[i];
  }
  const bit = (of: Uint32Array, at: number) => (of[at >>> 5] >>> (at & 31)) & 1;
  return layout.layers.map(({ first, units, thresholds: { length: kinks } }) =>
    Int8Array.from({ length: units }, (_, unit) => {
      let piece = 0;
      for (let at = first + unit * kinks; at < first + (unit + 1) * kinks; at++) {
        if (bit(every, at) !== bit(some, at)) return -1;
        piece += bit(some, at);
      }
      return piece;
    }),
  );
}

/** By unit: whether it is dead, always on, and affine over the whole view; `inputs` says so of the units before, or the coordinates. */
function layerUnits({ fanIn, weight, activation }: Layer, pieces: Int8Array, inputs: readonly boolean[]) {
  const { slopes } = activationPieces(activation);
  const steady = Array.from(pieces, (piece) => piece >= 0);
  const dead = Array.from(pieces, (piece) => slopes[piece] === 0);
  const alwaysOn = steady.map((same, u) => same && !dead[u] && slopes.length > 1);
  const affine = steady.map(
    (same, u) => dead[u] || (same && inputs.every((straight, i) => straight || weight[u * fanIn + i] === 0)),
  );
  return { dead, alwaysOn, affine };
}

/** [F] |∇y_k|. */
export function cellSlopes(partition: Partition, k: number): Float64Array {
  const { affine } = partition;
  const outputs = outputsOf(partition);
  return Float64Array.from({ length: cellCount(partition) }, (_, cell) => {
    const at = 3 * (cell * outputs + k);
    return Math.hypot(affine[at + 1], affine[at + 2]);
  });
}

/** How areas are spread, sorted in place: over orders of magnitude. */
export function areaSpread(areas: Float64Array): Spread {
  return spread(areas, 'log');
}

/** How slopes are spread, sorted in place: among them is 0. */
export function slopeSpread(slopes: Float64Array): Spread {
  return spread(slopes, 'linear');
}

const BINS = 24;

/** Sorts the values in place. Quantiles are interpolated as np.quantile does; all are NaN where there are no values. */
function spread(values: Float64Array, scale: Histogram['scale']): Spread {
  values.sort();
  const quantile = (q: number) => {
    const at = q * (values.length - 1);
    const below = values[Math.floor(at)];
    return below + (at % 1) * (values[Math.ceil(at)] - below);
  };
  return {
    min: quantile(0),
    lower: quantile(0.25),
    median: quantile(0.5),
    upper: quantile(0.75),
    max: quantile(1),
    histogram: histogram(values, scale),
  };
}

/** Of ascending values, from the smallest that the scale can show to the largest; one bin where these are equal, none without values. */
function histogram(sorted: Float64Array, scale: Histogram['scale']): Histogram {
  const below = scale === 'log' ? sorted.filter((value) => value <= 0).length : 0;
  const shown = sorted.subarray(below);
  if (shown.length === 0) return { scale, from: 0, to: 0, counts: [], below };
  const [from, to] = [shown[0], shown[shown.length - 1]];
  if (from === to) return { scale, from, to, counts: [shown.length], below };
  const place = scale === 'log' ? Math.log : (value: number) => value;
  const counts = new Array<number>(BINS).fill(0);
  const perBin = (place(to) - place(from)) / BINS;
  for (const value of shown) counts[Math.min(Math.floor((place(value) - place(from)) / perBin), BINS - 1)]++;
  return { scale, from, to, counts, below };
}
