// Which cell of a partition holds a place.
import { cellCount, type Partition } from '../model/partition.ts';

type Polygons = Pick<Partition, 'vertices' | 'cellStarts' | 'corners'>;

/** The cell that holds the place `offset` from the domain's centre, in input units; one of them on a common edge, null where there is none. */
export function cellAt(partition: Polygons, offset: readonly [number, number]): number | null {
  const cells = cellCount(partition);
  for (let cell = 0; cell < cells; cell++) if (holds(partition, cell, offset)) return cell;
  return null;
}

/** Ends at the first side that has the place on its right, for most cells one of the first two. */
function holds({ vertices, cellStarts, corners }: Polygons, cell: number, [x, y]: readonly [number, number]): boolean {
  for (let from = cellStarts[cell], end = cellStarts[cell + 1], last = end - 1; from < end; last = from++) {
    const [a, b] = [corners[last], corners[from]];
    // Always from the vertex of the lower number, so that rounding cannot put a place outside of both cells beside an edge.
    const [u, v, hand] = a < b ? [2 * a, 2 * b, 1] : [2 * b, 2 * a, -1];
    const [dx, dy] = [vertices[v] - vertices[u], vertices[v + 1] - vertices[u + 1]];
    if (hand * (dx * (y - vertices[u + 1]) - dy * (x - vertices[u])) < 0) return false;
  }
  return true;
}
