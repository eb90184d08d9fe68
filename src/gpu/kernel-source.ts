// The WGSL that depends on the plan, whatever the strategy: the head, what is taken, and each activation's functions by layer.
import type { Activation } from '../model/activation.ts';
import type { Plan } from './plan.ts';
import { WGSL } from './wgsl.ts';

/** numeric, activation, head, points and take: free of bindings, for evaluate.wgsl and layerwise.wgsl. */
export const NETWORK_LIBRARIES = [WGSL.numeric, WGSL.activation, WGSL.head, WGSL.points, WGSL.take] as const;

/** An activation's or head's name as WGSL spells it. */
export function wgslName(name: string): string {
  return name.replaceAll('-', '_');
}

/** rise(), slope_rise() and piece() with `suffix` behind each name, for one activation. */
export function activationFunctions({ name }: Activation, suffix = ''): string {
  const prefix = wgslName(name);
  return ['rise', 'slope_rise', 'piece']
    .map((what) => `fn ${what}${suffix}(d: vec4f, r: Reference) -> vec4f { return ${prefix}_${what}(d, r); }`)
    .join('\n');
}

/** OUTPUTS, head_rise(), head_tangent_rise() and taken(). */
export function takeFunctions({ layers, head, take }: Plan): string {
  const prefix = wgslName(head.name);
  return `const OUTPUTS = ${layers[layers.length - 1].fanOut}u;
fn head_rise(k: u32, lambda: f32, top: u32) -> vec4f { return ${prefix}_rise(k, lambda, top); }
fn head_tangent_rise(k: u32, lambda: f32, top: u32, axis: u32) -> vec4f { return ${prefix}_tangent_rise(k, lambda, top, axis); }
fn taken(take: Take) -> vec4f { return take_${take}(take); }`;
}
