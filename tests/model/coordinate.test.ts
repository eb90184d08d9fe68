// Accepted when a coordinate keeps every decimal of its text, and its two f64 parts together are it to 1e-32 of its size.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  coordinateNumber,
  coordinateOf,
  exactCoordinate,
  formatCoordinate,
  parseCoordinate,
  placeNumbers,
  placeOf,
  roundedCoordinate,
} from '../../src/model/coordinate.ts';

const coordinate = fc.bigInt({ min: -(10n ** 69n), max: 10n ** 69n });

describe('a text', () => {
  test.each([
    ['0.31', '0.31'],
    ['-2.5e-20', '-0.000000000000000000025'],
    ['1e3', '1000'],
    ['.5', '0.5'],
    ['−7', '-7'],
    ['0.1234567890123456789012345678901234567890', '0.123456789012345678901234567890123456789'],
    ['4e-61', '0'],
    ['-5e-61', `-0.${'0'.repeat(59)}1`],
  ])('%s names %s', (text, exact) => {
    const parsed = parseCoordinate(text);
    expect(parsed === null ? null : formatCoordinate(parsed)).toBe(exact);
  });

  test.each(['', '.', '-', 'one', '1e', '1e99999', '0x10', 'NaN', 'Infinity', '1,5', '1 2'])('"%s" names none', (text) => {
    expect(parseCoordinate(text)).toBeNull();
  });

  test('comes back from every coordinate', () => {
    fc.assert(fc.property(coordinate, (c) => parseCoordinate(formatCoordinate(c)) === c));
  });
});

describe('an f64', () => {
  test('comes back, and means its shortest decimal', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (x) => {
        fc.pre(Math.abs(x) > 1e-40);
        expect(coordinateNumber(coordinateOf(x))).toBe(x);
      }),
    );
    expect(formatCoordinate(coordinateOf(0.1))).toBe('0.1');
  });

  test('that is not finite is refused', () => {
    expect(() => coordinateOf(Number.NaN)).toThrow('NaN is not finite');
  });

  test('in binary is another number, unless it has few digits', () => {
    // 0.1 is 1000000000000000055511151231257827…e-35 in binary.
    expect(formatCoordinate(exactCoordinate(0.1))).toBe('0.1000000000000000055511151231257827021181583404541015625');
    expect(formatCoordinate(exactCoordinate(-2.0625))).toBe('-2.0625');
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (x) => {
        fc.pre(Math.abs(x) > 1e-40);
        expect(coordinateNumber(exactCoordinate(x))).toBe(x);
      }),
    );
    expect(placeNumbers(placeOf([0.1, -1e300]))).toEqual([0.1, -1e300]);
  });
});

test('rounding goes to a power of ten that is fine enough', () => {
  const third = parseCoordinate('0.33333333333333333333') ?? 0n;
  expect(formatCoordinate(roundedCoordinate(third, 3e-9))).toBe('0.333333333');
  expect(formatCoordinate(roundedCoordinate(-third * 2n, 1e-3))).toBe('-0.667');
  expect(roundedCoordinate(third, 0)).toBe(third);
});
