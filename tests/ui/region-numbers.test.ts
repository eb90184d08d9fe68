// Accepted when numbers of regions can be read at any size and no share says more than is true.
import { describe, expect, test } from 'vitest';
import { bigText, roughText, shareText, tickText } from '../../src/ui/region-numbers.ts';

test.each([
  [0n, '0'],
  [211n, '211'],
  [1351n, '1\u202f351'],
  [9_999_999n, '9\u202f999\u202f999'],
  [10_000_000n, '1.00 × 10⁷'],
  [33_124_120_012n, '3.31 × 10¹⁰'],
  [33_150_000_000n, '3.32 × 10¹⁰'],
  [99_949_999n, '9.99 × 10⁷'],
  [99_950_000n, '1.00 × 10⁸'],
  [7n * 10n ** 322n, '7.00 × 10³²²'],
])('%d is %s', (n, words) => {
  expect(bigText(n)).toBe(words);
});

describe('a share', () => {
  test.each([
    [209, 209, '100 %'],
    [208, 209, '99.5 %'],
    [999_999, 1_000_000, '99.9 %'],
    [97, 100, '97.0 %'],
    [0, 5, '0.0 %'],
  ])('of %d in %d is %s', (part, whole, words) => {
    expect(shareText(part, whole)).toBe(words);
  });
});

test.each([
  [0.12804, '0.128'],
  [0.0032, '0.0032'],
  [1.0671e-7, '1.07e−7'],
  [0, '0'],
  [12_345, '12300'],
  [-17_312, '−17300'],
  [3.4512e9, '3.45e9'],
  [-0.0000000512, '−5.12e−8'],
])('%d is about %s', (value, words) => {
  expect(roughText(value)).toBe(words);
});

test.each([
  [1, '1'],
  [500, '500'],
  [2000, '2k'],
  [1e6, '1M'],
])('the tick at %d says %s', (value, words) => {
  expect(tickText(value)).toBe(words);
});
