// Networks and their orbits as the shaders read them.
import {
  type Activation,
  type ActivationName,
  activate,
  activation,
  isPiecewiseLinear,
  normalCdf,
  patternThresholds,
} from '../model/activation.ts';
import type { Layer } from '../model/network.ts';
import { kinkDistance, type LayerOrbit } from '../model/orbit.ts';
import type { Center, Plan } from './plan.ts';
import { planesOf } from './planes.ts';
import { taylorCoefficients } from './taylor.ts';
import type { LayerShape } from './uniforms.ts';

/** Units per layer are padded to a multiple of this in the packed weights. */
export const UNIT_PADDING = 8;

const MAX_F32 = 2 ** 127;

/** Floats of activation.wgsl's Reference. */
export const REFERENCE_FLOATS = 12;

export function paddedUnits(layer: Layer): number {
  return Math.ceil(layer.fanOut / UNIT_PADDING) * UNIT_PADDING;
}

/** The activations that occur, each once, in an order that does not depend on the layers': what LayerShape.activation counts in. */
export function distinctActivations(layers: readonly Layer[]): ActivationName[] {
  return [...new Set(layers.map((layer) => layer.activation.name))].sort();
}

/** Every layer's shape and where its weights and references begin; `quads` is points/4 of one plane where layers are run one by one. */
export function layerShapes({ layers, anchors }: Pick<Plan, 'layers' | 'anchors'>, quads: number): LayerShape[] {
  const activations = distinctActivations(layers);
  let firstWeight = 0;
  let firstReference = 0;
  return layers.map((layer, number) => {
    const { fanIn, fanOut: units } = layer;
    const activation = activations.indexOf(layer.activation.name);
    const columns = quads * planesOf(anchors).length;
    const shape = { fanIn, units, firstWeight, firstReference, activation, quads, columns, layer: number };
    firstWeight += (paddedUnits(layer) / 4) * fanIn;
    firstReference += units;
    return shape;
  });
}

/** Per layer [units/4][fan-in][4]: the weights of four units for one input side by side, 0 where the padding is. */
export function packWeights(layers: readonly Layer[]): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(layers.reduce((sum, layer) => sum + paddedUnits(layer) * layer.fanIn, 0));
  let at = 0;
  for (const layer of layers) {
    for (let o = 0; o < layer.fanOut; o++)
      for (let i = 0; i < layer.fanIn; i++)
        packed[at + ((o >> 2) * layer.fanIn + i) * 4 + (o & 3)] = layer.weight[o * layer.fanIn + i];
    at += paddedUnits(layer) * layer.fanIn;
  }
  return packed;
}

/** One Reference (activation.wgsl) for every unit of every layer, where differences are multiplied by `scale`. */
export function packReferences(layers: readonly Layer[], orbit: readonly LayerOrbit[], scale = 1): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(layers.reduce((sum, layer) => sum + layer.fanOut, 0) * REFERENCE_FLOATS);
  let at = 0;
  layers.forEach((layer, l) => {
    const { preActivation, preRest, slope, preTangents } = orbit[l];
    preActivation.forEach((z, o) => {
      packed.set(referenceOf(layer.activation, z, preRest[o], scale), at);
      packed.set([preTangents[0][o], preTangents[1][o], slope[o], inF32(-z * scale)], at + 8);
      at += REFERENCE_FLOATS;
    });
  });
  return packed;
}

function referenceOf(activation: Activation, z: number, rest: number, scale: number): number[] {
  const series = taylorCoefficients(activation, z);
  if (series) {
    // Of an angle only the part within a turn matters, and f32 keeps more of that.
    const center = activation.name === 'sin' ? z % (2 * Math.PI) : inF32(z * scale);
    return [center, boundedPart(activation, z), ...series.map((c, n) => c / scale ** n)];
  }
  const [k0 = 0, k1 = 0, k2 = 0] = patternThresholds(activation).map((threshold) =>
    inF32(kinkDistance(threshold, z, rest) * scale),
  );
  return isPiecewiseLinear(activation) ? [k0, k1, k2, activation.slope] : [k0, 0, 0, 0, Math.exp(Math.min(z, 0))];
}

/** What activation.wgsl takes direct differences of: f, less relu where f grows like it. */
function boundedPart({ name }: Activation, z: number): number {
  const size = Math.abs(z);
  switch (name) {
    case 'softplus':
      return Math.log1p(Math.exp(-size));
    case 'silu':
      return -size / (1 + Math.exp(size));
    case 'gelu':
      return -size * normalCdf(-size);
    default:
      return activate(activation(name), z);
  }
}

/** Kept within f32, whose largest number is beyond every difference. */
function inF32(x: number): number {
  return Math.min(Math.max(x, -MAX_F32), MAX_F32);
}

/** One vec4f for every output: y less the largest, its softmax, and its derivatives. */
export function packHeadReferences({ orbit, top, probabilities, scale }: Center): Float32Array<ArrayBuffer> {
  const { activation: y, rest, tangents } = orbit[orbit.length - 1];
  const packed = new Float32Array(y.length * 4);
  for (let j = 0; j < y.length; j++)
    packed.set([inF32((y[j] - y[top] + (rest[j] - rest[top])) * scale), probabilities[j], tangents[0][j], tangents[1][j]], j * 4);
  return packed;
}
