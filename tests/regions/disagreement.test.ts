// Acceptance: a map computed in f64 disagrees with the exact partition nowhere but within rounding of an edge, at any depth; what is wrong in
// a map or in a partition is found, all of it, at its place and its distance.
import { describe, expect, it } from 'vitest';
import { evaluateOnCpu } from '../../src/cpu-reference/evaluate.ts';
import { perturbedField } from '../../src/cpu-reference/perturbation.ts';
import { ACTIVATION_NAMES, type ActivationName, activation, isPiecewiseLinear } from '../../src/model/activation.ts';
import { exactCoordinate, placeOf } from '../../src/model/coordinate.ts';
import type { Field } from '../../src/model/field.ts';
import { type Grid, gridOverBounds } from '../../src/model/grid.ts';
import { initialise } from '../../src/model/init.ts';
import { type Network, NO_HEAD } from '../../src/model/network.ts';
import { boxDomain, cellCount, NO_CUT, type Partition, patternLayout } from '../../src/model/partition.ts';
import type { Disagreement } from '../../src/model/partition-report.ts';
import type { DisagreementRequest } from '../../src/model/region.ts';
import { gridOf, viewAround } from '../../src/model/view.ts';
import { assemblePieces } from '../../src/regions/assembly.ts';
import { disagreementOf } from '../../src/regions/disagreement.ts';
import { Partitioner, partition } from '../../src/regions/partition.ts';
import type { Piece } from '../../src/regions/piece.ts';
import { domainOf } from '../../src/ui/region-count.ts';
import { crossNetwork, crossPartition } from '../formats/hand-made-partition.ts';
import { deepNetwork, deepPlaces } from '../support/deep-views.ts';
import { depthInCell, pointsInside } from '../support/depth-in-cell.ts';

function compare({ layer = null, most = 1000, ...rest }: Partial<DisagreementRequest> & Parts): Disagreement {
  const steps = disagreementOf({ layer, most, ...rest });
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
type Parts = Pick<DisagreementRequest, 'partition' | 'grid' | 'field'>;

const AGREED = { count: 0, points: [], largest: 0 };

/** Every layer with the same activation, the last one too. */
function networkOf(widths: readonly number[], name: ActivationName, seed: number): Network {
  const activations = widths.slice(1).map(() => activation(name, 0.2));
  return initialise({ widths, activations, head: NO_HEAD }, { name: 'torch', bound: 1 }, seed);
}

const patterns = (network: Network, grid: Grid, layer: number | null = null) =>
  evaluateOnCpu(network, grid, { kind: 'pattern', layer });

describe('a map by the reference', () => {
  const PIECEWISE = ACTIVATION_NAMES.filter((name) => isPiecewiseLinear(activation(name)));

  it.each(PIECEWISE)('of %s units agrees in all of the view, whichever layers it shows', async (name) => {
    for (const seed of [1, 2]) {
      const network = networkOf([2, 14, 10, 2], name, seed);
      const grid = gridOf(viewAround([0.3, -0.2], 4), 61, 47);
      const cuts = [NO_CUT, { zeroSet: 0, classes: true }].map((cut) => partition({ network, domain: domainOf(grid), cut }));
      for (const layer of [null, 0, 1, 2]) {
        const field = await patterns(network, grid, layer);
        if (name !== 'identity' && layer === null) expect(new Set(field.data).size).toBeGreaterThan(15);
        for (const found of cuts) {
          const { compared, largest } = compare({ partition: found, grid, field, layer });
          expect(compared).toBe(61 * 47);
          expect(largest).toBeLessThan(1e-6);
        }
      }
    }
  });

  it.each(deepPlaces(deepNetwork('relu')))('1e-20 wide around %s, agrees from beside the domain’s centre', (_, center) => {
    const network = deepNetwork('relu');
    const around = (place: readonly [bigint, bigint]) => gridOf({ center: place, radius: 0.5e-20 }, 40, 40);
    const found = partition({ network, domain: domainOf(around(center)) });
    const beside = around([center[0] + exactCoordinate(0.2e-20), center[1] - exactCoordinate(0.1e-20)]);
    const grid: Grid = { ...beside, shift: [-0.3e-20, 0.025e-20] };
    const field = perturbedField(network, grid, { kind: 'pattern', layer: null });
    const { compared, largest } = compare({ partition: found, grid, field });
    // The middles are 4 columns and 3 rows apart.
    expect(compared).toBe(36 * 37);
    expect(largest).toBeLessThan(1e-6);
  });
});

describe('of a map that reaches beyond what was partitioned', () => {
  it('only points in cells are compared', async () => {
    const network = crossNetwork();
    // Quarters between eighths, ten of them beyond the box on every side.
    const grid = gridOverBounds([-3.375, 3.375, -3.375, 3.375], 28, 28);
    const field = await patterns(network, grid);
    expect(compare({ partition: crossPartition(), grid, field })).toEqual({ compared: 64, ...AGREED });
    const wrong: Field = { ...field, data: field.data.map(() => 1) };
    expect(compare({ partition: crossPartition(), grid, field: wrong })).toMatchObject({ compared: 64, count: 64 });
  });

  it('only cells count that a limit left', async () => {
    const network = networkOf([2, 12, 12, 1], 'relu', 3);
    const domain = boxDomain([-3, 3, -3, 3]);
    const partitioner = new Partitioner(network, domain, NO_CUT, 2);
    const part = partitioner.piece(0, Math.ceil(partitioner.cells / 2)) as Piece;
    const found = assemblePieces([part], { domain, cut: NO_CUT, layout: patternLayout(network) }, false);
    const grid = gridOf(viewAround([0, 0], 3), 30, 30);
    const inside = Array.from({ length: cellCount(found) }, (_, cell) => pointsInside(found, cell, grid).length);
    const { compared, count } = compare({ partition: found, grid, field: await patterns(network, grid) });
    expect(compared).toBe(inside.reduce((sum, points) => sum + points, 0));
    expect(compared).toBeGreaterThan(100);
    expect(compared).toBeLessThan(800);
    expect(count).toBe(0);
  });
});

describe('what is wrong is found', () => {
  const network = networkOf([2, 16, 12, 1], 'hardtanh', 5);
  const grid = gridOf({ center: placeOf([0.5, 0.25]), radius: 6 }, 48, 32);
  const right = partition({ network, domain: domainOf(grid) });

  /** The cell that holds a point. */
  const cellOf = (at: number) =>
    Array.from({ length: cellCount(right) }, (_, cell) => cell).filter((cell) => depth(cell, at) > 0)[0];
  const depth = (cell: number, at: number) => depthInCell(right, cell, grid, at % 48, Math.floor(at / 48));
  /** The list in the order of the field's data. */
  const listed = ({ points }: Disagreement) =>
    points.map(({ column, row, distance }) => ({ at: 48 * row + column, distance })).sort((p, q) => p.at - q.at);

  function expectListed(found: Disagreement, wanted: readonly { at: number; distance: number }[]): void {
    expect(listed(found).map(({ at }) => at)).toEqual(wanted.map(({ at }) => at));
    listed(found).forEach(({ distance }, n) => {
      expect(distance).toBeCloseTo(wanted[n].distance, 9);
    });
    expect(found).toMatchObject({ compared: 48 * 32, count: wanted.length });
    expect(found.largest).toBe(Math.max(...found.points.map(({ distance }) => distance)));
  }

  it('in single points of a map', async () => {
    const field = await patterns(network, grid);
    const places = Array.from({ length: 40 }, (_, n) => 7 + 37 * n);
    for (const at of places) field.data[at] = at % 2 === 0 ? Number.NaN : field.data[at] * (1 + 2 ** -22);
    expectListed(
      compare({ partition: right, grid, field }),
      places.map((at) => ({ at, distance: depth(cellOf(at), at) })),
    );
  });

  it('in the pattern of a cell, in all of its points', async () => {
    const field = await patterns(network, grid);
    const first = await patterns(network, grid, 0);
    let flips = 0;
    for (let cell = 0; cell < cellCount(right); cell++) {
      const inside = pointsInside(right, cell, grid);
      if (inside.length < 10) continue;
      flips++;
      const pattern = right.patterns.slice();
      // Unit 3 of the second layer, whose bits follow the 32 of the first.
      pattern[cell * right.layout.words + 1] ^= 1 << 6;
      const flipped: Partition = { ...right, patterns: pattern };
      expectListed(
        compare({ partition: flipped, grid, field }),
        inside.map((at) => ({ at, distance: depth(cell, at) })),
      );
      // That layer is not looked at here.
      expect(compare({ partition: flipped, grid, field: first, layer: 0 }).count).toBe(0);
    }
    expect(flips).toBeGreaterThan(5);
  });

  it('and counted in full where the list ends', async () => {
    const { width, height } = grid;
    const field = { width, height, base: 0, data: new Float32Array(width * height) };
    const all = compare({ partition: right, grid, field, most: width * height });
    expect(all.points).toHaveLength(width * height);
    const some = compare({ partition: right, grid, field, most: 7 });
    expect(some).toEqual({ ...all, points: all.points.slice(0, 7) });
    expect(all.largest).toBeGreaterThan(3);
  });
});

it('a large comparison breathes often, and says how much is done', async () => {
  const network = networkOf([2, 12, 12, 1], 'tent', 2);
  const grid = gridOf(viewAround([0, 0], 3), 1000, 1000);
  const right = partition({ network, domain: domainOf(grid) });
  const field = { width: 1000, height: 1000, base: 0, data: new Float32Array(1e6) };
  const shares = [...disagreementOf({ partition: right, grid, field, layer: null, most: 1 })];
  // A million points that are wrong, with a look at every side for each.
  expect(shares.length).toBeGreaterThan(50);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.every((share) => share >= 0 && share < 1)).toBe(true);
  expect(new Set(shares).size).toBeGreaterThan(10);
});
