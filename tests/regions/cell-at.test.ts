// Acceptance: the cell found for a place is the one whose pattern the network has there, every vertex and edge belongs to a cell beside it,
// and what lies outside belongs to none.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import { cellCount, type Partition } from '../../src/model/partition.ts';
import { cellAt } from '../../src/regions/cell-at.ts';
import { partition } from '../../src/regions/partition.ts';
import { crossPartition, nothingOf } from '../formats/hand-made-partition.ts';
import { depthInCell } from '../support/depth-in-cell.ts';
import { domainOf, networkOf, recipes } from '../support/random-networks.ts';

/** The cells, out of `among`, of which `vertex` is a corner. */
function cellsAround({ cellStarts, corners }: Partition, vertex: number): number[] {
  return Array.from({ length: cellStarts.length - 1 }, (_, cell) => cell).filter((cell) =>
    corners.subarray(cellStarts[cell], cellStarts[cell + 1]).includes(vertex),
  );
}

describe('in a box cut once along each axis', () => {
  // Cells go row by row; they meet at (0, 0.5).
  it.each([
    [[-0.5, 0], [0]],
    [[0.5, 0.49], [1]],
    [[-0.01, 0.51], [2]],
    [[0.9, 0.9], [3]],
    [
      [0, -0.2],
      [0, 1],
    ],
    [
      [0.3, 0.5],
      [1, 3],
    ],
    [
      [0, 0.5],
      [0, 1, 2, 3],
    ],
    [[-1, -1], [0]],
    [[1, 1], [3]],
    [[1.0001, 0], [null]],
    [[0.2, -7], [null]],
  ] as const)('%j lies in one of %j', ([x, y], cells) => {
    expect(cells).toContain(cellAt(crossPartition(), [x, y]));
    expect(cells).toContain(cellAt(crossPartition({ center: [1e6, -3], size: 1e-20 }), [x * 1e-20, y * 1e-20]));
  });

  it('nothing lies in no cell', () => {
    expect(cellAt(nothingOf(crossPartition()), [0, 0])).toBeNull();
  });
});

describe('in partitions of random networks', () => {
  it('a place has the pattern of its cell', () => {
    let sure = 0;
    const property = fc.property(recipes(6), fc.integer({ min: 1, max: 999 }), (recipe, thousandths) => {
      const [network, domain] = [networkOf(recipe), domainOf(recipe)];
      const found = partition({ network, domain });
      const { words } = found.layout;
      // From the middle of the domain's corners to the first of them.
      const along = (axis: 0 | 1) => {
        const middle = domain.corners.reduce((sum, corner) => sum + corner[axis], 0) / domain.corners.length;
        return middle + (thousandths / 1000) * (domain.corners[0][axis] - middle);
      };
      const at = [along(0), along(1)] as const;
      const cell = cellAt(found, at);
      if (cell === null) throw new Error('A place inside the domain lies in no cell.');
      const { pattern, unsure } = certainPieces(network, domain.center)(...at, 0);
      if (unsure.some((word) => word !== 0)) return;
      sure++;
      expect(found.patterns.slice(cell * words, (cell + 1) * words)).toEqual(pattern);
    });
    fc.assert(property, { numRuns: 200, seed: 1 });
    expect(sure).toBeGreaterThan(100);
  });

  it('a place lies in the cell that has it on the left of every side, and in none beyond the domain', () => {
    // Rounding, as a part of the domain's size.
    const BLUR = 1e-12;
    let [inside, outside] = [0, 0];
    const across = fc.double({ min: -1.3, max: 1.3, noNaN: true });
    const property = fc.property(recipes(5), across, across, (recipe, x, y) => {
      const domain = domainOf(recipe);
      const found = partition({ network: networkOf(recipe), domain });
      const size = Math.max(...domain.corners.flat().map(Math.abs));
      const at = [x * size, y * size] as const;
      const grid = { center: domain.center, shift: at, step: [size, size], width: 1, height: 1 } as const;
      const depths = Array.from({ length: cellCount(found) }, (_, cell) => depthInCell(found, cell, grid, 0, 0));
      const deepest = Math.max(...depths);
      const cell = cellAt(found, at);
      if (cell === null) expect(deepest).toBeLessThan(BLUR);
      else expect(depths[cell]).toBeGreaterThan(-BLUR);
      if (deepest > BLUR) inside++;
      else outside++;
    });
    fc.assert(property, { numRuns: 400, seed: 2 });
    expect(inside).toBeGreaterThan(150);
    expect(outside).toBeGreaterThan(80);
  });

  it('a vertex lies in a cell around it, and the middle of an edge in one beside it', () => {
    const property = fc.property(recipes(4), (recipe) => {
      const found = partition({ network: networkOf(recipe), domain: domainOf(recipe) });
      const { vertices, edges, edgeCells } = found;
      const place = (v: number) => [vertices[2 * v], vertices[2 * v + 1]] as const;
      for (let v = 0; v < Math.min(vertices.length / 2, 40); v++)
        expect(cellsAround(found, v)).toContain(cellAt(found, place(v)));
      for (let edge = 0; edge < Math.min(edges.length / 2, 40); edge++) {
        const [beside, across] = edgeCells.subarray(2 * edge, 2 * edge + 2);
        if (beside < 0 || across < 0) continue;
        const [[x0, y0], [x1, y1]] = [place(edges[2 * edge]), place(edges[2 * edge + 1])];
        expect([beside, across]).toContain(cellAt(found, [(x0 + x1) / 2, (y0 + y1) / 2]));
      }
    });
    fc.assert(property, { numRuns: 100, seed: 1 });
  });
});
