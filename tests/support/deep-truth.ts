// What a network does in a view of any depth, in 256-bit arithmetic: where creases cross, and a grid's values, gradients and patterns.
import { patternThresholds } from '../../src/model/activation.ts';
import { COORDINATE_UNIT, type Place } from '../../src/model/coordinate.ts';
import { type Grid, offset1, offset2 } from '../../src/model/grid.ts';
import type { Network } from '../../src/model/network.ts';
import { lastPatternLayer, PATTERN_SEED, patternStep, patternValue } from '../../src/model/pattern.ts';
import { type ExactLayer, exactLayers } from './exact-network.ts';
import { type Fixed, fixed, ONE, over, times, toNumber } from './fixed-point.ts';

/** A unit's pre-activation at one of its thresholds. */
export interface CreaseOf {
  readonly layer: number;
  readonly unit: number;
  readonly threshold: number;
}

/** Every number of the network's output 0 over a grid, relative to what it is at the grid's centre. */
export interface DeepTruth {
  readonly value: Float64Array;
  /** ∂/∂x1 and ∂/∂x2, relative to the first point's, for the centre may lie on a crease. */
  readonly gradient: readonly [Float64Array, Float64Array];
  readonly pattern: Float64Array;
  /** In grid steps: the distance to the nearest crease or, of smooth units, to where they change their sign. */
  readonly distance: Float64Array;
}

const fixedPlace = (place: Place): [Fixed, Fixed] => [toFixed(place[0]), toFixed(place[1])];
const toFixed = (coordinate: bigint): Fixed => (coordinate * ONE) / COORDINATE_UNIT;
const toCoordinate = (x: Fixed): bigint => (x * COORDINATE_UNIT) / ONE;

/** Where two creases cross, to 10^−60, by Newton's method from `start`; null where it leads nowhere near. */
export function crossing(network: Network, [a, b]: readonly [CreaseOf, CreaseOf], start: Place): Place | null {
  let x = fixedPlace(start);
  for (let step = 0; step < 12; step++) {
    const layers = exactLayers(network, x);
    const of = ({ layer, unit, threshold }: CreaseOf) => {
      const { z, zTangents } = layers[layer];
      return [z[unit] - fixed(threshold), zTangents[0][unit], zTangents[1][unit]] as const;
    };
    const [[r, r1, r2], [s, s1, s2]] = [of(a), of(b)];
    const determinant = times(r1, s2) - times(r2, s1);
    if (Math.abs(toNumber(determinant)) < 1e-6) return null;
    const move: [Fixed, Fixed] = [over(times(r, s2) - times(s, r2), determinant), over(times(r1, s) - times(s1, r), determinant)];
    x = [x[0] - move[0], x[1] - move[1]];
    if (x.some((c) => Math.abs(toNumber(c)) > 10)) return null;
    if (move.every((m) => Math.abs(toNumber(m)) < 1e-58)) return [toCoordinate(x[0]), toCoordinate(x[1])];
  }
  return null;
}

/** A crossing of a crease of layer 0 with one of the last hidden layer, or with another of layer 0 where steps leave no slope behind it. */
export function findCrossing(network: Network): Place {
  const last = network.layers[0].activation.name === 'step' ? 0 : network.layers.length - 2;
  const thresholdOf = (layer: number) => patternThresholds(network.layers[layer].activation).at(-1) ?? 0;
  for (let unit = 0; unit < network.layers[0].fanOut; unit++)
    for (let other = 0; other < network.layers[last].fanOut; other++) {
      if (last === 0 && other === unit) continue;
      const creases = [
        { layer: 0, unit, threshold: thresholdOf(0) },
        { layer: last, unit: other, threshold: thresholdOf(last) },
      ] as const;
      const place = crossing(network, creases, [
        (COORDINATE_UNIT * BigInt(unit - 4)) / 5n,
        (COORDINATE_UNIT * BigInt(3 - other)) / 7n,
      ]);
      if (place) return place;
    }
  throw new Error('No two creases of this network were found to cross: draw it from another seed.');
}

export function deepTruth(network: Network, grid: Grid): DeepTruth {
  const center = fixedPlace(grid.center);
  const here = exactLayers(network, center);
  const count = grid.width * grid.height;
  const truth = {
    value: new Float64Array(count),
    gradient: [new Float64Array(count), new Float64Array(count)] as const,
    pattern: new Float64Array(count),
    distance: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
  };
  let corner: ExactLayer | null = null;
  for (let p = 0; p < count; p++) {
    const offset = [offset1(grid, p % grid.width), offset2(grid, Math.floor(p / grid.width))];
    const layers = exactLayers(network, [center[0] + nearly(offset[0]), center[1] + nearly(offset[1])]);
    const [last, first] = [layers[layers.length - 1], here[here.length - 1]];
    truth.value[p] = toNumber(last.a[0] - first.a[0]);
    corner ??= last;
    for (const axis of [0, 1] as const) truth.gradient[axis][p] = toNumber(last.aTangents[axis][0] - corner.aTangents[axis][0]);
    truth.pattern[p] = patternOf(network, layers);
    network.layers.forEach(({ activation }, l) => {
      for (const threshold of patternThresholds(activation))
        layers[l].z.forEach((z, o) => {
          const slope = Math.hypot(...layers[l].zTangents.map((t, axis) => toNumber(t[o]) * grid.step[axis]));
          if (slope > 0) truth.distance[p] = Math.min(truth.distance[p], Math.abs(toNumber(z - fixed(threshold))) / slope);
        });
    });
  }
  return truth;
}

function patternOf(network: Network, layers: readonly ExactLayer[]): number {
  let hash = PATTERN_SEED;
  network.layers.slice(0, lastPatternLayer(network) + 1).forEach(({ activation }, l) => {
    for (const z of layers[l].z)
      hash = patternStep(hash, patternThresholds(activation).filter((threshold) => z > fixed(threshold)).length);
  });
  return patternValue(hash);
}

/** x to 2^-256, which is 10^-77. */
function nearly(x: number): Fixed {
  const digits = 200;
  return BigInt(Math.trunc(x * 2 ** digits)) * (ONE >> BigInt(digits));
}
