// Taylor coefficients of the smooth activations, for the differences that the shaders take by series.
import { type Activation, normalCdf, normalDensity } from '../model/activation.ts';

/** Order of the series that activation.wgsl evaluates. */
const TAYLOR_ORDER = 6;

/** 1/1! … 1/6! */
const INVERSE_FACTORIALS = [1, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720];

/**
 * c1 … c6 with f(Z + δ) = f(Z) + c1 δ + … + c6 δ⁶ + O(δ⁷), for tanh, sigmoid, softplus, silu, gelu and sin; null for the others.
 * Each follows from the function's differential equation, term by term.
 */
export function taylorCoefficients({ name }: Activation, z: number): number[] | null {
  switch (name) {
    case 'tanh':
      return seriesOf(Math.tanh(z), 1 / Math.cosh(z) ** 2, (t) => -2 * t).slice(1);
    case 'sigmoid':
      return sigmoidSeries(z).slice(1);
    case 'softplus':
      return integrated(sigmoidSeries(z));
    case 'silu':
      return timesArgument(z, sigmoidSeries(z)).slice(1);
    case 'gelu':
      return timesArgument(z, normalSeries(z)).slice(1);
    case 'sin': {
      const derivatives = [Math.cos(z), -Math.sin(z), -Math.cos(z), Math.sin(z)];
      return INVERSE_FACTORIALS.map((inverse, n) => derivatives[n % 4] * inverse);
    }
    default:
      return null;
  }
}

function sigmoidSeries(z: number): number[] {
  const e = Math.exp(-Math.abs(z));
  const value = (z >= 0 ? 1 : e) / (1 + e);
  return seriesOf(value, e / (1 + e) ** 2, (s) => 1 - 2 * s);
}

/**
 * The series of u with u' = p(u), p quadratic: u'' = p'(u) u', so with v = u' and w = p'(u) both series grow together.
 * `linear` is p', an affine function of u; u and u' at the centre are given, so that no digit is lost where u' is small.
 */
function seriesOf(value: number, slope: number, linear: (u: number) => number): number[] {
  const u = [value, slope];
  const steepness = linear(1) - linear(0);
  const w = (n: number) => (n === 0 ? linear(value) : steepness * u[n]);
  for (let n = 1; n < TAYLOR_ORDER; n++) {
    // (n + 1) n u[n + 1] is the coefficient n − 1 of u'' = w v, where v[m] = (m + 1) u[m + 1].
    let sum = 0;
    for (let m = 0; m < n; m++) sum += w(n - 1 - m) * (m + 1) * u[m + 1];
    u.push(sum / ((n + 1) * n));
  }
  return u;
}

/** Φ(z + δ): Φ' = φ and φ' = −z φ. */
function normalSeries(z: number): number[] {
  const density = [normalDensity(z)];
  for (let n = 0; n < TAYLOR_ORDER - 1; n++) density.push(-(z * density[n] + (n > 0 ? density[n - 1] : 0)) / (n + 1));
  return [normalCdf(z), ...integrated(density)];
}

/** The coefficients of δ, δ², … of the integral from 0 to δ. */
function integrated(series: readonly number[]): number[] {
  return series.slice(0, TAYLOR_ORDER).map((c, n) => c / (n + 1));
}

/** (z + δ) times the series. */
function timesArgument(z: number, series: readonly number[]): number[] {
  return series.map((c, n) => z * c + (n > 0 ? series[n - 1] : 0));
}
