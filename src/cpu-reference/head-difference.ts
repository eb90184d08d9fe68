// How what comes out behind a head, and its derivative, change when the last layer's outputs go from Y to Y + δ, in f64 without
// subtracting nearly equal numbers.
import { headOutputs, headTangent, softmax } from '../model/head.ts';
import type { Head } from '../model/network.ts';
import { integrateVector } from './quadrature.ts';

/** Below this λ|δ| the change of a smooth head is integrated, above it two values are subtracted. */
const NEAR = 1;

/** h(Y + δ) − h(Y): [K], or [1] for log-sum-exp and max. Y = y + rest: the rest, which f64 rounding left, tells outputs apart that nearly tie. */
export function headRise(head: Head, y: Float64Array, delta: Float64Array, rest = zeros(y)): Float64Array {
  switch (head.name) {
    case 'none':
      return delta;
    case 'max': {
      const [best, top] = [bestOutput(y, delta, rest), bestOutput(y, undefined, rest)];
      return Float64Array.of(y[best] - y[top] + (rest[best] - rest[top]) + delta[best]);
    }
    case 'one-hot': {
      const [best, top] = [bestOutput(y, delta, rest), bestOutput(y, undefined, rest)];
      return y.map((_, k) => Number(k === best) - Number(k === top));
    }
    default: {
      if (isFar(head, delta)) {
        const before = headOutputs(head, y);
        return headOutputs(head, sum(y, delta)).map((v, k) => v - before[k]);
      }
      return integrateVector((s) => headTangent(head, along(y, delta, s), delta));
    }
  }
}

/** h'(Y + δ)(T + τ) − h'(Y) T, where T and T + τ are the derivatives of the last layer's outputs. */
export function headTangentRise(
  head: Head,
  y: Float64Array,
  tangent: Float64Array,
  delta: Float64Array,
  tau: Float64Array,
  rest = zeros(y),
): Float64Array {
  switch (head.name) {
    case 'none':
      return tau;
    case 'max': {
      const [best, top] = [bestOutput(y, delta, rest), bestOutput(y, undefined, rest)];
      return Float64Array.of(tangent[best] - tangent[top] + tau[best]);
    }
    case 'one-hot':
      return tau.map(() => 0);
    default: {
      const after = sum(y, delta);
      if (isFar(head, delta)) {
        const before = headTangent(head, y, tangent);
        return headTangent(head, after, sum(tangent, tau)).map((v, k) => v - before[k]);
      }
      const bend = integrateVector((s) => headTangentSlope(head, along(y, delta, s), tangent, delta));
      return headTangent(head, after, tau).map((v, k) => v + bend[k]);
    }
  }
}

/** The largest of Y + δ, compared by their differences; ties go to the lowest. */
export function bestOutput(y: Float64Array, delta = zeros(y), rest = zeros(y)): number {
  return y.reduce((best, v, k) => (v - y[best] + (rest[k] - rest[best]) > delta[best] - delta[k] ? k : best), 0);
}

/** d/ds of headTangent(y + s δ, T) at s = 0, of softmax and log-sum-exp. */
function headTangentSlope(head: Head, y: Float64Array, tangent: Float64Array, delta: Float64Array): Float64Array {
  const p = softmax(y, head.scale);
  const pSlope = headTangent({ name: 'softmax', scale: head.scale }, y, delta);
  const mean = dot(p, tangent);
  const meanSlope = dot(pSlope, tangent);
  if (head.name === 'log-sum-exp') return Float64Array.of(meanSlope);
  return p.map((pk, k) => head.scale * (pSlope[k] * (tangent[k] - mean) - pk * meanSlope));
}

function zeros({ length }: Float64Array): Float64Array {
  return new Float64Array(length);
}

function isFar(head: Head, delta: Float64Array): boolean {
  return delta.some((d) => head.scale * Math.abs(d) >= NEAR);
}

function along(y: Float64Array, delta: Float64Array, s: number): Float64Array {
  return y.map((v, k) => v + s * delta[k]);
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((v, k) => v + b[k]);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, v, k) => total + v * b[k], 0);
}
