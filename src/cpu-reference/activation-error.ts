// How far an activation's change in f32 (activation.wgsl) can be from the exact one, where its argument is only known to ± e.
import {
  type Activation,
  type ActivationName,
  activationSlope,
  isPiecewiseLinear,
  patternThresholds,
} from '../model/activation.ts';
import { activationCurvature, exponentialRise, piecesAround, rise, slopeRise } from './activation-difference.ts';
import { ELEMENTARY, TINY, U } from './rounding.ts';

/** Below this |δ| the shader uses a Taylor polynomial of degree 6, else it subtracts. */
const SERIES_REACH = 0.125;

/** Least upper bounds over all z, rounded up. */
export interface SmoothBounds {
  /** Of |f'|, |f''| and |f'''|. */
  readonly slope: number;
  readonly curvature: number;
  readonly third: number;
  /** Of |f⁗'''|/7!, the first Taylor coefficient that the polynomial leaves out. */
  readonly seventh: number;
}

/** null for the piecewise-linear ones. */
export function smoothBounds(f: Activation): SmoothBounds | null {
  return SMOOTH[f.name] ?? null;
}

const SMOOTH: Partial<Record<ActivationName, SmoothBounds>> = {
  tanh: { slope: 1, curvature: 0.77, third: 2, seventh: 0.054 },
  sigmoid: { slope: 0.25, curvature: 0.0963, third: 0.125, seventh: 2.2e-4 },
  softplus: { slope: 1, curvature: 0.25, third: 0.0963, seventh: 8.1e-5 },
  gelu: { slope: 1.13, curvature: 0.798, third: 0.78, seventh: 3.3e-3 },
  silu: { slope: 1.1, curvature: 0.5, third: 0.31, seventh: 5.8e-4 },
  elu: { slope: 1, curvature: 1, third: 1, seventh: 0 },
  sin: { slope: 1, curvature: 1, third: 1, seventh: 2e-4 },
};

/** These are relu plus a bounded remainder in the direct difference. */
const WITH_RAMP: readonly ActivationName[] = ['softplus', 'gelu', 'silu', 'elu'];

/** Of f(Z + δ) − f(Z) in f32, where δ is known to ± e. */
export function riseError(f: Activation, z: number, delta: number, e: number): number {
  if (delta === 0 && e === 0) return 0;
  const bounds = smoothBounds(f);
  if (!bounds) return piecewiseRiseError(f, z, delta, e);
  const carried = e * Math.min(bounds.slope, Math.abs(activationSlope(f, z + delta)) + e * bounds.curvature);
  if (f.name === 'elu') return carried + eluRounding(z, delta, e) + rampRounding(z, delta, e) + U * Math.abs(rise(f, z, delta));
  return carried + roundingNear(delta, e, seriesRounding(f, bounds, z, delta, e), directRounding(f, bounds, z, delta, e));
}

/** Of f'(Z + δ) − f'(Z) in f32, where δ is known to ± e. */
export function slopeRiseError(f: Activation, z: number, delta: number, e: number): number {
  if (delta === 0 && e === 0) return 0;
  const bounds = smoothBounds(f);
  if (!bounds) {
    const change = f.name === 'leaky-relu' && slopeRise(f, z, delta) !== 0 ? 2 * U * (1 + Math.abs(f.slope)) : 0;
    return change + kinksAround(f, z).reduce((sum, kink) => sum + (isTouched(kink.distance, delta, e) ? kink.jump : 0), 0);
  }
  const carried = e * Math.min(bounds.curvature, Math.abs(activationCurvature(f, z + delta)) + e * bounds.third);
  if (f.name === 'elu') return carried + eluRounding(z, delta, e);
  const d = Math.abs(delta) + e;
  // As of the value, one degree lower: 2 c2 δ + 3 c3 δ² + …
  const series =
    U * (4 * Math.abs(activationCurvature(f, z)) * d + 8 * bounds.third * d ** 2) + 7 * bounds.seventh * d ** 6 + 4 * TINY;
  const argument = argumentRounding(z, delta);
  const sensitivity = Math.min(bounds.curvature, Math.abs(activationCurvature(f, z + delta)) + (argument + e) * bounds.third);
  const direct = argument * sensitivity + ELEMENTARY + U * (Math.abs(activationSlope(f, z)) + Math.abs(slopeRise(f, z, delta)));
  return carried + roundingNear(delta, e, series, direct);
}

/** Of f'(Z + δ), which the shader makes of f'(Z) and its change, the latter known to ± changeError. */
export function slopeError(f: Activation, z: number, delta: number, changeError: number): number {
  // 0, ±1 and ±2 and their differences are exact.
  if (isPiecewiseLinear(f) && f.name !== 'leaky-relu') return changeError;
  return changeError + U * (Math.abs(activationSlope(f, z)) + Math.abs(activationSlope(f, z + delta))) * 2;
}

/** Whether the piece that Z + δ is on is sure where δ is known to ± e. */
export function isPieceCertain(f: Activation, z: number, delta: number, e: number): boolean {
  return !patternThresholds(f).some((threshold) => isTouched(threshold - z, delta, e));
}

/** Whether a comparison of δ with a threshold at `distance`, itself rounded to f32, can go either way. Exact δ (e = 0) is 0 or dead. */
function isTouched(distance: number, delta: number, e: number): boolean {
  return e > 0 && Math.abs(delta - distance) <= e + U * Math.abs(distance) + TINY;
}

export interface Kink {
  /** From Z, in f64; the shader has it rounded to f32. */
  readonly distance: number;
  /** By how much f' jumps there. */
  readonly jump: number;
}

export function kinksAround(f: Activation, z: number): Kink[] {
  const pieces = piecesAround(f, z);
  return pieces.slice(1).map(({ lo, slope }, m) => ({ distance: lo, jump: Math.abs(slope - pieces[m].slope) }));
}

function piecewiseRiseError(f: Activation, z: number, delta: number, e: number): number {
  if (f.name === 'step') return isTouched(-z, delta, e) ? 1 : 0;
  // A kink between Z and Z + δ enters the result, and its distance is rounded.
  const misplaced = kinksAround(f, z)
    .filter(({ distance }) => (distance > 0 ? delta + e >= distance * (1 - U) : delta - e <= distance * (1 - U)))
    .reduce((sum, { distance, jump }) => sum + jump * U * Math.abs(distance), 0);
  return steepestSlope(f, z, delta, e) * e + misplaced + 4 * U * partsOf(f, z, delta);
}

/** The largest |f'| within e of Z + δ. */
export function steepestSlope(f: Activation, z: number, delta: number, e: number): number {
  return piecesAround(f, z)
    .filter(({ lo, hi }) => lo - U * Math.abs(lo) <= delta + e && hi + U * Math.abs(hi) >= delta - e)
    .reduce((most, { slope }) => Math.max(most, Math.abs(slope)), 0);
}

/** The sum of the absolute values of what the shader adds up to f(Z + δ) − f(Z). */
export function partsOf(f: Activation, z: number, delta: number): number {
  const ramp = Math.abs(Math.max(delta, -z) - Math.max(0, -z));
  switch (f.name) {
    case 'identity':
      return 0;
    case 'leaky-relu':
      return Math.abs(f.slope * delta) + (Math.abs(1 - f.slope) + Math.abs(f.slope)) * ramp;
    case 'abs':
      return Math.abs(delta) + 2 * ramp;
    default:
      return piecesAround(f, z).reduce((sum, { lo, hi, slope }) => {
        const clamp = (v: number) => Math.min(Math.max(v, lo), hi);
        return sum + Math.abs(slope * (clamp(delta) - clamp(0)));
      }, 0);
  }
}

/** Near the border of the two ways either may be taken. */
function roundingNear(delta: number, e: number, series: number, direct: number): number {
  const isSeries = Math.abs(delta) - e < SERIES_REACH;
  const isDirect = Math.abs(delta) + e >= SERIES_REACH;
  return Math.max(isSeries ? series : 0, isDirect ? direct : 0);
}

/**
 * Horner's scheme for c1 δ + … + c6 δ⁶ with rounded coefficients: (2i + 1) u |c_i δ^i| each, of which those from i = 2 on stay below
 * 8 u sup|f''| δ² for |δ| ≤ 1/8; and the remainder of the series.
 */
function seriesRounding(f: Activation, bounds: SmoothBounds, z: number, delta: number, e: number): number {
  const d = Math.abs(delta) + e;
  return U * (4 * Math.abs(activationSlope(f, z)) * d + 8 * bounds.curvature * d ** 2) + bounds.seventh * d ** 7 + 4 * TINY;
}

/** [ramp +] g(Z + δ) − g(Z), with g to ELEMENTARY absolute at an argument that is rounded twice. */
function directRounding(f: Activation, bounds: SmoothBounds, z: number, delta: number, e: number): number {
  const withRamp = WITH_RAMP.includes(f.name);
  const argument = argumentRounding(z, delta);
  const slope = activationSlope(f, z + delta) - (withRamp && z + delta > 0 ? 1 : 0);
  const sensitivity = Math.min(bounds.slope, Math.abs(slope) + (argument + e) * bounds.curvature);
  const result = U * Math.abs(rise(f, z, delta));
  return argument * sensitivity + ELEMENTARY + 4 * U + 2 * result + (withRamp ? rampRounding(z, delta, e) : 0);
}

/** Of Z + δ. */
function argumentRounding(z: number, delta: number): number {
  return U * (Math.abs(z) + Math.abs(z + delta));
}

/** Of relu(Z + δ) − relu(Z): −Z, which is rounded, only enters where the sign changes. */
function rampRounding(z: number, delta: number, e: number): number {
  return centreRounding(z, delta, e) + U * Math.abs(Math.max(delta, -z) - Math.max(0, -z));
}

/** Of −Z where Z + δ may be on the other side of 0. */
function centreRounding(z: number, delta: number, e: number): number {
  const reach = e + U * Math.abs(z);
  const crosses = z > 0 ? z + delta <= reach : z + delta >= -reach;
  return crosses ? U * Math.abs(z) : 0;
}

/** Of exp(min(Z, 0)) · expm1(min(Z + δ, 0) − min(Z, 0)), or of the direct difference of two exponentials where they are far apart. */
function eluRounding(z: number, delta: number, e: number): number {
  const below = Math.min(delta, -z) - Math.min(0, -z);
  const [here, there] = [Math.exp(Math.min(z, 0)), Math.exp(Math.min(z + delta, 0))];
  const argument = centreRounding(z, delta, e) + U * Math.abs(below);
  const together = argument * there + (ELEMENTARY + 3 * U) * Math.abs(exponentialRise(z, delta)) + 2 * TINY;
  if (Math.abs(below) + e < SERIES_REACH) return together;
  return together + argumentRounding(z, delta) * there + ELEMENTARY * Math.max(here, there);
}
