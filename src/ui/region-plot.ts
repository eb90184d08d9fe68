// The plot of the regions that grids of ever more points see, beside how many there are: both axes logarithmic.
import { countText } from './digits.ts';
import { tickText } from './region-numbers.ts';
import { svgElement, svgLine } from './svg.ts';
import { regionsText as text } from './text/regions.ts';

/** The points along a side of the grids that look for regions, and those of them that have a tick. */
export const SIDES = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096] as const;
const TICKS = SIDES.filter((_, i) => i % 2 === 0);

/** A grid's points, and how many regions they see. */
export interface SeenPoint {
  readonly points: number;
  readonly seen: number;
  /** Whether the grid is the picture's own. */
  readonly isPicture: boolean;
}

const FRAME = { top: 16, right: 16, bottom: 20, left: 34 } as const;
/** The part of the vertical axis' length that stays free at each end, and the least factor that it covers there. */
const MARGIN = 0.08;
const LEAST_FACTOR = 1.25;
const MOST_TICKS = 5;

/** The ends of a logarithmic axis with all of the counts, each at least 1. */
export function countDomain(counts: readonly number[]): readonly [number, number] {
  const [lo, hi] = [Math.min(...counts), Math.max(...counts)];
  const factor = Math.max((hi / lo) ** MARGIN, LEAST_FACTOR);
  return [lo / factor, hi * factor];
}

/** 1, 2 and 5 times the powers of ten from lo to hi, only the powers or fewer of them where these are too many. */
export function logTicks(lo: number, hi: number, most = MOST_TICKS): readonly number[] {
  const decades = Array.from({ length: 16 }, (_, i) => 10 ** i);
  const within = (ticks: readonly number[]) => ticks.filter((tick) => tick >= lo && tick <= hi);
  const all = within(decades.flatMap((decade) => [decade, 2 * decade, 5 * decade]));
  if (all.length <= most) return all;
  const powers = within(decades);
  return powers.filter((_, i) => i % Math.ceil(powers.length / most) === 0);
}

/** Where a value lies between two ends of an axis, drawn from `from` to `to`. */
export function logPlace(value: number, [lo, hi]: readonly [number, number], from: number, to: number): number {
  return from + (Math.log(value / lo) / Math.log(hi / lo)) * (to - from);
}

/** Draws into `svg`, width × height CSS pixels. `points` in ascending order; `exact` is null where it is not known. */
export function drawSeen(
  svg: SVGElement,
  points: readonly SeenPoint[],
  exact: number | null,
  width: number,
  height: number,
): void {
  const shown = points.filter(({ seen }) => seen > 0);
  const domain = countDomain([...(exact ? [exact] : []), ...shown.map(({ seen }) => seen)]);
  const [left, right, top, bottom] = [FRAME.left, width - FRAME.right, FRAME.top, height - FRAME.bottom];
  const x = (count: number) => logPlace(count, [SIDES[0] ** 2, SIDES[SIDES.length - 1] ** 2], left, right);
  const y = (count: number) => logPlace(count, domain, bottom, top);
  const label = (kind: string, at: number, down: number, words: string) =>
    svgElement('text', { class: kind, x: at, y: down }, words);
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const parts: SVGElement[] = [];
  for (const side of TICKS) parts.push(label('x', x(side ** 2), height - 5, `${side}²`));
  for (const tick of logTicks(...domain))
    parts.push(svgLine('grid', left, y(tick), right, y(tick)), label('y', left - 6, y(tick) + 4, tickText(tick)));
  const path = shown.map(({ points: n, seen }) => `${x(n).toFixed(1)} ${y(seen).toFixed(1)}`).join('L');
  if (exact) {
    const level = y(exact).toFixed(1);
    if (shown.length > 1) {
      const [first, last] = [shown[0], shown[shown.length - 1]].map((point) => x(point.points).toFixed(1));
      parts.push(svgElement('path', { class: 'missed', d: `M${first} ${level}L${path}L${last} ${level}Z` }));
    }
    parts.push(
      svgLine('exact', left, y(exact), right, y(exact)),
      label('exact', left, y(exact) - 6, text.exact(countText(exact))),
    );
  }
  if (shown.length > 0) {
    parts.push(svgElement('path', { class: 'curve', d: `M${path}` }));
    for (const { points: n, seen, isPicture } of shown)
      parts.push(svgElement('circle', { class: isPicture ? 'picture' : 'dot', cx: x(n), cy: y(seen), r: isPicture ? 4.5 : 2.5 }));
    parts.push(label('seen', x(shown[0].points) + 9, Math.min(y(shown[0].seen) + 13, bottom - 3), text.seen));
  }
  svg.replaceChildren(...parts);
}
