// Accepted when the partition has the cells that independent programs count, whole, in pieces and cut along decision boundaries.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { activation } from '../../src/model/activation.ts';
import { createNetwork, type Network } from '../../src/model/network.ts';
import { boxDomain, CLASS_BOUNDARY, cellCount, NO_CUT, type Partition, patternLayout } from '../../src/model/partition.ts';
import { WHOLE_CHECKS } from '../../src/model/partition-report.ts';
import { assemblePieces } from '../../src/regions/assembly.ts';
import { certify } from '../../src/regions/certificate.ts';
import { Partitioner, partition } from '../../src/regions/partition.ts';
import type { Piece } from '../../src/regions/piece.ts';
import { pieceRanges } from '../../src/regions/piece-ranges.ts';

interface Counted {
  readonly widths: readonly number[];
  readonly activation: 'relu';
  readonly bound: number;
  readonly cells: number;
  readonly cells_with_output_zero_set: number;
  readonly weights: Readonly<Record<string, never>>;
}

const COUNTED: Counted[] = JSON.parse(readFileSync(new URL('../fixtures/partition/cells.json', import.meta.url), 'utf8'));

function countedNetwork({ widths, weights, activation: name }: Counted): Network {
  const layers = widths.slice(1).map((fanOut, l) => ({
    fanIn: widths[l],
    fanOut,
    weight: Float32Array.from((weights[`${2 * l}.weight`] as number[][]).flat()),
    bias: Float32Array.from(weights[`${2 * l}.bias`] as number[]),
    activation: activation(l < widths.length - 2 ? name : 'identity'),
  }));
  return createNetwork(layers);
}

const network = (spec: string) => specNetwork(parseSpec(spec));

function euler({ vertices, edgeCreases, cellStarts }: Partition): number {
  return vertices.length / 2 - edgeCreases.length + cellStarts.length - 1;
}

function inPieces(of: Network, bound: number, cut = NO_CUT): { pieces: number; whole: Partition } {
  const domain = boxDomain([-bound, bound, -bound, bound]);
  const partitioner = new Partitioner(of, domain, cut);
  const pieces = pieceRanges(partitioner.cells).map((range) => partitioner.piece(...range) as Piece);
  return { pieces: pieces.length, whole: assemblePieces(pieces, { domain, cut, layout: patternLayout(of) }, true) };
}

describe.each(COUNTED)('$widths in a box of ±$bound', (counted) => {
  const { bound, cells, cells_with_output_zero_set } = counted;
  const of = countedNetwork(counted);
  const domain = boxDomain([-bound, bound, -bound, bound]);

  test('has as many cells as two exact programs found', () => {
    const found = partition({ network: of, domain });
    expect(cellCount(found)).toBe(cells);
    expect(euler(found)).toBe(1);
  });

  test('has as many cells cut along the zero set of its output', () => {
    const found = partition({ network: of, domain, cut: { zeroSet: 0, classes: false } });
    expect(cellCount(found)).toBe(cells_with_output_zero_set);
    expect(euler(found)).toBe(1);
  });

  test('has the same cells in pieces', () => {
    const { whole } = inPieces(of, bound, { zeroSet: 0, classes: false });
    expect(cellCount(whole)).toBe(cells_with_output_zero_set);
    expect(euler(whole)).toBe(1);
  });
});

test.each([3, 10, 40])('a single layer of %i generic lines seen whole has 1 + n + n(n − 1)/2 cells', (n) => {
  const of = network(`2-${n}-1:relu@torch:5`);
  expect(cellCount(partition({ network: of, domain: boxDomain([-1e6, 1e6, -1e6, 1e6]) }))).toBe(1 + n + (n * (n - 1)) / 2);
});

test('many pieces fit together', () => {
  const { pieces, whole } = inPieces(network('2-64-64-1:relu@torch:3'), 8);
  expect(pieces).toBeGreaterThan(5);
  expect(cellCount(whole)).toBe(
    cellCount(partition({ network: network('2-64-64-1:relu@torch:3'), domain: boxDomain([-8, 8, -8, 8]) })),
  );
  expect(euler(whole)).toBe(1);
});

test('pieces of any size fit together, and a part says how much of the area it covers', () => {
  const of = network('2-64-64-1:relu@torch:3');
  const domain = boxDomain([-8, 8, -8, 8]);
  const partitioner = new Partitioner(of, domain, NO_CUT);
  const about = { domain, cut: NO_CUT, layout: patternLayout(of) };
  const ends = [0, 7, 8, 300, partitioner.cells];
  const pieces = ends.slice(1).map((end, n) => partitioner.piece(ends[n], end) as Piece);
  const whole = assemblePieces([...pieces], about, true);
  expect(cellCount(whole)).toBe(cellCount(partition({ network: of, domain })));
  expect(euler(whole)).toBe(1);
  const [most, rest] = [pieces.slice(0, 3), pieces.slice(3)].map((some) => assemblePieces(some, about, false));
  expect(most.covered).toBeLessThan(1);
  expect(most.covered + rest.covered).toBeCloseTo(1, 12);
  expect(partitioner.piece(0, 300, 299)).toBeNull();
});

test('of one cell of the base that is cut into too many there is a part, which fits what there is of its neighbours', () => {
  const of = network('2-8-8-8-8-8-8-1:tent@he:1');
  const domain = boxDomain([-1, 1, -1, 1]);
  const partitioner = new Partitioner(of, domain, NO_CUT, 8);
  const pieces = Array.from({ length: 8 }, (_, cell) => partitioner.piece(cell, cell + 1, 90) as Piece);
  const [left, all] = [
    pieces.filter(({ whole }) => !whole),
    assemblePieces([...pieces], { domain, cut: NO_CUT, layout: patternLayout(of) }, false),
  ];
  expect(left.length).toBeGreaterThan(3);
  for (const piece of left) expect(cellCount(piece)).toBe(90);
  expect(all.covered).toBeGreaterThan(0);
  const apart = pieces.reduce((sum, { edgeCreases }) => sum + edgeCreases.length, 0);
  expect(all.edgeCreases.length).toBeLessThan(apart);
  const { checks } = certify(of, all, certainPieces(of, domain.center));
  const broken = checks.filter(({ ok, name }) => !ok && !WHOLE_CHECKS.includes(name));
  expect(broken).toEqual([]);
});

describe.each([
  '2-16-16-5:relu@torch:0',
  '2-8-3:relu@he:2',
  '2-30-10:relu@torch:3',
  '2-12-12-4:abs@torch:1',
  '2-10-10-6:hardtanh@torch:2',
  '2-10-10-6:tent@torch:2',
  '2-3:identity@torch:1',
  '2-20-20-8:leaky-relu@torch:9',
])('%s cut along its classes', (spec) => {
  const of = network(spec);
  const domain = boxDomain([-5, 5, -5, 5]);
  const cut = partition({ network: of, domain, cut: { zeroSet: null, classes: true } });

  test('has a cell for every class that wins somewhere in a linear region', () => {
    expect(cellCount(cut)).toBe(winnersInCells(partition({ network: of, domain }), of.layers[of.layers.length - 1].fanOut));
    expect(cellCount(inPieces(of, 5, { zeroSet: null, classes: true }).whole)).toBe(cellCount(cut));
    expect(euler(cut)).toBe(1);
  });

  test('has different classes on both sides of a class boundary, and they tie on it', () => {
    const K = of.layers[of.layers.length - 1].fanOut;
    const boundaries = [...cut.edgeCreases.keys()].filter((e) => cut.edgeCreases[e] === CLASS_BOUNDARY);
    expect(boundaries.length).toBeGreaterThan(0);
    for (const e of boundaries) {
      const [left, right] = [...cut.edgeCells.subarray(2 * e, 2 * e + 2)];
      const [j, i] = [left, right].map((cell) => (cut.classes as Uint16Array)[cell]);
      expect(j).not.toBe(i);
      for (const v of cut.edges.subarray(2 * e, 2 * e + 2)) {
        const at = (k: number) => affineAt(cut, K, left, k, cut.vertices[2 * v], cut.vertices[2 * v + 1]);
        expect(Math.abs(at(j) - at(i))).toBeLessThan(1e-12);
      }
    }
  });
});

function affineAt({ affine }: Partition, K: number, cell: number, k: number, x: number, y: number): number {
  const [b, a1, a2] = affine.subarray((cell * K + k) * 3, (cell * K + k) * 3 + 3);
  return b + a1 * x + a2 * y;
}

type Polygon = [number, number][];

/** Clips every cell by the half-planes in which each class wins, and counts what is left. */
function winnersInCells(found: Partition, K: number): number {
  let count = 0;
  for (let cell = 0; cell < cellCount(found); cell++) {
    const corners = [...found.corners.subarray(found.cellStarts[cell], found.cellStarts[cell + 1])];
    for (let k = 0; k < K; k++) {
      let polygon = corners.map((v): [number, number] => [found.vertices[2 * v], found.vertices[2 * v + 1]]);
      for (let j = 0; j < K; j++)
        if (j !== k) polygon = clipped(polygon, (x, y) => affineAt(found, K, cell, k, x, y) - affineAt(found, K, cell, j, x, y));
      if (areaOf(polygon) > 1e-12) count++;
    }
  }
  return count;
}

function clipped(polygon: Polygon, value: (x: number, y: number) => number): Polygon {
  return polygon.flatMap((u, n): Polygon => {
    const v = polygon[(n + 1) % polygon.length];
    const [zu, zv] = [value(...u), value(...v)];
    const t = zu / (zu - zv);
    const crossing: Polygon = zu * zv < 0 ? [[u[0] + t * (v[0] - u[0]), u[1] + t * (v[1] - u[1])]] : [];
    return zu >= 0 ? [u, ...crossing] : crossing;
  });
}

function areaOf(polygon: Polygon): number {
  return polygon.reduce((sum, [x, y], n) => {
    const [u, v] = polygon[(n + 1) % polygon.length];
    return sum + (x * v - u * y) / 2;
  }, 0);
}

test('a smooth layer is refused with a sentence', () => {
  expect(() => partition({ network: network('2-4-1:tanh@torch:0'), domain: boxDomain([-1, 1, -1, 1]) })).toThrow(
    'Layer 0 has the smooth activation tanh, and a smooth network has no linear regions; choose relu, leaky-relu, abs, hardtanh, step, identity or tent for every layer.',
  );
});

test('a domain that is not convex is refused', () => {
  const corners = [
    [0, 0],
    [2, 0],
    [1, 1],
    [2, 2],
    [0, 2],
  ] as const;
  expect(() => partition({ network: network('2-4-1:relu'), domain: { center: [0n, 0n], corners } })).toThrow(
    /is not a convex polygon/,
  );
});

test('creases that are nearly parallel meet where they should, and no third one that only passes by', () => {
  const of = network('2-128-128-3:relu@torch:1');
  const domain = boxDomain([-8389.19625, 34771.49203, -57237.28833, 22613.2204]);
  const { checks } = certify(of, partition({ network: of, domain }), certainPieces(of, domain.center));
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
});
