// Sews the pieces of a partition together along their seams.
import { cellCount, type Partition } from '../model/partition.ts';
import { coveredShare } from './areas.ts';
import { type Piece, sortedPairs } from './piece.ts';

/** What a piece's own numbers are in the whole. */
interface Numbers {
  readonly vertices: Int32Array;
  readonly edges: Int32Array;
  /** From these on the whole's numbers were first given here. */
  readonly firstVertex: number;
  readonly firstEdge: number;
  readonly firstCell: number;
}

/** What an edge of the base became in the first piece that has it, from start to end: edges, and the vertices at both ends of each. */
interface Seam {
  readonly edges: readonly number[];
  readonly ends: readonly number[];
}

/**
 * The partition of these pieces, whose cells keep their order. Where it is not complete, `covered` says how much of the domain they are.
 * Takes them out of `there`: each of their arrays can be forgotten once it is copied, and together they are as large as the whole.
 */
export function assemblePieces(
  there: Piece[],
  { domain, cut, layout }: Pick<Partition, 'domain' | 'cut' | 'layout'>,
  complete: boolean,
): Partition {
  if (complete && there.length === 1) {
    const { baseVertices, seams, classes, whole, ...arrays } = there[0];
    return { ...arrays, domain, cut, layout, classes: cut.classes ? Uint16Array.from(classes) : null, complete, covered: 1 };
  }
  const numbers = numberPieces(there);
  const arrays = gather(there.splice(0), numbers, layout.words);
  const result = {
    ...arrays,
    domain,
    cut,
    layout,
    classes: cut.classes ? Uint16Array.from(arrays.classes) : null,
    complete,
  };
  return { ...result, covered: complete ? 1 : coveredShare(result, domain) };
}

/** Gives everything a number in the whole, the same one to what two pieces share. */
function numberPieces(there: readonly Piece[]): Numbers[] {
  const baseVertex = new Map<number, number>();
  const sewn = new Map<number, Seam>();
  let [vertex, edge, cell] = [0, 0, 0];
  return there.map((piece) => {
    const vertices = new Int32Array(piece.vertices.length / 2).fill(-1);
    const edges = new Int32Array(piece.edgeCreases.length).fill(-1);
    const first = { firstVertex: vertex, firstEdge: edge, firstCell: cell };
    forEachSeam(piece, (base, own) => {
      const other = sewn.get(base);
      if (other?.edges.length !== own.length) return;
      own.forEach((e, n) => {
        if (e < 0 || other.edges[n] < 0) return;
        edges[e] = other.edges[n];
        for (const end of [0, 1]) vertices[piece.edges[2 * e + end]] = other.ends[2 * n + end];
      });
    });
    piece.baseVertices.forEach((base, v) => {
      if (base < 0) return;
      vertices[v] = baseVertex.get(base) ?? vertices[v];
    });
    for (let v = 0; v < vertices.length; v++) {
      if (vertices[v] < 0) vertices[v] = vertex++;
      if (piece.baseVertices[v] >= 0) baseVertex.set(piece.baseVertices[v], vertices[v]);
    }
    for (let e = 0; e < edges.length; e++) if (edges[e] < 0) edges[e] = edge++;
    forEachSeam(piece, (base, own) => {
      if (sewn.has(base)) return;
      const ends = own.flatMap((e) => [0, 1].map((end) => (e < 0 ? -1 : vertices[piece.edges[2 * e + end]])));
      sewn.set(base, { edges: own.map((e) => (e < 0 ? -1 : edges[e])), ends });
    });
    cell += cellCount(piece);
    return { vertices, edges, ...first };
  });
}

type Arrays = { -readonly [K in Exclude<keyof Piece, 'whole'>]: Piece[K] };

/** Copies array after array into the whole's, and forgets the pieces' after each. */
function gather(pieces: readonly Piece[], numbers: readonly Numbers[], words: number): Omit<Arrays, 'baseVertices' | 'seams'> {
  const left: Arrays[] = pieces.map((piece) => ({ ...piece }));
  const [V, E] = [countOf(numbers, 'vertices'), countOf(numbers, 'edges')];
  const total = (kind: keyof Arrays) => left.reduce((sum, piece) => sum + piece[kind].length, 0);
  const each = <K extends keyof Arrays>(kind: K, copy: (own: Arrays[K], numbers: Numbers, start: number) => void) => {
    let start = 0;
    for (const [n, piece] of left.entries()) {
      const own = piece[kind];
      copy(own, numbers[n], start);
      start += own.length;
      piece[kind] = own.slice(0, 0) as Arrays[K];
    }
  };

  const vertices = new Float64Array(2 * V);
  each('vertices', (own, { vertices: number, firstVertex }) => {
    for (let v = 0; v < number.length; v++)
      if (number[v] >= firstVertex) vertices.set(own.subarray(2 * v, 2 * v + 2), 2 * number[v]);
  });
  const edges = new Uint32Array(2 * E);
  each('edges', (own, { vertices: vertex, edges: number, firstEdge }) => {
    for (let at = 0; at < own.length; at++) {
      const edge = number[at >>> 1];
      if (edge >= firstEdge) edges[2 * edge + (at & 1)] = vertex[own[at]];
    }
  });
  const edgeCells = new Int32Array(2 * E).fill(-1);
  each('edgeCells', (own, { edges: number, firstCell }) => {
    for (let at = 0; at < own.length; at++) if (own[at] >= 0) edgeCells[2 * number[at >>> 1] + (at & 1)] = firstCell + own[at];
  });
  const edgeCreases = new Uint32Array(E);
  each('edgeCreases', (own, { edges: number }) => {
    for (let e = 0; e < own.length; e++) edgeCreases[number[e]] = own[e];
  });
  const coincident: number[] = [];
  each('coincident', (own, { edges: number }) => {
    for (let n = 0; n < own.length; n += 2) coincident.push(number[own[n]], own[n + 1]);
  });
  const corners = new Uint32Array(total('corners'));
  const sides = new Uint32Array(corners.length);
  each('sides', (own, { edges: number }, start) => {
    for (let n = 0; n < own.length; n++) sides[start + n] = number[own[n]];
  });
  const cellStarts = new Uint32Array(total('cellStarts') - left.length + 1);
  let side = 0;
  each('cellStarts', (own, { firstCell }) => {
    for (let cell = 1; cell < own.length; cell++) cellStarts[firstCell + cell] = side + own[cell];
    side += own[own.length - 1];
  });
  each('corners', (own, { vertices: number }, start) => {
    for (let n = 0; n < own.length; n++) corners[start + n] = number[own[n]];
  });
  const classes = new Int32Array(total('classes'));
  each('classes', (own, _, start) => classes.set(own, start));
  const affine = new Float64Array(total('affine'));
  each('affine', (own, _, start) => affine.set(own, start));
  const patterns = new Uint32Array((cellStarts.length - 1) * words);
  each('patterns', (own, _, start) => patterns.set(own, start));
  const pairs = sortedPairs(coincident);
  return { vertices, edges, edgeCells, edgeCreases, coincident: pairs, cellStarts, corners, sides, patterns, affine, classes };
}

/** How many different numbers were given. */
function countOf(numbers: readonly Numbers[], kind: 'vertices' | 'edges'): number {
  return numbers.reduce((most, { [kind]: given }) => given.reduce((a, b) => Math.max(a, b + 1), most), 0);
}

function forEachSeam({ seams }: Piece, visit: (base: number, edges: readonly number[]) => void): void {
  for (let at = 0; at < seams.length; at += 2 + seams[at + 1])
    visit(seams[at], [...seams.subarray(at + 2, at + 2 + seams[at + 1])]);
}
