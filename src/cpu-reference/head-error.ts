// How far a head in f32 (head.wgsl) can be from the exact one, where the last layer's changes are only known to ± e.
import { softmax } from '../model/head.ts';
import type { Head } from '../model/network.ts';
import { bestOutput } from './head-difference.ts';
import { ELEMENTARY, gamma, U } from './rounding.ts';

/** The shader takes differences of exponentials where every λ|δ_j − δ_top| is below this, else exponentials. */
export const SERIES_REACH = 0.25;

/** WGSL promises the logarithm to 2^-21 absolute between 1/2 and 2, else to 3 units of the last place. */
const LOGARITHM = 2 ** -21;

/** The last layer's outputs at the centre, how they change, and how well the shader knows that; each [K]. */
export interface Outputs {
  readonly y: Float64Array;
  readonly delta: Float64Array;
  readonly e: Float64Array;
}

/** The same of ∂y/∂x along one axis. */
export interface OutputTangents {
  readonly tangent: Float64Array;
  readonly tau: Float64Array;
  readonly e: Float64Array;
}

/** Of output k of h(Y + δ) − h(Y). */
export function headRiseError(head: Head, outputs: Outputs, k: number): number {
  const { y, delta, e } = outputs;
  switch (head.name) {
    case 'none':
      return e[k];
    case 'softmax':
      return probabilityErrors(head.scale, outputs)[k];
    case 'log-sum-exp':
      return logSumExpError(head.scale, outputs);
    case 'max': {
      const best = bestOutput(y, delta);
      const errors = relativeErrors(outputs);
      return bestCandidates(outputs).reduce(
        (most, j) => Math.max(most, Math.abs(y[j] - y[best] + (delta[j] - delta[best])) + errors[j]),
        errors[best],
      );
    }
    case 'one-hot':
      return bestCandidates(outputs).includes(k) && !isBestCertain(outputs) ? 1 : 0;
  }
}

/** Of output k of h'(Y + δ)(T + τ) − h'(Y) T. */
export function headTangentRiseError(head: Head, outputs: Outputs, tangents: OutputTangents, k: number): number {
  const { tangent, tau, e } = tangents;
  switch (head.name) {
    case 'none':
      return e[k];
    case 'softmax':
      return softmaxTangentError(head.scale, outputs, tangents, k);
    case 'log-sum-exp':
      return logSumExpTangentError(head.scale, outputs, tangents);
    case 'max': {
      const best = bestOutput(outputs.y, outputs.delta);
      const top = bestOutput(outputs.y);
      const rounding = (j: number) =>
        e[j] + (j === top ? 0 : 2 * U * (Math.abs(tangent[j]) + Math.abs(tangent[top]) + Math.abs(tau[j])));
      return bestCandidates(outputs).reduce(
        (most, j) => Math.max(most, Math.abs(tangent[j] - tangent[best] + (tau[j] - tau[best])) + rounding(j)),
        rounding(best),
      );
    }
    case 'one-hot':
      return 0;
  }
}

/** The outputs that can come out as the largest. */
export function bestCandidates(outputs: Outputs): number[] {
  const { y, delta } = outputs;
  const errors = relativeErrors(outputs);
  const best = bestOutput(y, delta);
  return [...y.keys()].filter((j) => {
    const error = errors[j] + errors[best];
    return j === best || (error > 0 && y[best] - y[j] + (delta[best] - delta[j]) <= error);
  });
}

export function isBestCertain(outputs: Outputs): boolean {
  return bestCandidates(outputs).length === 1;
}

/** Of (Y_j − Y_top) + δ_j, [K]. */
export function relativeErrors({ y, delta, e }: Outputs): Float64Array {
  const top = bestOutput(y);
  return e.map((error, j) => error + U * (Math.abs(y[j] - y[top]) + Math.abs(y[j] - y[top] + delta[j])));
}

/** λ(δ_j − δ_top), its error, and whether the shader's way for small ones, for large ones or either may be taken. */
function scaledChanges(lambda: number, { y, delta, e }: Outputs) {
  const top = bestOutput(y);
  const d = delta.map((v) => lambda * (v - delta[top]));
  const error = d.map((v, j) => lambda * (e[j] + e[top]) + 3 * U * Math.abs(v));
  const reach = d.map(Math.abs);
  return {
    top,
    d,
    error,
    isNear: reach.every((v, j) => v - error[j] < SERIES_REACH),
    isFar: reach.some((v, j) => v + error[j] >= SERIES_REACH),
  };
}

type ScaledChanges = ReturnType<typeof scaledChanges>;

/** Of E_j = exp(d_j) − 1, [K]. */
function expm1Errors({ d, error }: ScaledChanges): Float64Array {
  return d.map((v, j) => Math.exp(v) * Math.expm1(error[j]) + ELEMENTARY * Math.abs(Math.expm1(v)));
}

/** Of R = Σ P_j E_j. */
function riseSumError(p: Float64Array, changes: ScaledChanges): number {
  const factor = ELEMENTARY + U + gamma(p.length + 2);
  return expm1Errors(changes).reduce((sum, error, j) => sum + p[j] * (error + factor * Math.abs(Math.expm1(changes.d[j]))), 0);
}

/** Relative, of every exp(λ(y_j − y_top) − largest), [K], and of their sum. */
export function exponentialErrors(lambda: number, outputs: Outputs): { each: Float64Array; total: number } {
  const { y, delta } = outputs;
  const after = softmax(added(y, delta), lambda);
  const errors = relativeErrors(outputs);
  const [best, top] = [bestOutput(y, delta), bestOutput(y)];
  const argumentError = (j: number) => lambda * (errors[j] + 2 * U * Math.abs(y[j] - y[top] + delta[j]));
  const each = y.map((v, j) => {
    const argument = lambda * (v - y[best] + (delta[j] - delta[best]));
    // WGSL promises exp(x) to 3 + 2|x| units of the last place, which are 2u each.
    return Math.expm1(Math.min(700, argumentError(j) + argumentError(best) + (6 + 5 * Math.abs(argument)) * U));
  });
  return { each, total: each.reduce((all, error, j) => all + after[j] * error, gamma(y.length)) };
}

/** Of p_j − P_j, [K]. */
export function probabilityErrors(lambda: number, outputs: Outputs): Float64Array {
  const { y, delta } = outputs;
  const before = softmax(y, lambda);
  const after = softmax(added(y, delta), lambda);
  const changes = scaledChanges(lambda, outputs);
  const errors = new Float64Array(y.length);
  if (changes.isNear) {
    const single = expm1Errors(changes);
    const whole = riseSumError(before, changes);
    const r = changes.d.reduce((total, d, j) => total + before[j] * Math.expm1(d), 0);
    errors.forEach((_, k) => {
      const change = Math.abs(Math.expm1(changes.d[k]) - r);
      errors[k] = (before[k] / (1 + r)) * (single[k] + whole + change * (whole / (1 + r) + 12 * U));
    });
  }
  if (changes.isFar) {
    const { each, total } = exponentialErrors(lambda, outputs);
    errors.forEach((near, k) => {
      const far = after[k] * (each[k] + total + 6 * U) * (1 + total) + U * (before[k] + Math.abs(after[k] - before[k]));
      errors[k] = Math.max(near, far);
    });
  }
  // Both are between 0 and 1, whatever their error.
  return errors.map((error) => Math.min(error, 1 + ELEMENTARY));
}

function logSumExpError(lambda: number, outputs: Outputs): number {
  const { y, delta, e } = outputs;
  const before = softmax(y, lambda);
  const changes = scaledChanges(lambda, outputs);
  const { top } = changes;
  let error = 0;
  if (changes.isNear) {
    const r = changes.d.reduce((total, d, j) => total + before[j] * Math.expm1(d), 0);
    error = e[top] + log1pError(r, riseSumError(before, changes)) / lambda + 2 * U * Math.abs(delta[top]);
  }
  if (changes.isFar) {
    const centre = Math.abs(Math.log(before[top]));
    error = Math.max(error, logOfSumError(lambda, outputs) + (LOGARITHM + U + 12 * U * centre) / lambda);
  }
  return error;
}

/** Of log(1 + r), where r is known to ± e. */
export function log1pError(r: number, e: number): number {
  return e / Math.max(1 + r - e, 0.5) + (ELEMENTARY + 8 * U) * Math.abs(Math.log1p(r));
}

/** Of (largest + log Σ exp(λ(y_j − Y_top) − largest))/λ. */
export function logOfSumError(lambda: number, outputs: Outputs): number {
  const { y, delta } = outputs;
  const [best, top] = [bestOutput(y, delta), bestOutput(y)];
  const largest = lambda * (y[best] - y[top] + delta[best]);
  const total = y.reduce((all, v, j) => all + Math.exp(lambda * (v - y[best] + (delta[j] - delta[best]))), 0);
  const parts = Math.abs(largest) + Math.log(total);
  const carried = lambda * relativeErrors(outputs)[best] + Math.log1p(exponentialErrors(lambda, outputs).total);
  return (carried + LOGARITHM + 12 * U * parts) / lambda;
}

/** Of λ p_k s, s = Σ p_j (t_k − t_j), minus the same at the centre; the shader carries p and s as centre and change. */
function softmaxTangentError(lambda: number, outputs: Outputs, { tangent, tau, e }: OutputTangents, k: number): number {
  const { y, delta } = outputs;
  const before = softmax(y, lambda);
  const after = softmax(added(y, delta), lambda);
  const errors = probabilityErrors(lambda, outputs);
  const n = gamma(2 * y.length + 4);
  let [s, sError, change, changeError] = [0, 0, 0, 0];
  y.forEach((_, j) => {
    const [across, acrossRounding] = [tangent[k] - tangent[j], 2 * U * (Math.abs(tangent[k]) + Math.abs(tangent[j]))];
    const bend = tau[k] - tau[j];
    const p = after[j] - before[j];
    s += before[j] * across;
    sError += before[j] * (acrossRounding + n * Math.abs(across));
    change += p * across + after[j] * bend;
    changeError += errors[j] * (Math.abs(across) + acrossRounding + Math.abs(bend)) + Math.abs(p) * acrossRounding;
    changeError += (after[j] + errors[j]) * (j === k ? 0 : e[k] + e[j]);
    changeError += n * (Math.abs(p * across) + (after[j] + before[j]) * Math.abs(bend));
  });
  const rise = after[k] - before[k];
  const carried =
    errors[k] * (Math.abs(s) + sError + Math.abs(change)) + Math.abs(rise) * sError + (after[k] + errors[k]) * changeError;
  return lambda * (carried + 8 * U * (Math.abs(rise * s) + (before[k] + after[k]) * Math.abs(change)));
}

/** Of Σ p_j t_j minus the same at the centre. */
function logSumExpTangentError(lambda: number, outputs: Outputs, { tangent, tau, e }: OutputTangents): number {
  const { y, delta } = outputs;
  const before = softmax(y, lambda);
  const after = softmax(added(y, delta), lambda);
  const top = bestOutput(y);
  const n = gamma(2 * y.length + 4);
  return probabilityErrors(lambda, outputs).reduce((total, error, j) => {
    const [across, acrossRounding] = [
      Math.abs(tangent[j] - tangent[top]),
      2 * U * (Math.abs(tangent[j]) + Math.abs(tangent[top])),
    ];
    const p = Math.abs(after[j] - before[j]);
    const rounding = p * acrossRounding + n * (p * across + (after[j] + before[j]) * Math.abs(tau[j]));
    return total + error * (across + acrossRounding + Math.abs(tau[j])) + (after[j] + error) * e[j] + rounding;
  }, 0);
}

export function added(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((v, j) => v + b[j]);
}
