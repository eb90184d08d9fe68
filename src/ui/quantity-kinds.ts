// The list of quantities that panes and the panel offer, and the quantity that an entry stands for.
import { parseQuantity, type Spacing } from '../formats/quantity.ts';
import type { Quantity } from '../model/quantity.ts';
import { quantityText } from './text/quantity.ts';

/** Quantities by their text without indices, in the order of the list. */
export const KINDS = [
  'value',
  'fd-x1',
  'fd-x2',
  'fd-norm',
  'grad-x1',
  'grad-x2',
  'grad-norm',
  'grad-direction',
  'error-x1',
  'error-x2',
  'error-norm',
  'hessian-norm',
  'prob',
  'argmax',
  'pattern',
  'crease',
  'crease-layer',
  'preact',
  'act',
] as const;

export type Kind = (typeof KINDS)[number];

/** What the list says, and what that stands for. */
export const KIND_OPTIONS: Readonly<Record<string, Kind>> = Object.fromEntries(
  KINDS.map((kind) => [quantityText.kinds[kind], kind]),
);

export function kindOf(quantity: Quantity): Kind {
  switch (quantity.kind) {
    case 'fd':
    case 'grad':
    case 'error':
      return KINDS.find((kind) => kind === `${quantity.kind}-${quantity.component}`) ?? 'value';
    case 'hessian':
      return 'hessian-norm';
    case 'probability':
      return 'prob';
    case 'preactivation':
      return 'preact';
    case 'activation':
      return 'act';
    default:
      return quantity.kind;
  }
}

/** The quantity of `kind` with the indices of the one shown before, as far as they mean something to it. */
export function quantityOf(kind: Kind, before: Quantity): Quantity {
  const unit = kind === 'preact' || kind === 'act';
  const indices = kind === 'prob' ? ':0' : unit ? `:${layerOf(before) ?? 0}:${neuronOf(before)}` : '';
  const quantity = parseQuantity(kind + indices, spacingOf(before));
  return 'output' in quantity ? { ...quantity, output: outputOf(before) } : quantity;
}

export const outputOf = (quantity: Quantity): number => ('output' in quantity ? quantity.output : 0);
export const layerOf = (quantity: Quantity): number | null => ('layer' in quantity ? quantity.layer : null);
export const neuronOf = (quantity: Quantity): number => ('neuron' in quantity ? quantity.neuron : 0);
export const spacingOf = (quantity: Quantity): Spacing => (quantity.kind === 'fd' ? quantity.spacing : 'input');
