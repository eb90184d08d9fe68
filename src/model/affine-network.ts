// An affine map of the plane as a network, so that it is drawn, read and zoomed into like any other.
import { COORDINATE_UNIT, type Place } from './coordinate.ts';
import { type Fixed, fixed, fixedQuotient, rounded, weighted } from './fixed-point.ts';
import { createNetwork, type Layer, MAX_WIDTH, type Network } from './network.ts';
import { exactOrbit } from './orbit.ts';

const IDENTITY = { name: 'identity', slope: 0 } as const;
/** f32 of which a number is the sum: as many as go from 1 to the least that f32 has. */
const MOST_PARTS = 6;

/**
 * The network whose outputs, before the same head, are y(place) + a (x − place): the tangent map of a piecewise linear network at a place inside of
 * one of its regions. `slopes` are its f64 gradients, one for each output. It passes through y(place) as exactly as sums of f32 can say.
 */
export function affineNetwork({ layers, head }: Network, place: Place, slopes: readonly (readonly [number, number])[]): Network {
  const outputs = slopes.length;
  const parts = Math.max(1, Math.min(MOST_PARTS, Math.floor(MAX_WIDTH / outputs)));
  const values = exactOrbit(layers, place)[layers.length - 1].activations;
  const at = place.map((x) => fixedQuotient(x, COORDINATE_UNIT));
  // Unit k · parts + p is part p of output k.
  const [weight, bias] = [new Float32Array(2 * outputs * parts), new Float32Array(outputs * parts)];
  for (const [k, slope] of slopes.entries()) {
    for (const axis of [0, 1])
      for (const [p, part] of partsOf(fixed(slope[axis]), parts).entries()) weight[2 * (k * parts + p) + axis] = part;
    let constant = values[k];
    for (let p = 0; p < parts; p++) constant -= weighted(weight, 2 * (k * parts + p), at);
    bias.set(partsOf(constant, parts), k * parts);
  }
  const sum = Float32Array.from({ length: outputs * outputs * parts }, (_, n) => {
    const [k, unit] = [Math.floor(n / (outputs * parts)), n % (outputs * parts)];
    return Math.floor(unit / parts) === k ? 1 : 0;
  });
  const first: Layer = { fanIn: 2, fanOut: outputs * parts, weight, bias, activation: IDENTITY };
  const second: Layer = {
    fanIn: outputs * parts,
    fanOut: outputs,
    weight: sum,
    bias: new Float32Array(outputs),
    activation: IDENTITY,
  };
  return createNetwork([first, second], head);
}

/** f32 numbers whose sum is as near to `a` as so many can come, the largest first. */
function partsOf(a: Fixed, count: number): number[] {
  let rest = a;
  return Array.from({ length: count }, () => {
    const part = Math.fround(rounded(rest));
    rest -= fixed(part);
    return part;
  });
}
