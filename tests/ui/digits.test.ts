// Accepted when neighbouring pixels read differently at every depth, and no number is longer than it means something.
import { describe, expect, test } from 'vitest';
import { coordinateOf } from '../../src/model/coordinate.ts';
import { coordinateText, countText, numberText, subscript, widthText } from '../../src/ui/digits.ts';

describe('coordinates', () => {
  test.each([
    [-1.75, 6 / 720, '−1.750'],
    [0.25, 6 / 720, '0.250'],
    [-0.0001, 6 / 720, '0.000'],
    [123456.7, 1e3, '123457'],
    [0, 1e-15, '0.0000000000000000'],
  ])('%d with pixels of %d reads %s', (x, step, text) => {
    expect(coordinateText(coordinateOf(x), step)).toBe(text);
  });

  test.each([1, 1e-3, 1e-9, 1e-13, 1e-30])('of neighbouring pixels differ in views %d wide', (width) => {
    const step = width / 720;
    const texts = Array.from({ length: 50 }, (_, i) => coordinateText(coordinateOf(0.6875) + coordinateOf(i * step), step));
    expect(new Set(texts).size).toBe(50);
  });
});

describe('numbers', () => {
  test.each([
    [0, 0, '0'],
    [12.345678, 0.01, '12.35'],
    [12.345678, 1e-6, '12.345678'],
    [-0.00125449, 1e-8, '−0.00125449'],
    [2.2e-13, 1e-16, '2.200e−13'],
    [6.02214e23, 1e20, '6.022e23'],
    [1500, 1, '1500'],
    [Number.NaN, 1, 'not a number'],
    [-Infinity, 1, '−∞'],
  ])('%d, resolved to %d, reads %s', (value, resolution, text) => {
    expect(numberText(value, resolution)).toBe(text);
  });

  test('never have more digits than f64', () => {
    expect(numberText(-0.07952281963240712, 1e-30).replace(/\D/g, '').replace(/^0+/, '').length).toBeLessThanOrEqual(17);
  });
});

test('indices and counts', () => {
  expect(subscript(120)).toBe('₁₂₀');
  expect(countText(921600)).toBe('921\u202f600');
  expect(countText(7.82e6, true)).toBe('7.8 million');
  expect(countText(1.234e10, true)).toBe('12 billion');
});

test.each([
  [6, '6'],
  [0.0312, '0.031'],
  [0.0018000000000000002, '0.0018'],
  [0.00099, '9.9e−4'],
  [1.9e-13, '1.9e−13'],
  [2.5e8, '250000000'],
])('a view that is %d wide is "%s"', (width, words) => {
  expect(widthText(width)).toBe(words);
});
