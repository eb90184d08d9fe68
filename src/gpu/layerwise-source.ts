// Writes the parts of layerwise.wgsl that depend on the activation, the planes carried and what is taken.
import type { ActivationName } from '../model/activation.ts';
import { activationStatements, hasRecord, NETWORK_LIBRARIES, recordStatement, takeFunctions } from './kernel-source.ts';
import type { Plan } from './plan.ts';
import { type Plane, planeInput, planesOf } from './planes.ts';
import { assemble, WGSL } from './wgsl.ts';

/** The module of the matrix product, the same for every plan. */
export const MATMUL_SOURCE = assemble(WGSL.layer, WGSL.matmul);

/** The whole module; `name` is the layer's activation for the entry points activate and record_layer, any for the others. */
export function layerwiseSource(plan: Plan, name: ActivationName): string {
  const { anchors } = plan;
  const planes = planesOf(anchors).map((plane, number) => ({ ...plane, number }));
  const inputs = planes.flatMap((plane) =>
    ([0, 1] as const).map((i) => `if (plane == ${plane.number}u && i == ${i}u) { return ${planeInput(anchors, plane, i)}; }`),
  );
  const number = new Map<Plane, number>(planes.map((plane) => [plane, plane.number]));
  const unit = (plane: Plane) => `units[at + ${number.get(plane)}u * shape.quads]`;
  const activations = anchors.map((_, anchor) =>
    activationStatements(
      name,
      planes.filter((plane) => plane.anchor === anchor),
      unit,
      unit,
    ),
  );
  const outputs = (kind: Plane['kind']) =>
    planes
      .filter((plane) => plane.kind === kind)
      .map((plane) => `if (anchor == ${plane.anchor}u) { return y_in_plane(j, ${plane.number}u); }`)
      .join(' ');
  return assemble(
    ...NETWORK_LIBRARIES,
    WGSL.layerwise,
    takeFunctions(plan),
    `const PLANES = ${planes.length}u;
fn y_rise(j: u32) -> vec4f { ${outputs('value')} return vec4f(0.0); }
fn y_chord(j: u32) -> vec4f { ${outputs('chord')} return vec4f(0.0); }
fn y_tangent_rise(j: u32, axis: u32) -> vec4f {
if (axis == 0u) { ${outputs(0)} } else { ${outputs(1)} }
return vec4f(0.0);
}
fn input_of(points: Points, i: u32, plane: u32) -> vec4f {
${inputs.join('\n')}
return vec4f(0.0);
}
fn activate_unit(at: u32, r: Reference) {
${activations.join('\n')}
}
fn record_unit(record: vec4u, at: u32, r: Reference) -> vec4u {
var next = record;
${hasRecord(plan) ? recordStatement(plan, name, 'next', 'shape.layer', (_, n) => `units[at + ${n}u * shape.quads]`) : ''}
return next;
}`,
  );
}
