// The comparison of fields must find what is wrong: a planted error, a NaN, another base, another length.
import { describe, expect, it } from 'vitest';
import { outsideInterval, shareOfRange } from './interval.ts';

const bound = {
  base: 2,
  reference: Float64Array.of(0, 1, 2),
  bound: Float64Array.of(0, 0.1, 0.1),
  certain: Uint8Array.of(1, 1, 1),
};
const fieldOf = (...data: number[]) => ({ width: data.length, height: 1, base: 2, data: Float64Array.from(data) });

describe('outsideInterval', () => {
  it('accepts a field inside its bounds', () => {
    expect(outsideInterval(fieldOf(0, 1.09, 1.95), bound)).toBeNull();
  });
  it.each([
    ['an error beyond the bound', fieldOf(0, 1.2, 2)],
    ['any error where the bound is 0', fieldOf(1e-30, 1, 2)],
    ['a NaN', fieldOf(0, Number.NaN, 2)],
    ['an infinity', fieldOf(0, 1, Number.POSITIVE_INFINITY)],
    ['a missing point', fieldOf(0, 1)],
    ['another base', { ...fieldOf(0, 1, 2), base: 2.1 }],
  ])('finds %s', (_, field) => {
    expect(outsideInterval(field, bound)).not.toBeNull();
  });
});

describe('shareOfRange', () => {
  it('is the largest error over the range', () => {
    expect(shareOfRange([0, 1.5, 2], [0, 1, 2])).toBe(0.25);
  });
  it('is NaN where a number is', () => {
    expect(shareOfRange([0, Number.NaN, 2], [0, 1, 2])).toBeNaN();
  });
});
