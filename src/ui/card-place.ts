// Where a card stands over the stage: there in its pane where it hides least of what matters.

/** In CSS pixels from the stage's upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Obstacle {
  readonly box: Box;
  /** How bad it is to hide a pixel of it. */
  readonly weight: number;
}

/** CSS pixels between a card and what it stands beside. */
const GAP = 8;
/** Less than this is no difference but rounding. */
const NOISE = 0.5;

export type Spot = readonly [left: number, top: number];

/**
 * The upper left corner of a card of that size inside `area`: at the right or the left, below, above, or beside an obstacle. It stays at
 * `current` while no other place hides less.
 */
export function cardSpot(
  [width, height]: readonly [number, number],
  area: Box,
  obstacles: readonly Obstacle[],
  current: Spot | null = null,
): Spot {
  const within = (at: number, from: number, to: number) => Math.max(Math.min(at, to), from);
  const x = (left: number) => within(left, area.left, area.right - width);
  const y = (top: number) => within(top, area.top, area.bottom - height);
  const columns = [x(area.right - width), x(area.left)];
  const rows = [y(area.bottom - height), y(area.top)];
  for (const { box } of obstacles) {
    columns.push(x(box.left - GAP - width), x(box.right + GAP));
    rows.push(y(box.top - GAP - height), y(box.bottom + GAP));
  }
  // Where it makes no difference the lowest is taken, and the furthest to the right.
  for (const places of [columns, rows]) places.sort((a, b) => b - a);
  const spots = rows.flatMap((top) => columns.map((left): Spot => [left, top]));
  const hidden = ([left, top]: Spot) =>
    obstacles.reduce(
      (sum, { box, weight }) => sum + weight * overlap(box, { left, top, right: left + width, bottom: top + height }),
      0,
    );
  const best = spots.reduce((least, spot) => (hidden(spot) < hidden(least) - NOISE ? spot : least));
  const kept = current && ([x(current[0]), y(current[1])] as const);
  return kept && hidden(kept) <= hidden(best) + NOISE ? kept : best;
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(across, 0) * Math.max(down, 0);
}

/** The part of `a` that is in `b`. */
export function clipped(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

/** A square around a point. */
export function around([x, y]: readonly [number, number], reach: number): Box {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}
