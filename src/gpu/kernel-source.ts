// The WGSL that depends on the plan, whatever the strategy: the head, what is taken, and what an activation does to a unit's planes.
import type { ActivationName } from '../model/activation.ts';
import type { Plan } from './plan.ts';
import type { Plane } from './planes.ts';
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
fn taken(take: Take, points: Points) -> vec4f { return take_${component === null ? take : `${take}_${component}`}(take, points); }`;
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
  if (others.some(({ kind }) => kind === 0 || kind === 1)) statements.push(`let s = ${prefix}_slope_rise(d, r);`);
  for (const plane of others) {
    const next =
      plane.kind === 'chord' ? `${prefix}_chord(d, ${z(plane)}, r)` : `(r.t.z + s) * ${z(plane)} + s * r.t[${plane.kind}]`;
    statements.push(`${to(plane)} = ${next};`);
  }
  statements.push(`${to(value)} = ${prefix}_rise(d, r);`);
  return `{\n${statements.join('\n')}\n}`;
}

/** The statement that takes a unit's piece into a hash. */
export function patternStatement(name: ActivationName, hash: string, z: string): string {
  return `${hash} = pattern_step(${hash}, ${wgslName(name)}_piece(${z}, r));`;
}
