// The exact partition of a convex part of the plane into linear regions.

import type { Network } from '../model/network.ts';
import {
  BORDER,
  type Cut,
  checkPartitionable,
  type Domain,
  NO_CUT,
  type Partition,
  type PartitionRequest,
  patternLayout,
} from '../model/partition.ts';
import { assemblePieces } from './assembly.ts';
import { cutClasses } from './class-cut.ts';
import { CellList, Complex } from './complex.ts';
import { cutLevel, cutZeroSet, settled, type Workshop, writeOutputs } from './level-cut.ts';
import { createLevels, type Levels } from './levels.ts';
import { Maps } from './maps.ts';
import { type Origin, type Piece, pieceOf, wholeEdges } from './piece.ts';
import { VertexSigns } from './vertex-signs.ts';
import { alongPath } from './walk-order.ts';

/** The base is cut by whole levels until it has so many cells. */
const BASE_CELLS = 512;
/** Cells of the base that a piece has at least, and the most pieces: along its border a piece is slower to cut. */
const CELLS_A_PIECE = 128;
const MOST_PIECES = 64;

/** The whole partition in this thread. Throws NetworkError where the network cannot be partitioned, RangeError for a bad domain. */
export function partition({
  network,
  domain,
  cut = NO_CUT,
}: Pick<PartitionRequest, 'network' | 'domain'> & { cut?: Cut }): Partition {
  const partitioner = new Partitioner(network, domain, cut, 1);
  return partitioner.assemble([partitioner.piece(0)]);
}

/**
 * Cuts the domain along the creases of the first levels, the base, and then piece by piece along the rest. Everything is deterministic:
 * each thread makes the same base, and pieces made by several fit together.
 */
export class Partitioner {
  /** How many pieces the work is cut into. */
  readonly pieces: number;
  readonly #network: Network;
  readonly #domain: Domain;
  readonly #cut: Cut;
  readonly #levels: Levels;
  readonly #base: Base;

  constructor(network: Network, domain: Domain, cut: Cut, mostPieces = MOST_PIECES) {
    checkPartitionable(network, cut);
    checkDomain(domain);
    this.#network = network;
    this.#domain = domain;
    this.#cut = cut;
    this.#levels = createLevels(network, domain.center);
    this.#base = baseOf(this.#levels, domain);
    const isWhole = this.#base.level === this.#levels.levels.length && cut.zeroSet === null && !cut.classes;
    this.pieces = isWhole ? 1 : Math.max(1, Math.min(mostPieces, Math.floor(this.#base.list.count / CELLS_A_PIECE)));
  }

  /** Cuts piece i, 0 ≤ i < pieces; null where it has more than `most` cells. */
  piece(i: number, most = Infinity): Piece | null {
    const { complex, list, origin } = this.#take(i);
    const workshop = workshopOf(this.#levels, complex);
    let cells: CellList | null = alongPath(complex, list);
    for (let l = this.#base.level; l < this.#levels.levels.length; l++) {
      cells = cutLevel(workshop, l, cells, most);
      if (!cells) return null;
      cells = settled(complex, cells);
    }
    if (this.#cut.zeroSet !== null) cells = settled(complex, cutZeroSet(workshop, this.#cut.zeroSet, cells));
    if (this.#cut.classes) cells = settled(complex, cutClasses(workshop, cells));
    if (cells.count > most) return null;
    return pieceOf(complex, cells, origin);
  }

  /** The partition made of all pieces; without those that are null it is not complete. */
  assemble(pieces: readonly (Piece | null)[]): Partition {
    const [domain, cut] = [this.#domain, this.#cut];
    return assemblePieces(pieces, { domain, cut, layout: patternLayout(this.#network) }, this.#base.complex.vertexCount);
  }

  /** Piece i's cells of the base, in a complex of their own. */
  #take(i: number): { complex: Complex; list: CellList; origin: Origin } {
    const { complex: base, list: cells } = this.#base;
    if (this.pieces === 1) return { complex: base, list: cells, origin: { vertices: [], edges: [] } };
    const [first, end] = [i, i + 1].map((n) => Math.floor((n * cells.count) / this.pieces));
    const complex = new Complex();
    const list = new CellList(cells.words, cells.outputs);
    const numbers = (count: number) => new Int32Array(count).fill(-1);
    const [vertexNumber, edgeNumber, lineNumber] = [numbers(base.vertexCount), numbers(base.edgeCount), numbers(base.lineCount)];
    const origin: Origin = { vertices: [], edges: [] };
    const faces = new Uint8Array(base.edgeCount);
    for (let at = cells.starts[first]; at < cells.starts[end]; at++) faces[cells.sides[at] >>> 1]++;
    const vertex = (v: number, shared: number) => {
      if (vertexNumber[v] < 0) {
        vertexNumber[v] = complex.addVertex(base.at[2 * v], base.at[2 * v + 1], base.blur[v], 0);
        origin.vertices.push(v);
      }
      complex.shared[vertexNumber[v]] |= shared;
      return vertexNumber[v];
    };
    const line = (l: number) => {
      if (lineNumber[l] < 0) lineNumber[l] = complex.addLine(base.a[l], base.b[l], base.c[l], base.creases[l]);
      return lineNumber[l];
    };
    for (let cell = first; cell < end; cell++) {
      const loop: number[] = [];
      for (let at = cells.starts[cell]; at < cells.starts[cell + 1]; at++) {
        const [e, back] = [cells.sides[at] >>> 1, cells.sides[at] & 1];
        if (edgeNumber[e] < 0) {
          const isBorder = base.creases[base.line[e]] === BORDER;
          const seam = faces[e] === 1 && !isBorder ? 1 : 0;
          edgeNumber[e] = complex.addEdge(
            vertex(base.ends[2 * e], seam),
            vertex(base.ends[2 * e + 1], seam),
            line(base.line[e]),
            seam,
          );
          origin.edges.push(e);
        }
        loop.push(2 * edgeNumber[e] + back);
      }
      list.reserve(loop.length);
      list.sides.set(loop, list.starts[list.count]);
      list.starts[list.count + 1] = list.starts[list.count] + loop.length;
      list.count++;
    }
    list.patterns = cells.patterns.slice(first * cells.words, end * cells.words);
    list.affine = cells.affine.slice(first * cells.outputs * 3, end * cells.outputs * 3);
    for (let n = 0; n < base.coincident.length; n += 2) {
      const edge = edgeNumber[base.coincident[n]];
      if (edge >= 0) complex.coincident.push(edge, base.coincident[n + 1]);
    }
    return { complex, list, origin };
  }
}

interface Base {
  readonly complex: Complex;
  readonly list: CellList;
  /** The first level that it is not cut along. */
  readonly level: number;
}

function baseOf(levels: Levels, domain: Domain): Base {
  const complex = new Complex();
  const workshop = workshopOf(levels, complex);
  let list = new CellList(levels.words, levels.outputs.length);
  addDomain(complex, list, domain);
  if (levels.levels.length === 0) writeOutputs(levels, workshop.maps, list, 0);
  let level = 0;
  for (; level < levels.levels.length && list.count < BASE_CELLS; level++)
    list = settled(complex, cutLevel(workshop, level, list, Infinity) as CellList);
  complex.coincident = complex.coincident.flatMap((edge, n, all) =>
    n % 2 === 0 ? wholeEdges(complex, edge).flatMap((whole) => [whole, all[n + 1]]) : [],
  );
  return { complex, list, level };
}

function workshopOf(levels: Levels, complex: Complex): Workshop {
  return { levels, complex, maps: new Maps(levels), signs: new VertexSigns(levels) };
}

/** The domain as the one cell that nothing has cut yet. */
function addDomain(complex: Complex, list: CellList, { corners }: Domain): void {
  const vertices = corners.map(([x, y]) => complex.addVertex(x, y, 0, 0));
  list.reserve(corners.length);
  corners.forEach(([x, y], n) => {
    const next = (n + 1) % corners.length;
    const [dx, dy] = [corners[next][0] - x, corners[next][1] - y];
    const line = complex.addLine(-dy, dx, dy * x - dx * y, BORDER);
    list.sides[n] = 2 * complex.addEdge(vertices[n], vertices[next], line, 0);
  });
  list.starts[1] = corners.length;
  list.count = 1;
}

function checkDomain({ center, corners }: Domain): void {
  if (![...center, ...corners.flat()].every(Number.isFinite))
    throw new RangeError('The domain has a corner or a centre that is not finite; give it finite ones.');
  const turn = (n: number) => {
    const [a, b, c] = [0, 1, 2].map((k) => corners[(n + k) % corners.length]);
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
  };
  const bad = corners.findIndex((_, n) => !(turn(n) > 0));
  if (corners.length < 3 || bad >= 0)
    throw new RangeError(
      `The domain with the corners ${corners.map((corner) => `(${corner.join(', ')})`).join(' ')} is not a convex polygon; ` +
        'give at least 3 corners, counter-clockwise, none of them on a straight side.',
    );
}
