// The largest circle in a convex polygon: its sides move inwards at one speed until nothing is left.
type Point = readonly [number, number];

export interface Circle {
  readonly center: Point;
  readonly radius: number;
}

/**
 * Corners counter-clockwise. Of a polygon without area the radius is 0. Sides that move inwards shrink steadily; one that has shrunk to a point is
 * left out, and its neighbours meet: the polygon's straight skeleton, whose last point the circle is around.
 */
export function largestCircle(polygon: readonly Point[]): Circle {
  let corners = distinct(polygon);
  let radius = 0;
  while (corners.length > 2) {
    const moves = corners.map((_, n) => moveOf(corners, n));
    // By how far the sides have moved when side n, from corner n to the next, is a point.
    const lasts = corners.map((corner, n) => {
      const next = (n + 1) % corners.length;
      return distance(corner, corners[next]) / (moves[n].shrinks + moves[next].shrinks);
    });
    const last = lasts.reduce((least, other) => Math.min(least, other), Number.POSITIVE_INFINITY);
    if (!(last > 0 && last < Number.POSITIVE_INFINITY)) break;
    const moved = corners.map(([x, y], n): Point => [x + last * moves[n].by[0], y + last * moves[n].by[1]]);
    radius += last;
    // What shrinks to a point in the same moment but for rounding does so in the next.
    corners = moved.filter((_, n) => lasts[n] > last);
    if (corners.length < 3) return { center: mean(moved), radius };
  }
  return { center: mean(corners), radius };
}

/** How corner n moves while its two sides move inwards by 1, and by how much each of them shrinks there. */
function moveOf(corners: readonly Point[], n: number): { readonly by: Point; readonly shrinks: number } {
  const [a, b, c] = [corners.at(n - 1) as Point, corners[n], corners[(n + 1) % corners.length]];
  const [u, v] = [direction(a, b), direction(b, c)];
  const [cosine, sine] = [u[0] * v[0] + u[1] * v[1], u[0] * v[1] - u[1] * v[0]];
  // Both sides' inner normals, over 1 + the cosine of the turn between them; the tangent of half of it.
  const scale = 1 / (1 + cosine);
  return { by: [-(u[1] + v[1]) * scale, (u[0] + v[0]) * scale], shrinks: sine * scale };
}

function direction(from: Point, to: Point): Point {
  const length = distance(from, to);
  return [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
}

function distance([a, b]: Point, [c, d]: Point): number {
  return Math.hypot(c - a, d - b);
}

function distinct(corners: readonly Point[]): Point[] {
  return corners.filter((corner, n) => distance(corner, corners.at(n - 1) as Point) > 0);
}

function mean(corners: readonly Point[]): Point {
  const sum = (axis: 0 | 1) => corners.reduce((total, corner) => total + corner[axis], 0);
  return [sum(0) / corners.length, sum(1) / corners.length];
}
