// Writes the part of evaluate.wgsl that depends on the network's shape: run(), unrolled into registers or as loops.
import { activationFunctions, NETWORK_LIBRARIES, takeFunctions } from './kernel-source.ts';
import { layerOffsets, paddedUnits } from './packing.ts';
import type { Plan } from './plan.ts';
import { type LayerRun, layerRuns } from './strategy.ts';
import { assemble, WGSL } from './wgsl.ts';

/** The whole module for an unrolled or looped plan; weights and references are not part of it. */
export function evaluateSource(plan: Plan): string {
  const runs = layerRuns(plan.layers);
  const functions = runs.map(({ layer, first }) => activationFunctions(layer.activation, `_${first}`));
  const body = plan.strategy === 'unrolled' ? unrolledBody(plan) : loopedBody(plan, runs);
  return assemble(...NETWORK_LIBRARIES, WGSL.evaluate, takeFunctions(plan), resultVariables(plan), ...functions, body);
}

/** The planes that are carried: the values' differences, and those of each derivative. */
function planes(plan: Plan): string[] {
  return ['', ...plan.axes.map((axis) => `_t${axis}`)];
}

function resultVariables(plan: Plan): string {
  const arrays = planes(plan).map((plane) => `var<private> y${plane}: array<vec4f, OUTPUTS>;`);
  const axes = plan.axes.map((axis) => `if (axis == ${axis}u) { return y_t${axis}[j]; }`);
  return `${arrays.join('\n')}
var<private> hash = vec4u(0x811c9dc5u);
fn y_rise(j: u32) -> vec4f { return y[j]; }
fn y_tangent_rise(j: u32, axis: u32) -> vec4f { ${axes.join(' ')} return vec4f(0.0); }
fn pattern_hash() -> vec4u { return hash; }`;
}

/** The statements after a unit's pre-activation: its activation and tangents into `to`, or its piece into the hash. */
function afterSum(plan: Plan, z: (plane: string) => string, to: (plane: string) => string, layer: number, run: number): string {
  const statements: string[] = [];
  const last = plan.layers.length - 1;
  if (plan.take === 'pattern' && layer >= plan.first) statements.push(`hash = pattern_step(hash, piece_${run}(${z('')}, r));`);
  if (plan.take === 'pattern' && layer === last) return statements.join('\n');
  if (plan.axes.length > 0) statements.push(`let s = slope_rise_${run}(${z('')}, r);`);
  for (const axis of plan.axes) {
    // The input's tangents do not vary, so before the first activation none lies above the centre's.
    const carried = layer === 0 ? '' : ` + (r.t.z + s) * ${z(`_t${axis}`)}`;
    statements.push(`${to(`_t${axis}`)} = s * r.t[${axis}]${carried};`);
  }
  statements.push(`${to('')} = rise_${run}(${z('')}, r);`);
  return statements.join('\n');
}

function unrolledBody(plan: Plan): string {
  const offsets = layerOffsets(plan.layers);
  const runOf = new Map(
    layerRuns(plan.layers).flatMap((run) => Array.from({ length: run.count }, (_, n) => [run.first + n, run.first])),
  );
  const last = plan.layers.length - 1;
  const code: string[] = [];
  plan.layers.forEach((layer, l) => {
    const carried = l === 0 ? [''] : planes(plan);
    for (let o = 0; o < layer.fanOut; o++) {
      for (const plane of planes(plan)) code.push(`var a${l}_${o}${plane}: vec4f;`);
      code.push('{');
      for (let i = 0; i < layer.fanIn; i++) {
        code.push(`let w${i} = weights[${offsets[l].firstWeight + (o >> 2) * layer.fanIn + i}u].${'xyzw'[o & 3]};`);
        for (const plane of carried) {
          const input = l === 0 ? `x[${i}]` : `a${l - 1}_${i}${plane}`;
          code.push(i === 0 ? `var z${plane} = w0 * ${input};` : `z${plane} = fma(vec4f(w${i}), ${input}, z${plane});`);
        }
      }
      code.push(`let r = references[${offsets[l].firstReference + o}u];`);
      const to = (plane: string) => (l === last ? `y${plane}[${o}]` : `a${l}_${o}${plane}`);
      code.push(
        afterSum(plan, (plane) => `z${plane}`, to, l, runOf.get(l) ?? l),
        '}',
      );
    }
  });
  return `fn run(x: array<vec4f, 2>) {\n${code.join('\n')}\n}`;
}

/** Units summed in one pass over the inputs: more reuse each input read, fewer leave registers for the tangents. */
const UNITS_AT_ONCE = 8;
const UNITS_AT_ONCE_WITH_TANGENTS = 4;

function loopedBody(plan: Plan, runs: readonly LayerRun[]): string {
  const size = Math.max(2, ...plan.layers.map(paddedUnits));
  const arrays = planes(plan).map((p) => `var a${p}: array<vec4f, ${size}>;\nvar z${p}: array<vec4f, ${size}>;`);
  const nests = runs.map((run) => layerNest(plan, run));
  return `fn run(x: array<vec4f, 2>) {\n${arrays.join('\n')}\na[0] = x[0];\na[1] = x[1];\n${nests.join('\n')}\n}`;
}

/** The loops of one run of equal layers: inputs a → pre-activations z, eight units at a time, then z → a through the activation. */
function layerNest(plan: Plan, { layer, first, count }: LayerRun): string {
  const { firstWeight, firstReference } = layerOffsets(plan.layers)[first];
  const last = plan.layers.length - 1;
  const carried = first === 0 ? [''] : planes(plan);
  const units = carried.length > 1 ? UNITS_AT_ONCE_WITH_TANGENTS : UNITS_AT_ONCE;
  const each = (make: (unit: number, plane: string) => string) =>
    carried.flatMap((plane) => Array.from({ length: units }, (_, u) => make(u, plane))).join('\n');
  const loads = Array.from({ length: units / 4 }, (_, g) => `let w${g} = weights[at + ${g * layer.fanIn}u + i];`).join('\n');
  const to = (plane: string) => (first + count - 1 === last ? `y${plane}[o]` : `a${plane}[o]`);
  return `for (var n = 0u; n < ${count}u; n++) {
for (var o = 0u; o < ${layer.fanOut}u; o += ${units}u) {
let at = ${firstWeight}u + n * ${(paddedUnits(layer) / 4) * layer.fanIn}u + o / 4u * ${layer.fanIn}u;
${each((u, plane) => `var s${u}${plane} = vec4f(0.0);`)}
for (var i = 0u; i < ${layer.fanIn}u; i++) {
${loads}
${carried.map((plane) => `let v${plane} = a${plane}[i];`).join('\n')}
${each((u, plane) => `s${u}${plane} = fma(vec4f(w${u >> 2}.${'xyzw'[u & 3]}), v${plane}, s${u}${plane});`)}
}
${each((u, plane) => `z${plane}[o + ${u}u] = s${u}${plane};`)}
}
for (var o = 0u; o < ${layer.fanOut}u; o++) {
let r = references[${firstReference}u + n * ${layer.fanOut}u + o];
${afterSum(plan, (plane) => `z${plane}[o]`, to, first, first)}
}
}`;
}
