// Writes the parts of layerwise.wgsl that depend on the activation, the planes carried and what is taken.
import type { Activation } from '../model/activation.ts';
import { activationStatements, NETWORK_LIBRARIES, patternStatement, takeFunctions } from './kernel-source.ts';
import type { Plan } from './plan.ts';
import { planeInput, planesOf } from './planes.ts';
import { assemble, WGSL } from './wgsl.ts';

/** The whole module; `activation` is the layer's for the entry points activate and hash_layer, any for the others. */
export function layerwiseSource(plan: Plan, activation: Activation): string {
  const planes = planesOf(plan.anchors);
  const inputs = planes.flatMap((plane, number) =>
    ([0, 1] as const).map((i) => `if (plane == ${number}u && i == ${i}u) { return ${planeInput(plan.anchors, plane, i)}; }`),
  );
  const unit = (_: string, plane: number) => `units[at + ${plane}u * shape.quads]`;
  return assemble(
    ...NETWORK_LIBRARIES,
    WGSL.layerwise,
    takeFunctions(plan, (_, plane) => `y_in_plane(j, ${plane}u)`),
    `const PLANES = ${planes.length}u;
fn input_of(points: Points, i: u32, plane: u32) -> vec4f {
${inputs.join('\n')}
return vec4f(0.0);
}
fn activate_unit(at: u32, r: Reference) {
${activationStatements(plan, activation, unit, unit, true)}
}
fn hash_unit(hash: vec4u, d: vec4f, r: Reference) -> vec4u {
var next = hash;
${patternStatement(activation, 'next', 'd')}
return next;
}`,
  );
}
