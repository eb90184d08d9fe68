// The distance to the nearest crease, as plain loops: |z − threshold| / |∇z|, the least of all units.
import { activationSlope, patternThresholds } from '../model/activation.ts';
import { CREASE_REACH, creaseLayerNumber } from '../model/crease.ts';
import type { Network } from '../model/network.ts';
import { forward, multiply } from './forward.ts';

/** Which layers' creases: those from `first` to the network's last. */
export interface Creases {
  readonly network: Network;
  readonly first: number;
}

export interface NearestCrease {
  /** 0 where none is within reach. */
  readonly layer: number;
  /** In steps of a grid. */
  readonly distance: number;
}

/** The number that is taken of it. */
export function takenOfCrease(take: 'crease' | 'crease-layer', { layer, distance }: NearestCrease): number {
  return take === 'crease' ? distance : creaseLayerNumber(layer, distance);
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
): NearestCrease {
  let nearest: NearestCrease = { layer: 0, distance: CREASE_REACH };
  // A step along an axis changes the input by so much.
  let tangents: readonly [Float64Array, Float64Array] = [Float64Array.of(step[0], 0), Float64Array.of(0, step[1])];
  network.layers.forEach((layer, l) => {
    const [t1, t2] = [multiply(layer, tangents[0]), multiply(layer, tangents[1])];
    const states = Array.from(t1, (_, o) => stateOf(l, o));
    states.forEach(({ gaps }, o) => {
      const perStep = Math.hypot(t1[o], t2[o]);
      const distance = Math.min(...gaps) / perStep;
      if (l >= first && perStep > 0 && distance < nearest.distance) nearest = { layer: l, distance };
    });
    tangents = [t1.map((t, o) => states[o].slope * t), t2.map((t, o) => states[o].slope * t)];
  });
  return nearest;
}

/** At x, in steps of a grid. */
export function creaseAt(creases: Creases, step: readonly [number, number], x: readonly [number, number]): NearestCrease {
  const { layers } = creases.network;
  const values = forward(creases.network, x).layers;
  return nearestCrease(creases, step, (l, o) => {
    const { activation: f } = layers[l];
    const z = values[l].preActivation[o];
    return { gaps: patternThresholds(f).map((threshold) => Math.abs(z - threshold)), slope: activationSlope(f, z) };
  });
}
