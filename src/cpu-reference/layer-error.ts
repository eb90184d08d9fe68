// A running error analysis through the layers: what each unit's differences in f32 can be off by.
import { isPiecewiseLinear } from '../model/activation.ts';
import type { Layer, Network } from '../model/network.ts';
import type { LayerOrbit } from '../model/orbit.ts';
import { slopeRise } from './activation-difference.ts';
import { isPieceCertain, riseError, slopeError, slopeRiseError } from './activation-error.ts';
import { chordError } from './chord-error.ts';
import type { LayerDifference } from './perturbation.ts';
import { gamma, TINY, U } from './rounding.ts';

/** Bounds of |f32 − exact| of a LayerDifference's arrays, each [fanOut]. */
export interface LayerError {
  readonly preActivation: Float64Array;
  readonly activation: Float64Array;
  readonly tangents: readonly [Float64Array, Float64Array];
  /** False where a jump of f, that is of step, is within an error, here or before. */
  readonly isValueCertain: boolean;
  /** False where a jump of f' is. */
  readonly isSlopeCertain: boolean;
}

/** Of what layerDifferences made of `delta`. */
export function layerErrors(
  { layers }: Network,
  orbit: readonly LayerOrbit[],
  delta: readonly [number, number],
  differences: readonly LayerDifference[],
): LayerError[] {
  let input: LayerError = {
    preActivation: new Float64Array(2),
    // The step is rounded to f32, and so is its multiple.
    activation: Float64Array.from(delta, (d) => 3 * U * Math.abs(d)),
    tangents: [new Float64Array(2), new Float64Array(2)],
    isValueCertain: true,
    isSlopeCertain: true,
  };
  let inputDifference: Pick<LayerDifference, 'activation' | 'tangents'> = {
    activation: Float64Array.from(delta),
    tangents: input.tangents,
  };
  return layers.map((layer, l) => {
    const error = layerError(layer, orbit[l], inputDifference, input, differences[l]);
    input = error;
    inputDifference = differences[l];
    return error;
  });
}

function layerError(
  layer: Layer,
  { preActivation: z, preRest, slope: centreSlope, preTangents: t }: LayerOrbit,
  inputDifference: Pick<LayerDifference, 'activation' | 'tangents'>,
  input: LayerError,
  difference: LayerDifference,
): LayerError {
  const f = layer.activation;
  const { preActivation: delta, preTangents: tau } = difference;
  const preActivation = throughWeights(layer, inputDifference.activation, input.activation);
  const changeErrors = delta.map((d, o) => slopeRiseError(f, z[o], d, preActivation[o]));
  const tangent = (axis: 0 | 1) =>
    // τa = f'(Z + δ) τz + (f'(Z + δ) − f'(Z)) Tz
    throughWeights(layer, inputDifference.tangents[axis], input.tangents[axis]).map((error, o) => {
      const change = Math.abs(slopeRise(f, z[o], delta[o], preRest[o]));
      const slope = Math.abs(centreSlope[o]) + change;
      const centre = Math.abs(t[axis][o]);
      const carried = slope * error + slopeError(f, z[o], delta[o], changeErrors[o]) * (Math.abs(tau[axis][o]) + error);
      return carried + changeErrors[o] * centre + 4 * U * (slope * Math.abs(tau[axis][o]) + change * centre);
    });
  const jumps = isPiecewiseLinear(f) && delta.some((d, o) => !isPieceCertain(f, z[o], d, preActivation[o]));
  return {
    preActivation,
    activation: delta.map((d, o) => riseError(f, z[o], d, preActivation[o])),
    tangents: [tangent(0), tangent(1)],
    isValueCertain: input.isValueCertain && !(jumps && f.name === 'step'),
    isSlopeCertain: input.isSlopeCertain && !(jumps && f.name !== 'identity'),
  };
}

/** Bounds for the last layer's differences between two points, [K]. */
export interface ChordError {
  readonly activation: Float64Array;
  /** False where a jump of step is within an error. */
  readonly isCertain: boolean;
}

/** Of the differences from `low`, whose own errors are `lowErrors`, to `high`, which is `chord` away. */
export function chordErrors(
  { layers }: Network,
  orbit: readonly LayerOrbit[],
  chord: readonly [number, number],
  low: readonly LayerDifference[],
  high: readonly LayerDifference[],
  lowErrors: readonly LayerError[],
): ChordError {
  let input = Float64Array.from(chord);
  // As of the input's difference to the centre.
  let error: ChordError = { activation: input.map((c) => 3 * U * Math.abs(c)), isCertain: true };
  layers.forEach((layer, l) => {
    const z = orbit[l].preActivation;
    const carried = throughWeights(layer, input, error.activation);
    const from = low[l].preActivation;
    const activation = from.map((d, o) =>
      chordError(layer.activation, z[o], d, lowErrors[l].preActivation[o], high[l].preActivation[o] - d, carried[o]),
    );
    const jumps = layer.activation.name === 'step' && activation.some((e) => e > 0);
    error = { activation, isCertain: error.isCertain && !jumps };
    input = high[l].activation.map((a, o) => a - low[l].activation[o]);
  });
  return error;
}

/** Σ |W| e + γ Σ |W| |v| for W v, summed in any order, fused or not. */
export function throughWeights({ fanIn, fanOut, weight }: Layer, v: Float64Array, e: Float64Array): Float64Array {
  const rounding = gamma(fanIn + 2);
  const each = e.map((error, i) => error + rounding * (Math.abs(v[i]) + error));
  const out = new Float64Array(fanOut);
  for (let o = 0; o < fanOut; o++) for (let i = 0; i < fanIn; i++) out[o] += Math.abs(weight[o * fanIn + i]) * each[i];
  return out.map((error) => (error > 0 ? error + fanIn * TINY : 0));
}
