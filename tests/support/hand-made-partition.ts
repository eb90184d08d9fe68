// A Partition from a list of polygons, as a test writes it down.
import type { Network } from '../../src/model/network.ts';
import { BORDER, boxDomain, type Cut, type Domain, NO_CUT, type Partition, patternLayout } from '../../src/model/partition.ts';

export interface HandMadeCell {
  /** Counter-clockwise. */
  readonly corners: readonly (readonly [number, number])[];
  /** The codes of the creases above which the cell lies. */
  readonly above: readonly number[];
  /** (b, a1, a2) by output. */
  readonly maps: readonly (readonly [number, number, number])[];
  readonly class?: number;
}

export interface HandMade {
  readonly network: Network;
  readonly cells: readonly HandMadeCell[];
  /** What runs along the edge between two points, first what bore it; not asked of edges with a cell on one side only, which are the border's. */
  readonly creases: (from: readonly [number, number], to: readonly [number, number]) => readonly number[];
  readonly domain?: Domain;
  readonly cut?: Cut;
}

/** Corners at the same place are one vertex; a side between the same two vertices as another is the same edge. */
export function handMade({ network, cells, creases, domain = boxDomain([-1, 1, -1, 1]), cut = NO_CUT }: HandMade): Partition {
  const layout = patternLayout(network);
  const points: (readonly [number, number])[] = [];
  const numbers = new Map<string, number>();
  const edges: { from: number; to: number; cells: [number, number] }[] = [];
  const edgeNumbers = new Map<string, number>();
  const [cellStarts, corners, sides] = [[0], [] as number[], [] as number[]];
  const patterns = new Uint32Array(cells.length * layout.words);
  const vertex = (point: readonly [number, number]) => {
    const known = numbers.get(point.join());
    if (known !== undefined) return known;
    numbers.set(point.join(), points.length);
    return points.push(point) - 1;
  };
  cells.forEach((cell, n) => {
    const loop = cell.corners.map(vertex);
    loop.forEach((from, i) => {
      const to = loop[(i + 1) % loop.length];
      const known = edgeNumbers.get(`${to} ${from}`);
      if (known !== undefined) edges[known].cells[1] = n;
      else edgeNumbers.set(`${from} ${to}`, edges.push({ from, to, cells: [n, -1] }) - 1);
      corners.push(from);
      sides.push(known ?? edges.length - 1);
    });
    cellStarts.push(corners.length);
    for (const code of cell.above) patterns[n * layout.words + (code >>> 5)] |= 1 << (code & 31);
  });
  const along = edges.map((edge) => (edge.cells[1] < 0 ? [BORDER] : creases(points[edge.from], points[edge.to])));
  return {
    domain,
    cut,
    layout,
    vertices: Float64Array.from(points.flat()),
    edges: Uint32Array.from(edges.flatMap(({ from, to }) => [from, to])),
    edgeCells: Int32Array.from(edges.flatMap((edge) => edge.cells)),
    edgeCreases: Uint32Array.from(along, ([first]) => first),
    coincident: Uint32Array.from(along.flatMap(([, ...others], edge) => others.flatMap((code) => [edge, code]))),
    cellStarts: Uint32Array.from(cellStarts),
    corners: Uint32Array.from(corners),
    sides: Uint32Array.from(sides),
    patterns,
    affine: Float64Array.from(cells.flatMap(({ maps }) => maps.flat())),
    classes: cut.classes ? Uint16Array.from(cells, (cell) => cell.class ?? 0) : null,
    complete: true,
    covered: 1,
  };
}
