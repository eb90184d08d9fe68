// Cuts all cells along the boundaries between the classes with the largest output.
import { CLASS_BOUNDARY } from '../model/partition.ts';
import { ClassEdges } from './class-edges.ts';
import { CellList, type Complex } from './complex.ts';
import { addCell, type Workshop } from './level-cut.ts';

/** How far rounding may move a vertex, relative to where it lies. */
const ROUNDING = 2 ** -50;

/** A side of a cell, and the class that wins along it. */
interface Side {
  readonly half: number;
  winner: number;
}

/** A boundary between two classes in a cell: seen from `from`, class `left` lies on the left. Two classes share one at most. */
interface Segment {
  readonly from: number;
  readonly left: number;
  readonly right: number;
  /** −1 while it is not known. */
  to: number;
}

/** The cells with their classes, each cut where the class changes in it. */
export function cutClasses({ levels, complex, maps, signs }: Workshop, list: CellList): CellList {
  const result = new CellList(list.words, list.outputs, 2 * list.count);
  const edges = new ClassEdges(complex, levels, signs);
  const stride = 3 * list.outputs;
  signs.begin(levels.levels.length);
  for (let parent = 0; parent < list.count; parent++) {
    const add = (loop: readonly number[], winner: number) => {
      const cell = addCell(result, list, parent, loop, 0, loop.length);
      result.affine.set(list.affine.subarray(parent * stride, (parent + 1) * stride), cell * stride);
      result.classes[cell] = winner;
    };
    edges.begin(maps.moveTo(list.patterns, parent * list.words, levels.levels.length));
    const sides = list.sides.subarray(list.starts[parent], list.starts[parent + 1]);
    if (levels.jumps) {
      // Constant: what is right at a corner is right everywhere.
      add([...sides], bestConstant(list.affine.subarray(parent * stride, (parent + 1) * stride)));
      continue;
    }
    const loop = sidesWithWinners(complex, edges, sides);
    if (loop.every(({ winner }) => winner === loop[0].winner))
      add(
        loop.map(({ half }) => half),
        loop[0].winner,
      );
    else for (const part of partsOf(complex, edges, loop, levels.outputs.length)) add(part.halves, part.winner);
  }
  return result;
}

function bestConstant(affine: Float64Array): number {
  let best = 0;
  for (let k = 1; 3 * k < affine.length; k++) if (affine[3 * k] > affine[3 * best]) best = k;
  return best;
}

function sidesWithWinners(complex: Complex, edges: ClassEdges, sides: Int32Array): Side[] {
  const loop: Side[] = [];
  for (const side of sides) {
    edges.settle(side >>> 1);
    const pieces: number[] = [];
    complex.pieces(side, pieces);
    for (const half of pieces) loop.push({ half, winner: edges.winner(half >>> 1) });
  }
  // An edge may have been given the class of the other cell. Classes that are equal all over this one count as the lowest of them, and of
  // those that are equal along a side the one wins here that rises fastest inwards.
  const corners = loop.map(({ half }) => complex.ends[half]);
  for (const winner of new Set(loop.map((side) => side.winner))) {
    const equals = Array.from({ length: winner }, (_, j) => j).find((j) => corners.every((v) => edges.at(v, j, winner) === 0));
    if (equals !== undefined) for (const side of loop) if (side.winner === winner) side.winner = equals;
  }
  const winners = new Set(loop.map(({ winner }) => winner));
  if (winners.size > 1)
    for (const side of loop) for (const other of winners) if (edges.rises(side.half, other, side.winner)) side.winner = other;
  return loop;
}

interface Part {
  readonly halves: number[];
  readonly winner: number;
}

/** The parts of a cell in which different classes win; the whole cell where rounding leaves no such parts. */
function partsOf(complex: Complex, edges: ClassEdges, loop: readonly Side[], classes: number): Part[] {
  const segments = segmentsOf(complex, edges, loop, classes);
  const whole = [{ halves: loop.map(({ half }) => half), winner: loop[0].winner }];
  if (!segments) return whole;
  const halves: Side[] = [...loop];
  for (const { from, to, left, right } of segments) {
    const line = complex.addLine(...lineOf(edges, left, right), CLASS_BOUNDARY, 0, 0);
    const edge = complex.addEdge(from, to, line);
    halves.push({ half: 2 * edge, winner: left }, { half: 2 * edge + 1, winner: right });
  }
  // Each class has one part, and the sides of a part follow each other from vertex to vertex.
  const parts = [...new Set(halves.map(({ winner }) => winner))].map((winner) => {
    const own = halves.filter((side) => side.winner === winner).map(({ half }) => half);
    const after = new Map(own.map((half) => [complex.ends[half], half]));
    const part = [own[0]];
    while (part.length < own.length) {
      const half = after.get(complex.ends[part[part.length - 1] ^ 1]);
      if (half === undefined || half === own[0]) break;
      part.push(half);
    }
    return { halves: part, winner, isRight: part.length === own.length };
  });
  return parts.every(({ isRight }) => isRight) ? parts : whole;
}

function lineOf(edges: ClassEdges, left: number, right: number): [number, number, number] {
  const [constant, d1, d2] = edges.difference(left, right);
  return [d1, d2, constant];
}

/**
 * All boundaries in a cell. From every vertex where the winner changes along the border a ray leaves between the two classes; where a
 * third class overtakes them it ends, and two new ones begin. null where that does not come to an end.
 */
function segmentsOf(complex: Complex, edges: ClassEdges, loop: readonly Side[], classes: number): Segment[] | null {
  const segments = new Map<string, Segment>();
  /** Vertices where classes meet. */
  const meetings = new Set<number>();
  const rays: Segment[] = [];
  const meet = (v: number, left: number, right: number) => {
    meetings.add(v);
    const key = keyOf(left, right);
    const known = segments.get(key);
    if (known?.to === -1 && known.from !== v) known.to = v;
    if (known) return;
    const ray = { from: v, left, right, to: -1 };
    segments.set(key, ray);
    rays.push(ray);
  };
  loop.forEach(({ half, winner }, n) => {
    const before = loop[(n + loop.length - 1) % loop.length].winner;
    // Counter-clockwise along the border the inside is on the left: looking in, the class before is on the left.
    if (before !== winner) meet(complex.ends[half], before, winner);
  });
  for (let ray = rays.shift(); ray; ray = rays.shift()) {
    if (ray.to >= 0) continue;
    const { from, left, right } = ray;
    const { third, x, y, isHere } = endOf(complex, edges, ray, classes);
    if (third < 0) return null;
    if (isHere) {
      // Three classes meet where the ray begins, and the third lies between the two.
      segments.delete(keyOf(left, right));
      meet(from, left, third);
      meet(from, third, right);
      continue;
    }
    const tie = (v: number) => edges.at(v, left, right) === 0 && edges.at(v, third, left) === 0;
    const crossing = [...meetings].find(tie) ?? complex.addVertex(x, y, 0, 0, ROUNDING * (Math.abs(x) + Math.abs(y)));
    ray.to = crossing;
    meet(crossing, left, third);
    meet(crossing, third, right);
  }
  return [...segments.values()].every(({ to }) => to >= 0) ? [...segments.values()] : null;
}

function keyOf(...classes: number[]): string {
  return classes.sort((a, b) => a - b).join();
}

interface End {
  readonly third: number;
  readonly x: number;
  readonly y: number;
  /** Whether it is where the ray begins. */
  readonly isHere: boolean;
}

/** The class that first overtakes both sides of a ray, and where; −1 where none does. */
function endOf(complex: Complex, edges: ClassEdges, { from, left, right }: Segment, classes: number): End {
  const [x, y] = [complex.at[2 * from], complex.at[2 * from + 1]];
  const [, d1, d2] = edges.difference(left, right);
  // Along this direction left and right stay equal, with left on the left.
  const [r1, r2] = [d2, -d1];
  let [third, nearest, fastest] = [-1, Number.POSITIVE_INFINITY, 0];
  for (let j = 0; j < classes; j++) {
    if (j === left || j === right) continue;
    const [, g1, g2] = edges.difference(j, left);
    const rate = g1 * r1 + g2 * r2;
    if (!(rate > 0)) continue;
    const t = Math.max(-edges.at(from, j, left), 0) / rate;
    if (t < nearest || (t === nearest && rate > fastest)) [third, nearest, fastest] = [j, t, rate];
  }
  return { third, x: x + nearest * r1, y: y + nearest * r2, isHere: nearest === 0 };
}
