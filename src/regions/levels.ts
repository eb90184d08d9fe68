// A network as the partition needs it: its layers as differences to what they do at the domain's centre.
import { activationPieces } from '../model/activation.ts';
import type { Place } from '../model/coordinate.ts';
import { fixed, rounded, split } from '../model/fixed-point.ts';
import { classCount, type Network } from '../model/network.ts';
import { exactOrbit } from '../model/orbit.ts';
import { patternLayout } from '../model/partition.ts';

/** An affine map into this level's units, from the input (level 0) or from the units of the level before. */
export interface Weights {
  readonly fanIn: number;
  readonly units: number;
  /** [units × fanIn] row by row, and the same [fanIn × units] column by column. */
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  /** [fanIn] the largest |weight| of every column. */
  readonly largest: Float64Array;
}

/** A layer and its activation. Crease number unit × T + t is where the unit is at threshold t of T. */
export interface Level extends Weights {
  readonly thresholds: number;
  /** [units × T] z − threshold at the centre. */
  readonly distances: Float64Array;
  /** [units] the piece at the centre. */
  readonly pieces: Uint8Array;
  /** [T + 1] of the activation. */
  readonly slopes: readonly number[];
  /** [T] */
  readonly jumps: readonly number[];
  /** The first word of this level in a pattern. */
  readonly firstWord: number;
  readonly words: number;
  /** Whether a level before jumps, so that this one is constant wherever it is not cut by those. */
  readonly flat: boolean;
}

export interface Levels {
  readonly levels: readonly Level[];
  /** From the last level to the last layer's outputs y. */
  readonly tail: Weights;
  /** [K] y at the centre, behind the last activation, and what rounding left of it, so that differences keep their digits. */
  readonly outputs: Float64Array;
  readonly rests: Float64Array;
  /** Whether any level jumps. */
  readonly jumps: boolean;
  /** Words of a pattern. */
  readonly words: number;
}

/** All layers are levels but a last one without kinks, which is the tail. */
export function createLevels(network: Network, center: Place): Levels {
  const orbit = exactOrbit(network.layers, center);
  const layout = patternLayout(network);
  const levels: Level[] = [];
  let flat = false;
  network.layers.forEach((layer, l) => {
    const { first, thresholds } = layout.layers[l];
    const { slopes, jumps } = activationPieces(layer.activation);
    const T = thresholds.length;
    const kinks = thresholds.map(fixed);
    const distances = Float64Array.from(orbit[l].preActivations.flatMap((z) => kinks.map((kink) => rounded(z - kink))));
    levels.push({
      ...weights(Float64Array.from(layer.weight), layer.fanIn, layer.fanOut),
      thresholds: T,
      distances,
      pieces: Uint8Array.from(
        { length: layer.fanOut },
        (_, o) => distances.subarray(o * T, (o + 1) * T).filter((d) => d > 0).length,
      ),
      slopes,
      jumps,
      firstWord: first / 32,
      words: Math.ceil((layer.fanOut * T) / 32),
      flat,
    });
    flat ||= jumps.some((jump) => jump !== 0);
  });
  const outputs = classCount(network);
  const last = levels[levels.length - 1];
  const tail = last.thresholds === 0 ? levels.pop() : undefined;
  const results = orbit[orbit.length - 1].activations.map(split);
  return {
    levels,
    tail: tail ?? weights(identity(outputs), outputs, outputs),
    outputs: Float64Array.from(results, ([nearest]) => nearest),
    rests: Float64Array.from(results, ([, rest]) => rest),
    jumps: flat,
    words: layout.words,
  };
}

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
}

function weights(rows: Float64Array, fanIn: number, units: number): Weights {
  const columns = new Float64Array(rows.length);
  const largest = new Float64Array(fanIn);
  for (let o = 0; o < units; o++)
    for (let i = 0; i < fanIn; i++) {
      const w = rows[o * fanIn + i];
      columns[i * units + o] = w;
      largest[i] = Math.max(largest[i], Math.abs(w));
    }
  return { fanIn, units, rows, columns, largest };
}
