// A part of a partition as plain arrays that one thread hands to another, and how it is made of the cells that were cut.
import type { Partition } from '../model/partition.ts';
import type { CellList, Complex } from './complex.ts';

/** The arrays of a Partition with numbers of its own, and what it takes to sew pieces together. */
export interface Piece extends Omit<Partition, 'domain' | 'cut' | 'layout' | 'classes' | 'complete' | 'covered'> {
  /** False where a limit left cells out. */
  readonly whole: boolean;
  /** [F] as in Partition; 0 unless cut along the classes. */
  readonly classes: Int32Array;
  /** [V] the base's number of a vertex that the base has; −1 for the others. */
  readonly baseVertices: Int32Array;
  /** For every edge of the base between this piece and another: [base edge, how many edges it became, their numbers in order …]; −1 for those that were left out. */
  readonly seams: Int32Array;
}

/** Where a piece's vertices and edges came from, by number; see Piece. */
export interface Origin {
  readonly vertices: number[];
  /** Base edges of the complex's own first edges. */
  readonly edges: number[];
  /** Whether the cell on the other side of each is another piece's. */
  readonly seams: boolean[];
}

/** Gives what is left whole new numbers. `list` is settled. */
export function pieceOf(complex: Complex, list: CellList, origin: Origin, whole: boolean): Piece {
  const { count, words, outputs } = list;
  const sideCount = list.starts[count];
  const vertexNumber = new Int32Array(complex.vertexCount).fill(-1);
  const edgeNumber = new Int32Array(complex.edgeCount).fill(-1);
  const [vertexOrder, edgeOrder] = [new Int32Array(complex.vertexCount), new Int32Array(complex.edgeCount)];
  const corners = new Uint32Array(sideCount);
  const sides = new Uint32Array(sideCount);
  const edgeCells = new Int32Array(2 * sideCount).fill(-1);
  let [V, E] = [0, 0];
  for (let cell = 0; cell < count; cell++)
    for (let i = list.starts[cell]; i < list.starts[cell + 1]; i++) {
      const half = list.sides[i];
      const [v, e] = [complex.ends[half], half >>> 1];
      if (vertexNumber[v] < 0) {
        vertexOrder[V] = v;
        vertexNumber[v] = V++;
      }
      if (edgeNumber[e] < 0) {
        edgeOrder[E] = e;
        edgeNumber[e] = E++;
      }
      corners[i] = vertexNumber[v];
      sides[i] = edgeNumber[e];
      edgeCells[2 * edgeNumber[e] + (half & 1)] = cell;
    }
  const vertices = new Float64Array(2 * V);
  const baseVertices = new Int32Array(V).fill(-1);
  for (let n = 0; n < V; n++) {
    const v = vertexOrder[n];
    vertices[2 * n] = complex.at[2 * v];
    vertices[2 * n + 1] = complex.at[2 * v + 1];
    if (v < origin.vertices.length) baseVertices[n] = origin.vertices[v];
  }
  const edges = new Uint32Array(2 * E);
  const edgeCreases = new Uint32Array(E);
  for (let n = 0; n < E; n++) {
    const e = edgeOrder[n];
    edges[2 * n] = vertexNumber[complex.ends[2 * e]];
    edges[2 * n + 1] = vertexNumber[complex.ends[2 * e + 1]];
    edgeCreases[n] = complex.creases[complex.line[e]];
  }
  return {
    whole,
    vertices,
    edges,
    edgeCells: edgeCells.slice(0, 2 * E),
    edgeCreases,
    coincident: coincidentOf(complex, edgeNumber, edgeCreases),
    cellStarts: list.starts.slice(0, count + 1),
    corners,
    sides,
    patterns: list.patterns.slice(0, count * words),
    affine: list.affine.slice(0, count * outputs * 3),
    classes: list.classes.slice(0, count),
    baseVertices,
    seams: seamsOf(complex, edgeNumber, origin),
  };
}

/** What was noted of an edge holds for all that it was split into. */
function coincidentOf(complex: Complex, edgeNumber: Int32Array, edgeCreases: Uint32Array): Uint32Array {
  const pairs: number[] = [];
  for (let n = 0; n < complex.coincident.length; n += 2) {
    const crease = complex.coincident[n + 1];
    for (const e of wholeEdges(complex, complex.coincident[n])) {
      const edge = edgeNumber[e];
      if (edge >= 0 && edgeCreases[edge] !== crease) pairs.push(edge, crease);
    }
  }
  return sortedPairs(pairs);
}

/** Pairs [edge, crease] by edge and crease, each once. */
export function sortedPairs(pairs: readonly number[]): Uint32Array {
  const both = pairs.flatMap((edge, n) => (n % 2 === 0 ? [[edge, pairs[n + 1]]] : []));
  both.sort(([e, c], [f, d]) => e - f || c - d);
  return Uint32Array.from(both.filter(([e, c], n) => n === 0 || e !== both[n - 1][0] || c !== both[n - 1][1]).flat());
}

function seamsOf(complex: Complex, edgeNumber: Int32Array, origin: Origin): Int32Array {
  const seams: number[] = [];
  origin.edges.forEach((base, e) => {
    if (!origin.seams[e]) return;
    const pieces = wholeEdges(complex, e).map((piece) => edgeNumber[piece]);
    seams.push(base, pieces.length, ...pieces);
  });
  return Int32Array.from(seams);
}

/** The edges that e was split into, from its start to its end. */
export function wholeEdges(complex: Complex, e: number): number[] {
  const halves: number[] = [];
  complex.pieces(2 * e, halves);
  return halves.map((half) => half >>> 1);
}
