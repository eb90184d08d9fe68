// Sews the pieces of a partition together along their seams.
import { cellCount, type Partition } from '../model/partition.ts';
import { coveredShare } from './areas.ts';
import { type Piece, sortedPairs } from './piece.ts';

/** A point where everything of a kind goes on after what earlier pieces brought. */
interface Offsets {
  cells: number;
  sides: number;
  vertices: number;
  edges: number;
}

/**
 * The partition of these pieces, whose cells keep their order. Where it is not complete, `covered` says how much of the domain they are.
 */
export function assemblePieces(
  there: readonly Piece[],
  { domain, cut, layout }: Pick<Partition, 'domain' | 'cut' | 'layout'>,
  complete: boolean,
): Partition {
  if (complete && there.length === 1) {
    const { baseVertices, seams, classes, ...arrays } = there[0];
    return { ...arrays, domain, cut, layout, classes: cut.classes ? Uint16Array.from(classes) : null, complete, covered: 1 };
  }
  const total = (length: (piece: Piece) => number) => there.reduce((sum, piece) => sum + length(piece), 0);
  const [F, S] = [total(cellCount), total((piece) => piece.sides.length)];
  const vertices = new Float64Array(total((piece) => piece.vertices.length));
  const edges = new Uint32Array(total((piece) => piece.edges.length));
  const edgeCells = new Int32Array(edges.length);
  const edgeCreases = new Uint32Array(edges.length / 2);
  const [cellStarts, corners, sides] = [new Uint32Array(F + 1), new Uint32Array(S), new Uint32Array(S)];
  const patterns = new Uint32Array(F * layout.words);
  const affine = new Float64Array(total((piece) => piece.affine.length));
  const classes = cut.classes ? new Uint16Array(F) : null;
  const coincident: number[] = [];
  const baseVertexCount = there.reduce((most, { baseVertices }) => baseVertices.reduce((a, b) => Math.max(a, b + 1), most), 0);
  const baseVertex = new Int32Array(baseVertexCount).fill(-1);
  /** What the base's edges became in the first piece that has them, from start to end. */
  const sewn = new Map<number, readonly number[]>();
  const at: Offsets = { cells: 0, sides: 0, vertices: 0, edges: 0 };
  let affineAt = 0;
  for (const piece of there) {
    const vertexNumber = new Int32Array(piece.vertices.length / 2).fill(-1);
    const edgeNumber = new Int32Array(piece.edgeCreases.length).fill(-1);
    forEachSeam(piece, (base, own) => {
      const other = sewn.get(base);
      if (!other) return;
      own.forEach((e, n) => {
        if (other.length !== own.length) return;
        edgeNumber[e] = other[n];
        for (const end of [0, 1]) vertexNumber[piece.edges[2 * e + end]] = edges[2 * other[n] + end];
      });
    });
    piece.baseVertices.forEach((base, v) => {
      if (base >= 0 && baseVertex[base] >= 0) vertexNumber[v] = baseVertex[base];
    });
    for (let v = 0; v < vertexNumber.length; v++) {
      if (vertexNumber[v] < 0) {
        vertices.set(piece.vertices.subarray(2 * v, 2 * v + 2), 2 * at.vertices);
        vertexNumber[v] = at.vertices++;
      }
      if (piece.baseVertices[v] >= 0) baseVertex[piece.baseVertices[v]] = vertexNumber[v];
    }
    for (let e = 0; e < edgeNumber.length; e++) {
      const isNew = edgeNumber[e] < 0;
      if (isNew) edgeNumber[e] = at.edges++;
      const edge = edgeNumber[e];
      for (const end of [0, 1]) {
        const cell = piece.edgeCells[2 * e + end];
        if (isNew) edges[2 * edge + end] = vertexNumber[piece.edges[2 * e + end]];
        if (isNew || cell >= 0) edgeCells[2 * edge + end] = cell < 0 ? -1 : at.cells + cell;
      }
      edgeCreases[edge] = piece.edgeCreases[e];
    }
    forEachSeam(piece, (base, own) => {
      if (!sewn.has(base))
        sewn.set(
          base,
          own.map((e) => edgeNumber[e]),
        );
    });
    for (let n = 0; n < piece.coincident.length; n += 2)
      coincident.push(edgeNumber[piece.coincident[n]], piece.coincident[n + 1]);
    for (let n = 0; n < piece.sides.length; n++) {
      corners[at.sides + n] = vertexNumber[piece.corners[n]];
      sides[at.sides + n] = edgeNumber[piece.sides[n]];
    }
    patterns.set(piece.patterns, at.cells * layout.words);
    affine.set(piece.affine, affineAt);
    classes?.set(piece.classes, at.cells);
    const count = cellCount(piece);
    for (let cell = 1; cell <= count; cell++) cellStarts[at.cells + cell] = at.sides + piece.cellStarts[cell];
    affineAt += piece.affine.length;
    at.cells += count;
    at.sides += piece.sides.length;
  }
  const result = {
    domain,
    cut,
    layout,
    vertices: vertices.slice(0, 2 * at.vertices),
    edges: edges.slice(0, 2 * at.edges),
    edgeCells: edgeCells.slice(0, 2 * at.edges),
    edgeCreases: edgeCreases.slice(0, at.edges),
    coincident: sortedPairs(coincident),
    cellStarts,
    corners,
    sides,
    patterns,
    affine,
    classes,
    complete,
  };
  return { ...result, covered: complete ? 1 : coveredShare(result, domain) };
}

function forEachSeam({ seams }: Piece, visit: (base: number, edges: readonly number[]) => void): void {
  for (let at = 0; at < seams.length; at += 2 + seams[at + 1])
    visit(seams[at], [...seams.subarray(at + 2, at + 2 + seams[at + 1])]);
}
