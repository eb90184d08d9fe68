// A cross-section of the map: a quantity along a straight line, carried in f64 as differences to a centre, so that it is as exact in
// the deepest view as in a wide one.
import type { Place } from '../model/coordinate.ts';
import { GridError } from '../model/errors.ts';
import type { Field } from '../model/field.ts';
import type { Network } from '../model/network.ts';
import { referenceOrbit } from '../model/orbit.ts';
import { type Component, componentOf, evaluationOf, isDifference, type Quantity } from '../model/quantity.ts';
import { differenceParts } from './difference-field.ts';
import { hessianNormAt } from './hessian.ts';
import { layerDifferences, takenBase, takenRise } from './perturbation.ts';

type Pair = readonly [number, number];

/** The line from center + from to center + to, in input units. */
export interface Segment {
  readonly center: Place;
  readonly from: Pair;
  readonly to: Pair;
  /** Differences are central over so many input units to either side; distances to creases are counted in them. */
  readonly step: number;
}

/**
 * `quantity` at `count` points from end to end, both ends included, as a Field [1 × count]. Class numbers and patterns, finite
 * differences, errors, Hessians and directions have base 0. Throws GridError for fewer than 2 points, NetworkError where the network does not have
 * the quantity.
 */
export function readLine(network: Network, quantity: Quantity, segment: Segment, count: number): Field {
  if (!(Number.isInteger(count) && count >= 2))
    throw new GridError(`A cross-section of ${count} points is no line; ask for a whole number of at least 2.`);
  const { base, rise } = aroundCenter(network, quantity, segment);
  const along = (axis: 0 | 1, t: number) => segment.from[axis] * (1 - t) + segment.to[axis] * t;
  const data = Float64Array.from({ length: count }, (_, i) => {
    const t = i / (count - 1);
    return rise([along(0, t), along(1, t)]);
  });
  return { width: count, height: 1, base, data };
}

/** The number at the centre, and how far it lies above that at an offset. */
interface Around {
  readonly base: number;
  readonly rise: (offset: Pair) => number;
}

function aroundCenter(network: Network, quantity: Quantity, { center, step }: Segment): Around {
  const around = (part: Quantity): Around => {
    const evaluation = evaluationOf(network, part);
    const orbit = referenceOrbit(evaluation.network, { center, step: [step, step] });
    return {
      base: takenBase(evaluation, orbit),
      rise: (offset) => takenRise(evaluation, orbit, layerDifferences(evaluation.network, orbit, offset), [step, step]),
    };
  };
  if (!isDifference(quantity)) return around(quantity);
  const [first, second] = differenceParts(quantity).map(around);
  if (quantity.kind === 'hessian') {
    const gradientAt = (offset: Pair): Pair => [first.rise(offset), second.rise(offset)];
    return { base: 0, rise: (offset) => hessianNormAt(gradientAt, offset, step) };
  }
  const finite = centralDifference(first.rise, quantity.component, step);
  if (quantity.kind === 'fd') return { base: 0, rise: (offset) => finite(offset) * (quantity.spacing === 'index' ? step : 1) };
  return { base: 0, rise: (offset) => finite(offset) - (second.base + second.rise(offset)) };
}

function centralDifference(value: (offset: Pair) => number, component: Component, step: number): (offset: Pair) => number {
  const slope = ([d1, d2]: Pair, h1: number, h2: number) => (value([d1 + h1, d2 + h2]) - value([d1 - h1, d2 - h2])) / (2 * step);
  return (offset) => componentOf(component, slope(offset, step, 0), slope(offset, 0, step));
}
