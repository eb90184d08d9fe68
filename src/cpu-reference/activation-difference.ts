// How f and f' change from Z to Z + δ, in f64 to a few units of the last place however small δ is: the activations' part of the
// deep-zoom oracle.
import {
  type Activation,
  activate,
  activationKinks,
  activationSlope,
  isPiecewiseLinear,
  normalDensity,
} from '../model/activation.ts';
import { kinkDistance } from '../model/orbit.ts';
import { integrate } from './quadrature.ts';

/** Below this |δ| a smooth change is integrated, above it two values are subtracted. */
const NEAR = 1;

/** f(Z + δ) − f(Z), where Z = z + rest: the rest is what f64 rounding left, which matters only near kinks. */
export function rise(f: Activation, z: number, delta: number, rest = 0): number {
  if (isPiecewiseLinear(f)) return piecewiseRise(f, z, rest, delta);
  if (f.name === 'elu') return above(z, delta) + exponentialRise(z, delta);
  if (Math.abs(delta) >= NEAR) return activate(f, z + delta) - activate(f, z);
  return delta * integrate((s) => activationSlope(f, z + s * delta));
}

/** f'(Z + δ) − f'(Z), where Z = z + rest. */
export function slopeRise(f: Activation, z: number, delta: number, rest = 0): number {
  if (isPiecewiseLinear(f)) return slopeAt(f, z, rest, delta) - slopeAt(f, z, rest, 0);
  if (f.name === 'elu') return exponentialRise(z, delta);
  if (Math.abs(delta) >= NEAR) return activationSlope(f, z + delta) - activationSlope(f, z);
  return delta * integrate((s) => activationCurvature(f, z + s * delta));
}

/** f''(z); 0 for the piecewise-linear ones, whose f' jumps instead. elu's f'' jumps at 0, where it is 0 here. */
export function activationCurvature(f: Activation, z: number): number {
  const slope = activationSlope(f, z);
  switch (f.name) {
    case 'tanh':
      return -2 * Math.tanh(z) * slope;
    case 'sigmoid':
      return -Math.tanh(z / 2) * slope;
    case 'softplus':
      return slope * activationSlope(f, -z);
    case 'gelu':
      return normalDensity(z) * (2 - z * z);
    case 'silu': {
      const sigmoid: Activation = { name: 'sigmoid', slope: 0 };
      return activationSlope(sigmoid, z) * (2 - z * Math.tanh(z / 2));
    }
    case 'elu':
      return z < 0 ? slope : 0;
    case 'sin':
      return -Math.sin(z);
    default:
      return 0;
  }
}

/** relu(Z + δ) − relu(Z); where both are positive it is δ itself. */
function above(z: number, delta: number): number {
  return Math.max(delta, -z) - Math.max(0, -z);
}

/** min(Z + δ, 0) − min(Z, 0). */
function below(z: number, delta: number): number {
  return Math.min(delta, -z) - Math.min(0, -z);
}

/** exp(min(Z + δ, 0)) − exp(min(Z, 0)); only near moves go by expm1, for exp(Z) may be 0 where exp(Z + δ) is not. */
export function exponentialRise(z: number, delta: number): number {
  const move = below(z, delta);
  if (Math.abs(move) >= NEAR) return Math.exp(Math.min(z + delta, 0)) - Math.exp(Math.min(z, 0));
  return Math.exp(Math.min(z, 0)) * Math.expm1(move);
}

/** One affine piece of f around Z: between distances lo and hi from Z, with f' = slope. */
export interface Piece {
  readonly lo: number;
  readonly hi: number;
  readonly slope: number;
}

/** The pieces of a piecewise-linear f, from left to right. */
export function piecesAround(f: Activation, z: number, rest = 0): Piece[] {
  const kinks = activationKinks(f);
  return Array.from({ length: kinks.length + 1 }, (_, m) => {
    const [left, right] = [kinks[m - 1] ?? -Infinity, kinks[m] ?? Infinity];
    return { lo: kinkDistance(left, z, rest), hi: kinkDistance(right, z, rest), slope: activationSlope(f, inside(left, right)) };
  });
}

/** Walks from Z to Z + δ: on every piece its slope times the way that lies on it; step has nothing but its jump. */
function piecewiseRise(f: Activation, z: number, rest: number, delta: number): number {
  if (f.name === 'step') return Number(delta > -z) - Number(0 > -z);
  const clamp = (v: number, { lo, hi }: Piece) => Math.min(Math.max(v, lo), hi);
  return piecesAround(f, z, rest).reduce((sum, piece) => sum + piece.slope * (clamp(delta, piece) - clamp(0, piece)), 0);
}

/** f'(Z + δ), where the piece is decided by δ against the kinks' distances, which Z + δ is too coarse for. */
function slopeAt(f: Activation, z: number, rest: number, delta: number): number {
  const kinks = activationKinks(f);
  const at = kinks.find((kink) => delta === kinkDistance(kink, z, rest));
  if (at !== undefined) return activationSlope(f, at);
  const left = kinks.findLast((kink) => delta > kinkDistance(kink, z, rest)) ?? -Infinity;
  const right = kinks.find((kink) => delta < kinkDistance(kink, z, rest)) ?? Infinity;
  return activationSlope(f, inside(left, right));
}

/** A number strictly between two others, of which either may be infinite. */
function inside(left: number, right: number): number {
  if (left === -Infinity) return right === Infinity ? 0 : right - 1;
  return right === Infinity ? left + 1 : (left + right) / 2;
}
