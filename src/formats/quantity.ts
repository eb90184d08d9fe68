// A quantity as text: value[:k], fd-x1[:k], grad-norm[:k], error-x2[:k], hessian-norm[:k], prob:k, argmax, pattern[:l], crease[:l], preact:l:i, act:l:i and so on.
import { FormatError } from '../model/errors.ts';
import type { Component, Quantity } from '../model/quantity.ts';
import { parseWhole } from './number.ts';

/** What a finite difference is divided by: the step in input units, or 1 index as by np.gradient without spacing. */
export const SPACINGS = ['input', 'index'] as const;
export type Spacing = (typeof SPACINGS)[number];

interface Form {
  /** As people write it: k is an output or class, l a layer, i a neuron, all from 0; what stands in brackets may be left out. */
  readonly form: string;
  /** What the indices behind the name are called. */
  readonly indices: readonly string[];
  /** How many of them must be there. */
  readonly required: number;
  readonly make: (indices: readonly number[], spacing: Spacing) => Quantity;
}

const COMPONENTS: readonly Component[] = ['x1', 'x2', 'norm'];

/** A form with one output that is 0 unless it is named. */
function ofOutput(name: string, make: (output: number, spacing: Spacing) => Quantity): [string, Form] {
  return [name, { form: `${name}[:k]`, indices: ['output'], required: 0, make: ([k = 0], spacing) => make(k, spacing) }];
}

/** A form that names one unit. */
function ofUnit(name: string, make: (layer: number, neuron: number) => Quantity): [string, Form] {
  return [name, { form: `${name}:l:i`, indices: ['layer', 'neuron'], required: 2, make: ([l, i]) => make(l, i) }];
}

const FORMS: ReadonlyMap<string, Form> = new Map([
  ofOutput('value', (output) => ({ kind: 'value', output })),
  ...COMPONENTS.map((component) =>
    ofOutput(`fd-${component}`, (output, spacing) => ({ kind: 'fd', component, output, spacing })),
  ),
  ...([...COMPONENTS, 'direction'] as const).map((component) =>
    ofOutput(`grad-${component}`, (output) => ({ kind: 'grad', component, output })),
  ),
  ...COMPONENTS.map((component) => ofOutput(`error-${component}`, (output) => ({ kind: 'error', component, output }))),
  ofOutput('hessian-norm', (output) => ({ kind: 'hessian', output })),
  ['prob', { form: 'prob:k', indices: ['class'], required: 1, make: ([output]) => ({ kind: 'probability', output }) }],
  ['argmax', { form: 'argmax', indices: [], required: 0, make: () => ({ kind: 'argmax' }) }],
  ['pattern', { form: 'pattern[:l]', indices: ['layer'], required: 0, make: ([layer = null]) => ({ kind: 'pattern', layer }) }],
  ['crease', { form: 'crease[:l]', indices: ['layer'], required: 0, make: ([layer = null]) => ({ kind: 'crease', layer }) }],
  ['crease-layer', { form: 'crease-layer', indices: [], required: 0, make: () => ({ kind: 'crease-layer' }) }],
  ofUnit('preact', (layer, neuron) => ({ kind: 'preactivation', layer, neuron })),
  ofUnit('act', (layer, neuron) => ({ kind: 'activation', layer, neuron })),
]);

/** All forms, for help and error messages. */
export const QUANTITY_FORMS: readonly string[] = [...FORMS.values()].map(({ form }) => form);

/**
 * Reads a quantity; an output that is not named is 0, a pattern without a layer is that of all hidden layers, a crease of any layer. `spacing` goes into
 * finite differences. Throws FormatError; whether the network has what is named is evaluationOf's to say.
 */
export function parseQuantity(text: string, spacing: Spacing = 'input'): Quantity {
  const [name, ...indices] = text.trim().split(':');
  const form = FORMS.get(name);
  if (!form) throw new FormatError(`The quantity "${text}" is unknown; choose one of ${QUANTITY_FORMS.join(', ')}.`);
  if (indices.length < form.required || indices.length > form.indices.length)
    throw new FormatError(`The quantity "${text}" has ${indices.length} indices; write it as ${form.form}.`);
  const numbers = indices.map((index, i) =>
    parseWhole(index, `${form.indices[i]} in the quantity "${text}"`, 0, Number.MAX_SAFE_INTEGER),
  );
  return form.make(numbers, spacing);
}

/** The shortest text of which parseQuantity makes `quantity`, given its spacing. */
export function formatQuantity(quantity: Quantity): string {
  switch (quantity.kind) {
    case 'value':
      return withOutput('value', quantity.output);
    case 'fd':
    case 'grad':
    case 'error':
      return withOutput(`${quantity.kind}-${quantity.component}`, quantity.output);
    case 'hessian':
      return withOutput('hessian-norm', quantity.output);
    case 'probability':
      return `prob:${quantity.output}`;
    case 'argmax':
    case 'crease-layer':
      return quantity.kind;
    case 'pattern':
    case 'crease':
      return quantity.layer === null ? quantity.kind : `${quantity.kind}:${quantity.layer}`;
    case 'preactivation':
      return `preact:${quantity.layer}:${quantity.neuron}`;
    case 'activation':
      return `act:${quantity.layer}:${quantity.neuron}`;
  }
}

function withOutput(name: string, output: number): string {
  return output === 0 ? name : `${name}:${output}`;
}
