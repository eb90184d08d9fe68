// Which cell of a partition holds a point.
import { cellCount, type Partition } from '../model/partition.ts';

/** The cell that holds an offset from the partition's centre, on a common edge one of them; null where none does. */
export function cellAt(partition: Partition, [x, y]: readonly [number, number]): number | null {
  const { vertices, cellStarts, corners } = partition;
  for (let cell = 0; cell < cellCount(partition); cell++) {
    let last = 2 * corners[cellStarts[cell + 1] - 1];
    let isInside = true;
    for (let at = cellStarts[cell]; isInside && at < cellStarts[cell + 1]; at++) {
      const next = 2 * corners[at];
      const [x0, y0] = [vertices[last], vertices[last + 1]];
      isInside = (vertices[next] - x0) * (y - y0) - (vertices[next + 1] - y0) * (x - x0) >= 0;
      last = next;
    }
    if (isInside) return cell;
  }
  return null;
}
