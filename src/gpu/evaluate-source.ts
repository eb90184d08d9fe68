// Writes the generated part of evaluate.wgsl: run(), which carries the differences from the input to the last layer.
import { activationStatements, hasRecord, NETWORK_LIBRARIES, recordStatement, takeFunctions } from './kernel-source.ts';
import { loopedRun } from './looped-source.ts';
import { layerShapes } from './packing.ts';
import type { Plan } from './plan.ts';
import { planeInput, planesOf } from './planes.ts';
import { assemble, WGSL } from './wgsl.ts';

/** The whole module for an unrolled or looped plan; weights and references are not part of it, nor is a looped plan's shape. */
export function evaluateSource(plan: Plan): string {
  return assemble(
    ...NETWORK_LIBRARIES,
    WGSL.evaluate,
    takeFunctions(plan),
    resultVariables(plan),
    plan.strategy === 'unrolled' ? unrolledRun(plan) : loopedRun(plan),
  );
}

/** Where run() leaves the last layer: by kind of plane, anchor and output; and what it records of all units. */
function resultVariables({ anchors }: Plan): string {
  return `var<private> y_values: array<array<vec4f, OUTPUTS>, ${anchors.length}>;
var<private> y_tangents: array<array<vec4f, OUTPUTS>, 2>;
var<private> y_chords: array<array<vec4f, OUTPUTS>, 2>;
var<private> record: vec4u;
fn y_rise(j: u32) -> vec4f { return y_values[anchor][j]; }
fn y_tangent_rise(j: u32, axis: u32) -> vec4f { return y_tangents[axis][j]; }
fn y_chord(j: u32) -> vec4f { return y_chords[anchor - FIRST_CHORD][j]; }
fn unit_record() -> vec4u { return record; }`;
}

/** Every unit in a variable of its own. */
function unrolledRun(plan: Plan): string {
  const shapes = layerShapes(plan, 0);
  const planes = planesOf(plan.anchors);
  const last = plan.layers.length - 1;
  const code: string[] = [];
  plan.layers.forEach(({ fanIn, fanOut, activation: { name } }, l) => {
    for (let o = 0; o < fanOut; o++) {
      for (const plane of planes) code.push(`var ${plane.name}_${l}_${o}: vec4f;`);
      code.push('{');
      for (let i = 0; i < fanIn; i++) {
        code.push(`let w${i} = weights[${shapes[l].firstWeight + (o >> 2) * fanIn + i}u].${'xyzw'[o & 3]};`);
        for (const plane of planes) {
          const input = l === 0 ? planeInput(plan.anchors, plane, i === 0 ? 0 : 1) : `${plane.name}_${l - 1}_${i}`;
          const z = `z_${plane.name}`;
          code.push(i === 0 ? `var ${z} = w0 * ${input};` : `${z} = fma(vec4f(w${i}), ${input}, ${z});`);
        }
      }
      code.push(`let r = references[${shapes[l].firstReference + o}u];`);
      if (hasRecord(plan) && l >= plan.first)
        code.push(recordStatement(plan, name, 'record', `${l}u`, (plane) => `z_${plane.name}`));
      plan.anchors.forEach((_, anchor) => {
        const own = planes.filter((plane) => plane.anchor === anchor);
        code.push(
          activationStatements(
            name,
            own,
            (plane) => `z_${plane.name}`,
            (plane) => `${plane.name}_${l}_${o}`,
          ),
        );
      });
      if (l === last) for (const plane of planes) if (plane.result) code.push(`${plane.result}[${o}] = ${plane.name}_${l}_${o};`);
      code.push('}');
    }
  });
  return `fn run(points: Points) {\n${code.join('\n')}\n}`;
}
