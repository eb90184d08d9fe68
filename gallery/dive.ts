// The way down from a wide view: narrower again and again, each time around the corner where there is most to see.
import { exactCoordinate, type Place, roundedCoordinate } from '../src/model/coordinate.ts';
import type { Network } from '../src/model/network.ts';
import { calmOf } from './points.ts';
import type { CreasePiece, ViewScore } from './score.ts';
import { sightOf } from './sight.ts';

/** How much narrower each view is than the one before: half a decade. */
const STEP = Math.sqrt(10);
/** How many corners are tried at each. */
const TRIED = 4;
/** Corners farther out than this many widths are not: half of what is around them was not seen. */
const REACH = 0.45;
/** Views of which a smaller share is calm are noise, and not gone through. */
const CALM = 0.6;
/** Centres are rounded to this part of the width, so that they are short. */
const GRAIN = 1e-3;

export interface Stop {
  readonly center: Place;
  readonly width: number;
  readonly score: ViewScore;
  /** Whether all layers are in the score. */
  readonly whole: boolean;
}

/** Descends from the square of width `from` around the origin down to `to`, or until there is nothing left to see. */
export function* dive(network: Network, from: number, to: number): Generator<Stop> {
  let center: Place = [0n, 0n];
  if (calmOf(network, center, from) < CALM) return;
  let { pieces } = sightOf(network, center, from);
  for (let width = from / STEP; width >= to; width /= STEP) {
    const corners = busyCorners(pieces, width, REACH * STEP * width).slice(0, TRIED);
    const sights = corners.map(([x, y]) => {
      const at: Place = [rounded(center[0] + exactCoordinate(x), width), rounded(center[1] + exactCoordinate(y), width)];
      return { center: at, width, ...sightOf(network, at, width) };
    });
    const best = sights
      .sort((a, b) => b.score.score - a.score.score)
      .find((sight) => calmOf(network, sight.center, width) >= CALM);
    if (!best?.score.score) return;
    ({ center, pieces } = best);
    yield best;
  }
}

function rounded(coordinate: Place[0], width: number): Place[0] {
  return roundedCoordinate(coordinate, width * GRAIN);
}

/** One corner for each square of `size` that has any, those first around which most layers' creases pass, then most creases. */
function busyCorners(pieces: readonly CreasePiece[], size: number, reach: number): (readonly [number, number])[] {
  const squares = new Map<string, { at: readonly [number, number]; layers: Set<number>; count: number }>();
  for (const { at, layer } of pieces) {
    if (Math.max(...at.map(Math.abs)) > reach) continue;
    const name = at.map((x) => Math.round(x / size)).join();
    const square = squares.get(name) ?? { at, layers: new Set(), count: 0 };
    squares.set(name, square);
    square.layers.add(layer);
    square.count++;
  }
  return [...squares.values()].sort((a, b) => b.layers.size - a.layers.size || b.count - a.count).map(({ at }) => at);
}
