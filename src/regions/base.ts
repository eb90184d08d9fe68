// The base of a partition: the domain cut along the first levels, and parts of it that threads cut on by themselves.
import { BORDER, type Domain } from '../model/partition.ts';
import { CellList, Complex } from './complex.ts';
import { cutLevel, settled, workshopOf, writeOutputs } from './level-cut.ts';
import type { Levels } from './levels.ts';
import { type Origin, wholeEdges } from './piece.ts';

/** Enough cells to share out among threads. */
export const BASE_CELLS = 512;

export interface Base {
  readonly complex: Complex;
  readonly list: CellList;
  /** The first level that it is not cut along. */
  readonly level: number;
}

/** Cut by whole levels until it has `least` cells. Throws RangeError where the domain is not a convex polygon. */
export function baseOf(levels: Levels, domain: Domain, least: number): Base {
  checkDomain(domain);
  const complex = new Complex();
  const workshop = workshopOf(levels, complex);
  let list = new CellList(levels.words, levels.outputs.length);
  addDomain(complex, list, domain);
  if (levels.levels.every(({ thresholds }) => thresholds === 0)) writeOutputs(levels, workshop.maps, list, 0);
  let level = 0;
  for (; level < levels.levels.length && list.count < least; level++)
    list = settled(complex, cutLevel(workshop, level, list, Number.POSITIVE_INFINITY));
  complex.coincident = complex.coincident.flatMap((edge, n, all) =>
    n % 2 === 0 ? wholeEdges(complex, edge).flatMap((whole) => [whole, all[n + 1]]) : [],
  );
  return { complex, list, level };
}

/** The base's cells first … end − 1, in a complex of their own, with what sews it to the others. */
export function partOf(
  { complex: base, list: cells }: Base,
  first: number,
  end: number,
): { readonly complex: Complex; readonly list: CellList; readonly origin: Origin } {
  const complex = new Complex();
  const list = new CellList(cells.words, cells.outputs);
  const numbers = (count: number) => new Int32Array(count).fill(-1);
  const [vertexNumber, edgeNumber, lineNumber] = [numbers(base.vertexCount), numbers(base.edgeCount), numbers(base.lineCount)];
  const origin: Origin = { vertices: [], edges: [], seams: [] };
  const faces = new Uint8Array(base.edgeCount);
  for (let at = cells.starts[first]; at < cells.starts[end]; at++) faces[cells.sides[at] >>> 1]++;
  const vertex = (v: number) => {
    if (vertexNumber[v] < 0) {
      vertexNumber[v] = complex.addVertex(
        base.at[2 * v],
        base.at[2 * v + 1],
        base.blur[3 * v],
        base.blur[3 * v + 1],
        base.blur[3 * v + 2],
      );
      origin.vertices.push(v);
    }
    return vertexNumber[v];
  };
  const line = (l: number) => {
    if (lineNumber[l] < 0) {
      const length = Math.sqrt(base.a[l] ** 2 + base.b[l] ** 2);
      const [sizeC, sizeG] = [base.spread[2 * l] * length, base.spread[2 * l + 1] * length];
      lineNumber[l] = complex.addLine(base.a[l], base.b[l], base.c[l], base.creases[l], sizeC, sizeG);
    }
    return lineNumber[l];
  };
  for (let cell = first; cell < end; cell++) {
    const loop: number[] = [];
    for (let at = cells.starts[cell]; at < cells.starts[cell + 1]; at++) {
      const [e, back] = [cells.sides[at] >>> 1, cells.sides[at] & 1];
      if (edgeNumber[e] < 0) {
        edgeNumber[e] = complex.addEdge(vertex(base.ends[2 * e]), vertex(base.ends[2 * e + 1]), line(base.line[e]));
        origin.edges.push(e);
        origin.seams.push(faces[e] === 1 && base.creases[base.line[e]] !== BORDER);
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

/** The domain as the one cell that nothing has cut yet. */
function addDomain(complex: Complex, list: CellList, { corners }: Domain): void {
  const vertices = corners.map(([x, y]) => complex.addVertex(x, y, 0, 0, 0));
  list.reserve(corners.length);
  corners.forEach(([x, y], n) => {
    const next = (n + 1) % corners.length;
    const [dx, dy] = [corners[next][0] - x, corners[next][1] - y];
    const line = complex.addLine(-dy, dx, dy * x - dx * y, BORDER, 0, Math.abs(dx) + Math.abs(dy));
    list.sides[n] = 2 * complex.addEdge(vertices[n], vertices[next], line);
  });
  list.starts[1] = corners.length;
  list.count = 1;
}

function checkDomain({ corners }: Domain): void {
  if (!corners.flat().every(Number.isFinite))
    throw new RangeError('The domain has a corner that is not finite; give it finite ones.');
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
