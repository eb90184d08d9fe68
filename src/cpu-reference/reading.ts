// The probe: what a network does at one point, in f64, with its exact and its finite derivatives.
import { patternThresholds } from '../model/activation.ts';
import { headOutputs } from '../model/head.ts';
import type { Network } from '../model/network.ts';
import { type LayerOrbit, referenceOrbit } from '../model/orbit.ts';
import { componentOf, evaluationOf, type Quantity } from '../model/quantity.ts';
import type { LayerPattern, Reading } from '../model/reading.ts';
import { bestOutput, headRise } from './head-difference.ts';
import {
  centreGradient,
  gradientRise,
  type LayerDifference,
  layerDifferences,
  pieceAround,
  takenBase,
  takenRise,
} from './perturbation.ts';

/**
 * Reads at center + offset, which may be nearer to each other than f64 tells points apart; finite differences are central over `step`, in
 * input units, and carried as differences, so that they keep their digits at every depth. Derivatives, their errors, patterns and
 * distances to creases are read as the value that they are about. Throws NetworkError where the network does not have the quantity.
 */
export function readPoint(network: Network, quantity: Quantity, center: Pair, step: number, offset: Pair = [0, 0]): Reading {
  const evaluation = evaluationOf(network, subject(quantity));
  const whole = around(network, center, offset);
  const steps = [step, step] as const;
  const { activation: y } = whole.orbit[whole.orbit.length - 1];
  const { activation: delta } = whole.layers[whole.layers.length - 1];
  const rises = headRise(network.head, y, delta);
  const common = {
    point: [center[0] + offset[0], center[1] + offset[1]],
    outputs: [...headOutputs(network.head, y)].map((output, k) => output + rises[k]),
    pattern: patternOf(network, whole),
  } as const;
  if (evaluation.take !== 'value') {
    const best = bestOutput(y, delta);
    return { ...common, value: best, shown: best, gradient: null, finite: null };
  }
  const { orbit, layers } = evaluation.network === network ? whole : around(evaluation.network, center, offset);
  const riseTo = (h1: number, h2: number) =>
    takenRise(evaluation, orbit, layerDifferences(evaluation.network, orbit, [offset[0] + h1, offset[1] + h2]), steps);
  const slope = (h1: number, h2: number) => (riseTo(h1, h2) - riseTo(-h1, -h2)) / (2 * step);
  const value = takenBase(evaluation, orbit) + takenRise(evaluation, orbit, layers, steps);
  const [g1, g2] = centreGradient(evaluation.network, orbit, evaluation.output);
  const [t1, t2] = gradientRise(evaluation.network, orbit, layers, evaluation.output);
  const exact = [g1 + t1, g2 + t2] as const;
  const finite = [slope(step, 0), slope(0, step)] as const;
  const shown =
    quantity.kind === 'crease'
      ? takenRise(evaluationOf(network, quantity), whole.orbit, whole.layers, steps)
      : shownNumber(quantity, value, exact, finite, step);
  return { ...common, value, shown, gradient: exact, finite };
}

interface Around {
  readonly orbit: readonly LayerOrbit[];
  readonly layers: readonly LayerDifference[];
}

function around(network: Network, center: Pair, offset: Pair): Around {
  const orbit = referenceOrbit(network, center);
  return { orbit, layers: layerDifferences(network, orbit, offset) };
}

function patternOf(network: Network, { orbit, layers }: Around): LayerPattern[] {
  return network.layers.slice(0, -1).map(({ activation: f }, l) => ({
    pieces: patternThresholds(f).length + 1,
    units: [...layers[l].preActivation].map((delta, o) => pieceAround(f, orbit[l].preActivation[o], delta)),
  }));
}

type Pair = readonly [number, number];

function shownNumber(quantity: Quantity, value: number, exact: Pair, finite: Pair, step: number): number | null {
  switch (quantity.kind) {
    case 'fd':
      return componentOf(quantity.component, ...finite) * (quantity.spacing === 'index' ? step : 1);
    case 'grad':
      return componentOf(quantity.component, ...exact);
    case 'error':
      return componentOf(quantity.component, ...finite) - componentOf(quantity.component, ...exact);
    case 'pattern':
      return null;
    default:
      return value;
  }
}

/** The number or class that a map of `quantity` is about. */
function subject(quantity: Quantity): Quantity {
  switch (quantity.kind) {
    case 'fd':
    case 'grad':
    case 'error':
      return { kind: 'value', output: quantity.output };
    case 'pattern':
    case 'crease':
      return { kind: 'value', output: 0 };
    default:
      return quantity;
  }
}
