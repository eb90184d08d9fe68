// Writes the part of evaluate.wgsl that depends on the network's shape: run(), unrolled into registers or as loops.
import { activationStatements, NETWORK_LIBRARIES, patternStatement, takeFunctions } from './kernel-source.ts';
import { layerOffsets, paddedUnits } from './packing.ts';
import type { Plan } from './plan.ts';
import { type Plane, planeInput, planesOf } from './planes.ts';
import { type LayerRun, layerRuns } from './strategy.ts';
import { assemble, WGSL } from './wgsl.ts';

/** The whole module for an unrolled or looped plan; weights and references are not part of it. */
export function evaluateSource(plan: Plan): string {
  const results = planesOf(plan.anchors).map(({ name }) => `var<private> y_${name}: array<vec4f, OUTPUTS>;`);
  return assemble(
    ...NETWORK_LIBRARIES,
    WGSL.evaluate,
    takeFunctions(plan, (name) => `y_${name}[j]`),
    ...results,
    'var<private> hash = vec4u(0x811c9dc5u);',
    'fn pattern_hash() -> vec4u { return hash; }',
    plan.strategy === 'unrolled' ? unrolledBody(plan) : loopedBody(plan),
  );
}

/** The planes whose inputs are summed in a layer: the first layer's tangents have none. */
function summedPlanes(plan: Plan, layer: number): Plane[] {
  const planes = planesOf(plan.anchors);
  return layer === 0 ? planes.filter(({ kind }) => kind === 'value' || kind === 'chord') : planes;
}

/** What follows a unit's sums: its piece into the hash, and its activation unless only pieces are left to find. */
function afterSums(plan: Plan, layer: number, z: (plane: string) => string, to: (plane: string) => string): string {
  const { activation } = plan.layers[layer];
  const records = plan.take === 'pattern' && layer >= plan.first;
  const ends = plan.take === 'pattern' && layer === plan.layers.length - 1;
  return [
    records ? patternStatement(activation, 'hash', z('v0')) : '',
    ends ? '' : activationStatements(plan, activation, z, to, layer > 0),
  ].join('\n');
}

function unrolledBody(plan: Plan): string {
  const offsets = layerOffsets(plan.layers);
  const planes = planesOf(plan.anchors);
  const last = plan.layers.length - 1;
  const code: string[] = [];
  plan.layers.forEach((layer, l) => {
    for (let o = 0; o < layer.fanOut; o++) {
      for (const { name } of planes) code.push(`var ${name}_${l}_${o}: vec4f;`);
      code.push('{');
      for (let i = 0; i < layer.fanIn; i++) {
        code.push(`let w${i} = weights[${offsets[l].firstWeight + (o >> 2) * layer.fanIn + i}u].${'xyzw'[o & 3]};`);
        for (const plane of summedPlanes(plan, l)) {
          const input = l === 0 ? planeInput(plan.anchors, plane, i === 0 ? 0 : 1) : `${plane.name}_${l - 1}_${i}`;
          const z = `z_${plane.name}`;
          code.push(i === 0 ? `var ${z} = w0 * ${input};` : `${z} = fma(vec4f(w${i}), ${input}, ${z});`);
        }
      }
      code.push(`let r = references[${offsets[l].firstReference + o}u];`);
      const to = (plane: string) => (l === last ? `y_${plane}[${o}]` : `${plane}_${l}_${o}`);
      code.push(
        afterSums(plan, l, (plane) => `z_${plane}`, to),
        '}',
      );
    }
  });
  return `fn run(points: Points) {\n${code.join('\n')}\n}`;
}

/** Units summed in one pass over the inputs: more of them reuse each input more, and leave fewer registers to other planes. */
const UNITS_AT_ONCE = 8;
const UNITS_AT_ONCE_OF_PLANES = 4;

function loopedBody(plan: Plan): string {
  const size = Math.max(2, ...plan.layers.map(paddedUnits));
  const planes = planesOf(plan.anchors);
  const arrays = planes.map(({ name }) => `var a_${name}: array<vec4f, ${size}>;\nvar z_${name}: array<vec4f, ${size}>;`);
  const inputs = planes.flatMap((plane) =>
    ([0, 1] as const).map((i) => `a_${plane.name}[${i}] = ${planeInput(plan.anchors, plane, i)};`),
  );
  const nests = layerRuns(plan.layers).map((run) => layerNest(plan, run));
  return `fn run(points: Points) {\n${[...arrays, ...inputs, ...nests].join('\n')}\n}`;
}

/** The loops of one run of equal layers: inputs a → pre-activations z, several units at a time, then z → a through the activation. */
function layerNest(plan: Plan, { layer, first, count }: LayerRun): string {
  const { firstWeight, firstReference } = layerOffsets(plan.layers)[first];
  const isLast = first + count === plan.layers.length;
  const planes = summedPlanes(plan, first).map(({ name }) => name);
  const units = planes.length > 1 ? UNITS_AT_ONCE_OF_PLANES : UNITS_AT_ONCE;
  const each = (make: (unit: number, plane: string) => string) =>
    planes.flatMap((plane) => Array.from({ length: units }, (_, u) => make(u, plane))).join('\n');
  const loads = Array.from({ length: units / 4 }, (_, g) => `let w${g} = weights[at + ${g * layer.fanIn}u + i];`).join('\n');
  const to = (plane: string) => (isLast ? `y_${plane}[o]` : `a_${plane}[o]`);
  return `for (var n = 0u; n < ${count}u; n++) {
for (var o = 0u; o < ${layer.fanOut}u; o += ${units}u) {
let at = ${firstWeight}u + n * ${(paddedUnits(layer) / 4) * layer.fanIn}u + o / 4u * ${layer.fanIn}u;
${each((u, plane) => `var s${u}_${plane} = vec4f(0.0);`)}
for (var i = 0u; i < ${layer.fanIn}u; i++) {
${loads}
${planes.map((plane) => `let x_${plane} = a_${plane}[i];`).join('\n')}
${each((u, plane) => `s${u}_${plane} = fma(vec4f(w${u >> 2}.${'xyzw'[u & 3]}), x_${plane}, s${u}_${plane});`)}
}
${each((u, plane) => `z_${plane}[o + ${u}u] = s${u}_${plane};`)}
}
for (var o = 0u; o < ${layer.fanOut}u; o++) {
let r = references[${firstReference}u + n * ${layer.fanOut}u + o];
${afterSums(plan, first, (plane) => `z_${plane}[o]`, to)}
}
}`;
}
