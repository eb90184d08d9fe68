// How far inside a cell a grid's point lies, by every one of its sides: what rasters and distances to edges are held against.
import { coordinateNumber } from '../../src/model/coordinate.ts';
import { type Grid, offset1, offset2 } from '../../src/model/grid.ts';
import type { Partition } from '../../src/model/partition.ts';

type Polygons = Pick<Partition, 'domain' | 'vertices' | 'cellStarts' | 'corners'>;

/** In grid steps: the least distance of point (column, row) from the lines through the cell's sides, negative where one has it on its right. */
export function depthInCell(polygons: Polygons, cell: number, grid: Grid, column: number, row: number): number {
  const { domain, vertices, cellStarts, corners } = polygons;
  const moved = grid.center.map((c, axis) => coordinateNumber(c - domain.center[axis]));
  const point = [moved[0] + offset1(grid, column), moved[1] + offset2(grid, row)];
  const loop = [...corners.subarray(cellStarts[cell], cellStarts[cell + 1])];
  const depths = loop.map((from, n) => {
    const to = loop[(n + 1) % loop.length];
    const steps = (a: number, b: number, axis: 0 | 1) => (b - a) / grid.step[axis];
    const dx = steps(vertices[2 * from], vertices[2 * to], 0);
    const dy = steps(vertices[2 * from + 1], vertices[2 * to + 1], 1);
    const px = steps(vertices[2 * from], point[0], 0);
    const py = steps(vertices[2 * from + 1], point[1], 1);
    return (dx * py - dy * px) / Math.hypot(dx, dy);
  });
  return Math.min(...depths);
}

/** The points that lie more than `margin` grid steps inside the cell, in the order of a field's data. */
export function pointsInside(polygons: Polygons, cell: number, grid: Grid, margin = 0): number[] {
  return Array.from({ length: grid.width * grid.height }, (_, at) => at).filter(
    (at) => depthInCell(polygons, cell, grid, at % grid.width, Math.floor(at / grid.width)) > margin,
  );
}
