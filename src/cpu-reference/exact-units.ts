// A piecewise linear network at one point, exactly: every f32 and f64 is a whole number over a power of two, and so is what they make. A
// place, which is decimal, is one but for 2^-DIGITS.
import { activationKinks, activationPieces } from '../model/activation.ts';
import { COORDINATE_UNIT, type Place } from '../model/coordinate.ts';
import type { Layer, Network } from '../model/network.ts';

/** One layer at the point Z, each number rounded once, to an ULP, and 0 only where it is. T thresholds cut f into T + 1 pieces. */
export interface ExactUnits {
  /** [units × T] threshold − Z. */
  readonly distances: Float64Array;
  /** [units × (T + 1)] each piece's line at Z, however far it reaches, less f(Z). */
  readonly lifts: Float64Array;
  /** [units] f(Z). */
  readonly values: Float64Array;
}

/** Numbers as whole numbers over 2^digits. */
interface Dyadic {
  readonly wholes: readonly bigint[];
  readonly digits: number;
}

/** Binary digits that a place is rounded to: far below everything that f64 can tell from its neighbours. */
const DIGITS = 320;

/** Runs the network at `x`. */
export function exactUnits({ layers }: Pick<Network, 'layers'>, x: Place): ExactUnits[] {
  let input: Dyadic = { wholes: x.map((c) => (c << BigInt(DIGITS)) / COORDINATE_UNIT), digits: DIGITS };
  return layers.map((layer) => {
    const z = preActivations(layer, input);
    const { first, slopes, jumps } = activationPieces(layer.activation);
    const kinks = activationKinks(layer.activation);
    const [s, c, k] = [slopes, [first, ...jumps], kinks].map(dyadic);
    // Everything below is over 2^digits.
    const digits = z.digits + s.digits + c.digits + k.digits;
    const shift = (a: bigint, from: number) => a << BigInt(digits - from);
    const distances: bigint[] = [];
    const lifts: bigint[] = [];
    const values: bigint[] = [];
    for (const unit of z.wholes) {
      const gaps = k.wholes.map((kink) => shift(kink, k.digits) - shift(unit, z.digits));
      // Line after line at Z, each meeting the one before at its kink but for the jump there.
      const lines = [shift(s.wholes[0] * unit, s.digits + z.digits) + shift(c.wholes[0], c.digits)];
      gaps.forEach((gap, t) => {
        const bend = ((s.wholes[t + 1] - s.wholes[t]) * gap) >> BigInt(s.digits);
        lines.push(lines[t] - bend + shift(c.wholes[t + 1], c.digits));
      });
      const value = lines[gaps.filter((gap) => gap < 0n).length];
      distances.push(...gaps);
      lifts.push(...lines.map((line) => line - value));
      values.push(value);
    }
    input = { wholes: values, digits };
    const rounded = (numbers: readonly bigint[]) => Float64Array.from(numbers, (a) => nearest(a, digits));
    return { distances: rounded(distances), lifts: rounded(lifts), values: rounded(values) };
  });
}

/** W a + b. */
function preActivations({ fanIn, fanOut, weight, bias }: Layer, a: Dyadic): Dyadic {
  const w = dyadic(weight);
  const b = dyadic(bias);
  const digits = Math.max(w.digits + a.digits, b.digits);
  const wholes = b.wholes.map((term, o) => {
    let sum = 0n;
    for (let i = 0; i < fanIn; i++) if (a.wholes[i] !== 0n) sum += w.wholes[o * fanIn + i] * a.wholes[i];
    return (sum << BigInt(digits - w.digits - a.digits)) + (term << BigInt(digits - b.digits));
  });
  return { wholes: wholes.slice(0, fanOut), digits };
}

function dyadic(numbers: Iterable<number>): Dyadic {
  const parts = Array.from(numbers, (x) => {
    let [whole, digits] = [x, 0];
    while (!Number.isInteger(whole)) [whole, digits] = [whole * 2, digits + 1];
    return { whole: BigInt(whole), digits };
  });
  const digits = parts.reduce((most, part) => Math.max(most, part.digits), 0);
  return { wholes: parts.map((part) => part.whole << BigInt(digits - part.digits)), digits };
}

/** a / 2^digits, to an ULP. */
function nearest(a: bigint, digits: number): number {
  // 60 binary digits are more than a mantissa; powers of two in two steps, for either may be out of range alone.
  const excess = Math.max(4 * a.toString(16).length - 60, 0);
  const power = excess - digits;
  const half = Math.trunc(power / 2);
  return Number(a >> BigInt(excess)) * 2 ** half * 2 ** (power - half);
}
