// A partition that a reader can check by eye: a box cut once along each axis.

import { type Activation, activation } from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { createNetwork, type Network } from '../../src/model/network.ts';
import { BORDER, type Domain, NO_CUT, type Partition, patternLayout } from '../../src/model/partition.ts';

/** y_0 = f(x1) + 2 f(x2 − 1/2) and y_1 = 1 − f(x1), with f relu by default. */
export function crossNetwork(f: Activation = activation('relu')): Network {
  return createNetwork([
    { fanIn: 2, fanOut: 2, weight: Float32Array.of(1, 0, 0, 1), bias: Float32Array.of(0, -0.5), activation: f },
    {
      fanIn: 2,
      fanOut: 2,
      weight: Float32Array.of(1, 2, -1, 0),
      bias: Float32Array.of(0, 1),
      activation: activation('identity'),
    },
  ]);
}

/**
 * The 4 cells of crossNetwork over [−1, 1]², moved and scaled with the plane: at center + size · (x1, x2). Cells go row by row, the smallest
 * x2 first, vertices as well; of the edges, those along x1 come first.
 */
export function crossPartition({
  center = [0, 0],
  size = 1,
}: {
  center?: readonly [number, number];
  size?: number;
} = {}): Partition {
  const [columns, rows] = [
    [-1, 0, 1],
    [-1, 0.5, 1],
  ];
  const layout = patternLayout(crossNetwork());
  const domain: Domain = {
    center: placeOf(center),
    corners: [
      [-size, -size],
      [size, -size],
      [size, size],
      [-size, size],
    ],
  };
  const cells = [0, 1, 2, 3].map((cell) => ({ column: cell % 2, row: Math.floor(cell / 2) }));
  const vertex = (column: number, row: number) => 3 * row + column;
  const cell = (column: number, row: number) => (column < 0 || column > 1 || row < 0 || row > 1 ? -1 : 2 * row + column);
  const along = [0, 1, 2].flatMap((row) => [0, 1].map((column) => ({ column, row })));
  const up = [0, 1].flatMap((row) => [0, 1, 2].map((column) => ({ column, row })));
  const maps = cells.map(({ column, row }) => {
    const [a1, a2] = [column, 2 * row];
    // In the moved and scaled plane (X − center) / size = x.
    return [
      [0 - 0.5 * a2, a1 / size, a2 / size],
      [1, 0 - a1 / size, 0],
    ];
  });
  return {
    domain,
    cut: NO_CUT,
    layout,
    vertices: Float64Array.from(rows.flatMap((x2) => columns.flatMap((x1) => [size * x1, size * x2]))),
    edges: Uint32Array.from([
      ...along.flatMap(({ column, row }) => [vertex(column, row), vertex(column + 1, row)]),
      ...up.flatMap(({ column, row }) => [vertex(column, row), vertex(column, row + 1)]),
    ]),
    edgeCells: Int32Array.from([
      ...along.flatMap(({ column, row }) => [cell(column, row), cell(column, row - 1)]),
      ...up.flatMap(({ column, row }) => [cell(column - 1, row), cell(column, row)]),
    ]),
    edgeCreases: Uint32Array.from([
      ...along.map(({ row }) => (row === 1 ? 1 : BORDER)),
      ...up.map(({ column }) => (column === 1 ? 0 : BORDER)),
    ]),
    coincident: new Uint32Array(0),
    cellStarts: Uint32Array.of(0, 4, 8, 12, 16),
    corners: Uint32Array.from(
      cells.flatMap(({ column, row }) => [
        vertex(column, row),
        vertex(column + 1, row),
        vertex(column + 1, row + 1),
        vertex(column, row + 1),
      ]),
    ),
    sides: Uint32Array.from(
      cells.flatMap(({ column, row }) => [
        2 * row + column,
        6 + 3 * row + column + 1,
        2 * (row + 1) + column,
        6 + 3 * row + column,
      ]),
    ),
    patterns: Uint32Array.from(cells.map(({ column, row }) => column + 2 * row)),
    affine: Float64Array.from(maps.flat(2)),
    classes: null,
    complete: true,
    covered: 1,
  };
}

/** Another partition in the place of the first: cut along the classes, which alternate. */
export function withClasses(partition: Partition): Partition {
  return { ...partition, cut: { zeroSet: null, classes: true }, classes: Uint16Array.of(0, 1, 1, 0) };
}

/** What is there of the partition when a limit stops it before the first cell. */
export function nothingOf(partition: Partition): Partition {
  const none = new Uint32Array(0);
  return {
    ...partition,
    vertices: new Float64Array(0),
    edges: none,
    edgeCells: new Int32Array(0),
    edgeCreases: none,
    cellStarts: Uint32Array.of(0),
    corners: none,
    sides: none,
    patterns: none,
    affine: new Float64Array(0),
    complete: false,
    covered: 0,
  };
}

/** A file's pieces as one text. */
export function whole(pieces: Iterable<string>): string {
  return [...pieces].join('');
}
