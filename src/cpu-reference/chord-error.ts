// How far an activation's change between two points in f32 (chord.wgsl) can be from the exact one: f(Z + d + c) − f(Z + d), where d is
// known to ± eD and c to ± eC. Finite differences are made of these.
import { type Activation, activationSlope, normalCdf } from '../model/activation.ts';
import { exponentialRise, rise, slopeRise } from './activation-difference.ts';
import { isPieceCertain, kinksAround, partsOf, riseError, smoothBounds, steepestSlope } from './activation-error.ts';
import { ELEMENTARY, TINY, U } from './rounding.ts';

/** Below this |c| the shader uses addition theorems, else it subtracts two rises. */
const THEOREM_REACH = 0.5;

/** Of f(Z + d + c) − f(Z + d). */
export function chordError(f: Activation, z: number, d: number, eD: number, c: number, eC: number): number {
  if (c === 0 && eC === 0) return 0;
  if (f.name === 'step') {
    const [from, to] = [isPieceCertain(f, z, d, eD), isPieceCertain(f, z, d + c, eD + eC + U * Math.abs(d + c))];
    return (from ? 0 : 1) + (to ? 0 : 1);
  }
  const bounds = smoothBounds(f);
  if (!bounds) {
    const kinks = misplacedKinks(f, z, d, eD, c, eC);
    return steepestSlope(f, z, d + c, eC) * eC + kinks + 4 * U * partsOf(f, z + d, c);
  }
  const bend = Math.abs(slopeRise(f, z + d, c));
  const argument = eD + U * (Math.abs(z) + 2 * Math.abs(z + d) + Math.abs(z + d + c));
  // Where Z + d is taken a little off, both ends are: only the difference of their slopes tells.
  const displaced = argument * (bend + Math.min(2 * argument * bounds.curvature, argument * Math.abs(c) * bounds.third));
  const carried = eC * Math.min(bounds.slope, Math.abs(activationSlope(f, z + d + c)) + (argument + eC) * bounds.curvature);
  // elu's exp(Z + d) is made of exp(Z) and exp(d), each with an error that grows with its argument.
  const near = carried + (f.name === 'elu' ? 6 : 1) * displaced + theoremRounding(f, z + d, c, eD + eC) + 2 * TINY;
  if (f.name === 'sin' || f.name === 'elu') return near;
  const ends = riseError(f, z, d, eD) + riseError(f, z, d + c, eD + eC + U * Math.abs(d + c));
  const far = ends + U * Math.abs(rise(f, z + d, c));
  return Math.max(Math.abs(c) - eC < THEOREM_REACH ? near : 0, Math.abs(c) + eC >= THEOREM_REACH ? far : 0);
}

/** A kink between the two points enters the chord at its rounded distance k − d, and as far as d is off. */
function misplacedKinks(f: Activation, z: number, d: number, eD: number, c: number, eC: number): number {
  const [from, to] = [Math.min(d, d + c), Math.max(d, d + c)];
  return kinksAround(f, z).reduce((sum, { distance, jump }) => {
    const off = eD + U * (Math.abs(distance) + Math.abs(distance - d));
    const isReached = distance >= from - off - eC - TINY && distance <= to + off + eC + TINY;
    return isReached ? sum + jump * Math.min(off, Math.abs(c) + eC) : sum;
  }, 0);
}

/** Of the addition theorem for f(z + c) − f(z): every factor to its own relative error. */
function theoremRounding(f: Activation, z: number, c: number, e: number): number {
  const chord = Math.abs(rise(f, z, c));
  switch (f.name) {
    case 'tanh':
      return chord * logisticRounding(2 * z);
    case 'sigmoid':
      return chord * logisticRounding(z);
    case 'softplus':
      return 1.5 * chord * logisticRounding(z);
    case 'silu': {
      const [here, there] = [logisticAt(z), logisticAt(z + c)];
      const argument = U * Math.abs(z + c) * 0.25 * Math.abs(c);
      return (
        argument +
        Math.abs(c) * there * logisticRounding(z + c) +
        Math.abs(z * (there - here)) * logisticRounding(z) +
        2 * U * chord
      );
    }
    case 'gelu': {
      const [here, there] = [normalCdf(z), normalCdf(z + c)];
      const argument = U * Math.abs(z + c) * 0.4 * Math.abs(c);
      const rounding = 2 * ELEMENTARY + 8 * U * (Math.abs(z) + Math.abs(c)) ** 2;
      return argument + (Math.abs(c) * there + Math.abs(z * (there - here))) * rounding + 2 * U * chord;
    }
    case 'sin': {
      const half = Math.abs(Math.sin(0.5 * c));
      return 2 * ELEMENTARY * (half + (Math.abs(c) >= 1 ? 1 : 0)) + (ELEMENTARY + 2 * U) * chord;
    }
    case 'elu': {
      const crosses = Math.min(z, z + c) <= e && Math.max(z, z + c) >= -e;
      const kink = crosses ? 2 * U * (2 * Math.abs(z) + Math.abs(z + c)) : 0;
      const bent = Math.abs(exponentialRise(z, c));
      return kink + bent * (2 * ELEMENTARY + 8 * U * Math.abs(z)) + U * Math.abs(c) + 2 * U * chord;
    }
    default:
      return 0;
  }
}

/** Relative, of σ(z) σ(−z) expm1(c)/(1 + σ(z) expm1(c)); exp's error grows with its argument. */
function logisticRounding(z: number): number {
  return 3 * ELEMENTARY + 6 * U * Math.abs(z);
}

function logisticAt(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
