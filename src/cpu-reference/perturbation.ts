// The oracle for deep zoom: what the network does at center + δ, carried in f64 as differences to what it does at the centre, so that
// views 1e-12 wide and narrower come out as well as wide ones.
import { type Activation, patternThresholds } from '../model/activation.ts';
import type { Field } from '../model/field.ts';
import { type Grid, offset1, offset2 } from '../model/grid.ts';
import { headOutputs, headTangent } from '../model/head.ts';
import type { Network } from '../model/network.ts';
import { kinkDistance, type LayerOrbit, referenceOrbit } from '../model/orbit.ts';
import { PATTERN_SEED, patternStep, patternValue } from '../model/pattern.ts';
import { type Component, componentOf, type Evaluation, evaluationOf, isDifference, type Quantity } from '../model/quantity.ts';
import { rise, slopeRise } from './activation-difference.ts';
import { nearestCrease, takenOfCrease } from './crease.ts';
import { differenceField, differenceParts } from './difference-field.ts';
import { multiply } from './forward.ts';
import { bestOutput, headRise, headTangentRise } from './head-difference.ts';

/** How far one layer at center + δ lies above its orbit, each array [fanOut]. */
export interface LayerDifference {
  /** δz, of z = W a + b. */
  readonly preActivation: Float64Array;
  /** δa, of a = f(z). */
  readonly activation: Float64Array;
  /** τz, of ∂z/∂x1 and ∂z/∂x2. */
  readonly preTangents: readonly [Float64Array, Float64Array];
  /** τa, of ∂a/∂x1 and ∂a/∂x2. */
  readonly tangents: readonly [Float64Array, Float64Array];
}

/** Carries the offset `delta` from the centre that `orbit` belongs to through the layers. */
export function layerDifferences(
  network: Network,
  orbit: readonly LayerOrbit[],
  delta: readonly [number, number],
): LayerDifference[] {
  let input = Float64Array.from(delta);
  // The input's own derivative is the same everywhere.
  let inputTangents: readonly [Float64Array, Float64Array] = [new Float64Array(2), new Float64Array(2)];
  return network.layers.map((layer, l) => {
    const f = layer.activation;
    const { preActivation: z, preRest, slope, preTangents: t } = orbit[l];
    const preActivation = multiply(layer, input);
    const preTangents = [multiply(layer, inputTangents[0]), multiply(layer, inputTangents[1])] as const;
    const change = preActivation.map((d, o) => slopeRise(f, z[o], d, preRest[o]));
    const tangent = (axis: 0 | 1) => preTangents[axis].map((tau, o) => (slope[o] + change[o]) * tau + change[o] * t[axis][o]);
    input = preActivation.map((d, o) => rise(f, z[o], d, preRest[o]));
    inputTangents = [tangent(0), tangent(1)];
    return { preActivation, activation: input, preTangents, tangents: inputTangents };
  });
}

/**
 * `quantity` over the grid as a Field whose base is its number at the centre and whose data, in f64, is exact as a difference to it.
 * Finite differences, errors, Hessians, directions, argmax, patterns and distances to creases have base 0. Throws what evaluate throws.
 */
export function perturbedField(network: Network, grid: Grid, quantity: Quantity): Field {
  const taken = (part: Quantity) => takenField(evaluationOf(network, part), grid);
  if (!isDifference(quantity)) return taken(quantity);
  return differenceField(quantity, grid, differenceParts(quantity).map(taken));
}

/** What `evaluation` takes over the grid, whose centre the orbit belongs to. */
export function takenField(evaluation: Evaluation, grid: Grid, orbit = referenceOrbit(evaluation.network, grid)): Field {
  const { width, height } = grid;
  const data = new Float64Array(width * height);
  for (let p = 0; p < data.length; p++) {
    const delta = [offset1(grid, p % width), offset2(grid, Math.floor(p / width))] as const;
    data[p] = takenRise(evaluation, orbit, layerDifferences(evaluation.network, orbit, delta), grid.step);
  }
  return { width, height, base: takenBase(evaluation, orbit), data };
}

/** The number at the centre that takenRise is the difference to. */
export function takenBase(evaluation: Evaluation, orbit: readonly LayerOrbit[]): number {
  const { network } = evaluation;
  if (!('output' in evaluation) || evaluation.take === 'direction') return 0;
  const last = orbit[orbit.length - 1];
  if (evaluation.take === 'value') return headOutputs(network.head, last.activation, last.rest)[evaluation.output];
  const [g1, g2] = centreGradient(network, orbit, evaluation.output);
  return componentOf(evaluation.take, g1, g2);
}

/**
 * How far the number that `evaluation` takes lies above its base where the layers differ from their orbit by `layers`; `step` is what
 * distances to creases are counted in.
 */
export function takenRise(
  evaluation: Evaluation,
  orbit: readonly LayerOrbit[],
  layers: readonly LayerDifference[],
  step: Grid['step'],
): number {
  const { take, network } = evaluation;
  const { activation: y, rest } = orbit[orbit.length - 1];
  const delta = layers[layers.length - 1].activation;
  switch (take) {
    case 'value':
      return headRise(network.head, y, delta, rest)[evaluation.output];
    case 'argmax':
      return bestOutput(y, delta, rest);
    case 'pattern':
      return patternAround(network, evaluation.first, orbit, layers);
    case 'crease':
    case 'crease-layer': {
      const nearest = nearestCrease(evaluation, step, (l, o) => {
        const { activation: f } = network.layers[l];
        const { preActivation, preRest, slope } = orbit[l];
        const [z, rest, d] = [preActivation[o], preRest[o], layers[l].preActivation[o]];
        return { gaps: thresholdGaps(f, z, d, rest), slope: slope[o] + slopeRise(f, z, d, rest) };
      });
      return takenOfCrease(take, nearest);
    }
    default:
      return componentRise(
        take,
        centreGradient(network, orbit, evaluation.output),
        gradientRise(network, orbit, layers, evaluation.output),
      );
  }
}

/** The gradient of output `output` behind the head at the centre. */
export function centreGradient(network: Network, orbit: readonly LayerOrbit[], output: number): [number, number] {
  const { activation: y, rest, tangents } = orbit[orbit.length - 1];
  const along = (axis: 0 | 1) => headTangent(network.head, y, tangents[axis], rest)[output];
  return [along(0), along(1)];
}

/** How far that gradient lies above the centre's. */
export function gradientRise(
  network: Network,
  orbit: readonly LayerOrbit[],
  layers: readonly LayerDifference[],
  output: number,
): [number, number] {
  const { activation: y, rest, tangents } = orbit[orbit.length - 1];
  const { activation: delta, tangents: taus } = layers[layers.length - 1];
  const along = (axis: 0 | 1) => headTangentRise(network.head, y, tangents[axis], delta, taus[axis], rest)[output];
  return [along(0), along(1)];
}

/** From the gradient g at the centre to g + τ; the direction has base 0. */
function componentRise(component: Component | 'direction', [g1, g2]: [number, number], [t1, t2]: [number, number]): number {
  switch (component) {
    case 'x1':
      return t1;
    case 'x2':
      return t2;
    case 'norm': {
      // |g + τ| − |g| = (2 g·τ + |τ|²)/(|g + τ| + |g|)
      const lengths = Math.hypot(g1 + t1, g2 + t2) + Math.hypot(g1, g2);
      return lengths === 0 ? 0 : (t1 * (2 * g1 + t1) + t2 * (2 * g2 + t2)) / lengths;
    }
    case 'direction':
      return componentOf('direction', g1 + t1, g2 + t2);
  }
}

/** The piece of f that Z + δ is on, where Z = z + rest, decided by δ against the threshold's distance; see pieceOf in pattern.ts. */
export function pieceAround(f: Activation, z: number, delta: number, rest = 0): number {
  return patternThresholds(f).filter((threshold) => delta > kinkDistance(threshold, z, rest)).length;
}

/** |z − threshold| of z = Z + δ for every threshold of f, where Z = z + rest, by δ and the threshold's distance from Z. */
export function thresholdGaps(f: Activation, z: number, delta: number, rest = 0): number[] {
  return patternThresholds(f).map((threshold) => Math.abs(delta - kinkDistance(threshold, z, rest)));
}

/** The hash of the pieces that the layers from `first` on are on. */
function patternAround(
  network: Network,
  first: number,
  orbit: readonly LayerOrbit[],
  layers: readonly LayerDifference[],
): number {
  let hash = PATTERN_SEED;
  network.layers.forEach(({ activation }, l) => {
    if (l < first) return;
    layers[l].preActivation.forEach((delta, o) => {
      hash = patternStep(hash, pieceAround(activation, orbit[l].preActivation[o], delta, orbit[l].preRest[o]));
    });
  });
  return patternValue(hash);
}
