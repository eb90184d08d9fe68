// The heads in f64: what comes out behind the last layer's outputs y, and how it changes with them.
import type { Head } from './network.ts';

/** Softmax of λ y, [K], summing to 1. */
export function softmax(y: Float64Array, scale: number): Float64Array {
  const top = Math.max(...y);
  const powers = y.map((v) => Math.exp(scale * (v - top)));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** The index of the largest y + rest, where the rests are what f64 rounding left of y; ties go to the lowest. */
export function argmax(y: Float64Array, rest?: Float64Array): number {
  const isAbove = (k: number, best: number) => y[k] > y[best] || (y[k] === y[best] && rest !== undefined && rest[k] > rest[best]);
  return y.reduce((best, _, k) => (isAbove(k, best) ? k : best), 0);
}

/** h(y): [K], or [1] for log-sum-exp and max. `rest` is argmax's. */
export function headOutputs(head: Head, y: Float64Array, rest?: Float64Array): Float64Array {
  switch (head.name) {
    case 'none':
      return y;
    case 'softmax':
      return softmax(y, head.scale);
    case 'log-sum-exp': {
      const top = Math.max(...y);
      const sum = y.reduce((total, v) => total + Math.exp(head.scale * (v - top)), 0);
      return Float64Array.of(top + Math.log(sum) / head.scale);
    }
    case 'max':
      return Float64Array.of(y[argmax(y, rest)]);
    case 'one-hot': {
      const best = argmax(y, rest);
      return y.map((_, k) => (k === best ? 1 : 0));
    }
  }
}

/** The derivative of h(y) where y changes at the rate `tangent` [K]: [K], or [1] for log-sum-exp and max. `rest` is argmax's. */
export function headTangent(head: Head, y: Float64Array, tangent: Float64Array, rest?: Float64Array): Float64Array {
  switch (head.name) {
    case 'none':
      return tangent;
    case 'softmax': {
      const p = softmax(y, head.scale);
      const mean = p.reduce((total, pj, j) => total + pj * tangent[j], 0);
      return p.map((pk, k) => head.scale * pk * (tangent[k] - mean));
    }
    case 'log-sum-exp':
      return Float64Array.of(softmax(y, head.scale).reduce((total, pj, j) => total + pj * tangent[j], 0));
    case 'max':
      return Float64Array.of(tangent[argmax(y, rest)]);
    case 'one-hot':
      return tangent.map(() => 0);
  }
}
