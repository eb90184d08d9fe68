// Writes run() as loops over layers, units and inputs: it knows the network's activations, but neither its depth nor its widths.
import { activationStatements, hasRecord, recordStatement } from './kernel-source.ts';
import { distinctActivations, paddedUnits } from './packing.ts';
import type { Plan } from './plan.ts';
import { type Plane, planeInput, planesOf } from './planes.ts';

/** Units summed in one pass over the inputs, each of which is read once for all of them; a divisor of UNIT_PADDING. */
const UNITS_AT_ONCE = 8;

/** A plane in one pass through the layers: its inputs in WGSL, and where the outputs go. */
interface Carried extends Plane {
  readonly inputs: readonly [string, string];
}

/** One pass through the layers for the grid point itself, and one for its neighbours. */
export function loopedRun(plan: Plan): string {
  const { anchors, layers } = plan;
  const planes = planesOf(anchors).map((plane) => ({
    ...plane,
    inputs: [planeInput(anchors, plane, 0), planeInput(anchors, plane, 1)] as const,
  }));
  const here = planes.filter(({ anchor }) => anchors[anchor].at === 'here');
  const chords = planes.filter(({ anchor }) => anchors[anchor].at !== 'here');
  // A few sizes, so that another width seldom means another kernel.
  const size = 2 ** Math.max(3, Math.ceil(Math.log2(Math.max(...layers.map(paddedUnits)))));
  const arrays = Array.from({ length: Math.max(here.length, Math.min(chords.length, 2)) }, (_, n) => [
    `var a${n}: array<vec4f, ${size}>;`,
    `var z${n}: array<vec4f, ${size}>;`,
  ]);
  const passes = [here.length > 0 ? pass(plan, here) : '', chords.length > 0 ? chordPass(plan, chords) : ''];
  return `fn run(points: Points) {\n${[...arrays.flat(), ...passes].join('\n')}\n}`;
}

/** Two axes share one loop body, so that a norm compiles in the time of one component. */
function chordPass(plan: Plan, planes: readonly Carried[]): string {
  if (planes.length === 2) return pass(plan, planes);
  const [value, chord, otherValue, otherChord] = planes;
  const either = (a: string, b: string) => `select(${b}, ${a}, axis == 0u)`;
  const merged = (a: Carried, b: Carried, result: string): Carried => ({
    ...a,
    inputs: [either(a.inputs[0], b.inputs[0]), either(a.inputs[1], b.inputs[1])],
    result,
  });
  const body = pass(plan, [
    merged(value, otherValue, 'y_values[FIRST_CHORD + axis]'),
    merged(chord, otherChord, 'y_chords[axis]'),
  ]);
  return `for (var axis = 0u; axis < 2u; axis++) {\n${body}\n}`;
}

/** Inputs a → pre-activations z, several units at a time, then z → a through the activation; layer by layer. */
function pass(plan: Plan, planes: readonly Carried[]): string {
  const numbers = planes.map((_, n) => n);
  const each = (make: (unit: number, n: number) => string) =>
    numbers.flatMap((n) => Array.from({ length: UNITS_AT_ONCE }, (_, u) => make(u, n))).join('\n');
  const groups = Array.from({ length: UNITS_AT_ONCE / 4 }, (_, g) => g);
  const number = new Map<Plane, number>(planes.map((plane, n) => [plane, n]));
  const cases = distinctActivations(plan.layers).map((name, id) => {
    const statements = activationStatements(
      name,
      planes,
      (plane) => `z${number.get(plane)}[o]`,
      (plane) => `a${number.get(plane)}[o]`,
    );
    const recorded = hasRecord(plan) ? recordStatement(plan, name, 'record', 'l', (_, n) => `z${n}[o]`) : '';
    const records = recorded && `if (l >= ${plan.first}u) { ${recorded} }\n`;
    return `${id === 0 ? 'default' : `case ${id}u`}: {\n${records}${statements}\n}`;
  });
  return `${planes.map(({ inputs }, n) => `a${n}[0] = ${inputs[0]};\na${n}[1] = ${inputs[1]};`).join('\n')}
for (var l = 0u; l < arrayLength(&layers); l++) {
let shape = layers[l];
for (var o = 0u; o < shape.units; o += ${UNITS_AT_ONCE}u) {
${groups.map((g) => `let at${g} = shape.first_weight + (o / 4u + ${g}u) * shape.fan_in;`).join('\n')}
${each((u, n) => `var s${u}_${n} = vec4f(0.0);`)}
for (var i = 0u; i < shape.fan_in; i++) {
${groups.map((g) => `let w${g} = weights[at${g} + i];`).join('\n')}
${numbers.map((n) => `let x${n} = a${n}[i];`).join('\n')}
${each((u, n) => `s${u}_${n} = fma(vec4f(w${u >> 2}.${'xyzw'[u & 3]}), x${n}, s${u}_${n});`)}
}
${each((u, n) => `z${n}[o + ${u}u] = s${u}_${n};`)}
}
for (var o = 0u; o < shape.units; o++) {
let r = references[shape.first_reference + o];
switch shape.activation {
${cases.join('\n')}
}
}
}
for (var j = 0u; j < OUTPUTS; j++) {
${planes.map(({ result }, n) => (result ? `${result}[j] = a${n}[j];` : '')).join('\n')}
}`;
}
