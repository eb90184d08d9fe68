// Numbers with 320 binary digits behind the point, and the activations of them: what a reference orbit is computed in where f64 is too coarse.
import { type Activation, activationKinks, activationPieces, isPiecewiseLinear } from './activation.ts';

/** A number times 2^320. */
export type Fixed = bigint;

const BITS = 320n;
const ONE: Fixed = 1n << BITS;
/** Every f32, and with it every weight, is a multiple of 2^-149. */
const F32_BITS = 149n;
const F32_SCALE = 2 ** 149;
/** e^x is squared so many times from that of x / 2^so many; as many digits are lost. */
const SQUARINGS = 16n;
/** Beyond it, Φ differs from 0 or 1 by less than 2^-320. */
const NORMAL_REACH = 21n << BITS;

/** x towards −∞. */
export function fixed(x: number): Fixed {
  if (x === 0) return 0n;
  // |x| = mantissa × 2^exponent with a mantissa of 53 binary digits.
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(x))) - 53, -1074);
  const half = Math.trunc(exponent / 2);
  const mantissa = BigInt((x / 2 ** half) * 2 ** (half - exponent));
  const shift = BITS + BigInt(exponent);
  return shift >= 0n ? mantissa << shift : mantissa >> -shift;
}

/** n / unit, rounded. */
export function fixedQuotient(n: bigint, unit: bigint): Fixed {
  return (n << BITS) / unit;
}

/** The f64 nearest to a, to an ULP. */
export function rounded(a: Fixed): number {
  const size = a < 0n ? -a : a;
  // A hexadecimal digit holds four binary ones, and 15 of them are more than a mantissa.
  const excess = Math.max(size.toString(16).length - 16, 0) * 4;
  const power = excess - Number(BITS);
  const half = Math.trunc(power / 2);
  return Number(a >> BigInt(excess)) * 2 ** half * 2 ** (power - half);
}

/** The f64 nearest to a, and the f64 nearest to what that leaves. */
export function split(a: Fixed): [nearest: number, rest: number] {
  const nearest = rounded(a);
  return [nearest, rounded(a - fixed(nearest))];
}

/** Σ weight[first + i] a[i], of f32 weights. */
export function weighted(weight: ArrayLike<number>, first: number, a: readonly Fixed[]): Fixed {
  let sum = 0n;
  // Of relus half are off.
  for (let i = 0; i < a.length; i++) if (a[i] !== 0n) sum += BigInt(weight[first + i] * F32_SCALE) * a[i];
  return sum >> F32_BITS;
}

/** f(z). */
export function activateFixed(f: Activation, z: Fixed): Fixed {
  if (isPiecewiseLinear(f)) return onPieces(f, z);
  const size = z < 0n ? -z : z;
  switch (f.name) {
    case 'tanh': {
      const e = exp(-2n * size);
      const value = over(ONE - e, ONE + e);
      return z < 0n ? -value : value;
    }
    case 'sigmoid':
      return sigmoid(z);
    case 'softplus': {
      const e = exp(-size);
      return (z > 0n ? z : 0n) + 2n * artanh(over(e, 2n * ONE + e));
    }
    case 'silu':
      return times(z, sigmoid(z));
    case 'gelu':
      return times(z, normalCdf(z));
    case 'elu':
      return z > 0n ? z : exp(z) - ONE;
    default:
      return sin(z);
  }
}

/** The lowest piece's line, bent at every kink below z. */
function onPieces(f: Activation, z: Fixed): Fixed {
  const { first, slopes, jumps } = activationPieces(f);
  let value = times(fixed(slopes[0]), z) + fixed(first);
  activationKinks(f).forEach((at, t) => {
    const kink = fixed(at);
    if (z > kink) value += times(fixed(slopes[t + 1]) - fixed(slopes[t]), z - kink) + fixed(jumps[t]);
  });
  return value;
}

const times = (a: Fixed, b: Fixed): Fixed => (a * b) >> BITS;
const over = (a: Fixed, b: Fixed): Fixed => (a << BITS) / b;

/** What is computed when it is first asked for. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Σ terms, each made of the one before, until they vanish. */
function series(first: Fixed, next: (term: Fixed, n: bigint) => Fixed): Fixed {
  let [sum, term] = [0n, first];
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = next(term, n);
  }
  return sum;
}

/** e^x by its Taylor series, within a doubling and there within 2^-16. */
function exp(x: Fixed): Fixed {
  const doublings = x / LOG_2();
  if (doublings < -BITS) return 0n;
  const small = (x - doublings * LOG_2()) >> SQUARINGS;
  let value = series(ONE, (term, n) => times(term, small) / n);
  for (let n = 0n; n < SQUARINGS; n++) value = times(value, value);
  return doublings >= 0n ? value << doublings : value >> -doublings;
}

/** For |x| ≤ 1/3. */
function artanh(x: Fixed): Fixed {
  const square = times(x, x);
  let sum = 0n;
  let power = x;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = times(power, square);
  }
  return sum;
}

const LOG_2 = lazy(() => 2n * artanh(ONE / 3n));

function sigmoid(z: Fixed): Fixed {
  const e = exp(z < 0n ? z : -z);
  return over(z < 0n ? e : ONE, ONE + e);
}

/** π by Machin's formula. */
const PI = lazy(() => {
  const arctanOfInverse = (n: bigint) => {
    let [sum, power] = [0n, ONE / n];
    for (let k = 1n; power !== 0n; k += 2n) {
      sum += k % 4n === 1n ? power / k : -(power / k);
      power /= n * n;
    }
    return sum;
  };
  return 4n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));
});

/** By the Taylor series of what is left within a turn. */
function sin(x: Fixed): Fixed {
  const turn = 2n * PI();
  const rest = x - ((x + PI()) / turn) * turn;
  const square = times(rest, rest);
  return series(rest, (term, n) => -times(term, square) / (2n * n * (2n * n + 1n)));
}

/** √(2π) by Newton's iteration on whole numbers. */
const ROOT_OF_TURN = lazy(() => {
  const square = (2n * PI()) << BITS;
  let root = 3n * ONE;
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
});

/** Φ(z) = ½ + φ(z) Σ z^(2n+1)/(2n+1)!! (Abramowitz & Stegun 26.2.11). */
function normalCdf(z: Fixed): Fixed {
  if (z > NORMAL_REACH) return ONE;
  if (z < -NORMAL_REACH) return 0n;
  const square = times(z, z);
  const density = over(exp(-(square >> 1n)), ROOT_OF_TURN());
  return (
    (ONE >> 1n) +
    times(
      density,
      series(z, (term, n) => times(term, square) / (2n * n + 1n)),
    )
  );
}
