// The reference orbit: what every unit does at the grid's centre, around which the GPU carries differences.
import { type Activation, activate, activationKinks, activationSlope } from './activation.ts';
import { COORDINATE_UNIT, type Place, placeNumbers } from './coordinate.ts';
import { activateFixed, type Fixed, fixed, fixedQuotient, split, weighted } from './fixed-point.ts';
import { type Grid, isDeep } from './grid.ts';
import type { Layer, Network } from './network.ts';

/** One layer at the centre, each array [fanOut]. */
export interface LayerOrbit {
  /** Z = W A + b. */
  readonly preActivation: Float64Array;
  /** What f64 rounding left of Z; 0 where the grid is not deep. kinkDistance asks for it. */
  readonly preRest: Float64Array;
  /** f(Z). */
  readonly activation: Float64Array;
  /** What f64 rounding left of f(Z); 0 where the grid is not deep. */
  readonly rest: Float64Array;
  /** f'(Z). */
  readonly slope: Float64Array;
  /** ∂Z/∂x1 and ∂Z/∂x2. */
  readonly preTangents: readonly [Float64Array, Float64Array];
  /** ∂f(Z)/∂x1 and ∂f(Z)/∂x2. */
  readonly tangents: readonly [Float64Array, Float64Array];
}

/**
 * Runs the network once at the grid's centre, with its derivatives, layer by layer: in f64, and where the grid is deep with 320 binary
 * digits behind the point, rounded at the end.
 */
export function referenceOrbit({ layers }: Pick<Network, 'layers'>, grid: Pick<Grid, 'center' | 'step'>): LayerOrbit[] {
  const values = isDeep(grid) ? exactValues(layers, grid.center) : plainValues(layers, placeNumbers(grid.center));
  let inputTangents: readonly [Float64Array, Float64Array] = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
  return layers.map((layer, l) => {
    const { preActivation, preRest } = values[l];
    const preTangents = [multiply(layer, inputTangents[0]), multiply(layer, inputTangents[1])] as const;
    const slope = preActivation.map((z, o) => slopeOf(layer.activation, z, preRest[o]));
    inputTangents = [preTangents[0].map((t, o) => slope[o] * t), preTangents[1].map((t, o) => slope[o] * t)];
    return { ...values[l], slope, preTangents, tangents: inputTangents };
  });
}

/** How far a kink, or another threshold, lies from Z = z + rest: to f64's digits however near it is. */
export function kinkDistance(kink: number, z: number, rest: number): number {
  return kink - z - rest;
}

type LayerValues = Pick<LayerOrbit, 'preActivation' | 'preRest' | 'activation' | 'rest'>;

function plainValues(layers: readonly Layer[], center: readonly [number, number]): LayerValues[] {
  let input: Float64Array = Float64Array.from(center);
  return layers.map((layer) => {
    const preActivation = multiply(layer, input).map((z, o) => z + layer.bias[o]);
    input = preActivation.map((z) => activate(layer.activation, z));
    const none = new Float64Array(layer.fanOut);
    return { preActivation, preRest: none, activation: input, rest: none };
  });
}

function exactValues(layers: readonly Layer[], center: Place): LayerValues[] {
  return exactOrbit(layers, center).map(({ preActivations, activations }) => {
    const [z, a] = [preActivations.map(split), activations.map(split)];
    return {
      preActivation: Float64Array.from(z, ([nearest]) => nearest),
      preRest: Float64Array.from(z, ([, rest]) => rest),
      activation: Float64Array.from(a, ([nearest]) => nearest),
      rest: Float64Array.from(a, ([, rest]) => rest),
    };
  });
}

/** One layer in fixed point, each [fanOut]. */
export interface ExactLayer {
  readonly preActivations: readonly Fixed[];
  readonly activations: readonly Fixed[];
}

/** Runs layers of f32 weights at `center`: piecewise linear ones exactly but for last digits far below f64's, smooth ones to 90 decimals. */
export function exactOrbit(layers: readonly Layer[], center: Place): ExactLayer[] {
  let input: readonly Fixed[] = center.map((x) => fixedQuotient(x, COORDINATE_UNIT));
  return layers.map(({ fanIn, weight, bias, activation }) => {
    const preActivations = Array.from(bias, (b, o) => weighted(weight, o * fanIn, input) + fixed(b));
    input = preActivations.map((z) => activateFixed(activation, z));
    return { preActivations, activations: input };
  });
}

/** f'(z + rest). Where z is a kink the rest says on which side; kinks lie half a unit apart or more. */
function slopeOf(f: Activation, z: number, rest: number): number {
  const isBeside = rest !== 0 && activationKinks(f).includes(z);
  return activationSlope(f, isBeside ? z + Math.sign(rest) / 4 : z);
}

function multiply({ fanIn, fanOut, weight }: Layer, input: Float64Array): Float64Array {
  const out = new Float64Array(fanOut);
  for (let o = 0; o < fanOut; o++) for (let i = 0; i < fanIn; i++) out[o] += weight[o * fanIn + i] * input[i];
  return out;
}
