// The fixture fields as the command line names them, shared by the tests of both backends.
import { formatQuantity } from '../../src/formats/quantity.ts';
import type { Bounds } from '../../src/model/grid.ts';
import { type FixtureField, fixtureFields, fixtureJson } from '../support/fixtures.ts';
import { fixturePath } from './crease.ts';

/** One value of every network, and the differences and derivatives of one: each costs a start of the program. */
export function commandLineFields(): FixtureField[] {
  return fixtureFields().filter(({ title }) => /value_o0_b(5|10)\.|shallow20-relu\/.*_b10\./.test(title));
}

/** The network's folder under tests/fixtures/networks, by which a field's title begins. */
function networkName(field: FixtureField): string {
  return field.title.slice(0, field.title.indexOf('/'));
}

/** The arguments of eval that make `field`, all but --backend and --out. */
export function fieldArguments(field: FixtureField): string[] {
  const name = networkName(field);
  const { activations } = fixtureJson<{ activations: string[] }>(`networks/${name}/meta.json`);
  const spacing = field.quantity.kind === 'fd' ? ['--spacing', field.quantity.spacing] : [];
  return [
    'eval',
    fixturePath(`networks/${name}/weights.json`),
    '--activation',
    activations.join(','),
    '--bounds',
    boundsOf(field).join(','),
    '--res',
    `${field.grid.width}x${field.grid.height}`,
    '--quantity',
    formatQuantity(field.quantity),
    ...spacing,
  ];
}

/** The box that the title ends on, as in value_o0_b10.npy. */
function boundsOf(field: FixtureField): Bounds {
  const bound = Number(/_b(\d+)\.npy$/.exec(field.title)?.[1]);
  return [-bound, bound, -bound, bound];
}

/** The largest |a − b|, which is NaN where either holds one. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}

/** max − min. */
export function rangeOf(values: ArrayLike<number>): number {
  let [lo, hi] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) [lo, hi] = [Math.min(lo, values[i]), Math.max(hi, values[i])];
  return hi - lo;
}

/** A state_dict of one hidden unit, 0.5 x1 − 0.25 x2 + 0.125. */
export const ONE_UNIT = '{"0.weight": [[0.5, -0.25]], "0.bias": [0.125], "1.weight": [[3]], "1.bias": [1]}';

/** How far its line is from a point, in steps of a grid. */
export function oneUnitDistance(x1: number, x2: number, step: readonly [number, number]): number {
  return Math.abs(0.5 * x1 - 0.25 * x2 + 0.125) / Math.hypot(0.5 * step[0], 0.25 * step[1]);
}
