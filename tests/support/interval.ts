// Compares a field of the GPU with the truth, point by point, in the interval that f32 arithmetic allows there.
import type { ErrorBound } from '../../src/cpu-reference/error-bound.ts';
import type { Field } from '../../src/model/field.ts';

/** The point that lies furthest outside its interval, in words; null where every point lies inside. */
export function outsideInterval(field: Field, { base, reference, bound }: ErrorBound): string | null {
  if (field.data.length !== reference.length) return `${field.data.length} points instead of ${reference.length}`;
  if (!(Math.abs(field.base - base) <= 1e-12 * Math.max(1, Math.abs(base)))) return `base ${field.base} instead of ${base}`;
  let worst: string | null = null;
  let excess = 1;
  field.data.forEach((value, p) => {
    const ratio = Math.abs(value - reference[p]) / bound[p];
    // NaN is outside; a point that is exact needs no interval.
    if (value !== reference[p] && !(ratio <= excess)) {
      excess = ratio;
      worst = `point ${p} is ${value}, ${ratio.toPrecision(3)} times its bound ${bound[p]} away from ${reference[p]}`;
    }
  });
  return worst;
}

/** The largest |value − reference| as a share of the reference's range. */
export function shareOfRange(data: ArrayLike<number>, reference: ArrayLike<number>): number {
  let [low, high, error] = [Infinity, -Infinity, 0];
  for (let p = 0; p < reference.length; p++) {
    low = Math.min(low, reference[p]);
    high = Math.max(high, reference[p]);
    const difference = Math.abs(data[p] - reference[p]);
    // Once NaN, always NaN.
    if (!(difference <= error) && !Number.isNaN(error)) error = difference;
  }
  return error / (high - low);
}
