// Where a computed map of activation patterns and the exact partition do not say the same.
import { cellCount } from '../model/partition.ts';
import type { DisagreeingPoint, Disagreement } from '../model/partition-report.ts';
import type { DisagreementRequest } from '../model/region.ts';
import { cellPattern } from './cell-pattern.ts';
import { CellRaster } from './raster.ts';

/** Small steps of work, of some nanoseconds each, between two breaths. */
const BREATH = 2 ** 17;

/**
 * Compares the field with the pattern of the cell that each of the grid's points lies in; yields how much of that is done, 0 to 1, every few
 * milliseconds. Patterns are told apart by 30 bits of hash: of a billion points that differ, one is missed.
 */
export function* disagreementOf({ partition, grid, field, layer, most }: DisagreementRequest): Generator<number, Disagreement> {
  const raster = new CellRaster(partition, grid);
  const cells = cellCount(partition);
  const points: DisagreeingPoint[] = [];
  let [compared, count, largest, work] = [0, 0, 0, 0];
  const isBreath = (steps: number) => {
    work += steps;
    if (work < BREATH) return false;
    work = 0;
    return true;
  };
  for (let cell = 0; cell < cells; cell++) {
    const held = raster.place(cell);
    const sides = partition.cellStarts[cell + 1] - partition.cellStarts[cell];
    if (isBreath(4 * sides)) yield cell / cells;
    if (held === 0) continue;
    compared += held;
    const expected = cellPattern(partition, cell, layer);
    if (isBreath(32 * partition.layout.words)) yield cell / cells;
    for (let row = raster.firstRow; row < raster.endRow; row++) {
      const [start, end] = [raster.starts[row], raster.ends[row]];
      const before = count;
      for (let column = start, at = row * grid.width + start; column < end; column++, at++) {
        if (field.data[at] === expected) continue;
        const distance = raster.distanceToEdge(column, row);
        if (points.length < most) points.push({ column, row, distance });
        largest = Math.max(largest, distance);
        count++;
      }
      if (isBreath(Math.max(0, end - start) + 4 * sides * (count - before))) yield cell / cells;
    }
  }
  return { compared, count, points, largest };
}
