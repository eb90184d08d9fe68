// Acceptance: equal to NumPy's np.gradient on fixtures/numpy to 1e-12, 2-wide axes and edges included; 1 point is refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { npGradient } from '../../src/cpu-reference/finite-difference.ts';
import { GridError } from '../../src/model/errors.ts';
import { fixtureJson } from '../support/fixtures.ts';

interface Case {
  readonly field: number[][];
  readonly spacing: number;
  readonly d_axis0: number[][];
  readonly d_axis1: number[][];
}
const cases = fixtureJson<Case[]>('numpy/gradient.json').map((c) => ({ ...c, width: c.field[0].length, height: c.field.length }));

describe('npGradient', () => {
  test.each(cases)(
    'equals NumPy on $height × $width points $spacing apart',
    ({ field, spacing, d_axis0, d_axis1, width, height }) => {
      const { d1, d2 } = npGradient(field.flat(), width, height, [spacing, spacing]);
      for (const [p, d] of d_axis0.flat().entries()) expect(Math.abs(d2[p] - d)).toBeLessThan(1e-12);
      for (const [p, d] of d_axis1.flat().entries()) expect(Math.abs(d1[p] - d)).toBeLessThan(1e-12);
    },
  );

  test('covers 2-wide axes and both spacings in the fixtures', () => {
    expect(cases.some(({ width, height }) => width === 2 && height === 2)).toBe(true);
    expect(new Set(cases.map(({ spacing }) => spacing)).size).toBe(2);
  });

  test('is exact on planes, whatever the size and the spacings', () => {
    const whole = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 2, max: 9 }),
        whole,
        whole,
        whole,
        (width, height, a, b, c) => {
          const plane = Float64Array.from({ length: width * height }, (_, p) => a * (p % width) + b * Math.floor(p / width) + c);
          const { d1, d2 } = npGradient(plane, width, height, [0.5, 0.25]);
          expect(d1.every((d) => d === 2 * a)).toBe(true);
          expect(d2.every((d) => d === 4 * b)).toBe(true);
        },
      ),
    );
  });

  test.each([
    [1, 4],
    [4, 1],
  ])('refuses %d × %d points in a sentence', (width, height) => {
    expect(() => npGradient(new Float64Array(4), width, height)).toThrow(GridError);
    expect(() => npGradient(new Float64Array(4), width, height)).toThrow(/^The grid has . × . points; .* use a finer grid\.$/);
  });
});
