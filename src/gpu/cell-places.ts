// Where a partition's cells lie around a view, in its pixels and in f32, as triangles.
import { type Grid, offsetBetween } from '../model/grid.ts';
import { cellCount, type PartitionCells } from '../model/partition.ts';
import { reachOf } from './edge-places.ts';

export interface CellPlaces {
  /** The view's pixels. */
  readonly pixels: Grid;
  /** [count × 2] x, y: pixels from the view's middle, x2 up; each cell's together, counter-clockwise. */
  readonly corners: Float32Array<ArrayBuffer>;
  /** [count] the cell of each corner. */
  readonly cells: Uint32Array<ArrayBuffer>;
  /** [3 × triangles] corners. */
  readonly triangles: Uint32Array<ArrayBuffer>;
  /** Whether something was cut off or left out. */
  readonly isPart: boolean;
}

/** Corners as x, y, x, y … */
type Polygon = number[];

/** What a cell gains at most where it is cut off on four sides. */
const MORE_CORNERS = 4;

/** Places the cells around the middle of a view. What reaches too far for f32 is cut off; that and the subtraction are done in f64. */
export function placeCells({ domain, vertices, cellStarts, corners }: PartitionCells, pixels: Grid): CellPlaces {
  const reach = reachOf(pixels);
  const move = offsetBetween(pixels, { center: domain.center, shift: [0, 0] });
  const placed = Float64Array.from(vertices, (at, n) => (at + move[n % 2]) / pixels.step[n % 2]);
  const count = cellCount({ cellStarts });
  const most = corners.length + MORE_CORNERS * count;
  const [places, cells] = [new Float32Array(2 * most), new Uint32Array(most)];
  const triangles = new Uint32Array(3 * (most - 2 * count));
  let [filled, drawn, isPart] = [0, 0, false];
  const add = (x: number, y: number, cell: number) => {
    places.set([x, y], 2 * filled);
    cells[filled++] = cell;
  };
  for (let cell = 0; cell < count; cell++) {
    const own = corners.subarray(cellStarts[cell], cellStarts[cell + 1]);
    const first = filled;
    if (own.every((v) => Math.abs(placed[2 * v]) <= reach && Math.abs(placed[2 * v + 1]) <= reach)) {
      for (const v of own) add(placed[2 * v], placed[2 * v + 1], cell);
    } else {
      isPart = true;
      const part = within(
        Array.from(own).flatMap((v) => [placed[2 * v], placed[2 * v + 1]]),
        reach,
      );
      for (let n = 0; n < part.length; n += 2) add(part[n], part[n + 1], cell);
    }
    for (let n = first + 2; n < filled; n++, drawn += 3) triangles.set([first, n - 1, n], drawn);
  }
  return {
    pixels,
    corners: places.subarray(0, 2 * filled),
    cells: cells.subarray(0, filled),
    triangles: triangles.subarray(0, drawn),
    isPart,
  };
}

/** The part of a convex polygon within `reach` along both axes: Sutherland and Hodgman, Reentrant polygon clipping, CACM 17 (1974). */
function within(polygon: Polygon, reach: number): Polygon {
  let part = polygon;
  for (const axis of [0, 1])
    for (const sign of [1, -1]) {
      const inside = (n: number) => reach - sign * part[n + axis];
      const next: Polygon = [];
      for (let n = 0; n < part.length; n += 2) {
        const to = (n + 2) % part.length;
        const [a, b] = [inside(n), inside(to)];
        if (a >= 0) next.push(part[n], part[n + 1]);
        if (a >= 0 === b >= 0) continue;
        const t = a / (a - b);
        next.push(part[n] + t * (part[to] - part[n]), part[n + 1] + t * (part[to + 1] - part[n + 1]));
      }
      part = next;
    }
  return part;
}
