// The probe: what a network does at one point, in f64, with its exact and its finite derivatives.
import type { Network } from '../model/network.ts';
import { referenceOrbit } from '../model/orbit.ts';
import { componentOf, evaluationOf, type Quantity } from '../model/quantity.ts';
import type { Reading } from '../model/reading.ts';
import { forward } from './forward.ts';
import { gradient } from './gradient.ts';
import { bestOutput } from './head-difference.ts';
import { layerDifferences, takenRise } from './perturbation.ts';

/**
 * Reads at `point`; finite differences are central over `step`, in input units, and carried as differences, so that they keep their
 * digits at every depth. Derivatives, their errors and patterns are read as the value that they are about.
 * Throws NetworkError where the network does not have the quantity.
 */
export function readPoint(network: Network, quantity: Quantity, point: readonly [number, number], step: number): Reading {
  const evaluation = evaluationOf(network, subject(quantity));
  if (evaluation.take !== 'value') {
    const { layers } = forward(network, point);
    const value = bestOutput(layers[layers.length - 1].activation);
    return { point, value, shown: value, gradient: null, finite: null };
  }
  const { output } = evaluation;
  const [d1, d2] = gradient(evaluation.network, point).outputs;
  const orbit = referenceOrbit(evaluation.network, point);
  const riseTo = (delta: readonly [number, number]) =>
    takenRise(evaluation, orbit, layerDifferences(evaluation.network, orbit, delta));
  const slope = (h1: number, h2: number) => (riseTo([h1, h2]) - riseTo([-h1, -h2])) / (2 * step);
  const value = forward(evaluation.network, point).outputs[output];
  const exact = [d1[output], d2[output]] as const;
  const finite = [slope(step, 0), slope(0, step)] as const;
  return { point, value, shown: shownNumber(quantity, value, exact, finite, step), gradient: exact, finite };
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
      return { kind: 'value', output: 0 };
    default:
      return quantity;
  }
}
