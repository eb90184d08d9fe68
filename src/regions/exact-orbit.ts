// A piecewise linear network at one point in binary fixed point: exact but for a last digit far below everything that f64 can hold.
import { activationKinks, activationPieces } from '../model/activation.ts';
import type { Network } from '../model/network.ts';

/** Digits behind the point; every f32, and with it every weight, is a multiple of 2^-149. */
const BITS = 320n;
const WEIGHT_BITS = 149n;
const WEIGHT_SCALE = 2 ** 149;

/** A number times 2^320. */
type Fixed = bigint;

/** One layer at the point. */
export interface ExactUnits {
  /** [fanOut × thresholds] z − threshold, rounded once. */
  readonly distances: Float64Array;
  /** [fanOut] f(z), rounded once, and what that left. */
  readonly activations: Float64Array;
  readonly rests: Float64Array;
}

/** Runs the network at x, whose coordinates are finite f64. */
export function exactOrbit({ layers }: Pick<Network, 'layers'>, x: readonly [number, number]): ExactUnits[] {
  let input: Fixed[] = x.map((coordinate) => fixed(coordinate, BITS));
  return layers.map(({ fanIn, fanOut, weight, bias, activation }) => {
    const kinks = activationKinks(activation).map((kink) => fixed(kink, BITS));
    const { first, slopes, jumps } = activationPieces(activation);
    const steps = slopes.map((slope) => fixed(slope, BITS));
    const distances = new Float64Array(fanOut * kinks.length);
    const activations: Fixed[] = [];
    for (let o = 0; o < fanOut; o++) {
      let z = 0n;
      // Of relus half are off.
      for (let i = 0; i < fanIn; i++) if (input[i] !== 0n) z += BigInt(weight[o * fanIn + i] * WEIGHT_SCALE) * input[i];
      z = (z >> WEIGHT_BITS) + fixed(bias[o], BITS);
      // The lowest piece's line, bent at every kink below z.
      let value = ((steps[0] * z) >> BITS) + fixed(first, BITS);
      kinks.forEach((kink, t) => {
        distances[o * kinks.length + t] = rounded(z - kink);
        if (z > kink) value += (((steps[t + 1] - steps[t]) * (z - kink)) >> BITS) + fixed(jumps[t], BITS);
      });
      activations.push(value);
    }
    input = activations;
    const rests = Float64Array.from(activations, (value) => rounded(value - fixed(rounded(value), BITS)));
    return { distances, activations: Float64Array.from(activations, rounded), rests };
  });
}

/** x times 2^bits, towards −∞. */
function fixed(x: number, bits: bigint): bigint {
  if (x === 0) return 0n;
  // |x| = mantissa × 2^exponent with a mantissa of 53 binary digits.
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(x))) - 53, -1074);
  const half = Math.trunc(exponent / 2);
  const mantissa = BigInt((x / 2 ** half) * 2 ** (half - exponent));
  const shift = bits + BigInt(exponent);
  return shift >= 0n ? mantissa << shift : mantissa >> -shift;
}

/** The f64 nearest to a / 2^320, to an ULP. */
function rounded(a: Fixed): number {
  const size = a < 0n ? -a : a;
  // A hexadecimal digit holds four binary ones, and 15 of them are more than a mantissa.
  const excess = Math.max(size.toString(16).length - 16, 0) * 4;
  const power = excess - Number(BITS);
  const half = Math.trunc(power / 2);
  return Number(a >> BigInt(excess)) * 2 ** half * 2 ** (power - half);
}
