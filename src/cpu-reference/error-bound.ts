// How far the GPU's f32 may be from the truth, point by point, for every quantity: what GPU tests compare in instead of a loose epsilon.
import { checkDifferenceAxes, type Grid, offset1, offset2 } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { type LayerOrbit, referenceOrbit } from '../model/orbit.ts';
import { type Component, type Evaluation, evaluationOf, isDifference, type Quantity } from '../model/quantity.ts';
import { isPieceCertain } from './activation-error.ts';
import { creaseError, takenCreaseError } from './crease-error.ts';
import { finiteDifference, neighbours } from './finite-difference.ts';
import { headChordError, isChordCertain } from './head-chord-error.ts';
import { bestOutput } from './head-difference.ts';
import { bestCandidates, headRiseError, headTangentRiseError, isBestCertain } from './head-error.ts';
import { hessianNorm } from './hessian.ts';
import { chordErrors, type LayerError, layerErrors } from './layer-error.ts';
import { centreGradient, gradientRise, type LayerDifference, layerDifferences, takenBase, takenRise } from './perturbation.ts';
import { U } from './rounding.ts';

/** What the GPU must hand over, each array [height × width] like a Field's data. */
export interface ErrorBound {
  /** The truth at the centre that `reference` is the difference to; 0 for finite differences, errors, Hessians, directions, argmax, patterns and distances to creases. */
  readonly base: number;
  /** The truth, as perturbedField gives it. */
  readonly reference: Float64Array;
  /** |gpu − reference| ≤ bound everywhere; always finite. */
  readonly bound: Float64Array;
  /** 0 where a comparison is within its error, so that another class, piece, direction or crease is right as well; `bound` covers them all. */
  readonly certain: Uint8Array;
}

/** Products of two errors are left out where they are formed; this covers them. */
const SLACK = 1.01;
/** The square root of what may be flushed to 0: what a length is off by where its components' squares are. */
const TINY_LENGTH = 2 ** -62;
/** Of atan2 in numeric.wgsl, whose results are up to π. */
const DIRECTION = 32 * U;
/** Relative, of a Hessian's norm: its differences, two lengths of two, and two quotients. */
const HESSIAN = 48 * U;
/** Larger than the distance of any two pattern values. */
const ANY_PATTERN = 2 ** 65;

/**
 * The truth and the bound of `quantity` over the grid, which holds down to steps of 1e-14 of where it lies: in deeper views a kink's distance
 * from the centre is known better than these bounds know. Throws what evaluate throws.
 */
export function errorBound(network: Network, grid: Grid, quantity: Quantity): ErrorBound {
  if (!isDifference(quantity)) return takenBound(evaluationOf(network, quantity), grid);
  checkDifferenceAxes(grid.width, grid.height);
  if (quantity.kind === 'hessian') return hessianBound(network, grid, quantity.output);
  const finite = differenceBound(network, grid, quantity, quantity.kind === 'fd' ? quantity.spacing : 'input');
  if (quantity.kind === 'fd') return finite;
  const exact = takenBound(evaluationOf(network, quantity), grid);
  const reference = finite.reference.map((d, p) => d - (exact.base + exact.reference[p]));
  const rounding = (p: number) =>
    U * (2 * Math.abs(exact.base) + 10 * Math.abs(exact.base + exact.reference[p]) + Math.abs(reference[p])) + TINY_LENGTH;
  return {
    base: 0,
    reference,
    bound: finite.bound.map((e, p) => SLACK * (e + exact.bound[p] + rounding(p))),
    certain: finite.certain.map((c, p) => c & exact.certain[p]),
  };
}

/** Of the chord between a point's neighbours, over their distance, and of the length of two such. */
function differenceBound(
  network: Network,
  grid: Grid,
  { component, output }: { readonly component: Component; readonly output: number },
  spacing: 'input' | 'index',
): ErrorBound {
  const evaluation = evaluationOf(network, { kind: 'value', output });
  const { width, height, step } = grid;
  const [dx1, dx2] = spacing === 'input' ? step : [1, 1];
  const orbit = referenceOrbit(network, grid);
  const at = (i: number, j: number): GridPoint => {
    const delta = [offset1(grid, i), offset2(grid, j)] as const;
    return { delta, layers: layerDifferences(network, orbit, delta) };
  };
  const values = points(grid, (i, j) => takenRise(evaluation, orbit, at(i, j).layers, step));
  const reference = finiteDifference(values, grid, component, spacing);
  const bound = new Float64Array(reference.length);
  const certain = new Uint8Array(reference.length).fill(1);
  for (let p = 0; p < bound.length; p++) {
    const [i, j] = [p % width, Math.floor(p / width)];
    const errors = [0, 0];
    if (component !== 'x2') {
      const [left, right] = neighbours(i, width);
      const error = chordBound(network, orbit, output, at(left, j), at(right, j));
      errors[0] = error.bound / Math.abs((right - left) * dx1);
      if (!error.isCertain) certain[p] = 0;
    }
    if (component !== 'x1') {
      const [below, above] = neighbours(j, height);
      const error = chordBound(network, orbit, output, at(i, below), at(i, above));
      errors[1] = error.bound / Math.abs((above - below) * dx2);
      if (!error.isCertain) certain[p] = 0;
    }
    const rounding = 12 * U * Math.abs(reference[p]) + (component === 'norm' ? TINY_LENGTH : 0);
    bound[p] = SLACK * (Math.hypot(errors[0], errors[1]) + rounding);
  }
  return { base: 0, reference, bound, certain };
}

/** Of the length of all differences of the gradient between neighbours. */
function hessianBound(network: Network, grid: Grid, output: number): ErrorBound {
  const { width, height, step } = grid;
  const gradient = (['x1', 'x2'] as const).map((component) =>
    takenBound(evaluationOf(network, { kind: 'grad', component, output }), grid),
  );
  const reference = hessianNorm(grid, gradient[0].reference, gradient[1].reference);
  const bound = new Float64Array(reference.length);
  const certain = new Uint8Array(reference.length).fill(1);
  for (let p = 0; p < bound.length; p++) {
    const [i, j] = [p % width, Math.floor(p / width)];
    const [left, right] = neighbours(i, width);
    const [below, above] = neighbours(j, height);
    const differences = [
      { low: j * width + left, high: j * width + right, distance: Math.abs((right - left) * step[0]) },
      { low: below * width + i, high: above * width + i, distance: Math.abs((above - below) * step[1]) },
    ];
    const errors = differences.flatMap(({ low, high, distance }) =>
      gradient.map((along) => {
        certain[p] &= along.certain[low] & along.certain[high];
        return (along.bound[low] + along.bound[high]) / distance;
      }),
    );
    bound[p] = SLACK * (Math.hypot(...errors) + HESSIAN * reference[p]);
  }
  return { base: 0, reference, bound, certain };
}

interface GridPoint {
  /** The offset from the grid's centre. */
  readonly delta: readonly [number, number];
  readonly layers: readonly LayerDifference[];
}

/** Of output `output` at `high` less at `low`. */
function chordBound(
  network: Network,
  orbit: readonly LayerOrbit[],
  output: number,
  { delta, layers }: GridPoint,
  high: GridPoint,
): PointError {
  const last = orbit.length - 1;
  const chord = [high.delta[0] - delta[0], high.delta[1] - delta[1]] as const;
  const lowErrors = layerErrors(network, orbit, delta, layers);
  const { activation: e, isCertain } = chordErrors(network, orbit, chord, layers, high.layers, lowErrors);
  const outputs = { y: orbit[last].activation, delta: layers[last].activation, e: lowErrors[last].activation };
  const chords = { c: high.layers[last].activation.map((a, k) => a - layers[last].activation[k]), e };
  const jumps = network.head.name === 'one-hot' && !isChordCertain(outputs, chords);
  return { bound: headChordError(network.head, outputs, chords, output), isCertain: isCertain && !jumps };
}

function points(grid: Grid, at: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: grid.width * grid.height }, (_, p) => at(p % grid.width, Math.floor(p / grid.width)));
}

function takenBound(evaluation: Evaluation, grid: Grid): ErrorBound {
  const { width, height } = grid;
  const { network } = evaluation;
  const orbit = referenceOrbit(network, grid);
  const reference = new Float64Array(width * height);
  const bound = new Float64Array(width * height);
  const certain = new Uint8Array(width * height);
  for (let p = 0; p < reference.length; p++) {
    const delta = [offset1(grid, p % width), offset2(grid, Math.floor(p / width))] as const;
    const layers = layerDifferences(network, orbit, delta);
    const taken = takenError(evaluation, orbit, layers, layerErrors(network, orbit, delta, layers), grid.step);
    reference[p] = takenRise(evaluation, orbit, layers, grid.step);
    bound[p] = SLACK * taken.bound;
    certain[p] = taken.isCertain ? 1 : 0;
  }
  return { base: takenBase(evaluation, orbit), reference, bound, certain };
}

interface PointError {
  readonly bound: number;
  readonly isCertain: boolean;
}

/** Of takenRise. */
function takenError(
  evaluation: Evaluation,
  orbit: readonly LayerOrbit[],
  layers: readonly LayerDifference[],
  errors: readonly LayerError[],
  step: Grid['step'],
): PointError {
  const { take, network } = evaluation;
  const last = orbit.length - 1;
  const outputs = { y: orbit[last].activation, delta: layers[last].activation, e: errors[last].activation };
  const { isValueCertain, isSlopeCertain } = errors[last];
  switch (take) {
    case 'value': {
      const jumps = network.head.name === 'one-hot' && !isBestCertain(outputs);
      return { bound: headRiseError(network.head, outputs, evaluation.output), isCertain: isValueCertain && !jumps };
    }
    case 'argmax': {
      const best = bestOutput(outputs.y, outputs.delta);
      const candidates = bestCandidates(outputs);
      return { bound: Math.max(...candidates.map((k) => Math.abs(k - best))), isCertain: candidates.length === 1 };
    }
    case 'pattern': {
      const isCertain = isPatternCertain(network, evaluation.first, orbit, layers, errors);
      return { bound: isCertain ? 0 : ANY_PATTERN, isCertain };
    }
    case 'crease':
    case 'crease-layer':
      return takenCreaseError(take, creaseError(evaluation, orbit, layers, errors, step), network.layers.length);
    default: {
      const along = (axis: 0 | 1) => {
        const tangents = {
          tangent: orbit[last].tangents[axis],
          tau: layers[last].tangents[axis],
          e: errors[last].tangents[axis],
        };
        return headTangentRiseError(network.head, outputs, tangents, evaluation.output);
      };
      const centre = centreGradient(network, orbit, evaluation.output);
      const change = gradientRise(network, orbit, layers, evaluation.output);
      const { bound, isCertain } = componentError(take, centre, change, [along(0), along(1)]);
      const jumps = network.head.name === 'max' && !isBestCertain(outputs);
      return { bound, isCertain: isCertain && isSlopeCertain && isValueCertain && !jumps };
    }
  }
}

/** Of a component of the gradient g + τ above the centre's, where τ is known to ± e. */
function componentError(
  component: Component | 'direction',
  [g1, g2]: readonly [number, number],
  [t1, t2]: readonly [number, number],
  [e1, e2]: readonly [number, number],
): PointError {
  switch (component) {
    case 'x1':
      return { bound: e1, isCertain: true };
    case 'x2':
      return { bound: e2, isCertain: true };
    case 'norm': {
      const moves = e1 > 0 || e2 > 0 || t1 !== 0 || t2 !== 0;
      return { bound: Math.hypot(e1, e2) + 20 * U * Math.hypot(t1, t2) + (moves ? TINY_LENGTH : 0), isCertain: true };
    }
    case 'direction': {
      const radius = Math.hypot(e1 + U * (Math.abs(g1) + Math.abs(g1 + t1)), e2 + U * (Math.abs(g2) + Math.abs(g2 + t2)));
      const length = Math.hypot(g1 + t1, g2 + t2);
      if (radius === 0) return { bound: DIRECTION, isCertain: true };
      const angle = radius < length ? Math.asin(radius / length) + DIRECTION : Math.PI;
      // Where −π and π are the same direction, either may come out.
      const wraps = Math.abs(Math.atan2(g2 + t2, g1 + t1)) + angle >= Math.PI;
      return wraps ? { bound: 2 * Math.PI + DIRECTION, isCertain: false } : { bound: angle, isCertain: true };
    }
  }
}

function isPatternCertain(
  network: Network,
  first: number,
  orbit: readonly LayerOrbit[],
  layers: readonly LayerDifference[],
  errors: readonly LayerError[],
): boolean {
  return network.layers.every(
    ({ activation }, l) =>
      l < first ||
      layers[l].preActivation.every((delta, o) =>
        isPieceCertain(activation, orbit[l].preActivation[o], delta, errors[l].preActivation[o]),
      ),
  );
}
