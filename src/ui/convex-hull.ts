// The convex outline of some points of a picture, and where a ray leaves it.

export type Point = readonly [x: number, y: number];

/** The corners of the smallest convex polygon around the points, in one sense of rotation (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

/** One side of the outline without its last point. */
function chain(sorted: readonly Point[]): Point[] {
  const out: Point[] = [];
  for (const point of sorted) {
    while (out.length > 1 && turn(out[out.length - 2], out[out.length - 1], point) <= 0) out.pop();
    out.push(point);
  }
  return out.slice(0, -1);
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** How far a point within the hull has to go along a direction of length 1 to leave it; 0 for one outside. */
export function distanceOut(hull: readonly Point[], [x, y]: Point, [dx, dy]: Point): number {
  const distances = hull.map(([x0, y0], i) => {
    const [x1, y1] = hull[(i + 1) % hull.length];
    // Outwards, as the hull turns: the product is negative for a direction that leaves through this side.
    const speed = (x1 - x0) * dy - (y1 - y0) * dx;
    return speed < 0 ? ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / -speed : Number.POSITIVE_INFINITY;
  });
  return Math.max(0, Math.min(...distances));
}
