// Views 1, 1e-3, 1e-6, 1e-9 and 1e-12 wide around a point on a crease must be right to 1e-5 of the field's range, whatever the activation,
// and inside the f32 interval; a plain f32 evaluation of the same points must fail that, or the test would prove nothing.

import { describe, expect, it } from 'vitest';
import { errorBound } from '../../src/cpu-reference/error-bound.ts';
import { ACTIVATION_NAMES, activate, activation } from '../../src/model/activation.ts';
import { placeNumbers, placeOf } from '../../src/model/coordinate.ts';
import { type Grid, offset1, offset2 } from '../../src/model/grid.ts';
import { initialise } from '../../src/model/init.ts';
import { type Network, NO_HEAD } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { useEngine } from '../support/engine.ts';
import { outsideInterval, shareOfRange } from '../support/interval.ts';
import { pointOnCrease } from '../support/point-on-crease.ts';

const WIDTHS = [1, 1e-3, 1e-6, 1e-9, 1e-12];
const POINTS = 17;

const gpu = useEngine();

function viewOf(network: Network, width: number): Grid {
  const step = width / (POINTS - 1);
  return { center: placeOf(pointOnCrease(network)), shift: [0, 0], step: [step, step], width: POINTS, height: POINTS };
}

function networkOf(name: (typeof ACTIVATION_NAMES)[number], widths: readonly number[]): Network {
  const activations = [...widths.slice(2).map(() => activation(name, 0.1)), activation('identity')];
  return initialise({ widths, activations, head: NO_HEAD }, { name: 'he', bound: 1 }, 5);
}

const VALUE: Quantity = { kind: 'value', output: 0 };

describe.each(ACTIVATION_NAMES)('a deep view of a %s network', (name) => {
  it.each(WIDTHS)('is right %d wide', async (width) => {
    const network = networkOf(name, [2, 16, 16, 1]);
    const grid = viewOf(network, width);
    // A step network is constant on its regions, so an exact answer may have no range; its interval says it all.
    const wanted: Quantity[] = [VALUE, { kind: 'grad', component: 'x1', output: 0 }, { kind: 'pattern', layer: null }];
    for (const quantity of wanted) {
      const truth = errorBound(network, grid, quantity);
      const field = await gpu.engine.evaluate(network, grid, quantity);
      expect(outsideInterval(field, truth), JSON.stringify(quantity)).toBeNull();
      if (quantity === VALUE && name !== 'step') expect(shareOfRange(field.data, truth.reference)).toBeLessThan(1e-5);
    }
  });
});

describe('a deep view of a wide and a deep network', () => {
  it.each([
    ['2-64×4-1', [2, 64, 64, 64, 64, 1]],
    ['2-128×2-1', [2, 128, 128, 1]],
  ] as const)('%s relu has value and gradient to 1e-5 of their range at every width', async (_, widths) => {
    const network = networkOf('relu', widths);
    for (const width of WIDTHS)
      for (const quantity of [VALUE, { kind: 'grad', component: 'norm', output: 0 }] as const) {
        const grid = viewOf(network, width);
        const truth = errorBound(network, grid, quantity);
        const { data } = await gpu.engine.evaluate(network, grid, quantity);
        // Where a crease runs within rounding of a point, either side's gradient is right.
        const sure = data.map((value, p) => (truth.certain[p] ? value : truth.reference[p]));
        expect(shareOfRange(sure, truth.reference), `${width} ${quantity.kind}`).toBeLessThan(1e-5);
        expect(truth.certain.reduce((sum, c) => sum + c, 0)).toBeGreaterThan(0.9 * data.length);
      }
  });
});

describe('plain f32', () => {
  /** The network at every point with every number rounded to f32, as a kernel without a centre computes it. */
  function plain(network: Network, grid: Grid): number[] {
    const f = Math.fround;
    const [c1, c2] = placeNumbers(grid.center);
    return Array.from({ length: POINTS * POINTS }, (_, p) => {
      let a = [f(c1 + offset1(grid, p % POINTS)), f(c2 + offset2(grid, Math.floor(p / POINTS)))];
      for (const { fanIn, weight, bias, activation: kind } of network.layers)
        a = [...bias].map((b, o) =>
          f(
            activate(
              kind,
              a.reduce((z, x, i) => f(z + f(weight[o * fanIn + i] * x)), b),
            ),
          ),
        );
      return a[0];
    });
  }

  it('passes at width 1 and fails from 1e-6 on, where the engine is right', () => {
    const network = networkOf('relu', [2, 64, 64, 64, 64, 1]);
    const share = (width: number) => {
      const grid = viewOf(network, width);
      const { base, reference } = errorBound(network, grid, VALUE);
      return shareOfRange(
        plain(network, grid).map((y) => y - base),
        reference,
      );
    };
    expect(share(1)).toBeLessThan(1e-5);
    expect(share(1e-6)).toBeGreaterThan(1e-2);
    expect(share(1e-9)).toBeGreaterThan(1);
  });
});
