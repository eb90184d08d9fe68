// How the weights of a fresh network are drawn.
import type { Activation } from './activation.ts';
import { NetworkError } from './errors.ts';
import { createNetwork, type Head, type Layer, MAX_WIDTH, type Network } from './network.ts';
import { MersenneTwister } from './random.ts';

export const INITIALISER_NAMES = ['torch', 'xavier-uniform', 'xavier-normal', 'he', 'uniform'] as const;
export type InitialiserName = (typeof INITIALISER_NAMES)[number];

/**
 * torch: nn.Linear's default, weights and biases U(±1/√fan-in). xavier-uniform: U(±√(6/(fan-in + fan-out))); xavier-normal:
 * N(0, 2/(fan-in + fan-out)) (Glorot & Bengio 2010). he: N(0, 2/fan-in) (He et al. 2015). uniform: U(−bound, bound).
 * All but torch leave the biases at 0. `bound` means something for uniform only.
 */
export interface Initialiser {
  readonly name: InitialiserName;
  readonly bound: number;
}

/** What a network is before its numbers are drawn. */
export interface Architecture {
  /** [inputs, hidden widths …, outputs] */
  readonly widths: readonly number[];
  /** One per layer. */
  readonly activations: readonly Activation[];
  readonly head: Head;
}

/** The largest seed: MT19937 takes 32 bits. */
export const MAX_SEED = 2 ** 32 - 1;

/**
 * Draws layer after layer, weights row by row before biases, from one MT19937. With initialiser torch the numbers are those of
 * `torch.manual_seed(seed); nn.Linear(…); nn.Linear(…)` in order.
 * Throws NetworkError for widths, seeds or bounds that cannot be.
 */
export function initialise({ widths, activations, head }: Architecture, initialiser: Initialiser, seed: number): Network {
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED)
    throw new NetworkError(`The seed is ${seed}; it must be a whole number from 0 to ${MAX_SEED}.`);
  if (initialiser.name === 'uniform' && !(initialiser.bound > 0 && Number.isFinite(Math.fround(2 * initialiser.bound))))
    throw new NetworkError(`The uniform initialiser has the bound ${initialiser.bound}; it must be positive and finite in f32.`);
  const random = new MersenneTwister(seed);
  checkWidths(widths);
  const layers = activations.map((activation, l): Layer => {
    const [fanIn, fanOut] = [widths[l], widths[l + 1]];
    const draw = weightDraw(initialiser, fanIn, fanOut, random);
    const weight = Float32Array.from({ length: fanIn * fanOut }, draw);
    const bias = initialiser.name === 'torch' ? Float32Array.from({ length: fanOut }, draw) : new Float32Array(fanOut);
    return { fanIn, fanOut, weight, bias, activation };
  });
  return createNetwork(layers, head);
}

/** Draws one weight of a layer (or, for torch, one bias) at each call. */
export function weightDraw({ name, bound }: Initialiser, fanIn: number, fanOut: number, random: MersenneTwister): () => number {
  const uniform = (limit: number) => () => {
    // PyTorch holds from and to in f32 and multiplies by their f32 difference.
    const from = Math.fround(-limit);
    return random.uniform() * Math.fround(Math.fround(limit) - from) + from;
  };
  const normal = (deviation: number) => () => deviation * random.normal();
  switch (name) {
    case 'torch':
      return uniform(1 / Math.sqrt(fanIn));
    case 'xavier-uniform':
      return uniform(Math.sqrt(6 / (fanIn + fanOut)));
    case 'xavier-normal':
      return normal(Math.sqrt(2 / (fanIn + fanOut)));
    case 'he':
      return normal(Math.sqrt(2 / fanIn));
    case 'uniform':
      return uniform(bound);
  }
}

/** Refuses widths before memory is taken for them. */
function checkWidths(widths: readonly number[]): void {
  const bad = widths.findIndex((w) => !Number.isInteger(w) || w < 1 || w > MAX_WIDTH);
  if (bad >= 0)
    throw new NetworkError(
      `Width ${bad} of ${widths.join('-')} is ${widths[bad]}; widths are whole numbers from 1 to ${MAX_WIDTH}.`,
    );
}
