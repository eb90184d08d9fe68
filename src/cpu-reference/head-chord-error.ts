// How far a head's change between two points in f32 (the chords of head.wgsl) can be from the exact one: h(Y + δ + c) − h(Y + δ).
import { softmax } from '../model/head.ts';
import type { Head } from '../model/network.ts';
import { bestOutput } from './head-difference.ts';
import {
  added,
  bestCandidates,
  exponentialErrors,
  isBestCertain,
  log1pError,
  logOfSumError,
  type Outputs,
  probabilityErrors,
  relativeErrors,
  SERIES_REACH,
} from './head-error.ts';
import { ELEMENTARY, gamma, U } from './rounding.ts';

/** How far the last layer's outputs are apart at the two points, and how well the shader knows that; each [K]. */
export interface OutputChords {
  readonly c: Float64Array;
  readonly e: Float64Array;
}

/** Of output k of h(Y + δ + c) − h(Y + δ), where `low` is Y + δ. */
export function headChordError(head: Head, low: Outputs, chords: OutputChords, k: number): number {
  switch (head.name) {
    case 'none':
      return chords.e[k];
    case 'softmax':
      return softmaxChordError(head.scale, low, chords, k);
    case 'log-sum-exp':
      return logSumExpChordError(head.scale, low, chords);
    case 'max':
      return maxChordError(low, chords);
    case 'one-hot':
      return [low, highOutputs(low, chords)].filter((at) => bestCandidates(at).includes(k) && !isBestCertain(at)).length;
  }
}

/** Whether the largest output is sure at both points. */
export function isChordCertain(low: Outputs, chords: OutputChords): boolean {
  return isBestCertain(low) && isBestCertain(highOutputs(low, chords));
}

/** The outputs at the second point, as the shader adds them up there. */
function highOutputs({ y, delta, e }: Outputs, chords: OutputChords): Outputs {
  const there = added(delta, chords.c);
  const top = bestOutput(y);
  return {
    y,
    delta: there,
    e: e.map((error, j) => error + chords.e[j] + U * (Math.abs(chords.c[j]) + 2 * Math.abs(y[j] - y[top] + delta[j]))),
  };
}

/** s = Σ p_j E_j with E_j = exp(λ(c_j − c_top)) − 1, its error and those of E and p, and which way the shader may go. */
function moves(lambda: number, low: Outputs, chords: OutputChords) {
  const top = bestOutput(low.y);
  const before = softmax(low.y, lambda);
  const p = softmax(added(low.y, low.delta), lambda);
  const pErrors = probabilityErrors(lambda, low).map((error, j) => error + U * (before[j] + p[j]));
  const scaled = chords.c.map((c) => lambda * (c - chords.c[top]));
  const scaledErrors = scaled.map((c, j) => lambda * (chords.e[j] + chords.e[top]) + 3 * U * Math.abs(c));
  const eachRise = scaled.map((c) => Math.expm1(c));
  const eachError = scaled.map((c, j) => Math.exp(c) * Math.expm1(scaledErrors[j]) + ELEMENTARY * Math.abs(eachRise[j]));
  const rounding = gamma(p.length + 3);
  return {
    top,
    p,
    pErrors,
    eachRise,
    eachError,
    sum: p.reduce((total, pj, j) => total + pj * eachRise[j], 0),
    sumError: p.reduce(
      (total, pj, j) => total + (pj + pErrors[j]) * eachError[j] + (pErrors[j] + rounding * pj) * Math.abs(eachRise[j]),
      0,
    ),
    isNear: scaled.every((c, j) => Math.abs(c) - scaledErrors[j] < SERIES_REACH),
    isFar: scaled.some((c, j) => Math.abs(c) + scaledErrors[j] >= SERIES_REACH),
  };
}

function softmaxChordError(lambda: number, low: Outputs, chords: OutputChords, k: number): number {
  const { p, pErrors, eachRise, eachError, sum, sumError, isNear, isFar } = moves(lambda, low, chords);
  let error = 0;
  if (isNear) {
    const change = Math.abs(eachRise[k] - sum);
    const inside = (p[k] + pErrors[k]) * (eachError[k] + sumError) + pErrors[k] * change;
    error = (inside + p[k] * change * (sumError / (1 + sum) + 12 * U)) / Math.max(1 + sum - sumError, 0.5);
  }
  if (isFar) {
    const high = highOutputs(low, chords);
    const after = softmax(added(high.y, high.delta), lambda)[k];
    const { each, total } = exponentialErrors(lambda, high);
    const direct = after * (each[k] + total + 6 * U) * (1 + total) + pErrors[k] + U * (p[k] + Math.abs(after - p[k]));
    error = Math.max(error, direct);
  }
  return Math.min(error, 1 + ELEMENTARY);
}

function logSumExpChordError(lambda: number, low: Outputs, chords: OutputChords): number {
  const { top, sum, sumError, isNear, isFar } = moves(lambda, low, chords);
  let error = 0;
  if (isNear) error = chords.e[top] + log1pError(sum, sumError) / lambda + 2 * U * Math.abs(chords.c[top]);
  if (isFar) error = Math.max(error, logOfSumError(lambda, low) + logOfSumError(lambda, highOutputs(low, chords)));
  return error;
}

/** Of max_j (y_j − largest here + c_j): the largest one's own difference is an exact 0 as long as it is sure to be the largest. */
function maxChordError(low: Outputs, { c, e }: OutputChords): number {
  const { y, delta } = low;
  const errors = relativeErrors(low);
  const here = bestOutput(y, delta);
  const hereError = Math.max(...bestCandidates(low).map((j) => errors[j]));
  const isSure = isBestCertain(low);
  const value = (j: number) => y[j] - y[here] + (delta[j] - delta[here]) + c[j];
  const error = (j: number) =>
    e[j] + (j === here && isSure ? 0 : errors[j] + hereError + 2 * U * (Math.abs(value(j)) + Math.abs(c[j])));
  const best = bestOutput(y, added(delta, c));
  return y.reduce((most, _, j) => Math.max(most, value(j) - value(best) + error(j)), error(best));
}
