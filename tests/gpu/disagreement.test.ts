// Accepted when a map of patterns computed in f32 on the GPU disagrees with the exact partition only where f32's error bound leaves a doubt,
// within a small part of a pixel of an edge, and that at next to no pixel, in wide views and in deep ones.

import { expect, it } from 'vitest';
import { errorBound } from '../../src/cpu-reference/error-bound.ts';
import { offset1, offset2 } from '../../src/model/grid.ts';
import { cellCount } from '../../src/model/partition.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { gridOf } from '../../src/model/view.ts';
import { disagreementOf } from '../../src/regions/disagreement.ts';
import { partition } from '../../src/regions/partition.ts';
import { domainOf } from '../../src/ui/region-count.ts';
import { deepNetwork, deepPlaces } from '../support/deep-views.ts';
import { useEngine } from '../support/engine.ts';

const gpu = useEngine();

/**
 * In pixels. Offsets from the view's centre are up to half of 640 pixels long, so that each rounding to f32 moves a point by 320 · 2⁻²⁴ of a
 * pixel at most, 2e-5; a unit of the second layer sums a dozen such numbers, which may be larger than their sum.
 */
const NEAR = 1e-3;

/** One of so many points may disagree: the strips that are NEAR an edge are that thin. */
const SHARE = 1e-4;

const CASES = (['relu', 'tent'] as const).flatMap((name) => [6, 1e-12, 1e-20].map((width) => [name, width] as const));

it.each(CASES)('%s units around a crossing, in a view %d wide', async (name, width) => {
  const network = deepNetwork(name);
  const [, [, center]] = deepPlaces(network);
  const grid = gridOf({ center, radius: width / 2 }, 640, 480);
  const found = partition({ network, domain: domainOf(grid) });
  expect(cellCount(found)).toBeGreaterThan(width === 6 ? 50 : 3);

  const quantity: Quantity = { kind: 'pattern', layer: null };
  const field = await gpu.engine.evaluate(network, grid, quantity);
  const steps = disagreementOf({ partition: found, grid, field, layer: null, most: Infinity });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { compared, count, points, largest } = step.value;
  expect(compared).toBe(640 * 480);
  expect(count).toBeLessThanOrEqual(SHARE * compared);
  expect(largest).toBeLessThan(NEAR);
  for (const { column, row } of points) {
    const shift = [offset1(grid, column), offset2(grid, row)] as const;
    expect([...errorBound(network, { ...grid, shift, width: 1, height: 1 }, quantity).certain]).toEqual([0]);
  }
});
