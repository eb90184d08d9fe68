// Reads tests/fixtures: the networks that PyTorch made, with their fields, and the other ground truth as JSON.
import { readFileSync } from 'node:fs';
import { parseNpy } from '../../src/formats/npy.ts';
import { parseStateDict } from '../../src/formats/state-dict.ts';
import { type ActivationName, activation } from '../../src/model/activation.ts';
import { type Grid, gridOverBounds } from '../../src/model/grid.ts';
import type { Network } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';

const ROOT = new URL('../fixtures/', import.meta.url);

/** A fixture that is JSON, by its path under tests/fixtures. The caller says what is in it. */
export function fixtureJson<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, ROOT), 'utf8')) as T;
}

/** A field that NumPy or PyTorch made of a network in f64. */
export interface FixtureField {
  /** Network and file name: what a test is called. */
  readonly title: string;
  readonly network: Network;
  /** linspace(−bound, bound, 65) squared. */
  readonly grid: Grid;
  readonly quantity: Quantity;
  /** [65 × 65], row 0 is x2 = −bound. */
  readonly data: Float64Array | Float32Array;
}

/** The fixture networks over the plane. */
export const NETWORK_NAMES = ['shallow20-relu', 'shallow20-abs', 'deep5x4-relu', 'tanh16-3', 'mixed'] as const;

interface Meta {
  readonly activations: readonly ActivationName[];
  readonly res: number;
  readonly fields: Record<string, { readonly bound: number; readonly output: number; readonly what: string }>;
}

export function fixtureNetwork(name: string): Network {
  const { activations } = fixtureJson<Meta>(`networks/${name}/meta.json`);
  return parseStateDict(
    fixtureJson<unknown>(`networks/${name}/weights.json`),
    activations.map((f) => activation(f)),
  );
}

/** Every field of every fixture network. */
export function fixtureFields(): FixtureField[] {
  return NETWORK_NAMES.flatMap((name) => {
    const network = fixtureNetwork(name);
    const { fields, res } = fixtureJson<Meta>(`networks/${name}/meta.json`);
    return Object.entries(fields).map(([file, { bound, output, what }]): FixtureField => {
      const bytes = readFileSync(new URL(`networks/${name}/${file}`, ROOT));
      return {
        title: `${name}/${file}`,
        network,
        grid: gridOverBounds([-bound, bound, -bound, bound], res, res),
        quantity: quantityOf(what, output),
        data: parseNpy(bytes).data,
      };
    });
  });
}

function quantityOf(what: string, output: number): Quantity {
  switch (what) {
    case 'value':
      return { kind: 'value', output };
    // NumPy's first result is along the rows, x2.
    case 'npgrad0':
      return { kind: 'fd', component: 'x2', output, spacing: 'index' };
    case 'npgrad1':
      return { kind: 'fd', component: 'x1', output, spacing: 'index' };
    case 'torch.autograd d y0/d x1':
      return { kind: 'grad', component: 'x1', output: 0 };
    case 'torch.autograd d y0/d x2':
      return { kind: 'grad', component: 'x2', output: 0 };
    default:
      throw new Error(`meta.json says "${what}" of a field; no quantity is known for it.`);
  }
}
