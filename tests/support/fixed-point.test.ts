// Acceptance: the fixed-point functions agree with Math to f64, and with known digits and identities far beyond.
import { describe, expect, test } from 'vitest';
import { exp, fixed, log, normal, ONE, over, PI, sinCos, sqrt, times, toNumber } from './fixed-point.ts';

const arguments_ = [-7.25, -1, -0.3, 0, 1e-9, 0.5, 2.75, 6];
/** Of two numbers that should agree to 200 bits. */
const isClose = (a: bigint, b: bigint) => (a > b ? a - b : b - a) < 1n << 56n;

describe('fixed-point numbers', () => {
  test.each(arguments_)('agree with Math at %d', (x) => {
    const relative = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(b)));
    relative(toNumber(fixed(x)), x);
    relative(toNumber(exp(fixed(x))), Math.exp(x));
    relative(toNumber(sinCos(fixed(x))[0]), Math.sin(x));
    relative(toNumber(sinCos(fixed(x))[1]), Math.cos(x));
    relative(toNumber(sqrt(fixed(x * x))), Math.abs(x));
  });

  test.each(arguments_)('keep their identities to 200 bits at %d', (x) => {
    const a = fixed(x);
    const [s, c] = sinCos(a);
    expect(isClose(times(exp(a), exp(-a)), ONE)).toBe(true);
    expect(isClose(log(exp(a)), a)).toBe(true);
    expect(isClose(times(s, s) + times(c, c), ONE)).toBe(true);
    expect(isClose(normal(a)[0] + normal(-a)[0], ONE)).toBe(true);
  });

  test('know π, e, √2 and Φ(1) to 40 digits', () => {
    const digits = (a: bigint) => ((a * 10n ** 40n) >> 256n).toString();
    expect(digits(PI)).toBe('31415926535897932384626433832795028841971');
    expect(digits(exp(ONE))).toBe('27182818284590452353602874713526624977572');
    expect(digits(sqrt(2n * ONE))).toBe('14142135623730950488016887242096980785696');
    expect(digits(normal(ONE)[0])).toBe('8413447460685429485852325456320379224779');
    expect(digits(over(ONE, 3n * ONE))).toBe('3'.repeat(40));
  });

  test('hold what f64 cannot add, and refuse what they cannot hold', () => {
    expect(toNumber(ONE + fixed(1e-30) - ONE)).toBe(1e-30);
    expect(() => fixed(2 ** -300)).toThrow(RangeError);
    expect(() => fixed(Number.NaN)).toThrow(RangeError);
  });
});
