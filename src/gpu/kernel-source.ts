// The WGSL that depends on the plan, whatever the strategy: the head, what is taken, and what an activation does to a unit's planes.
import type { Activation } from '../model/activation.ts';
import type { Plan } from './plan.ts';
import { planesOf } from './planes.ts';
import { WGSL } from './wgsl.ts';

/** numeric, activation, chord, head, points and take: free of bindings, for evaluate.wgsl and layerwise.wgsl. */
export const NETWORK_LIBRARIES = [WGSL.numeric, WGSL.activation, WGSL.chord, WGSL.head, WGSL.points, WGSL.take] as const;

/** An activation's or head's name as WGSL spells it. */
function wgslName(name: string): string {
  return name.replaceAll('-', '_');
}

/**
 * OUTPUTS, FIRST_CHORD, the head's functions, taken(), and the accessors of head.wgsl by anchor; `output` is the WGSL of output j in the
 * plane of a given name and number.
 */
export function takeFunctions(
  { layers, head, take, component, anchors }: Plan,
  output: (name: string, plane: number) => string,
): string {
  const prefix = wgslName(head.name);
  const planes = planesOf(anchors).map((plane, number) => ({ ...plane, wgsl: output(plane.name, number) }));
  const cases = (of: typeof planes) => of.map(({ anchor, wgsl }) => `if (anchor == ${anchor}u) { return ${wgsl}; }`).join(' ');
  const ofKind = (kind: string | number) => planes.filter((plane) => plane.kind === kind);
  return `const OUTPUTS = ${layers[layers.length - 1].fanOut}u;
const FIRST_CHORD = ${Math.max(
    0,
    anchors.findIndex(({ at }) => at !== 'here'),
  )}u;
var<private> anchor: u32;
fn y_rise(j: u32) -> vec4f { ${cases(ofKind('value'))} return vec4f(0.0); }
fn y_chord(j: u32) -> vec4f { ${cases(ofKind('chord'))} return vec4f(0.0); }
fn y_tangent_rise(j: u32, axis: u32) -> vec4f {
if (axis == 0u) { ${cases(ofKind(0))} } else { ${cases(ofKind(1))} }
return vec4f(0.0);
}
fn head_rise(k: u32, lambda: f32, top: u32) -> vec4f { return ${prefix}_rise(k, lambda, top); }
fn head_tangent_rise(k: u32, lambda: f32, top: u32, axis: u32) -> vec4f { return ${prefix}_tangent_rise(k, lambda, top, axis); }
fn head_chord(k: u32, lambda: f32, top: u32) -> vec4f { return ${prefix}_chord(k, lambda, top); }
fn taken(take: Take, points: Points) -> vec4f { return take_${component === null ? take : `${take}_${component}`}(take, points); }`;
}

/**
 * The statements that take a unit's pre-activation `z` in each plane through its activation into `to`, with the unit's Reference in r.
 * `z` and `to` may be the same variables. `inputTangents` is false for the first layer, whose inputs' tangents lie nowhere above the
 * centre's.
 */
export function activationStatements(
  { anchors }: Plan,
  { name }: Activation,
  z: (plane: string, number: number) => string,
  to: (plane: string, number: number) => string,
  inputTangents: boolean,
): string {
  const prefix = wgslName(name);
  const planes = planesOf(anchors).map((plane, number) => ({ ...plane, z: z(plane.name, number), to: to(plane.name, number) }));
  return anchors
    .map((_, anchor) => {
      const own = planes.filter((plane) => plane.anchor === anchor);
      const statements = [`let d = ${own[0].z};`];
      if (own.some(({ kind }) => kind === 0 || kind === 1)) statements.push(`let s = ${prefix}_slope_rise(d, r);`);
      for (const { kind, z, to } of own) {
        if (kind === 'chord') statements.push(`${to} = ${prefix}_chord(d, ${z}, r);`);
        else if (kind !== 'value') statements.push(`${to} = s * r.t[${kind}]${inputTangents ? ` + (r.t.z + s) * ${z}` : ''};`);
      }
      statements.push(`${own[0].to} = ${prefix}_rise(d, r);`);
      return `{\n${statements.join('\n')}\n}`;
    })
    .join('\n');
}

/** The statement that takes a unit's piece into a hash. */
export function patternStatement({ name }: Activation, hash: string, z: string): string {
  return `${hash} = pattern_step(${hash}, ${wgslName(name)}_piece(${z}, r));`;
}
