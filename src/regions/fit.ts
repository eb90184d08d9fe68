// How far one must zoom out to see a network's whole structure: a box around every vertex that it can have, and the frame of those it has.
import { activationKinks, activationPieces } from '../model/activation.ts';
import { placeNumbers } from '../model/coordinate.ts';
import type { Layer, Network } from '../model/network.ts';
import { BORDER, boxDomain, type Domain, type Partition } from '../model/partition.ts';
import type { StructureFrame } from '../model/partition-report.ts';

/** Deep creases that meet farther out than this many times their own distance from the origin are taken for parallel. */
const PARALLEL = 2 ** 24;
/** Room behind the farthest crossing of the first layer's creases, for deep ones that cross these. */
const ROOM = 2 ** 4;
/** Products of three coordinates, and squares of areas, stay finite. */
const FARTHEST = 2 ** 250;
/** How much wider than the structure its frame is. */
const MARGIN = 1.05;

/**
 * A box around the origin that holds every vertex of the partition of the whole plane, as far as f64 can tell. Where creases of the first
 * layer cross is known: the weights are f32, so that f64 holds the products in the determinant exactly, and it is 0 for parallel lines only.
 * Deep creases are parallel by the score, wherever only one unit of a layer before is sloped, and their maps are sums that f64 rounds. At
 * 2^24 times the distance at which creases of these weights lie, a coordinate's ULP is 2^-28 of that distance, and hardly farther out
 * rounding would make parallel lines cross. Half of the box's side is at most 2^250.
 */
export function wholePlane(network: Network): Domain {
  const half = Math.min(
    Math.max(PARALLEL * (farthestCrease(network) || 1), ROOM * farthestCrossing(network.layers[0])),
    FARTHEST,
  );
  return boxDomain([-half, half, -half, half]);
}

/** How far from the origin two creases of the first layer cross at most; 0 where none do. */
function farthestCrossing({ fanOut, weight, bias, activation }: Layer): number {
  const kinks = activationKinks(activation);
  const lines = Array.from({ length: fanOut }, (_, u) =>
    kinks.map((kink) => [weight[2 * u], weight[2 * u + 1], kink - bias[u]]),
  ).flat();
  let farthest = 0;
  lines.forEach(([a, b, c], i) => {
    for (let j = 0; j < i; j++) {
      const [d, e, f] = lines[j];
      const determinant = a * e - b * d;
      if (determinant !== 0)
        farthest = Math.max(farthest, Math.abs((c * e - b * f) / determinant), Math.abs((a * f - c * d) / determinant));
    }
  });
  return farthest;
}

/**
 * The distance from the origin at which a crease of any layer lies, if nothing in its unit's slopes cancels: the largest of what the biases
 * and the kinks give over what the weights give. 0 where all pass through the origin, or where there are none.
 */
function farthestCrease({ layers }: Network): number {
  let farthest = 0;
  /** Of every unit of the layer before: how much it grows per unit of x at most, and how large it can be at the origin. */
  let gains = [1, 1];
  let offsets = [0, 0];
  for (const { fanIn, fanOut, weight, bias, activation } of layers) {
    const sizes = weight.map(Math.abs);
    const through = (inputs: readonly number[], u: number) =>
      inputs.reduce((sum, input, i) => sum + sizes[u * fanIn + i] * input, 0);
    gains = Array.from({ length: fanOut }, (_, u) => through(gains, u));
    const most = Math.max(...gains);
    if (most === 0) break;
    offsets = Array.from(bias, (b, u) => Math.abs(b) + through(offsets, u));
    const kinks = activationKinks(activation).map(Math.abs);
    if (kinks.length > 0)
      gains.forEach((gain, u) => {
        if (gain > 0) farthest = Math.max(farthest, (offsets[u] + Math.max(...kinks)) / gain);
      });
    // |f(z)| ≤ slope × |z| for all but step, behind which nothing bends. Only ratios matter: sizes are kept near 1.
    const slope = Math.max(...activationPieces(activation).slopes.map(Math.abs)) / most;
    gains = gains.map((gain) => gain * slope);
    offsets = offsets.map((offset) => offset * slope);
  }
  return farthest;
}

/**
 * The bounding box of every vertex that does not lie on the domain's border; of a partition of wholePlane(network), of the network's whole
 * structure. Null where there are none: no creases, or only parallel ones.
 */
export function structureFrame({ domain, vertices, edges, edgeCreases }: Partition): StructureFrame | null {
  const inside = new Uint8Array(vertices.length / 2).fill(1);
  edgeCreases.forEach((crease, edge) => {
    if (crease === BORDER) inside[edges[2 * edge]] = inside[edges[2 * edge + 1]] = 0;
  });
  let [x0, x1, y0, y1, count] = [Infinity, -Infinity, Infinity, -Infinity, 0];
  inside.forEach((is, v) => {
    if (!is) return;
    x0 = Math.min(x0, vertices[2 * v]);
    x1 = Math.max(x1, vertices[2 * v]);
    y0 = Math.min(y0, vertices[2 * v + 1]);
    y1 = Math.max(y1, vertices[2 * v + 1]);
    count++;
  });
  if (count === 0) return null;
  const [x, y] = placeNumbers(domain.center);
  return {
    center: [x + (x0 + x1) / 2, y + (y0 + y1) / 2],
    radius: Math.max(x1 - x0, y1 - y0) / 2,
    vertices: count,
  };
}

/** A square around the frame with a margin of 5 %; around a single vertex one that reaches to the origin, or 1 where it is the origin. */
export function frameDomain({ center: [x, y], radius }: StructureFrame): Domain {
  const half = radius > 0 ? MARGIN * radius : MARGIN * (Math.max(Math.abs(x), Math.abs(y)) || 1);
  return boxDomain([x - half, x + half, y - half, y + half]);
}
