// How many cells of a partition a narrower view sees: what is known of a view holds for all views inside of it.
import { coordinateNumber } from '../model/coordinate.ts';
import { cellCount, type Domain, type Partition } from '../model/partition.ts';

type Corner = readonly [number, number];

/**
 * Cells of which something lies inside of the domain, up to f64's rounding of the two centres' difference; null where the domain is not wholly
 * inside of the partition's, or that is not complete. `domain` is a box along the axes.
 */
export function cellsIn(partition: Partition, domain: Domain): number | null {
  const { vertices, cellStarts, corners } = partition;
  const move = ([0, 1] as const).map((axis) => coordinateNumber(domain.center[axis] - partition.domain.center[axis]));
  const box = domain.corners.map(([x, y]): Corner => [x + move[0], y + move[1]]);
  if (!partition.complete || !box.every((corner) => isWithin(partition.domain.corners, corner))) return null;
  const [left, right] = extent(box.map(([x]) => x));
  const [bottom, top] = extent(box.map(([, y]) => y));
  let count = 0;
  for (let cell = 0; cell < cellCount(partition); cell++) {
    const own = corners.subarray(cellStarts[cell], cellStarts[cell + 1]);
    if (meets(vertices, own, left, right, bottom, top)) count++;
  }
  return count;
}

/** Whether no line separates a convex polygon from a box: along one of its sides, or along one of the polygon's. */
function meets(vertices: Float64Array, corners: Uint32Array, left: number, right: number, bottom: number, top: number): boolean {
  let [x0, x1, y0, y1] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of corners) {
    const [x, y] = [vertices[2 * v], vertices[2 * v + 1]];
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  if (x0 >= right || x1 <= left || y0 >= top || y1 <= bottom) return false;
  let last = corners[corners.length - 1];
  for (const v of corners) {
    const [x, y] = [vertices[2 * last], vertices[2 * last + 1]];
    const [dx, dy] = [vertices[2 * v] - x, vertices[2 * v + 1] - y];
    // The box's corner that lies furthest to the left of the side, where the polygon is.
    const [far1, far2] = [dy > 0 ? left : right, dx > 0 ? top : bottom];
    if (dx * (far2 - y) - dy * (far1 - x) <= 0) return false;
    last = v;
  }
  return true;
}

function isWithin(polygon: readonly Corner[], [x, y]: Corner): boolean {
  return polygon.every(([a, b], n) => {
    const [c, d] = polygon[(n + 1) % polygon.length];
    return (c - a) * (y - b) - (d - b) * (x - a) >= 0;
  });
}

function extent(numbers: readonly number[]): [number, number] {
  return [Math.min(...numbers), Math.max(...numbers)];
}
