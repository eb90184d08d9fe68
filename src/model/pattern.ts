// The activation pattern as one number: a hash of which piece of its activation every unit is on.
import { type Activation, activationKinks, patternThresholds } from './activation.ts';
import type { Network } from './network.ts';

/** The hash of no unit at all. */
export const PATTERN_SEED = 0x811c9dc5;

/** Two of them: hashes from both tell patterns apart by 60 bits. */
export const PATTERN_SEEDS = [PATTERN_SEED, 0x2545f491] as const;

/**
 * The last of the layers that tell linear regions apart: all hidden ones, and the network's last where its activation has kinks, as in the
 * exact partition; −1 where there is none.
 */
export function lastPatternLayer({ layers }: Pick<Network, 'layers'>): number {
  const last = layers.length - 1;
  return activationKinks(layers[last].activation).length > 0 ? last : last - 1;
}

/** Which piece z lies on: the number of thresholds below it (0 or 1 for relu and for the sign of a smooth unit, 0 for identity). */
export function pieceOf(f: Activation, z: number): number {
  return patternThresholds(f).filter((threshold) => z > threshold).length;
}

/** The hash after one more unit, layer by layer, unit by unit; 32 bits, unsigned. */
export function patternStep(hash: number, piece: number): number {
  const mixed = Math.imul(hash ^ piece, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/**
 * The hash as a number that f32 and f64 both hold exactly: its upper 30 bits, laid into the bits of a positive normal f32
 * (between 1e-19 and 4e19). Equal patterns give equal numbers; their order and distance mean nothing.
 */
export function patternValue(hash: number): number {
  bits[0] = 0x20000000 + (hash >>> 2);
  return float[0];
}

/**
 * The hash behind patternValue's number as a fraction in [0, 1): what a pattern is coloured by. Of its upper 16 bits alone, as many as the
 * shader can multiply.
 */
export function patternFraction(value: number): number {
  float[0] = value;
  return ((bits[0] - 0x20000000) >>> 14) / 2 ** 16;
}

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);
