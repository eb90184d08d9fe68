// Acceptance: births add up to the cells; a unit that is dead, on or linear in view is named, and no other; spreads are what NumPy says.
import { describe, expect, test } from 'vitest';
import { gradient } from '../../src/cpu-reference/gradient.ts';
import { parseSpec } from '../../src/formats/spec.ts';
import { initialise } from '../../src/model/init.ts';
import { createNetwork, type Network } from '../../src/model/network.ts';
import {
  BORDER,
  boxDomain,
  cellCount,
  creaseCode,
  NO_CUT,
  type Partition,
  patternLayout,
  ZERO_SET,
} from '../../src/model/partition.ts';
import type { Spread } from '../../src/model/partition-report.ts';
import { partition } from '../../src/regions/partition.ts';
import { partitionStatistics } from '../../src/regions/statistics.ts';
import { networkOfLayers } from '../support/network-of-rows.ts';

const SQUARE = boxDomain([-1, 1, -1, 1]);

const small = networkOfLayers(['relu', [[1, 0]], [0]], ['relu', [[1]], [0]], ['identity', [[1]], [0]]);
const [first, second] = [0, 1].map((layer) => creaseCode(patternLayout(small), { layer, unit: 0, threshold: 0 }));

/**
 * The square cut along x1 = 0 by the first layer, and its right half along x2 = 0 by `born` and `coincident`: cells left, lower right and
 * upper right of areas 2, 1 and 1, and slopes 0, 5 and 10.
 */
function threeCells(born: number, ...coincident: number[]): Partition {
  return {
    domain: SQUARE,
    cut: NO_CUT,
    layout: patternLayout(small),
    vertices: Float64Array.of(-1, -1, 0, -1, 1, -1, 1, 0, 1, 1, 0, 1, -1, 1, 0, 0),
    edges: Uint32Array.of(0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 0, 1, 7, 7, 5, 7, 3),
    edgeCells: Int32Array.of(0, -1, 1, -1, 1, -1, 2, -1, 2, -1, 0, -1, 0, -1, 0, 1, 0, 2, 2, 1),
    edgeCreases: Uint32Array.of(BORDER, BORDER, BORDER, BORDER, BORDER, BORDER, BORDER, first, first, born),
    coincident: Uint32Array.from(coincident.flatMap((code) => [9, code])),
    cellStarts: Uint32Array.of(0, 5, 9, 13),
    corners: Uint32Array.of(0, 1, 7, 5, 6, 1, 2, 3, 7, 7, 3, 4, 5),
    sides: Uint32Array.of(0, 7, 8, 5, 6, 1, 2, 9, 7, 9, 3, 4, 8),
    patterns: Uint32Array.of(0, 0, 1, 0, 1, 1),
    affine: Float64Array.of(7, 0, 0, 7, 3, -4, 7, 6, 8),
    classes: null,
    complete: true,
    covered: 1,
  };
}

function births(of: Network, cells: Partition): number[] {
  const { layers, bornOfCut } = partitionStatistics(of, cells);
  return [...layers.map((layer) => layer.born), bornOfCut];
}

describe('births', () => {
  test('of a layer and of the cut', () => {
    expect(births(small, threeCells(second))).toEqual([1, 1, 0, 0]);
    expect(births(small, threeCells(ZERO_SET))).toEqual([1, 0, 0, 1]);
  });

  test('an edge belongs to the earliest layer that runs along it, whatever it is listed under', () => {
    expect(births(small, threeCells(second, first))).toEqual([2, 0, 0, 0]);
    expect(births(small, threeCells(first, second))).toEqual([2, 0, 0, 0]);
    expect(births(small, threeCells(ZERO_SET, second))).toEqual([1, 1, 0, 0]);
  });

  test('where cells are missing, of those that are there', () => {
    const { edgeCells, cellStarts, patterns, ...rest } = threeCells(second);
    const part = {
      ...rest,
      edgeCells: edgeCells.map((cell) => (cell === 2 ? -1 : cell)),
      cellStarts: cellStarts.subarray(0, 3),
      patterns: patterns.subarray(0, 4),
      complete: false,
    };
    expect(births(small, part)).toEqual([1, 0, 0, 0]);
  });

  test.each([
    '2-9-7-5-2:relu@torch:3',
    '2-6-6-2:hardtanh,tent,abs',
    '2-8-5-4-2:relu,step,relu,identity',
    '2-7-3-6-2:leaky-relu@he:1',
  ])('are what the partitions of fewer layers say: %s', (spec) => {
    const { architecture, initialiser, seed } = parseSpec(spec);
    const whole = initialise(architecture, initialiser, seed);
    const domain = boxDomain([-3, 3, -2, 4]);
    const counts = whole.layers.map((_, l) => {
      const part = createNetwork(whole.layers.slice(0, l + 1));
      return cellCount(partition({ network: part, domain, cut: NO_CUT }));
    });
    const cells = partition({ network: whole, domain, cut: { zeroSet: 0, classes: false } });
    expect(cellCount(cells)).toBeGreaterThan(counts[0]);
    expect(births(whole, cells)).toEqual([
      ...counts.map((count, l) => count - (counts[l - 1] ?? 1)),
      cellCount(cells) - counts[counts.length - 1],
    ]);
  });
});

describe('units in view', () => {
  const units = (of: Network, bounds: readonly [number, number, number, number] = [-1, 1, -1, 1]) => {
    const cells = partition({ network: of, domain: boxDomain(bounds), cut: NO_CUT });
    return partitionStatistics(of, cells).layers.map(({ dead, alwaysOn, linear }) => ({ dead, alwaysOn, linear }));
  };

  test('dead, always on and linear ones', () => {
    const mixed = networkOfLayers(
      // x1, x1 + 5, −x1 − 5, x2 + 7
      [
        'relu',
        [
          [1, 0],
          [1, 0],
          [-1, 0],
          [0, 1],
        ],
        [0, 5, -5, 7],
      ],
      [
        'hardtanh',
        [
          // 0.4 … 0.6, linear; above 10, flat; 0 … 0.1, bent with the first relu; as the first, for its other input is dead; 2 x2, cut
          [0, 0.1, 0, 0],
          [1, 0, 0, 0],
          [0.1, 0, 0, 0],
          [0, 0.1, 3, 0],
          [0, 0, 0, 2],
        ],
        [0, 10, 0, 0, -14],
      ],
      // Linear; constant, as its only input is; bent.
      [
        'identity',
        [
          [1, 0, 0, 1, 0],
          [0, 1, 0, 0, 0],
          [1, 0, 0, 0, 1],
        ],
        [0, 0, 0],
      ],
    );
    expect(units(mixed)).toEqual([
      { dead: [2], alwaysOn: [1, 3], linear: [1, 3] },
      { dead: [1], alwaysOn: [0, 2, 3], linear: [0, 3] },
      { dead: [], alwaysOn: [], linear: [0, 1] },
    ]);
    // Where x1 > 0 the first relu is on.
    expect(units(mixed, [0.5, 1, -1, 1])[0]).toEqual({ dead: [2], alwaysOn: [0, 1, 3], linear: [0, 1, 3] });
    expect(units(mixed, [0.5, 1, -1, 1])[1].linear).toEqual([0, 2, 3]);
  });

  test('a step that stays on one side is dead, one that does not is neither', () => {
    const steps = networkOfLayers(
      [
        'step',
        [
          [1, 0],
          [1, 0],
          [1, 0],
        ],
        [5, -5, 0],
      ],
      ['identity', [[1, 1, 0]], [0]],
    );
    expect(units(steps)).toEqual([
      { dead: [0, 1], alwaysOn: [], linear: [] },
      { dead: [], alwaysOn: [], linear: [0] },
    ]);
  });

  test('a tent and a hardtanh on each of their pieces', () => {
    const at = [-3, 0.25, 0.75, 3];
    const rows = at.map(() => [0.01, 0]);
    expect(units(networkOfLayers(['tent', rows, at]))).toEqual([{ dead: [0, 3], alwaysOn: [1, 2], linear: [1, 2] }]);
    expect(units(networkOfLayers(['hardtanh', rows, at]))).toEqual([{ dead: [0, 3], alwaysOn: [1, 2], linear: [1, 2] }]);
  });

  test('no creases at all', () => {
    expect(
      units(
        networkOfLayers([
          'identity',
          [
            [1, 2],
            [3, 4],
          ],
          [0, 0],
        ]),
      ),
    ).toEqual([{ dead: [], alwaysOn: [], linear: [0, 1] }]);
  });

  test('a wide layer, whose pattern takes many words', () => {
    const rows = Array.from({ length: 100 }, () => [1, 0]);
    const of = networkOfLayers(['relu', rows, rows.map((_, u) => (u % 3 === 0 ? 0 : u % 3 === 1 ? 5 : -5))]);
    const [{ dead, alwaysOn }] = units(of);
    expect(dead).toEqual(rows.map((_, u) => u).filter((u) => u % 3 === 2));
    expect(alwaysOn).toEqual(rows.map((_, u) => u).filter((u) => u % 3 === 1));
  });
});

describe('spreads', () => {
  const bins = (filled: Record<number, number>) => Array.from({ length: 24 }, (_, bin) => filled[bin] ?? 0);

  test('of areas and slopes', () => {
    const { areas, slopes } = partitionStatistics(small, threeCells(second));
    expect(areas).toEqual({
      min: 1,
      lower: 1,
      median: 1,
      upper: 1.5,
      max: 2,
      histogram: { scale: 'log', from: 1, to: 2, counts: bins({ 0: 2, 23: 1 }), below: 0 },
    });
    expect(slopes).toEqual([
      {
        min: 0,
        lower: 2.5,
        median: 5,
        upper: 7.5,
        max: 10,
        histogram: { scale: 'linear', from: 0, to: 10, counts: bins({ 0: 1, 12: 1, 23: 1 }), below: 0 },
      },
    ]);
  });

  test('a cell that rounding left without an area has no logarithm', () => {
    const { vertices, ...rest } = threeCells(second);
    // The upper right cell shrinks to its left side.
    const flat = vertices.slice();
    for (const corner of [3, 4]) flat.set(flat.subarray(corner === 3 ? 14 : 10, corner === 3 ? 16 : 12), 2 * corner);
    const { areas } = partitionStatistics(small, { ...rest, vertices: flat });
    expect(areas.histogram).toMatchObject({ from: 0.5, to: 2, below: 1 });
    expect(areas.min).toBe(0);
  });

  test('equal values have one bin, no values have none', () => {
    const whole = partition({ network: networkOfLayers(['identity', [[3, 4]], [0]]), domain: SQUARE, cut: NO_CUT });
    const { areas, slopes } = partitionStatistics(networkOfLayers(['identity', [[3, 4]], [0]]), whole);
    expect(areas.histogram).toEqual({ scale: 'log', from: 4, to: 4, counts: [1], below: 0 });
    expect(slopes[0]).toMatchObject({ min: 5, median: 5, max: 5, histogram: { from: 5, to: 5, counts: [1] } });

    const nothing = {
      ...threeCells(second),
      cellStarts: Uint32Array.of(0),
      patterns: new Uint32Array(0),
      edgeCells: new Int32Array(20).fill(-1),
    };
    const none = partitionStatistics(small, nothing);
    expect(none.areas.median).toBeNaN();
    expect(none.areas.histogram.counts).toEqual([]);
    expect(none.layers.map(({ born }) => born)).toEqual([0, 0, 0]);
  });

  test('areas are what a cell’s triangles have, slopes what the CPU reference finds in it', () => {
    const { architecture, initialiser, seed } = parseSpec('2-12-12-2:relu');
    const of = initialise(architecture, initialiser, seed);
    const cells = partition({ network: of, domain: boxDomain([-1, 4, -2, 2]), cut: NO_CUT });
    const { areas, slopes } = partitionStatistics(of, cells);
    const all = Array.from({ length: cellCount(cells) }, (_, cell) => {
      const corners = Array.from(cells.corners.subarray(cells.cellStarts[cell], cells.cellStarts[cell + 1]));
      const points = corners.map((v) => [cells.vertices[2 * v], cells.vertices[2 * v + 1]]);
      const [x, y] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
      const triangles = points.map(([x1, y1], c) => {
        const [x2, y2] = points[(c + 1) % points.length];
        return ((x1 - x) * (y2 - y) - (x2 - x) * (y1 - y)) / 2;
      });
      const { last } = gradient(of, [1.5 + x, y]);
      return {
        area: triangles.reduce((sum, triangle) => sum + triangle, 0),
        slopes: [0, 1].map((k) => Math.hypot(last[0][k], last[1][k])),
      };
    });
    expect(all.reduce((sum, { area }) => sum + area, 0)).toBeCloseTo(20, 10);
    const quartiles = (values: number[]) => {
      const sorted = values.sort((a, b) => a - b);
      return [0, 0.25, 0.5, 0.75, 1].map((q) => {
        const at = q * (sorted.length - 1);
        return sorted[Math.floor(at)] * (1 - (at % 1)) + sorted[Math.ceil(at)] * (at % 1);
      });
    };
    const expectSpread = ({ min, lower, median, upper, max, histogram }: Spread, values: number[]) => {
      const wanted = quartiles(values);
      [min, lower, median, upper, max].forEach((found, i) => {
        expect(Math.abs(found - wanted[i])).toBeLessThanOrEqual(1e-10 * wanted[4]);
      });
      expect(histogram.counts.reduce((sum, count) => sum + count, histogram.below)).toBe(values.length);
      expect(histogram.counts).toHaveLength(24);
    };
    expectSpread(
      areas,
      all.map(({ area }) => area),
    );
    slopes.forEach((spread, k) => {
      expectSpread(
        spread,
        all.map((cell) => cell.slopes[k]),
      );
    });
  });
});
