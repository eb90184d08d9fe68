// The WGSL that depends on the plan, whatever the strategy: the head, what is taken, and what an activation does to a unit's planes.
import { type ActivationName, activation, isPiecewiseLinear, patternThresholds } from '../model/activation.ts';
import type { Plan } from './plan.ts';
import { type Plane, planesOf } from './planes.ts';
import { WGSL } from './wgsl.ts';

/** Free of bindings, for evaluate.wgsl and layerwise.wgsl. */
export const NETWORK_LIBRARIES = [
  WGSL.numeric,
  WGSL.activation,
  WGSL.chord,
  WGSL.head,
  WGSL.points,
  WGSL.take,
  WGSL.layer,
] as const;

/** An activation's or head's name as WGSL spells it. */
function wgslName(name: string): string {
  return name.replaceAll('-', '_');
}

/**
 * OUTPUTS, FIRST_CHORD, the head's functions and taken(). What head.wgsl reads besides, y_rise(), y_chord() and y_tangent_rise(), speaks
 * of the anchor numbered `anchor`.
 */
export function takeFunctions({ layers, head, take, component, anchors }: Plan): string {
  const prefix = wgslName(head.name);
  return `const OUTPUTS = ${layers[layers.length - 1].fanOut}u;
const FIRST_CHORD = ${anchors.filter(({ at }) => at === 'here').length}u;
var<private> anchor: u32;
fn head_rise(k: u32, lambda: f32, top: u32) -> vec4f { return ${prefix}_rise(k, lambda, top); }
fn head_tangent_rise(k: u32, lambda: f32, top: u32, axis: u32) -> vec4f { return ${prefix}_tangent_rise(k, lambda, top, axis); }
fn head_chord(k: u32, lambda: f32, top: u32) -> vec4f { return ${prefix}_chord(k, lambda, top); }
fn taken(take: Take, points: Points) -> vec4f { return ${wgslName(['take', take, component].filter(Boolean).join('_'))}(take, points); }`;
}

/**
 * The statements that take a unit's pre-activations `z` through its activation into `to`, in the planes of one anchor, with the unit's
 * Reference in r. `z` and `to` may be the same variables.
 */
export function activationStatements(
  name: ActivationName,
  planes: readonly Plane[],
  z: (plane: Plane) => string,
  to: (plane: Plane) => string,
): string {
  const prefix = wgslName(name);
  const [value, ...others] = planes;
  const statements = [`let d = ${z(value)};`];
  if (others.some(({ kind }) => kind !== 'chord')) statements.push(`let s = ${prefix}_slope_rise(d, r);`);
  for (const plane of others) {
    const { kind } = plane;
    const along = `(r.t.z + s) * ${z(plane)}`;
    const next =
      kind === 'chord' ? `${prefix}_chord(d, ${z(plane)}, r)` : typeof kind === 'number' ? `${along} + s * r.t[${kind}]` : along;
    statements.push(`${to(plane)} = ${next};`);
  }
  statements.push(`${to(value)} = ${prefix}_rise(d, r);`);
  return `{\n${statements.join('\n')}\n}`;
}

/** Whether something is recorded of every unit on the way: the pattern's hash, or the distance to the nearest crease, with its layer or without. */
export function hasRecord({ take }: Pick<Plan, 'take'>): boolean {
  return take === 'pattern' || take === 'crease' || take === 'crease-layer';
}

/**
 * The statement that takes a unit of layer `layer`, in WGSL, with the pre-activations `z` into a plan's record, with the unit's Reference in r; none for a unit
 * that has no creases.
 */
export function recordStatement(
  { take, anchors }: Pick<Plan, 'take' | 'anchors'>,
  name: ActivationName,
  record: string,
  layer: string,
  z: (plane: Plane, number: number) => string,
): string {
  const [value, ...steps] = planesOf(anchors).map(z);
  if (take === 'pattern') return `${record} = pattern_step(${record}, ${wgslName(name)}_piece(${value}, r));`;
  const f = activation(name);
  // Where the thresholds' distances from Z stand in a Reference.
  const distances = isPiecewiseLinear(f) ? ['r.a.x', 'r.a.y', 'r.a.z'] : ['r.t.w'];
  const gaps = patternThresholds(f).map((_, k) => `abs(${value} - ${distances[k]})`);
  if (gaps.length === 0) return '';
  const gap = gaps.reduce((least, next) => `min(${least}, ${next})`);
  const nearer = `${record} = crease_step(${record}, ${gap}, ${steps.join(', ')}`;
  return take === 'crease' ? `${nearer}, 0xffffffffu, 0u);` : `${nearer}, ~LAYER_BITS, ${layer});`;
}
