// The oracle of partitions: on which piece every unit is near a point and what comes out there, and of both how sure f64 can be.
import { activationPieces } from '../model/activation.ts';
import type { Place } from '../model/coordinate.ts';
import { classCount, type Network } from '../model/network.ts';
import { patternLayout } from '../model/partition.ts';
import type { PieceOracle } from '../model/partition-report.ts';
import { exactUnits } from './exact-units.ts';

/** Unit roundoff of f64: the relative error of one rounding. */
const U = 2 ** -53;
/** Covers the rounding of the bounds themselves, sums of at most 1024 terms ≥ 0. */
const SLACK = 1 + 2 ** -40;

/**
 * The network around `center`; it has 2 inputs and piecewise linear activations only. What is carried through the layers is the difference
 * to the centre, where everything is known exactly, so that a view loses nothing by being small or far from the origin. Every sum brings a
 * bound of its rounding errors along: from the sizes of what went into it at first (Higham, Accuracy and Stability of Numerical Algorithms,
 * section 3.1), and where that leaves a doubt, of every step (section 3.3). The bounds hold unless numbers underflow.
 */
export function certainPieces(network: Network, center: Place): PieceOracle {
  const layout = patternLayout(network);
  const pattern = new Uint32Array(layout.words);
  const unsure = new Uint32Array(layout.words);
  const outputs = new Float64Array(classCount(network));
  const bounds = new Float64Array(outputs.length);
  // The input less the centre and then each layer's f(z) less f(Z), and how far those may be off.
  const rises = [2, ...network.layers.map(({ fanOut }) => fanOut)].map((units) => new Float64Array(units));
  const errors = rises.map(({ length }) => new Float64Array(length));
  const steps = exactUnits(network, center).map((units, l) => {
    const { fanIn, weight, activation } = network.layers[l];
    const fanOut = units.values.length;
    const columns = Float32Array.from(weight, (_, at) => weight[(at % fanOut) * fanIn + Math.floor(at / fanOut)]);
    const largest = Float64Array.from({ length: fanOut }, (_, o) =>
      weight.subarray(o * fanIn, (o + 1) * fanIn).reduce((most, w) => Math.max(most, Math.abs(w)), 0),
    );
    const { slopes, jumps } = activationPieces(activation);
    const steepest = Math.max(...slopes.map(Math.abs));
    return { ...units, rows: weight, columns, largest, slopes, jumps, steepest, first: layout.layers[l].first };
  });
  const { values } = steps[steps.length - 1];

  const pass = (l: number) => {
    const { rows, columns, largest, slopes, jumps, steepest, distances, lifts, first } = steps[l];
    const rise = rises[l + 1];
    const riseError = errors[l + 1];
    const kinks = jumps.length;
    multiply(columns, rises[l], rise);
    const spread = sumError(rises[l], errors[l]);
    for (let o = 0; o < rise.length; o++) {
      let error = SLACK * largest[o] * spread;
      for (let t = 0; t < kinks; t++) {
        const distance = distances[o * kinks + t];
        if (Math.abs(rise[o] - distance) > SLACK * (error + 2 * U * Math.abs(distance))) continue;
        error = SLACK * followedSum(rows, o, rises[l], errors[l], rise);
        break;
      }
      const z = rise[o];
      let piece = 0;
      let reach = 0;
      let jump = 0;
      for (let t = 0; t < kinks; t++) {
        const bit = o * kinks + t;
        const word = (first + bit) >>> 5;
        const distance = distances[bit];
        const doubt = SLACK * (error + 2 * U * Math.abs(distance));
        if (z > distance) {
          piece++;
          pattern[word] |= 1 << (bit & 31);
        }
        // Without any doubt, what is exactly at the threshold is not above it; what is not a number is in doubt.
        if (doubt === 0 || Math.abs(z - distance) > doubt) continue;
        unsure[word] |= 1 << (bit & 31);
        reach = Math.max(reach, 2 * doubt);
        jump += Math.abs(jumps[t]);
      }
      const lift = lifts[o * (kinks + 1) + piece];
      const along = slopes[piece] * z;
      rise[o] = along + lift;
      // Where a kink may lie between z and the truth, f changes from one to the other by at most steepest × reach, and jumps.
      const bent = reach === 0 ? Math.abs(slopes[piece]) * error : steepest * reach + jump;
      riseError[o] = bent + U * (Math.abs(along) + 2 * Math.abs(lift) + Math.abs(rise[o]));
    }
  };

  return (d1, d2, radius) => {
    pattern.fill(0);
    unsure.fill(0);
    rises[0][0] = d1;
    rises[0][1] = d2;
    errors[0].fill(radius);
    for (let l = 0; l < steps.length; l++) pass(l);
    const rise = rises[steps.length];
    const riseError = errors[steps.length];
    for (let k = 0; k < outputs.length; k++) {
      outputs[k] = values[k] + rise[k];
      bounds[k] = SLACK * (riseError[k] + U * (2 * Math.abs(values[k]) + Math.abs(outputs[k])));
    }
    return { pattern, unsure, outputs, bounds };
  };
}

/** z = W a, from W column by column, four at a time. Inputs that are exactly 0, as of relus that are off here as at the centre, add nothing. */
function multiply(columns: Float32Array, a: Float64Array, z: Float64Array): void {
  const n = z.length;
  const four = [0, 0, 0, 0];
  z.fill(0);
  for (let i = 0; i < a.length; ) {
    let count = 0;
    for (; i < a.length && count < 4; i++) if (a[i] !== 0) four[count++] = i;
    if (count < 4) {
      for (let k = 0; k < count; k++) for (let o = 0, at = four[k] * n; o < n; o++, at++) z[o] += columns[at] * a[four[k]];
      continue;
    }
    const [p, q, r, s] = [four[0] * n, four[1] * n, four[2] * n, four[3] * n];
    const [ap, aq, ar, as] = [a[four[0]], a[four[1]], a[four[2]], a[four[3]]];
    for (let o = 0; o < n; o++) z[o] += columns[p + o] * ap + columns[q + o] * aq + columns[r + o] * ar + columns[s + o] * as;
  }
}

/** What Σ w a may be off by, a being known to ± e, where no |w| is larger than 1: a sum of n products in any order, n U Σ |w a| and Σ |w| e. */
function sumError(a: Float64Array, e: Float64Array): number {
  let [size, spread] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    size += Math.abs(a[i]);
    spread += e[i];
  }
  return spread + (a.length + 1) * U * size;
}

/** Sums row o again into z[o] and returns what that may be off by: a product by U |w a|, and a sum by U times what it made. */
function followedSum(rows: Float32Array, o: number, a: Float64Array, e: Float64Array, z: Float64Array): number {
  let [sum, error] = [0, 0];
  for (let i = 0, at = o * a.length; i < a.length; i++, at++) {
    const w = rows[at];
    sum += w * a[i];
    error += Math.abs(w) * (e[i] + U * Math.abs(a[i])) + U * Math.abs(sum);
  }
  z[o] = sum;
  return error;
}
