// A move out of an exponential's tail must come out as the difference of the two values, where exp(Z) itself is 0 in f64.
import { describe, expect, it } from 'vitest';
import { rise, slopeRise } from '../../src/cpu-reference/activation-difference.ts';
import { activation } from '../../src/model/activation.ts';

describe('elu', () => {
  it.each([
    [-1000, 2000, 1001, 1],
    [1000, -2000, -1001, -1],
    [-1000, 999.5, Math.expm1(-0.5) + 1, Math.exp(-0.5)],
  ])('moves from %d by %d', (z, delta, value, slope) => {
    expect(rise(activation('elu'), z, delta)).toBeCloseTo(value, 12);
    expect(slopeRise(activation('elu'), z, delta)).toBeCloseTo(slope, 12);
  });
});
