// Writes the parts of layerwise.wgsl that depend on the activation, the derivatives carried along and what is taken.
import type { Activation } from '../model/activation.ts';
import { activationFunctions, NETWORK_LIBRARIES, takeFunctions } from './kernel-source.ts';
import type { Plan } from './plan.ts';
import { assemble, WGSL } from './wgsl.ts';

/** The whole module; `activation` is the layer's for the entry points activate and hash_layer, any for the others. */
export function layerwiseSource(plan: Plan, activation: Activation): string {
  const planeOf = (axis: 0 | 1) => plan.axes.indexOf(axis) + 1;
  return assemble(
    ...NETWORK_LIBRARIES,
    WGSL.layerwise,
    takeFunctions(plan),
    activationFunctions(activation),
    `const PLANES = ${plan.axes.length + 1}u;
fn plane_of_axis(axis: u32) -> u32 { return select(${planeOf(1)}u, ${planeOf(0)}u, axis == 0u); }`,
  );
}
