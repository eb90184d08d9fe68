// A network on a grid of points around a place, as differences to it, layer by layer.
import { activate } from '../src/model/activation.ts';
import type { Place } from '../src/model/coordinate.ts';
import { gridAround, offset1, offset2 } from '../src/model/grid.ts';
import type { Network } from '../src/model/network.ts';
import { referenceOrbit } from '../src/model/orbit.ts';

/** Points along a side. */
export const POINTS = 40;
const COUNT = POINTS * POINTS;

export interface LayerPoints {
  readonly units: number;
  /** [POINTS² × units] the pre-activations less the place's. */
  readonly rises: Float64Array;
  /** [units] the place's. */
  readonly z: Float64Array;
  /** [POINTS² × units] the activations less the place's. */
  readonly outputs: Float64Array;
}

/**
 * Point p is column p % POINTS of row ⌊p / POINTS⌋ of the square of `width` around `center`. Good to 1e-3 of a view 1e-13 wide, where the
 * activations' differences lose their digits: enough to tell a picture from noise.
 */
export function* layersOn(network: Network, center: Place, width: number): Generator<LayerPoints> {
  const grid = gridAround(center, width, POINTS, POINTS);
  const orbit = referenceOrbit(network, grid);
  let outputs = new Float64Array(2 * COUNT);
  for (let p = 0; p < COUNT; p++) {
    outputs[2 * p] = offset1(grid, p % POINTS);
    outputs[2 * p + 1] = offset2(grid, Math.floor(p / POINTS));
  }
  for (const [l, { fanIn, fanOut, weight, activation }] of network.layers.entries()) {
    const z = orbit[l].preActivation;
    const at = z.map((pre) => activate(activation, pre));
    const rises = new Float64Array(fanOut * COUNT);
    const next = new Float64Array(fanOut * COUNT);
    for (let p = 0; p < COUNT; p++)
      for (let o = 0; o < fanOut; o++) {
        let sum = 0;
        for (let i = 0; i < fanIn; i++) sum += weight[o * fanIn + i] * outputs[p * fanIn + i];
        rises[p * fanOut + o] = sum;
        next[p * fanOut + o] = activate(activation, z[o] + sum) - at[o];
      }
    outputs = next;
    yield { units: fanOut, rises, z, outputs };
  }
}

/** A rise between neighbours by more than this part of the whole range is a leap. */
const LEAP = 0.1;

/** How much of a picture of the first output is no noise: the share of neighbouring points between which it does not leap, 0 to 1. */
export function calmOf(network: Network, center: Place, width: number): number {
  let values = new Float64Array(0);
  for (const { outputs, units } of layersOn(network, center, width)) values = outputs.filter((_, i) => i % units === 0);
  const [lo, hi] = [Math.min(...values), Math.max(...values)];
  if (lo === hi) return 1;
  let [calm, pairs] = [0, 0];
  for (let p = 0; p < COUNT; p++)
    for (const q of [(p + 1) % POINTS === 0 ? p : p + 1, p + POINTS])
      if (q !== p && q < COUNT) {
        pairs++;
        if (Math.abs(values[q] - values[p]) <= LEAP * (hi - lo)) calm++;
      }
  return calm / pairs;
}
