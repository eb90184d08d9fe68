// Numbers with 256 bits behind the point, in BigInt: the elementary functions to about 70 decimal digits, for truth at any depth.

/** A number times 2^256. */
export type Fixed = bigint;

const BITS = 256n;
export const ONE: Fixed = 1n << BITS;

/** Exactly x, which must be a multiple of 2^-256. */
export function fixed(x: number): Fixed {
  if (!Number.isFinite(x)) throw new RangeError(`${x} has no fixed-point number.`);
  let [mantissa, exponent] = [x, 0];
  while (!Number.isInteger(mantissa)) [mantissa, exponent] = [mantissa * 2, exponent + 1];
  const shift = BITS - BigInt(exponent);
  if (shift < 0n) throw new RangeError(`${x} has digits behind 2^-256.`);
  return BigInt(mantissa) << shift;
}

/** The f64 that is nearest, to an ULP. */
export function toNumber(a: Fixed): number {
  const digits = (a < 0n ? -a : a).toString(2).length;
  const shift = Math.max(digits - 60, 0);
  return Number(a >> BigInt(shift)) * 2 ** (shift - Number(BITS));
}

export const times = (a: Fixed, b: Fixed): Fixed => (a * b) >> BITS;
export const over = (a: Fixed, b: Fixed): Fixed => (a << BITS) / b;
export const sum = (terms: readonly Fixed[]): Fixed => terms.reduce((total, term) => total + term, 0n);

/** e^x: the Taylor series of x / 2^32, squared 32 times; 40 bits are lost. */
export function exp(x: Fixed): Fixed {
  const halvings = 32n;
  const small = x >> halvings;
  let [total, term] = [ONE, ONE];
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = times(term, small) / n;
    total += term;
  }
  for (let n = 0n; n < halvings; n++) total = times(total, total);
  return total;
}

/** log x for x > 0: Halley's iteration from the f64 logarithm, each step trebling the digits. */
export function log(x: Fixed): Fixed {
  let y = fixed(Math.log(toNumber(x)));
  for (let n = 0; n < 4; n++) {
    const e = exp(y);
    y += 2n * over(x - e, x + e);
  }
  return y;
}

/** [sin x, cos x] by their Taylor series, for |x| up to about 30. */
export function sinCos(x: Fixed): [Fixed, Fixed] {
  const totals: [Fixed, Fixed] = [0n, 0n];
  let term = ONE;
  for (let n = 0n; term !== 0n && term !== -1n; n++) {
    const sign = n % 4n < 2n ? 1n : -1n;
    totals[n % 2n === 0n ? 1 : 0] += sign * term;
    term = times(term, x) / (n + 1n);
  }
  return totals;
}

/** √x for x ≥ 0, by Newton's iteration on whole numbers. */
export function sqrt(x: Fixed): Fixed {
  const square = x << BITS;
  if (square === 0n) return 0n;
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** π by Machin's formula. */
export const PI: Fixed = 4n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));

function arctanOfInverse(n: bigint): Fixed {
  let [total, power] = [0n, ONE / n];
  for (let k = 1n; power !== 0n; k += 2n) {
    total += k % 4n === 1n ? power / k : -(power / k);
    power /= n * n;
  }
  return total;
}

/** [Φ(z), φ(z)] of the standard normal distribution, by Φ = ½ + φ Σ z^(2n+1)/(2n+1)!!, for |z| up to about 10. */
export function normal(z: Fixed): [Fixed, Fixed] {
  const density = over(exp(-times(z, z) >> 1n), sqrt(2n * PI));
  let [total, term] = [0n, z];
  for (let n = 3n; term !== 0n && term !== -1n; n += 2n) {
    total += term;
    term = times(times(term, z), z) / n;
  }
  return [(ONE >> 1n) + times(density, total), density];
}
