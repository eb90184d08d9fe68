// Acceptance: the points that a cell is given are those that lie in it by every one of its sides, each point once and none left out, at any
// scale and on partitions with all kinds of coincidences.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactCoordinate, placeOf } from '../../src/model/coordinate.ts';
import { type Grid, gridOverBounds } from '../../src/model/grid.ts';
import type { Domain, Partition } from '../../src/model/partition.ts';
import { partition } from '../../src/regions/partition.ts';
import { CellRaster } from '../../src/regions/raster.ts';
import { crossPartition, nothingOf } from '../formats/hand-made-partition.ts';
import { depthInCell } from '../support/depth-in-cell.ts';
import { domainOf, networkOf, recipes } from '../support/random-networks.ts';

/** By point: the cells that were given it. */
function cellsOfPoints(found: Partition, grid: Grid): number[][] {
  const raster = new CellRaster(found, grid);
  const cells = Array.from({ length: grid.width * grid.height }, (): number[] => []);
  for (let cell = 0; cell < found.cellStarts.length - 1; cell++) {
    let held = raster.place(cell);
    if (held === 0) continue;
    for (let row = raster.firstRow; row < raster.endRow; row++)
      for (let column = raster.starts[row]; column < raster.ends[row]; column++, held--)
        cells[row * grid.width + column].push(cell);
    expect(held).toBe(0);
  }
  return cells;
}

describe('a box cut once along each axis', () => {
  it('is drawn as a reader would draw it, edges to the right and up', () => {
    const drawn = (found: Partition, grid: Grid) =>
      Array.from({ length: grid.height }, (_, row) =>
        cellsOfPoints(found, grid)
          .slice(row * grid.width, (row + 1) * grid.width)
          .map(([cell = '.']) => cell)
          .join(''),
      ).reverse();
    // Every quarter from −1.25 to 1.25: the cut along x1 = 0 is column 5, the one along x2 = 0.5 is row 7.
    const grid = gridOverBounds([-1.25, 1.25, -1.25, 1.25], 11, 11);
    expect(drawn(crossPartition(), grid)).toEqual([
      '...........',
      '...........',
      '.22223333..',
      '.22223333..',
      '.00001111..',
      '.00001111..',
      '.00001111..',
      '.00001111..',
      '.00001111..',
      '.00001111..',
      '...........',
    ]);
    expect(drawn(nothingOf(crossPartition()), gridOverBounds([-1, 1, -1, 1], 2, 2))).toEqual(['..', '..']);
  });

  it('is found around a place beyond f64, from a grid with another centre', () => {
    const found = crossPartition({ center: [0.3, -0.7], size: 1e-20 });
    const [c1, c2] = found.domain.center;
    // One and a half and half a cell of the box to the right and down.
    const grid: Grid = {
      center: [c1 + exactCoordinate(1e-20), c2],
      shift: [0.5e-20, -0.5e-20],
      step: [0.1e-20, 0.1e-20],
      width: 20,
      height: 2,
    };
    const rows = cellsOfPoints(found, grid).map(([cell = -1]) => cell);
    // Its columns are from 0.55 on: five are in the box, on the right of the cut and below the other.
    expect(rows.slice(0, 20)).toEqual([...Array(5).fill(1), ...Array(15).fill(-1)]);
    expect(rows.slice(20)).toEqual(rows.slice(0, 20));
  });
});

it('a side that comes from far away is where it is, near its other end', () => {
  const far = 2 ** 40;
  const triangle = {
    domain: crossPartition().domain,
    vertices: Float64Array.of(-3 * far, -far, far, -far, 0, 1),
    cellStarts: Uint32Array.of(0, 3),
    corners: Uint32Array.of(0, 1, 2),
  };
  // Up the left side from (−3·2⁴⁰, −2⁴⁰), x2 = 0 is met at −3 + 3·2⁻⁴⁰: there lies the middle of two points that are 2⁻²⁰ apart.
  const grid: Grid = { center: placeOf([-3, 0]), shift: [0, 0], step: [2 ** -20, 1], width: 2, height: 1 };
  const raster = new CellRaster(triangle, grid);
  expect(raster.place(0)).toBe(1);
  expect([raster.starts[0], raster.ends[0]]).toEqual([1, 2]);
});

/** Over somewhat more than the domain or a part of it; aligned ones have points on vertices and creases of whole numbers. */
function gridFor({ center, corners }: Domain, isAligned: boolean, draw: readonly number[]): Grid {
  const size = Math.max(...corners.flat().map(Math.abs));
  const [a, b, c, d] = draw;
  const [width, height] = [17, 13];
  const unaligned = { shift: [(a - 0.5) * size, (b - 0.5) * size], step: [(c * size) / 6, (d * size) / 4] } as const;
  const aligned = { shift: [0, 0], step: [size / 2 ** Math.round(2 + 2 * c), size / 2 ** Math.round(2 + 2 * d)] } as const;
  return { center, width, height, ...(isAligned ? aligned : unaligned) };
}

describe('partitions of random networks', () => {
  // Rounding of places a thousand columns away, by far.
  const BLUR = 1e-9;

  it.each([
    ['on creases', true],
    ['anywhere', false],
  ])('give every point to the one cell that it lies in, points %s', (_, isAligned) => {
    let [inside, outside, near] = [0, 0, 0];
    const draws = fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    const property = fc.property(recipes(5), draws, (recipe, draw) => {
      const domain = domainOf(recipe);
      const found = partition({ network: networkOf(recipe), domain });
      const grid = gridFor(domain, isAligned, draw);
      cellsOfPoints(found, grid).forEach((given, at) => {
        const depths = Array.from({ length: found.cellStarts.length - 1 }, (_, cell) =>
          depthInCell(found, cell, grid, at % grid.width, Math.floor(at / grid.width)),
        );
        const deepest = Math.max(...depths);
        expect(given.length).toBeLessThanOrEqual(1);
        if (given.length === 1) expect(depths[given[0]]).toBeGreaterThan(-BLUR);
        else expect(deepest).toBeLessThan(BLUR);
        if (deepest > BLUR) inside++;
        else if (deepest < -BLUR) outside++;
        else near++;
      });
    });
    fc.assert(property, { numRuns: 150, seed: 1 });
    expect(inside).toBeGreaterThan(5000);
    expect(outside).toBeGreaterThan(1000);
    if (isAligned) expect(near).toBeGreaterThan(1000);
  });
});
