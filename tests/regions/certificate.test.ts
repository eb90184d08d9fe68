// Acceptance: a right partition has a certificate, and each check alone fails where only what it asks is wrong.
import { describe, expect, test } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import type { Network } from '../../src/model/network.ts';
import { BORDER, boxDomain, CLASS_BOUNDARY, type Partition, patternLayout, ZERO_SET } from '../../src/model/partition.ts';
import type { CheckName, PieceOracle } from '../../src/model/partition-report.ts';
import { certify } from '../../src/regions/certificate.ts';
import { type HandMade, type HandMadeCell, handMade } from '../support/hand-made-partition.ts';
import { networkOfRows } from '../support/network-of-rows.ts';

function failing(network: Network, partition: Partition, oracle = certainPieces(network, partition.domain.center)): CheckName[] {
  const { ok, checks } = certify(network, partition, oracle);
  const wrong = checks.filter((check) => !check.ok).map(({ name }) => name);
  if (partition.complete) expect(ok).toBe(wrong.length === 0);
  return wrong;
}

/** y = relu(x1) + 2 relu(x2) + ½ on the square from −1 to 1: four cells, around the origin. */
const CROSS: HandMade = {
  network: networkOfRows(['relu', [[1, 0, 0], [0, 1, 0]]], ['identity', [[1, 2, 0.5]]]), // biome-ignore format: by rows
  cells: [
    { corners: [[0, 0], [1, 0], [1, 1], [0, 1]], above: [0, 1], maps: [[0.5, 1, 2]] }, // biome-ignore format: a line a cell
    { corners: [[-1, 0], [0, 0], [0, 1], [-1, 1]], above: [1], maps: [[0.5, 0, 2]] }, // biome-ignore format: a line a cell
    { corners: [[-1, -1], [0, -1], [0, 0], [-1, 0]], above: [], maps: [[0.5, 0, 0]] }, // biome-ignore format: a line a cell
    { corners: [[0, -1], [1, -1], [1, 0], [0, 0]], above: [0], maps: [[0.5, 1, 0]] }, // biome-ignore format: a line a cell
  ],
  creases: ([x1], [u1]) => [x1 === 0 && u1 === 0 ? 0 : 1],
};

const changed = (made: HandMade, changes: Partial<HandMade>) => handMade({ ...made, ...changes });
const changedCell = (made: HandMade, n: number, changes: Partial<HandMadeCell>) =>
  changed(made, { cells: made.cells.map((cell, m) => (m === n ? { ...cell, ...changes } : cell)) });

/** The edge between two points. */
function edgeOf({ vertices, edges }: Partition, from: readonly number[], to: readonly number[]): number {
  const at = (v: number, [x1, x2]: readonly number[]) => vertices[2 * v] === x1 && vertices[2 * v + 1] === x2;
  const edge = Array.from({ length: edges.length / 2 }, (_, e) => e).find(
    (e) =>
    [[from, to], [to, from]].some(([a, b]) => at(edges[2 * e], a) && at(edges[2 * e + 1], b)), // biome-ignore format: both ways
  );
  if (edge === undefined) throw new RangeError(`There is no edge from ${from} to ${to}.`);
  return edge;
}

/** Without cell 3, which its edges no longer know. */
function lastLost({ cellStarts, corners, sides, edgeCells, ...rest }: Partition): Partition {
  const end = cellStarts[3];
  return {
    ...rest,
    cellStarts: cellStarts.slice(0, 4),
    corners: corners.slice(0, end),
    sides: sides.slice(0, end),
    edgeCells: edgeCells.map((cell) => (cell === 3 ? -1 : cell)),
  };
}

test('a right partition has a certificate, with a sentence for every check', () => {
  const { ok, checks, undecided } = certify(CROSS.network, handMade(CROSS), certainPieces(CROSS.network, [0n, 0n]));
  expect(checks.map(({ name, says }) => `${name}: ${says}`)).toMatchInlineSnapshot(`
    [
      "euler: V − E + F = 9 − 12 + 4 = 1; it must be 1.",
      "area: The cells' areas sum to the domain's 4.00 but for 0.00; rounding allows 4.65e-13.",
      "convex: Every cell is convex and runs counter-clockwise: 4 of 4.",
      "pattern: Inside every cell and at its corners the reference finds its pattern: 20 of 20.",
      "values: At the same points the reference finds what the affine maps give: 20 of 20.",
      "neighbours: Across every edge patterns differ in the creases that run along it and in nothing else: 12 of 12.",
      "degree: A cell has 2.000 neighbours in the mean; creases that do not end inside allow at most 4.",
      "continuous: Along every edge where nothing jumps the affine maps of both cells agree: 4 of 4.",
    ]
  `);
  expect({ ok, undecided }).toEqual({ ok: true, undecided: 0 });
});

describe('euler', () => {
  test('fails alone for a vertex that nothing has', () => {
    const right = handMade(CROSS);
    expect(failing(CROSS.network, { ...right, vertices: Float64Array.of(...right.vertices, 0.5, 0.5) })).toEqual(['euler']);
  });

  test('and area and neighbours fail for a cell that is lost', () => {
    expect(failing(CROSS.network, lastLost(handMade(CROSS)))).toEqual(['euler', 'area', 'neighbours']);
  });
});

describe('area', () => {
  test('fails alone where the domain is another', () => {
    for (const domain of [boxDomain([-1, 1, -1, 1.000001]), boxDomain([-1, 1, -1, 1 - 1e-12])])
      expect(failing(CROSS.network, changed(CROSS, { domain: { ...domain, center: [0n, 0n] } }))).toEqual(['area']);
  });

  test('fails alone for a corner of the domain that no cell covers', () => {
    expect(failing(CROSS.network, changed(CROSS, { cells: CROSS.cells.slice(1) }))).toEqual(['area']);
  });

  test('fails alone where the border leaves the domain without changing the sum', () => {
    const moved = handMade(CROSS);
    for (let v = 0; v < moved.vertices.length; v += 2)
      if (moved.vertices[v] === 0 && moved.vertices[v + 1] !== 0) moved.vertices[v + 1] += 0.1;
    expect(failing(CROSS.network, moved)).toEqual(['area']);
  });
});

describe('convex', () => {
  test('fails alone for a border that runs back on itself', () => {
    const corners = [[-1, -1], [-0.2, -1], [-0.6, -1], [0, -1], [0, 0], [-1, 0]] as const; // biome-ignore format: in a row
    expect(failing(CROSS.network, changedCell(CROSS, 2, { corners }))).toEqual(['convex']);
  });

  test('fails where a corner is moved inwards and where a cell runs clockwise', () => {
    const dented = handMade(CROSS);
    dented.vertices.set([0.6, 0.6], 0);
    expect(failing(CROSS.network, dented)).toContain('convex');
    const corners = CROSS.cells[0].corners.toReversed();
    expect(failing(CROSS.network, changedCell(CROSS, 0, { corners }))).toContain('convex');
  });

  test('fails for a loop that turns left all the time, but twice around', () => {
    const corners = [0, 2, 4, 1, 3].map((n) => [Math.cos((2 * Math.PI * n) / 5), Math.sin((2 * Math.PI * n) / 5)] as const);
    expect(failing(CROSS.network, changedCell(CROSS, 0, { corners }))).toContain('convex');
  });
});

describe('pattern', () => {
  test('fails alone where all patterns are each other’s opposites', () => {
    const cells = CROSS.cells.map((cell) => ({ ...cell, above: [0, 1].filter((code) => !cell.above.includes(code)) }));
    expect(failing(CROSS.network, changed(CROSS, { cells }))).toEqual(['pattern']);
  });

  test('fails, as neighbours does, for one wrong bit', () => {
    expect(failing(CROSS.network, changedCell(CROSS, 1, { above: [0, 1] }))).toEqual(['pattern', 'neighbours']);
  });

  test('fails for a crease that cuts a corner off the one cell, though not its middle', () => {
    const corner = networkOfRows(['relu', [[1, 1, -1.9]]], ['identity', [[1, 0]]]); // biome-ignore format: by rows
    const cells: HandMadeCell[] = [{ corners: [[-1, -1], [1, -1], [1, 1], [-1, 1]], above: [], maps: [[0, 0, 0]] }]; // biome-ignore format: a line a cell
    expect(failing(corner, handMade({ network: corner, cells, creases: () => [] }))).toEqual(['pattern', 'values']);
  });
});

describe('values', () => {
  test('fails alone where all maps are off by the same', () => {
    const right = handMade(CROSS);
    expect(failing(CROSS.network, { ...right, affine: right.affine.map((a, n) => (n % 3 === 0 ? a + 1e-11 : a)) })).toEqual([
      'values',
    ]);
  });

  test('fails, as continuous does, for one map that is wrong', () => {
    expect(failing(CROSS.network, changedCell(CROSS, 1, { maps: [[0.5, 0, 2 + 1e-11]] }))).toEqual(['values', 'continuous']);
  });
});

describe('neighbours', () => {
  const right = handMade(CROSS);
  const inside = edgeOf(right, [0, 0], [1, 0]);

  test('fails alone for an edge whose sides are swapped', () => {
    const edgeCells = right.edgeCells.slice();
    edgeCells.subarray(2 * inside, 2 * inside + 2).reverse();
    expect(failing(CROSS.network, { ...right, edgeCells })).toEqual(['neighbours']);
  });

  test('fails alone for an edge with another crease', () => {
    for (const crease of [0, BORDER, ZERO_SET, CLASS_BOUNDARY]) {
      const edgeCreases = right.edgeCreases.with(inside, crease);
      expect(failing(CROSS.network, { ...right, edgeCreases }).filter((name) => name !== 'area')).toEqual(['neighbours']);
    }
  });

  test('fails alone for an edge that is said to be of the border, or not to be', () => {
    const border = edgeOf(right, [1, 0], [1, 1]);
    expect(failing(CROSS.network, { ...right, edgeCreases: right.edgeCreases.with(border, 0) })).toEqual(['neighbours']);
  });

  test('fails alone for a crease that is said to run along an edge and does not', () => {
    expect(failing(CROSS.network, { ...right, coincident: Uint32Array.of(inside, 0) })).toEqual(['neighbours']);
  });

  // The same unit twice, and its opposite.
  const twins: HandMade = {
    network: networkOfRows(['relu', [[1, 0, 0], [1, 0, 0], [-1, 0, 0]]], ['identity', [[1, 1, 1, 0]]]), // biome-ignore format: by rows
    cells: [
      { corners: [[-1, -1], [0, -1], [0, 1], [-1, 1]], above: [2], maps: [[0, -1, 0]] }, // biome-ignore format: a line a cell
      { corners: [[0, -1], [1, -1], [1, 1], [0, 1]], above: [0, 1], maps: [[0, 2, 0]] }, // biome-ignore format: a line a cell
    ],
    creases: () => [0, 1, 2],
  };

  test('asks that creases that run along an edge of another are stated', () => {
    expect(failing(twins.network, handMade(twins))).toEqual([]);
    for (const creases of [[0], [0, 1], [1, 2]])
      expect(failing(twins.network, changed(twins, { creases: () => creases }))).toEqual(['neighbours']);
  });
});

describe('continuous', () => {
  // x2 bends at 0, and what comes of it jumps nowhere; x1 + 2 does at x1 = ±½. So y is 0, 1 and 2 from left to right.
  const rows = [-1, 0].flatMap((y) => [
    { y, above: y < 0 ? [0] : [0, 1], x: [-1, -0.5], steps: [] as number[] },
    { y, above: y < 0 ? [0] : [0, 1], x: [-0.5, 0.5], steps: [33] },
    { y, above: y < 0 ? [0] : [0, 1], x: [0.5, 1], steps: [32, 33] },
  ]);
  const steps: HandMade = {
    network: networkOfRows(['relu', [[1, 0, 2], [0, 1, 0]]], ['step', [[1, 0, -2.5], [1, 0, -1.5]]], ['identity', [[1, 1, 0]]]), // biome-ignore format: by rows
    cells: rows.map(({ y, above, x: [left, right], steps }) => ({
      corners: [[left, y], [right, y], [right, y + 1], [left, y + 1]], // biome-ignore format: around
      above: [...above, ...steps],
      maps: [[steps.length, 0, 0]],
    })),
    creases: ([x], [u]) => [x === u ? (x > 0 ? 32 : 33) : 1],
  };

  test('is not asked across a jump, behind which patterns may differ as they like', () => {
    expect(failing(steps.network, handMade(steps))).toEqual([]);
    const behind = networkOfRows(
      ['step', [[1, 0, 0]]],
      ['relu', [[2, 0, -1], [-2, 0, 1], [1, 0, 3]].map(([w, , b]) => [w, b])],
      ['identity', [[1, 1, 1, 0]]],
    ); // biome-ignore format: by rows
    const halves: HandMade = {
      network: behind,
      cells: [
        { corners: [[-1, -1], [0, -1], [0, 1], [-1, 1]], above: [33, 34], maps: [[4, 0, 0]] }, // biome-ignore format: a line a cell
        { corners: [[0, -1], [1, -1], [1, 1], [0, 1]], above: [0, 32, 34], maps: [[5, 0, 0]] }, // biome-ignore format: a line a cell
      ],
      creases: () => [0],
    };
    expect(failing(behind, handMade(halves))).toEqual([]);
  });

  test('fails alone where maps are right inside but apart on an edge between jumps', () => {
    expect(failing(steps.network, changedCell(steps, 4, { maps: [[1, 0.1, 0]] }))).toEqual(['continuous']);
  });
});

describe('degree', () => {
  // A wall of bricks, each half over the next: nearly every brick has six neighbours. The oracle knows nothing.
  const bricks = [-2, -1, 0, 1].flatMap((row) =>
    [-3, -2, -1, 0, 1, 2].map((n): readonly [number, number, number] => {
      const shift = row % 2 === 0 ? 0 : 0.5;
      return [row, n === -3 ? -3 : n + shift, n === 2 ? 3 : n + 1 + shift];
    }),
  );
  const points = (row: number) => bricks.filter(([r]) => r === row || r === row - 1).flatMap(([, left, right]) => [left, right]);
  const between = (row: number, left: number, right: number) =>
    [...new Set(points(row))]
      .filter((x) => x >= left && x <= right && bricks.some(([r, a, b]) => (r === row || r === row - 1) && (a === x || b === x)))
      .sort((a, b) => a - b);
  const wall = networkOfRows(['relu', bricks.map(([, n]) => [1, 0, n])], ['identity', [bricks.map(() => 0).concat(0)]]); // biome-ignore format: by rows
  const cells = bricks.map(
    ([row, left, right], n): HandMadeCell => ({
      corners: [
        ...between(row, left, right).map((x) => [x, row] as const),
        ...between(row + 1, left, right).map((x) => [x, row + 1] as const).reverse(),
      ],
      above: [n],
      maps: [[0, 0, 0]],
    }),
  ); // biome-ignore format: around
  const made: HandMade = { network: wall, cells, creases: () => [], domain: boxDomain([-3, 3, -2, 2]) };

  test('fails alone for a wall of bricks', () => {
    const right = handMade(made);
    const edgeCreases = right.edgeCreases.map((code, e) => (code === BORDER ? code : right.edgeCells[2 * e]));
    const coincident = Uint32Array.from(
      [...edgeCreases].flatMap((code, e) => (code === BORDER ? [] : [e, right.edgeCells[2 * e + 1]])),
    );
    const nothing: PieceOracle = () => ({
      pattern: new Uint32Array(1),
      unsure: Uint32Array.of(0xffffffff),
      outputs: Float64Array.of(0),
      bounds: Float64Array.of(0),
    });
    expect(patternLayout(wall).words).toBe(1);
    expect(failing(wall, { ...right, edgeCreases, coincident }, nothing)).toEqual(['degree']);
    const classes = { ...right, edgeCreases, coincident, cut: { zeroSet: null, classes: true }, classes: new Uint16Array(24) };
    expect(failing(wall, classes, nothing)).toEqual([]);
  });
});

describe('cuts', () => {
  const plane = networkOfRows(['identity', [[1, 0, 0], [0, 0, 0.5]]]); // biome-ignore format: by rows
  const maps = [[0, 1, 0], [0.5, 0, 0]] as const; // biome-ignore format: in a row
  const halves = (at: number, classes: readonly [number, number]): HandMadeCell[] => [
    { corners: [[-1, -1], [at, -1], [at, 1], [-1, 1]], above: [], maps, class: classes[0] }, // biome-ignore format: a line a cell
    { corners: [[at, -1], [1, -1], [1, 1], [at, 1]], above: [], maps, class: classes[1] }, // biome-ignore format: a line a cell
  ];
  const zero: HandMade = {
    network: plane,
    cells: halves(0, [0, 0]),
    creases: () => [ZERO_SET],
    cut: { zeroSet: 0, classes: false },
  };
  const best: HandMade = {
    network: plane,
    cells: halves(0.5, [1, 0]),
    creases: () => [CLASS_BOUNDARY],
    cut: { zeroSet: null, classes: true },
  };

  test('cells have one sign along a zero set', () => {
    expect(failing(plane, handMade(zero))).toEqual([]);
    expect(failing(plane, changed(zero, { cells: halves(1e-9, [0, 0]) }))).toEqual(['values', 'neighbours']);
  });

  test('cells have the class of the largest output', () => {
    expect(failing(plane, handMade(best))).toEqual([]);
    expect(failing(plane, changed(best, { cells: halves(0.5, [0, 1]) }))).toEqual(['values']);
    expect(failing(plane, changed(best, { cells: halves(0.5 + 1e-9, [1, 0]) }))).toEqual(['values', 'neighbours']);
    expect(failing(plane, changed(best, { cells: halves(0.5, [1, 1]) }))).toEqual(['values', 'neighbours']);
  });
});

describe('an incomplete partition', () => {
  const three = changed(CROSS, { cells: CROSS.cells.slice(0, 3) });
  const edgeCreases = three.edgeCreases.with(edgeOf(three, [0, 0], [1, 0]), 1).with(edgeOf(three, [0, 0], [0, -1]), 0);
  const part: Partition = { ...three, edgeCreases, complete: false, covered: 0.75 };

  test('has no certificate, and says why', () => {
    const { ok, checks } = certify(CROSS.network, part, certainPieces(CROSS.network, [0n, 0n]));
    expect(ok).toBe(false);
    expect(checks.filter((check) => !check.ok).map(({ name, says }) => `${name}: ${says}`)).toMatchInlineSnapshot(`
      [
        "euler: The partition is not complete; so far, V − E + F = 8 − 10 + 3 = 1.",
        "area: The partition is not complete; its cells cover 75.0 % of the domain's area.",
      ]
    `);
  });

  test('is asked everything else', () => {
    expect(failing(CROSS.network, { ...part, affine: part.affine.with(0, 2) })).toEqual([
      'euler',
      'area',
      'values',
      'continuous',
    ]);
  });
});
