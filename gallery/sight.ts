// What can be seen of a network in a view: its creases, layer after layer until there are more cells than a picture can show.
import { isPiecewiseLinear } from '../src/model/activation.ts';
import type { Place } from '../src/model/coordinate.ts';
import { createNetwork, type Network, NO_HEAD } from '../src/model/network.ts';
import { creaseAt, type Domain, type Partition } from '../src/model/partition.ts';
import { cellAreas } from '../src/regions/areas.ts';
import { baseOf } from '../src/regions/base.ts';
import { createLevels } from '../src/regions/levels.ts';
import { partition } from '../src/regions/partition.ts';
import { type CreasePiece, type Sight, scoreView } from './score.ts';
import { softSight } from './soft-sight.ts';

/** Layers are cut along until there are so many cells: what those behind them add is dust, at this width. */
const ENOUGH = 1500;

/** The square of `width` around `center`: by the exact partition, or by the soft creases of a network that has smooth layers. */
export function sightOf(network: Network, center: Place, width: number): Sight {
  const exact = network.layers.every(({ activation }) => isPiecewiseLinear(activation));
  return exact ? hardSight(network, center, width) : softSight(network, center, width);
}

function hardSight(network: Network, center: Place, width: number): Sight {
  const domain = squareAround(center, width);
  const levels = createLevels(network, center);
  const { level } = baseOf(levels, domain, ENOUGH);
  const whole = level === levels.levels.length;
  const seen = whole ? network : createNetwork(network.layers.slice(0, level), NO_HEAD);
  const found = partition({ network: seen, domain });
  const pieces = edgePieces(found);
  return { pieces, score: scoreView(pieces, cellAreas(found)), whole };
}

function squareAround(center: Place, width: number): Domain {
  const half = width / 2;
  return {
    center,
    corners: [
      [-half, -half],
      [half, -half],
      [half, half],
      [-half, half],
    ],
  };
}

/** Each edge at one of its ends, a vertex. */
function edgePieces({ layout, edges, edgeCreases, vertices }: Partition): CreasePiece[] {
  return Array.from(edgeCreases).flatMap((code, edge) => {
    const crease = creaseAt(layout, code);
    if (!crease) return [];
    const [a, b] = [2 * edges[2 * edge], 2 * edges[2 * edge + 1]];
    const [x, y] = [vertices[b] - vertices[a], vertices[b + 1] - vertices[a + 1]];
    return { layer: crease.layer, at: [vertices[a], vertices[a + 1]], direction: Math.atan2(y, x), length: Math.hypot(x, y) };
  });
}
