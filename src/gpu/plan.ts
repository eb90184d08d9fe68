// What the kernels run for an evaluation: which layers and rows, with which derivatives, by which strategy.
import { activationPieces, isPiecewiseLinear } from '../model/activation.ts';
import { CREASE_REACH } from '../model/crease.ts';
import type { Grid } from '../model/grid.ts';
import { argmax, headOutputs, headTangent, softmax } from '../model/head.ts';
import type { Head, Layer, Network } from '../model/network.ts';
import { type LayerOrbit, referenceOrbit } from '../model/orbit.ts';
import { PATTERN_SEED } from '../model/pattern.ts';
import { type Component, componentOf, evaluationOf, type Quantity } from '../model/quantity.ts';
import { type Anchor, type Axis, anchorsOf, planesOf, type Take } from './planes.ts';
import { chooseStrategy, type Strategy, type UNROLLED_LIMIT } from './strategy.ts';
import { taylorCoefficients } from './taylor.ts';

/** The Hessian's norm is made of the fields of two others. */
export type PlannedQuantity = Exclude<Quantity, { kind: 'hessian' }>;

export interface Plan {
  /** The last layer holds only the rows that are needed. */
  readonly layers: readonly Layer[];
  readonly head: Head;
  readonly take: Take;
  readonly component: Component | 'direction' | null;
  readonly spacing: 'input' | 'index';
  /** The points that differences are carried for. */
  readonly anchors: readonly Anchor[];
  /** The output asked for, as a row of the last layer. */
  readonly output: number;
  /** Of a pattern and of creases: the first layer that is recorded. */
  readonly first: number;
  /** What the record of all units begins as: a pattern's hash, or the bits of the distance to a crease. */
  readonly seed: number;
  readonly strategy: Strategy;
}

/**
 * `shared` asks for a kernel that does not know the network's shape. Throws NetworkError where the network does not have what is
 * asked for.
 */
export function planOf(network: Network, quantity: PlannedQuantity, adapter: keyof typeof UNROLLED_LIMIT, shared = false): Plan {
  const evaluation = evaluationOf(network, quantity);
  const { layers: all, head } = evaluation.network;
  const output = 'output' in evaluation ? evaluation.output : null;
  const last = all.length - 1;
  // Without a head that mixes them, one output needs one row.
  const oneRow = output !== null && head.name === 'none';
  const layers = oneRow ? all.with(last, rowOf(all[last], output)) : all;
  const take = takeOf(quantity);
  const component = 'component' in quantity ? quantity.component : null;
  const anchors = anchorsOf(take, component);
  return {
    layers,
    head,
    take,
    component,
    spacing: quantity.kind === 'fd' ? quantity.spacing : 'input',
    anchors,
    output: oneRow ? 0 : (output ?? 0),
    first: 'first' in evaluation ? evaluation.first : 0,
    seed: seedOf(take),
    strategy: chooseStrategy(layers, planesOf(anchors).length, shared ? 'none' : adapter),
  };
}

/** take.wgsl's, which number a layer. */
const LAYER_BITS = 63;

function seedOf(take: Take): number {
  if (take === 'crease-layer') return floatBits(CREASE_REACH) & ~LAYER_BITS;
  return take === 'crease' ? floatBits(CREASE_REACH) : PATTERN_SEED;
}

function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0];
}

function takeOf({ kind }: PlannedQuantity): Take {
  return kind === 'probability' || kind === 'preactivation' || kind === 'activation' ? 'value' : kind;
}

function rowOf(layer: Layer, row: number): Layer {
  return {
    ...layer,
    fanOut: 1,
    weight: layer.weight.subarray(row * layer.fanIn, (row + 1) * layer.fanIn),
    bias: layer.bias.subarray(row, row + 1),
  };
}

/** Views narrower than this are scaled up, so that nothing underflows. */
const SCALED_BELOW = 2 ** -40;

/**
 * What differences are multiplied by on their way through the kernels, a power of two. Between kinks everything is linear, so that a view
 * of any depth can be computed as one about 1 wide, whose kinks lie as much farther away; a smooth unit is its series there, whose
 * coefficients are divided accordingly, as long as all that comes to it stays so small that the kernels use the series. 1 where the view is not
 * deep, and where a layer, the head or what is taken is not made like that: steps, elu, softmax, chords of smooth units.
 */
function scaleOf({ layers, head, take }: Plan, { shift, step, width, height }: Grid): number {
  const reach = Math.max(Math.abs(step[0]) * width, Math.abs(step[1]) * height);
  const isLinear = head.name === 'none' || head.name === 'max' || ['argmax', 'pattern', 'crease', 'crease-layer'].includes(take);
  const isBending = ({ activation: f }: Layer) => isPiecewiseLinear(f) && activationPieces(f).jumps.every((jump) => jump === 0);
  if (!isLinear || reach >= SCALED_BELOW) return 1;
  if (layers.every(isBending)) return 2 ** -Math.ceil(Math.log2(reach));
  const hasSeries = layers.every((layer) => isBending(layer) || taylorCoefficients(layer.activation, 0) !== null);
  if (!hasSeries || take === 'fd' || take === 'error') return 1;
  const furthest = [Math.abs(shift[0]) + reach, Math.abs(shift[1]) + reach];
  return Math.max(1, 2 ** Math.floor(Math.log2(SERIES_REACH / mostChange(layers, furthest))));
}

/** Below it activation.wgsl takes smooth units by their series. */
const SERIES_REACH = 1 / 8;
/** The most that a unit's output changes per change of its pre-activation: gelu's slope is at most 1.13. */
const SMOOTH_SLOPE = 1.13;

/** No pre-activation is further from what it is at the centre, where the inputs are at most so far from there. */
function mostChange(layers: readonly Layer[], inputs: readonly number[]): number {
  let most = 0;
  let reaches = inputs;
  for (const { fanIn, fanOut, weight, activation: f } of layers) {
    const changes = Array.from({ length: fanOut }, (_, o) =>
      reaches.reduce((sum, r, i) => sum + Math.abs(weight[o * fanIn + i]) * r, 0),
    );
    most = Math.max(most, ...changes);
    const slope = isPiecewiseLinear(f) ? Math.max(...activationPieces(f).slopes.map(Math.abs)) : SMOOTH_SLOPE;
    reaches = changes.map((change) => slope * change);
  }
  return most;
}

/** What a plan is at the grid's centre, in f64. */
export interface Center {
  /** What the kernels' differences are multiplied by. */
  readonly scale: number;
  /** What the numbers that are taken are multiplied by: those that grow with the differences, by the same. */
  readonly fieldScale: number;
  readonly orbit: readonly LayerOrbit[];
  /** What is taken, at the centre; 0 for what the kernels give in full: finite differences, errors, directions, classes, patterns, distances to creases. */
  readonly base: number;
  /** The gradient of the output asked for. */
  readonly gradient: readonly [number, number];
  /** The largest output. */
  readonly top: number;
  /** softmax(λ y), [K]. */
  readonly probabilities: Float64Array;
}

export function centerOf(plan: Plan, grid: Grid): Center {
  const scale = scaleOf(plan, grid);
  const orbit = referenceOrbit(plan, grid);
  const { activation: y, rest, tangents } = orbit[orbit.length - 1];
  const derivative = (axis: Axis) => headTangent(plan.head, y, tangents[axis], rest)[plan.output];
  const gradient = [derivative(0), derivative(1)] as const;
  return {
    scale,
    fieldScale: plan.take === 'value' || (plan.take === 'fd' && plan.spacing === 'index') ? scale : 1,
    orbit,
    base: baseOf(plan, orbit[orbit.length - 1], gradient),
    gradient,
    top: argmax(y, rest),
    probabilities: softmax(y, plan.head.scale),
  };
}

function baseOf(
  { take, component, head, output }: Plan,
  { activation: y, rest }: LayerOrbit,
  gradient: readonly [number, number],
): number {
  if (take === 'value') return headOutputs(head, y, rest)[output];
  return take === 'grad' && component !== null && component !== 'direction' ? componentOf(component, ...gradient) : 0;
}
