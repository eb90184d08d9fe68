// Accepted when a cross-section's curve keeps its digits beside a large base, leaves a gap where there is no number, and numbers patterns.
import { expect, test } from 'vitest';
import { patternStep, patternValue } from '../../src/model/pattern.ts';
import { curveOf, curvePath } from '../../src/ui/section-curve.ts';

const field = (data: readonly number[], base = 0) => ({ width: data.length, height: 1, base, data: Float64Array.from(data) });

test('frames the numbers with a margin and finds the extremes', () => {
  const curve = curveOf(field([1, 3, 2, 3, 1]), 'linear');
  expect(curve).toMatchObject({ anchor: 0, least: 0, most: 1 });
  expect(curve.domain?.[0]).toBeCloseTo(1 - 0.16, 12);
  expect(curve.domain?.[1]).toBeCloseTo(3 + 0.16, 12);
});

test('adds the base where that loses nothing, and else counts from it', () => {
  expect([...curveOf(field([0, 0.5], 2), 'linear').values]).toEqual([2, 2.5]);
  const deep = curveOf(field([1e-15, -2e-15], 2), 'linear');
  expect(deep.anchor).toBe(2);
  expect([...deep.values]).toEqual([1e-15, -2e-15]);
});

test('a constant lies in the middle', () => {
  for (const value of [0, -4]) {
    const [lo, hi] = curveOf(field([value, value]), 'linear').domain ?? [0, 0];
    expect(hi).toBeGreaterThan(lo);
    expect((lo + hi) / 2).toBeCloseTo(value, 12);
  }
});

test('has no domain where no number is finite', () => {
  expect(curveOf(field([Number.NaN, Infinity]), 'linear').domain).toBeNull();
});

test('numbers patterns in the order in which they come', () => {
  const [a, b] = [patternValue(patternStep(1, 0)), patternValue(patternStep(1, 1))];
  expect([...curveOf(field([b, b, a, b, a]), 'hash').values]).toEqual([0, 0, 1, 0, 1]);
});

test('the path has a gap where a value is not finite', () => {
  const path = curvePath(
    [1, 2, Number.NaN, 4, 5],
    (i) => i,
    (v) => -v,
  );
  expect(path).toBe('M0.00 -1.00L1.00 -2.00M3.00 -4.00L4.00 -5.00');
});
