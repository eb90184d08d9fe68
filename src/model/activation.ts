// The activation functions: value, slope and the pieces of the piecewise-linear ones, in f64.

/** Every activation a layer can have, by its name in specs, files and the panel. */
export const ACTIVATION_NAMES = [
  'relu',
  'leaky-relu',
  'abs',
  'hardtanh',
  'step',
  'identity',
  'tanh',
  'sigmoid',
  'softplus',
  'gelu',
  'silu',
  'elu',
  'sin',
  'tent',
] as const;

export type ActivationName = (typeof ACTIVATION_NAMES)[number];

/** One layer's activation. `slope` is leaky relu's slope for z < 0 and 0 for every other activation. */
export interface Activation {
  readonly name: ActivationName;
  readonly slope: number;
}

/** PyTorch's default `negative_slope` of nn.LeakyReLU. */
export const DEFAULT_LEAKY_SLOPE = 0.01;

/** An activation by name; `slope` (default 0.01) only means something for leaky relu. */
export function activation(name: ActivationName, slope = DEFAULT_LEAKY_SLOPE): Activation {
  return { name, slope: name === 'leaky-relu' ? slope : 0 };
}

export function isActivationName(name: string): name is ActivationName {
  return (ACTIVATION_NAMES as readonly string[]).includes(name);
}

interface Rule {
  /** f(z). */
  readonly value: (z: number, slope: number) => number;
  /** f'(z); at a kink PyTorch's choice: relu'(0) = 0, abs'(0) = 0, hardtanh'(±1) = 0. */
  readonly slope: (z: number, slope: number) => number;
  /** Where f or f' jumps, ascending; between two kinks a piecewise-linear f is affine. */
  readonly kinks: readonly number[];
  readonly piecewiseLinear: boolean;
}

const sigmoid = (z: number) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

const RULES: Record<ActivationName, Rule> = {
  relu: {
    value: (z) => Math.max(z, 0),
    slope: (z) => (z > 0 ? 1 : 0),
    kinks: [0],
    piecewiseLinear: true,
  },
  'leaky-relu': {
    value: (z, slope) => (z > 0 ? z : slope * z),
    slope: (z, slope) => (z > 0 ? 1 : slope),
    kinks: [0],
    piecewiseLinear: true,
  },
  abs: { value: Math.abs, slope: (z) => Math.sign(z), kinks: [0], piecewiseLinear: true },
  hardtanh: {
    value: (z) => Math.min(Math.max(z, -1), 1),
    slope: (z) => (z > -1 && z < 1 ? 1 : 0),
    kinks: [-1, 1],
    piecewiseLinear: true,
  },
  step: { value: (z) => (z > 0 ? 1 : 0), slope: () => 0, kinks: [0], piecewiseLinear: true },
  identity: { value: (z) => z, slope: () => 1, kinks: [], piecewiseLinear: true },
  tanh: {
    value: Math.tanh,
    slope: (z) => 1 / Math.cosh(z) ** 2,
    kinks: [],
    piecewiseLinear: false,
  },
  sigmoid: {
    value: sigmoid,
    slope: (z) => sigmoid(z) * sigmoid(-z),
    kinks: [],
    piecewiseLinear: false,
  },
  softplus: {
    value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
    slope: sigmoid,
    kinks: [],
    piecewiseLinear: false,
  },
  gelu: {
    value: (z) => z * normalCdf(z),
    slope: (z) => normalCdf(z) + z * normalDensity(z),
    kinks: [],
    piecewiseLinear: false,
  },
  silu: {
    value: (z) => z * sigmoid(z),
    slope: (z) => sigmoid(z) * (1 + z * sigmoid(-z)),
    kinks: [],
    piecewiseLinear: false,
  },
  elu: {
    value: (z) => (z > 0 ? z : Math.expm1(z)),
    slope: (z) => (z > 0 ? 1 : Math.exp(z)),
    kinks: [],
    piecewiseLinear: false,
  },
  sin: { value: Math.sin, slope: Math.cos, kinks: [], piecewiseLinear: false },
  tent: {
    value: (z) => Math.max(0, z <= 0.5 ? 2 * z : 2 - 2 * z),
    slope: (z) => (z <= 0 || z >= 1 ? 0 : z <= 0.5 ? 2 : -2),
    kinks: [0, 0.5, 1],
    piecewiseLinear: true,
  },
};

/** f(z). */
export function activate(f: Activation, z: number): number {
  return RULES[f.name].value(z, f.slope);
}

/** f'(z); at a kink PyTorch's choice. */
export function activationSlope(f: Activation, z: number): number {
  return RULES[f.name].slope(z, f.slope);
}

/** Where f or f' jumps, ascending; empty for smooth activations. */
export function activationKinks(f: Activation): readonly number[] {
  return RULES[f.name].kinks;
}

export function isPiecewiseLinear(f: Activation): boolean {
  return RULES[f.name].piecewiseLinear;
}

/** A piecewise linear activation as lines: left of the first kink it is first + slopes[0] z; behind kink t it has slopes[t + 1] and is jumps[t] higher. */
export interface ActivationPieces {
  readonly first: number;
  /** [kinks + 1] */
  readonly slopes: readonly number[];
  /** [kinks] */
  readonly jumps: readonly number[];
}

/** The pieces of a piecewise linear activation; those of a smooth one mean nothing. */
export function activationPieces(f: Activation): ActivationPieces {
  const { value, slope, kinks } = RULES[f.name];
  if (kinks.length === 0) return { first: 0, slopes: [1], jumps: [] };
  // A point on every piece: kinks are whole or half numbers, so that all of this is exact.
  const inside = [kinks[0] - 1, ...kinks.map((kink, t) => (kink + (kinks[t + 1] ?? kink + 2)) / 2)];
  const slopes = inside.map((z) => slope(z, f.slope));
  const onLine = (piece: number, z: number) => value(inside[piece], f.slope) + slopes[piece] * (z - inside[piece]);
  return {
    first: onLine(0, 0),
    slopes,
    jumps: kinks.map((kink, t) => onLine(t + 1, kink) - onLine(t, kink)),
  };
}

/** The thresholds that the activation pattern records: the kinks, of which identity has none; the sign of z of a smooth activation. */
export function patternThresholds(f: Activation): readonly number[] {
  return isPiecewiseLinear(f) ? activationKinks(f) : [0];
}

/** φ(z), the standard normal density. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** Φ(z), the standard normal distribution function, to 3e-16 absolute. */
export function normalCdf(z: number): number {
  return z < 0 ? 0.5 * erfc(-z * Math.SQRT1_2) : 1 - 0.5 * erfc(z * Math.SQRT1_2);
}

/**
 * The complementary error function for x ≥ 0: the all-positive series of erf below 2.5 (Abramowitz & Stegun 7.1.6),
 * the continued fraction above (7.1.14, evaluated from its tail).
 */
function erfc(x: number): number {
  const gauss = Math.exp(-x * x);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * gauss * sum;
  }
  let tail = x;
  for (let k = 120; k > 0; k--) tail = x + (0.5 * k) / tail;
  return gauss / (Math.sqrt(Math.PI) * tail);
}
