// A network in 256-bit fixed point: the truth that the f64 oracle for deep zoom is held against.
import type { Activation } from '../../src/model/activation.ts';
import type { Head, Network } from '../../src/model/network.ts';
import type { LayerOrbit } from '../../src/model/orbit.ts';
import { exp, type Fixed, fixed, log, normal, ONE, over, sinCos, sum, times, toNumber } from './fixed-point.ts';

/** One layer at a point, with its derivatives by x1 and x2. */
export interface ExactLayer {
  readonly z: Fixed[];
  readonly a: Fixed[];
  readonly zTangents: [Fixed[], Fixed[]];
  readonly aTangents: [Fixed[], Fixed[]];
}

/** Runs the network at x. */
export function exactLayers({ layers }: Network, x: readonly [Fixed, Fixed]): ExactLayer[] {
  let input: readonly Fixed[] = x;
  let tangents: readonly [readonly Fixed[], readonly Fixed[]] = [
    [ONE, 0n],
    [0n, ONE],
  ];
  return layers.map(({ fanIn, fanOut, weight, bias, activation }) => {
    const rows = Array.from({ length: fanOut }, (_, o) => Array.from(weight.subarray(o * fanIn, (o + 1) * fanIn), fixed));
    const apply = (v: readonly Fixed[]) => rows.map((row) => sum(row.map((w, i) => times(w, v[i]))));
    const z = apply(input).map((v, o) => v + fixed(bias[o]));
    const both = z.map((v) => valueAndSlope(activation, v));
    const zTangents: [Fixed[], Fixed[]] = [apply(tangents[0]), apply(tangents[1])];
    const scaled = (v: Fixed[]) => v.map((t, o) => times(both[o][1], t));
    const aTangents: [Fixed[], Fixed[]] = [scaled(zTangents[0]), scaled(zTangents[1])];
    input = both.map(([value]) => value);
    tangents = aTangents;
    return { z, a: [...input], zTangents, aTangents };
  });
}

/** The reference orbit, each number rounded once. */
export function exactOrbit(network: Network, center: readonly [number, number]): LayerOrbit[] {
  const round = (v: Fixed[]) => Float64Array.from(v, toNumber);
  const rest = (v: Fixed[]) => Float64Array.from(v, (x) => toNumber(x - fixed(toNumber(x))));
  return exactLayers(network, [fixed(center[0]), fixed(center[1])]).map(({ z, a, zTangents, aTangents }, l) => ({
    preActivation: round(z),
    preRest: rest(z),
    activation: round(a),
    rest: rest(a),
    slope: Float64Array.from(z, (v) => toNumber(valueAndSlope(network.layers[l].activation, v)[1])),
    preTangents: [round(zTangents[0]), round(zTangents[1])],
    tangents: [round(aTangents[0]), round(aTangents[1])],
  }));
}

/** h(y), of none, softmax and log-sum-exp. */
export function exactHead({ name, scale }: Head, y: Fixed[]): Fixed[] {
  if (name === 'none') return y;
  const powers = y.map((v) => exp(times(fixed(scale), v)));
  return name === 'softmax' ? powers.map((power) => over(power, sum(powers))) : [over(log(sum(powers)), fixed(scale))];
}

/** The derivative of h(y) where y changes at the rate t. */
export function exactHeadTangent(head: Head, y: Fixed[], t: Fixed[]): Fixed[] {
  if (head.name === 'none') return t;
  const p = exactHead({ name: 'softmax', scale: head.scale }, y);
  const mean = sum(p.map((pj, j) => times(pj, t[j])));
  return head.name === 'softmax' ? p.map((pk, k) => times(fixed(head.scale), times(pk, t[k] - mean))) : [mean];
}

/** f(z) and f'(z) by the activations' definitions. */
function valueAndSlope(f: Activation, z: Fixed): [Fixed, Fixed] {
  const half = ONE >> 1n;
  const logistic = () => over(ONE, ONE + exp(-z));
  switch (f.name) {
    case 'relu':
      return z > 0n ? [z, ONE] : [0n, 0n];
    case 'leaky-relu':
      return z > 0n ? [z, ONE] : [times(fixed(f.slope), z), fixed(f.slope)];
    case 'abs':
      return z > 0n ? [z, ONE] : [-z, z === 0n ? 0n : -ONE];
    case 'hardtanh':
      return z >= ONE ? [ONE, 0n] : z <= -ONE ? [-ONE, 0n] : [z, ONE];
    case 'step':
      return [z > 0n ? ONE : 0n, 0n];
    case 'identity':
      return [z, ONE];
    case 'tent':
      return z <= 0n || z >= ONE ? [0n, 0n] : z <= half ? [2n * z, 2n * ONE] : [2n * (ONE - z), -2n * ONE];
    case 'tanh': {
      const e = exp(2n * z);
      const value = over(e - ONE, e + ONE);
      return [value, ONE - times(value, value)];
    }
    case 'sigmoid': {
      const value = logistic();
      return [value, times(value, ONE - value)];
    }
    case 'softplus':
      return [log(ONE + exp(z)), logistic()];
    case 'silu': {
      const s = logistic();
      return [times(z, s), s + times(z, times(s, ONE - s))];
    }
    case 'gelu': {
      const [distribution, density] = normal(z);
      return [times(z, distribution), distribution + times(z, density)];
    }
    case 'elu':
      return z > 0n ? [z, ONE] : [exp(z) - ONE, exp(z)];
    case 'sin':
      return sinCos(z);
  }
}
