// How far the GPU's distance to the nearest crease may be from the truth: intervals of |z − threshold| / |∇z| for every unit.
import { isPiecewiseLinear } from '../model/activation.ts';
import { CREASE_FADE, CREASE_REACH } from '../model/crease.ts';
import type { Layer } from '../model/network.ts';
import type { LayerOrbit } from '../model/orbit.ts';
import { slopeRise } from './activation-difference.ts';
import { slopeError, slopeRiseError } from './activation-error.ts';
import type { Creases } from './crease.ts';
import { multiply } from './forward.ts';
import { type LayerError, throughWeights } from './layer-error.ts';
import { type LayerDifference, thresholdGaps } from './perturbation.ts';
import { TINY, U } from './rounding.ts';

/** Roundings of the length of a gradient, of a quotient, and of the product that the two are compared by. */
const QUOTIENT = 32 * U;

export interface CreaseError {
  /** |gpu − truth| at most. */
  readonly bound: number;
  /** False where a unit that may be the nearest has a gradient that may be 0, and need not count. */
  readonly isCertain: boolean;
  /** Whether no other layer's crease may be the nearest. */
  readonly isLayerCertain: boolean;
}

/** What is taken of a distance carries its layer in its lowest bits: two numbers nearer to each other than this may be told apart wrongly. */
const LAYER_BITS = 2 ** -17;
/** Rounding of layer + distance / CREASE_FADE in f32. */
const LAYER_ROUNDING = 2 ** -17;

/** Of the number that is taken of the nearest crease, in a network with so many layers. */
export function takenCreaseError(
  take: 'crease' | 'crease-layer',
  { bound, isCertain, isLayerCertain }: CreaseError,
  layers: number,
): { bound: number; isCertain: boolean } {
  if (take === 'crease') return { bound, isCertain };
  return { bound: isLayerCertain ? bound / CREASE_FADE + LAYER_ROUNDING : layers, isCertain: isCertain && isLayerCertain };
}

/** A tangent per step along one axis, in f32 known to ± e; each [width]. */
interface Tangent {
  readonly t: Float64Array;
  readonly e: Float64Array;
}

/** Of nearestCrease where the layers differ from their orbit by `differences`, which f32 knows to `errors`. */
export function creaseError(
  { network, first }: Creases,
  orbit: readonly LayerOrbit[],
  differences: readonly LayerDifference[],
  errors: readonly LayerError[],
  step: readonly [number, number],
): CreaseError {
  let tangents: readonly [Tangent, Tangent] = [inputTangent(0, step[0]), inputTangent(1, step[1])];
  // The least distance of all units: the least that it may be, the truth, the most.
  const nearest = { lo: CREASE_REACH, truth: CREASE_REACH, hi: CREASE_REACH };
  let leastVanishing = CREASE_REACH;
  /** By layer, the least that its distance may be. */
  const least = network.layers.map(() => CREASE_REACH);
  let nearestLayer = 0;
  network.layers.forEach((layer, l) => {
    const { preActivation: z, preRest } = orbit[l];
    const { preActivation: d } = differences[l];
    const { preActivation: e } = errors[l];
    const [along1, along2] = [weighted(layer, tangents[0]), weighted(layer, tangents[1])];
    z.forEach((center, o) => {
      if (l < first) return;
      const perStep = Math.hypot(along1.t[o], along2.t[o]);
      const perStepError = Math.hypot(along1.e[o], along2.e[o]);
      // Exactly 0 on the GPU as well.
      if (perStep === 0 && perStepError === 0) return;
      const vanishes = perStepError >= perStep;
      for (const gap of thresholdGaps(layer.activation, center, d[o], preRest[o])) {
        // The threshold's distance from the centre is rounded, and so is what δ is beyond it.
        const gapError = e[o] + U * (Math.abs(d[o]) + 3 * gap) + TINY;
        const lo = (Math.max(gap - gapError, 0) / (perStep + perStepError)) * (1 - QUOTIENT);
        const hi = vanishes ? CREASE_REACH : ((gap + gapError) / (perStep - perStepError)) * (1 + QUOTIENT);
        nearest.lo = Math.min(nearest.lo, lo);
        nearest.hi = Math.min(nearest.hi, hi);
        least[l] = Math.min(least[l], lo);
        if (perStep > 0 && gap / perStep < nearest.truth) {
          nearest.truth = gap / perStep;
          nearestLayer = l;
        }
        if (vanishes) leastVanishing = Math.min(leastVanishing, lo);
      }
    });
    tangents = [activated(layer, orbit[l], d, e, along1), activated(layer, orbit[l], d, e, along2)];
  });
  const { lo, truth, hi } = nearest;
  const isLayerCertain = least.every((other, l) => l === nearestLayer || other > hi * (1 + LAYER_BITS) || other >= CREASE_REACH);
  return { bound: Math.max(truth - lo, hi - truth), isCertain: leastVanishing >= hi, isLayerCertain };
}

function inputTangent(axis: 0 | 1, step: number): Tangent {
  const along = (length: number) => Float64Array.from([0, 1], (i) => (i === axis ? length : 0));
  return { t: along(step), e: along(2 * U * Math.abs(step)) };
}

function weighted(layer: Layer, { t, e }: Tangent): Tangent {
  return { t: multiply(layer, t), e: throughWeights(layer, t, e) };
}

/** f'(Z + δ) t, where δ = d is known to ± e. */
function activated(
  { activation: f }: Layer,
  { preActivation: z, preRest, slope }: LayerOrbit,
  d: Float64Array,
  e: Float64Array,
  { t, e: error }: Tangent,
): Tangent {
  const slopes = z.map((center, o) => slope[o] + slopeRise(f, center, d[o], preRest[o]));
  return {
    t: t.map((along, o) => slopes[o] * along),
    e: t.map((along, o) => {
      const change = slopeRiseError(f, z[o], d[o], e[o]);
      const size = Math.abs(along) + error[o];
      // 0, ±1 and ±2 times a number is exact.
      const rounding = isPiecewiseLinear(f) && f.name !== 'leaky-relu' ? 0 : 2 * U * Math.abs(slopes[o]);
      return Math.abs(slopes[o]) * error[o] + (slopeError(f, z[o], d[o], change) + rounding) * size;
    }),
  };
}
