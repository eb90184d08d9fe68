// The distance to the nearest crease, as plain loops: |z − threshold| / |∇z|, the least of all units.
import { activationSlope, patternThresholds } from '../model/activation.ts';
import { CREASE_REACH } from '../model/crease.ts';
import type { Network } from '../model/network.ts';
import { forward, multiply } from './forward.ts';

/** Which layers' creases: those from `first` to the network's last. */
export interface Creases {
  readonly network: Network;
  readonly first: number;
}

/** What a unit does at a point. */
export interface UnitState {
  /** |z − threshold| for each threshold of its activation; see patternThresholds. */
  readonly gaps: readonly number[];
  /** f'(z). */
  readonly slope: number;
}

/**
 * At a point where `stateOf` knows every unit, in steps of a grid, at most CREASE_REACH. The gradients ∇z are carried in full, not as
 * differences to a centre's: where all units before it are dead, a unit's is exactly 0, and it counts for nothing.
 */
export function nearestCrease(
  { network, first }: Creases,
  step: readonly [number, number],
  stateOf: (layer: number, unit: number) => UnitState,
): number {
  let nearest = CREASE_REACH;
  // A step along an axis changes the input by so much.
  let tangents: readonly [Float64Array, Float64Array] = [Float64Array.of(step[0], 0), Float64Array.of(0, step[1])];
  network.layers.forEach((layer, l) => {
    const [t1, t2] = [multiply(layer, tangents[0]), multiply(layer, tangents[1])];
    const states = Array.from(t1, (_, o) => stateOf(l, o));
    states.forEach(({ gaps }, o) => {
      const perStep = Math.hypot(t1[o], t2[o]);
      if (l >= first && perStep > 0) nearest = Math.min(nearest, ...gaps.map((gap) => gap / perStep));
    });
    tangents = [t1.map((t, o) => states[o].slope * t), t2.map((t, o) => states[o].slope * t)];
  });
  return nearest;
}

/** At x, in steps of a grid. */
export function creaseDistance(creases: Creases, step: readonly [number, number], x: readonly [number, number]): number {
  const { layers } = creases.network;
  const values = forward(creases.network, x).layers;
  return nearestCrease(creases, step, (l, o) => {
    const { activation: f } = layers[l];
    const z = values[l].preActivation[o];
    return { gaps: patternThresholds(f).map((threshold) => Math.abs(z - threshold)), slope: activationSlope(f, z) };
  });
}
