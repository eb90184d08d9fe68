// Parts of a partition that threads prove one by one.
import { cellCount, type Partition } from '../model/partition.ts';
import type { Claims, Excerpt } from './certificate-claims.ts';
import type { PieceRange } from './piece-ranges.ts';

/** Excerpts of a small partition, so that many threads have one each. */
const EXCERPTS = 32;
/** Cells of one: vertices along its border are asked about again by its neighbours, and what waits for a thread takes memory. */
const LEAST_CELLS = 128;
const MOST_CELLS = 2048;

export function excerptRanges(partition: Pick<Partition, 'cellStarts'>): PieceRange[] {
  const cells = cellCount(partition);
  const size = Math.min(MOST_CELLS, Math.max(LEAST_CELLS, Math.ceil(cells / EXCERPTS)));
  return Array.from({ length: Math.ceil(cells / size) }, (_, n) => [n * size, Math.min(cells, (n + 1) * size)]);
}

/** The cells first … end − 1 in arrays of their own, with numbers of their own for cells, vertices and edges. */
export function excerptOf(partition: Partition, claims: Claims, [first, end]: PieceRange): Excerpt {
  const { domain, cut, layout, cellStarts, classes } = partition;
  const [from, to] = [cellStarts[first], cellStarts[end]];
  const [corners, vertices] = renumbered(partition.corners.subarray(from, to));
  const [sides, edges] = renumbered(partition.sides.subarray(from, to));
  const maps = 3 * claims.outputs;
  return {
    domain,
    cut,
    layout,
    vertices: Float64Array.from({ length: 2 * vertices.length }, (_, n) => partition.vertices[2 * vertices[n >> 1] + (n & 1)]),
    edgeCreases: edges.map((edge) => partition.edgeCreases[edge]),
    coincident: Uint32Array.from(
      [...edges].flatMap((edge, n) =>
        claims
          .creases(edge)
          .slice(1)
          .flatMap((code) => [n, code]),
      ),
    ),
    cellStarts: cellStarts.slice(first, end + 1).map((start) => start - from),
    corners,
    sides,
    patterns: partition.patterns.slice(first * layout.words, end * layout.words),
    affine: partition.affine.slice(first * maps, end * maps),
    classes: classes?.slice(first, end) ?? null,
  };
}

/** The same with numbers from 0 on, as they come; and what each of these was. */
function renumbered(numbers: Uint32Array): [own: Uint32Array, was: Uint32Array] {
  const order = new Map<number, number>();
  const own = numbers.map((number) => {
    const known = order.get(number);
    if (known !== undefined) return known;
    order.set(number, order.size);
    return order.size - 1;
  });
  return [own, Uint32Array.from(order.keys())];
}
