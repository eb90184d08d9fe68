// The probe: what a network does at one point, in f64, with its exact and its finite derivatives.
import { patternThresholds } from '../model/activation.ts';
import { type Place, placeNumbers } from '../model/coordinate.ts';
import { headOutputs } from '../model/head.ts';
import type { Network } from '../model/network.ts';
import { type LayerOrbit, referenceOrbit } from '../model/orbit.ts';
import { componentOf, evaluationOf, type Quantity } from '../model/quantity.ts';
import type { LayerPattern, Reading } from '../model/reading.ts';
import { bestOutput } from './head-difference.ts';
import { hessianNormAt } from './hessian.ts';
import { centreGradient, gradientRise, layerDifferences, pieceAround, takenBase, takenRise } from './perturbation.ts';

/**
 * Reads at a place. Finite differences are central over `step`, in input units, and carried as differences, so that they keep their digits
 * at every depth. Derivatives, their errors, Hessians, patterns and distances to creases are read as the value that they are about. Throws NetworkError
 * where the network does not have the quantity.
 */
export function readPoint(network: Network, quantity: Quantity, place: Place, step: number): Reading {
  const evaluation = evaluationOf(network, subject(quantity));
  const whole = around(network, place, step);
  const steps = [step, step] as const;
  const { activation: y, rest } = whole[whole.length - 1];
  const common = {
    point: placeNumbers(place),
    outputs: [...headOutputs(network.head, y, rest)],
    pattern: patternOf(network, whole),
  } as const;
  if (evaluation.take !== 'value') {
    const best = bestOutput(y, undefined, rest);
    return { ...common, value: best, shown: best, gradient: null, finite: null };
  }
  const orbit = evaluation.network === network ? whole : around(evaluation.network, place, step);
  const riseTo = (h1: number, h2: number) =>
    takenRise(evaluation, orbit, layerDifferences(evaluation.network, orbit, [h1, h2]), steps);
  const slope = (h1: number, h2: number) => (riseTo(h1, h2) - riseTo(-h1, -h2)) / (2 * step);
  const value = takenBase(evaluation, orbit);
  const exact = centreGradient(evaluation.network, orbit, evaluation.output);
  const finite = [slope(step, 0), slope(0, step)] as const;
  const shown = () => {
    switch (quantity.kind) {
      case 'fd':
        return componentOf(quantity.component, ...finite) * (quantity.spacing === 'index' ? step : 1);
      case 'grad':
        return componentOf(quantity.component, ...exact);
      case 'error':
        return componentOf(quantity.component, ...finite) - componentOf(quantity.component, ...exact);
      case 'hessian': {
        const gradientAt = (offset: Pair) =>
          gradientRise(network, whole, layerDifferences(network, whole, offset), quantity.output);
        return hessianNormAt(gradientAt, [0, 0], step);
      }
      case 'crease':
      case 'crease-layer':
        // Of a map of lines the distance is read: their colours tell the layer.
        return takenRise(
          evaluationOf(network, { layer: null, ...quantity, kind: 'crease' }),
          whole,
          layerDifferences(network, whole, [0, 0]),
          steps,
        );
      case 'pattern':
        return null;
      default:
        return value;
    }
  };
  return { ...common, value, shown: shown(), gradient: exact, finite };
}

function around(network: Network, center: Place, step: number): LayerOrbit[] {
  return referenceOrbit(network, { center, step: [step, step] });
}

function patternOf(network: Network, orbit: readonly LayerOrbit[]): LayerPattern[] {
  return network.layers.slice(0, -1).map(({ activation: f }, l) => ({
    pieces: patternThresholds(f).length + 1,
    units: [...orbit[l].preActivation].map((z, o) => pieceAround(f, z, 0, orbit[l].preRest[o])),
  }));
}

type Pair = readonly [number, number];

/** The number or class that a map of `quantity` is about. */
function subject(quantity: Quantity): Quantity {
  switch (quantity.kind) {
    case 'fd':
    case 'grad':
    case 'error':
    case 'hessian':
      return { kind: 'value', output: quantity.output };
    case 'pattern':
    case 'crease':
    case 'crease-layer':
      return { kind: 'value', output: 0 };
    default:
      return quantity;
  }
}
