// Every shader module that Crease makes: the fixed ones, and the assembled ones over all activations, heads, quantities and strategies.

import { CELLS_SOURCE } from '../../src/gpu/cells-pass.ts';
import { COLOUR_SOURCE } from '../../src/gpu/colour-pass.ts';
import { DISTINCT_SOURCE } from '../../src/gpu/distinct-pass.ts';
import { EDGES_SOURCE } from '../../src/gpu/edges-pass.ts';
import { evaluateSource } from '../../src/gpu/evaluate-source.ts';
import { HESSIAN_SOURCE } from '../../src/gpu/hessian-pass.ts';
import { layerwiseSource, MATMUL_SOURCE } from '../../src/gpu/layerwise-source.ts';
import { type Plan, type PlannedQuantity, planOf } from '../../src/gpu/plan.ts';
import { STRIP_COLOUR_SOURCE } from '../../src/gpu/strip-colour-pass.ts';
import { stripValuesSource } from '../../src/gpu/strip-values-pass.ts';
import { SURFACE_SOURCE } from '../../src/gpu/surface-pass.ts';
import { WGSL } from '../../src/gpu/wgsl.ts';
import { ACTIVATION_NAMES, type ActivationName, activation } from '../../src/model/activation.ts';
import { initialise } from '../../src/model/init.ts';
import { HEAD_NAMES, type HeadName, type Network } from '../../src/model/network.ts';

export interface ShaderModule {
  readonly title: string;
  readonly source: string;
}

/** Hidden widths from one unit to the widest layer, and the deepest that a loop nest and an unrolled kernel take. */
const SHAPES: readonly (readonly number[])[] = [
  [2, 1, 2],
  [2, 5, 4, 2],
  [2, 9, 9, 9, 17, 3],
  [2, 64, 64, 64, 64, 2],
  [2, 65, 3],
  [2, 512, 512, 2],
];

const QUANTITIES: readonly PlannedQuantity[] = [
  { kind: 'value', output: 0 },
  { kind: 'grad', component: 'x2', output: 0 },
  { kind: 'grad', component: 'direction', output: 0 },
  { kind: 'fd', component: 'x1', output: 0, spacing: 'input' },
  { kind: 'fd', component: 'norm', output: 0, spacing: 'index' },
  { kind: 'error', component: 'norm', output: 0 },
  { kind: 'probability', output: 1 },
  { kind: 'argmax' },
  { kind: 'pattern', layer: null },
  { kind: 'crease', layer: null },
];

function networkOf(widths: readonly number[], name: ActivationName, head: HeadName): Network {
  const key = `${widths} ${name} ${head}`;
  const network = networks.get(key) ?? drawNetwork(widths, name, head);
  networks.set(key, network);
  return network;
}

function drawNetwork(widths: readonly number[], name: ActivationName, head: HeadName): Network {
  const activations = [...widths.slice(2).map(() => activation(name)), activation('identity')];
  return initialise({ widths, activations, head: { name: head, scale: 1 } }, { name: 'torch', bound: 1 }, 0);
}

/** Of the same shape the weights may be anything: each is drawn once. */
const networks = new Map<string, Network>();

function moduleOf(title: string, plan: Plan): ShaderModule {
  const source = plan.strategy === 'tiled' ? layerwiseSource(plan, plan.layers[0].activation.name) : evaluateSource(plan);
  return { title: `${title} (${plan.strategy})`, source };
}

/** Modules of equal text are listed once. */
export function shaderModules(): ShaderModule[] {
  const modules: ShaderModule[] = [
    ...(['extent', 'histogram'] as const).map((title) => ({ title, source: WGSL[title] })),
    { title: 'distinct', source: DISTINCT_SOURCE },
    { title: 'colour', source: COLOUR_SOURCE },
    { title: 'surface', source: SURFACE_SOURCE },
    { title: 'cells', source: CELLS_SOURCE },
    { title: 'edges', source: EDGES_SOURCE },
    { title: 'hessian', source: HESSIAN_SOURCE },
    { title: 'matmul', source: MATMUL_SOURCE },
    { title: 'strip-range', source: WGSL.stripRange },
    { title: 'strip-colour', source: STRIP_COLOUR_SOURCE },
  ];
  for (const widths of SHAPES)
    for (const adapter of ['software', 'hardware'] as const)
      for (const quantity of QUANTITIES) {
        const title = `${widths.join('-')} ${JSON.stringify(quantity)}`;
        for (const name of ACTIVATION_NAMES.filter((known) => quantity.kind !== 'crease' || known !== 'identity'))
          modules.push(moduleOf(`${title} ${name}`, planOf(networkOf(widths, name, 'none'), quantity, adapter)));
        for (const head of HEAD_NAMES)
          modules.push(moduleOf(`${title} ${head}`, planOf(networkOf(widths, 'relu', head), quantity, adapter)));
      }
  for (const name of ACTIVATION_NAMES) modules.push({ title: `strip-values ${name}`, source: stripValuesSource(name) });
  return [...new Map(modules.map((module) => [module.source, module])).values()];
}
