// A coordinate of the plane beyond f64: a decimal fixed-point number, so that views keep their place at any depth and every number
// that a reader types or a link carries is meant exactly.

/** In units of 10^−60. */
export type Coordinate = bigint;

/** A point of the plane, [x1, x2]. */
export type Place = readonly [Coordinate, Coordinate];

const DIGITS = 60;
/** A coordinate that is 1. */
export const COORDINATE_UNIT = 10n ** BigInt(DIGITS);

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;

/** The number that a decimal text names, rounded to 10^−60; null where it is not a number. Such as "-0.31" or "2.5e-20". */
export function parseCoordinate(text: string): Coordinate | null {
  const match = DECIMAL.exec(text.trim().replace('−', '-'));
  if (!match) return null;
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return null;
  const shift = DIGITS + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : roundedQuotient(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -size : size;
}

/** The shortest decimal text that names the coordinate exactly, without an exponent. */
export function formatCoordinate(coordinate: Coordinate): string {
  const size = coordinate < 0n ? -coordinate : coordinate;
  const fraction = `${size % COORDINATE_UNIT}`.padStart(DIGITS, '0').replace(/0+$/, '');
  return `${coordinate < 0n ? '-' : ''}${size / COORDINATE_UNIT}${fraction ? `.${fraction}` : ''}`;
}

/** What people mean by a finite f64: the shortest decimal number that rounds to it. */
export function coordinateOf(x: number): Coordinate {
  const coordinate = parseCoordinate(String(x));
  if (coordinate === null) throw new RangeError(`The coordinate ${x} is not finite; a place on the plane has finite ones.`);
  return coordinate;
}

/** The point that two finite f64 name in binary, each rounded to 10^−60. */
export function placeOf([x1, x2]: readonly [number, number]): Place {
  return [exactCoordinate(x1), exactCoordinate(x2)];
}

/** The f64 nearest to both of a place's coordinates. */
export function placeNumbers([x1, x2]: Place): [number, number] {
  return [coordinateNumber(x1), coordinateNumber(x2)];
}

/** The f64 nearest to the coordinate. */
export function coordinateNumber(coordinate: Coordinate): number {
  return Number(formatCoordinate(coordinate));
}

/** The coordinate rounded to a power of ten that is at most `resolution`. */
export function roundedCoordinate(coordinate: Coordinate, resolution: number): Coordinate {
  const digits = Math.floor(Math.log10(resolution)) + DIGITS;
  if (!(digits > 0)) return coordinate;
  const grain = 10n ** BigInt(digits);
  return (coordinate < 0n ? -roundedQuotient(-coordinate, grain) : roundedQuotient(coordinate, grain)) * grain;
}

/** A finite f64's own binary value, rounded to 10^−60. */
export function exactCoordinate(x: number): Coordinate {
  if (Number.isInteger(x)) return BigInt(x) * COORDINATE_UNIT;
  // Scaled by a power of two, which is exact, every f64 down to 10^−60 of a unit is a whole number.
  const bits = 256;
  const scaled = BigInt(Math.trunc(x * 2 ** bits)) * COORDINATE_UNIT;
  const divisor = 1n << BigInt(bits);
  return scaled < 0n ? -roundedQuotient(-scaled, divisor) : roundedQuotient(scaled, divisor);
}

/** a/b to the nearest whole number, for a ≥ 0 and b > 0. */
function roundedQuotient(a: bigint, b: bigint): bigint {
  return (2n * a + b) / (2n * b);
}
