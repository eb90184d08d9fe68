// What the kernels run for an evaluation: which layers and rows, with which derivatives, by which strategy.
import type { Grid } from '../model/grid.ts';
import { argmax, headOutputs, headTangent, softmax } from '../model/head.ts';
import type { Head, Layer } from '../model/network.ts';
import { type LayerOrbit, referenceOrbit } from '../model/orbit.ts';
import type { Evaluation } from '../model/quantity.ts';
import { chooseStrategy, type Strategy, type UNROLLED_LIMIT } from './strategy.ts';

/** 0 for ∂/∂x1, 1 for ∂/∂x2. */
export type Axis = 0 | 1;

export interface Plan {
  /** The last layer holds only the rows that are needed. */
  readonly layers: readonly Layer[];
  readonly head: Head;
  readonly take: Evaluation['take'];
  /** The derivatives that are carried along. */
  readonly axes: readonly Axis[];
  /** The output asked for, as a row of the last layer. */
  readonly output: number;
  /** For a pattern: the first layer it records. */
  readonly first: number;
  readonly strategy: Strategy;
}

export function planOf(evaluation: Evaluation, adapter: keyof typeof UNROLLED_LIMIT): Plan {
  const { network, take } = evaluation;
  const oneRow = take !== 'argmax' && take !== 'pattern' && network.head.name === 'none';
  const last = network.layers.length - 1;
  const layers = oneRow ? network.layers.with(last, rowOf(network.layers[last], evaluation.output)) : network.layers;
  const axes: readonly Axis[] = take === 'x1' ? [0] : take === 'x2' ? [1] : take === 'norm' || take === 'direction' ? [0, 1] : [];
  return {
    layers,
    head: network.head,
    take,
    axes,
    output: oneRow || take === 'argmax' || take === 'pattern' ? 0 : evaluation.output,
    first: take === 'pattern' ? evaluation.first : 0,
    strategy: chooseStrategy(layers, axes.length + 1, adapter),
  };
}

function rowOf(layer: Layer, row: number): Layer {
  return {
    ...layer,
    fanOut: 1,
    weight: layer.weight.subarray(row * layer.fanIn, (row + 1) * layer.fanIn),
    bias: layer.bias.subarray(row, row + 1),
  };
}

/** What a plan is at the grid's centre, in f64. */
export interface Center {
  readonly orbit: readonly LayerOrbit[];
  /** What is taken, at the centre; 0 for direction, argmax and pattern, which the kernels give in full. */
  readonly base: number;
  /** The gradient of the output asked for. */
  readonly gradient: readonly [number, number];
  /** The largest output. */
  readonly top: number;
  /** softmax(λ y), [K]. */
  readonly probabilities: Float64Array;
}

export function centerOf(plan: Plan, center: Grid['center']): Center {
  const orbit = referenceOrbit(plan, center);
  const y = orbit[orbit.length - 1].activation;
  const { tangents } = orbit[orbit.length - 1];
  const gradient = [
    headTangent(plan.head, y, tangents[0])[plan.output],
    headTangent(plan.head, y, tangents[1])[plan.output],
  ] as const;
  return {
    orbit,
    base: baseOf(plan, y, gradient),
    gradient,
    top: argmax(y),
    probabilities: softmax(y, plan.head.scale),
  };
}

function baseOf({ take, head, output }: Plan, y: Float64Array, gradient: readonly [number, number]): number {
  switch (take) {
    case 'value':
      return headOutputs(head, y)[output];
    case 'x1':
      return gradient[0];
    case 'x2':
      return gradient[1];
    case 'norm':
      return Math.hypot(...gradient);
    default:
      return 0;
  }
}
