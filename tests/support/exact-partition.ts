// The partition in whole numbers of any size, one cell at a time and one crease after the other: the truth that counts are held against.

import type { Activation } from '../../src/model/activation.ts';
import { activationKinks } from '../../src/model/activation.ts';
import { placeNumbers, placeOf } from '../../src/model/coordinate.ts';
import type { Layer, Network } from '../../src/model/network.ts';
import { type Cut, type Domain, NO_CUT } from '../../src/model/partition.ts';

/** (X, Y, W) is the point (X/W, Y/W), W > 0; (a, b, c) is the form a x + b y + c, up to a power of two that its owner knows. */
type Triple = readonly [bigint, bigint, bigint];

/** Corners counter-clockwise; side n, on the line sides[n], goes from corner n to corner n + 1. */
interface Polygon {
  readonly corners: readonly Triple[];
  readonly sides: readonly Triple[];
}

/** Numbers as whole numbers over 2^digits. */
interface Dyadic {
  readonly wholes: readonly bigint[];
  readonly digits: number;
}

/** A cell, and what every unit of the last layer so far is on it: forms over 2^digits. */
interface Cell {
  readonly polygon: Polygon;
  readonly forms: readonly Triple[];
  readonly digits: number;
}

export interface ExactCounts {
  readonly cells: number;
  readonly vertices: number;
  readonly edges: number;
}

/** Counts cells, vertices and edges; throws where there are more than `most` cells on the way. */
export function exactCounts(network: Network, domain: Domain, { zeroSet, classes }: Cut = NO_CUT, most = 5000): ExactCounts {
  const guarded = (cells: Cell[]) => {
    if (cells.length > most) throw new RangeError(`The exact partition has more than ${most} cells; ask for a smaller one.`);
    return cells;
  };
  let cells: Cell[] = [wholeDomain(domain)];
  for (const layer of network.layers) cells = guarded(cells.flatMap((cell) => throughLayer(cell, layer)));
  if (zeroSet !== null)
    cells = guarded(cells.flatMap((cell) => split(cell.polygon, cell.forms[zeroSet]).map((polygon) => ({ ...cell, polygon }))));
  if (classes) cells = guarded(cells.flatMap(byClass));
  const vertices = new Set(cells.flatMap(({ polygon }) => polygon.corners.map(nameOf))).size;
  return { cells: cells.length, vertices, edges: vertices + cells.length - 1 };
}

function wholeDomain({ center, corners }: Domain): Cell {
  const { wholes, digits } = dyadic([...placeNumbers(center), ...corners.flat()]);
  if (placeOf(placeNumbers(center)).some((c, axis) => c !== center[axis]))
    throw new RangeError('The domain has a centre beyond f64; whole numbers count around one that f64 holds.');
  const points = corners.map(
    (_, n): Triple => [wholes[0] + wholes[2 * n + 2], wholes[1] + wholes[2 * n + 3], 1n << BigInt(digits)],
  );
  const sides = points.map((point, n) => cross(point, points[(n + 1) % points.length]));
  return {
    polygon: { corners: points, sides },
    forms: [
      [1n, 0n, 0n],
      [0n, 1n, 0n],
    ],
    digits: 0,
  };
}

function throughLayer(cell: Cell, { fanIn, fanOut, weight, bias, activation }: Layer): Cell[] {
  const w = dyadic(weight);
  const b = dyadic([...bias, ...activationKinks(activation)]);
  const digits = w.digits + cell.digits + b.digits;
  const shifted = (whole: bigint, from: number) => whole << BigInt(digits - from);
  const zs = Array.from({ length: fanOut }, (_, o): Triple => {
    const sum = (n: number) =>
      cell.forms.reduce((total, form, i) => total + w.wholes[o * fanIn + i] * form[n], 0n) << BigInt(b.digits);
    return [sum(0), sum(1), sum(2) + shifted(b.wholes[o], b.digits)];
  });
  const creases = zs.map((z) => b.wholes.slice(fanOut).map((kink): Triple => [z[0], z[1], z[2] - shifted(kink, b.digits)]));
  const parts = creases.flat().reduce((polygons, crease) => polygons.flatMap((p) => split(p, crease)), [cell.polygon]);
  const lines = linesOf(activation);
  const l = dyadic(lines.flat());
  return parts.map((polygon) => ({
    polygon,
    forms: zs.map((z, o): Triple => {
      const piece = creases[o].filter((crease) => polygon.corners.some((corner) => dot(crease, corner) > 0n)).length;
      const [slope, constant] = l.wholes.slice(2 * piece, 2 * piece + 2);
      return [slope * z[0], slope * z[1], slope * z[2] + (constant << BigInt(digits))];
    }),
    digits: digits + l.digits,
  }));
}

/** [slope, constant] of every piece of f, from left to right. */
function linesOf(f: Activation): [number, number][] {
  switch (f.name) {
    case 'relu':
      return [[0, 0], [1, 0]]; // biome-ignore format: one piece after the other
    case 'leaky-relu':
      return [[f.slope, 0], [1, 0]]; // biome-ignore format: one piece after the other
    case 'abs':
      return [[-1, 0], [1, 0]]; // biome-ignore format: one piece after the other
    case 'hardtanh':
      return [[0, -1], [1, 0], [0, 1]]; // biome-ignore format: one piece after the other
    case 'step':
      return [[0, 0], [0, 1]]; // biome-ignore format: one piece after the other
    case 'identity':
      return [[1, 0]];
    case 'tent':
      return [[0, 0], [2, 0], [-2, 2], [0, 0]]; // biome-ignore format: one piece after the other
    default:
      throw new RangeError(`${f.name} is not piecewise linear.`);
  }
}

/** The parts where each output is the largest, ties to the lowest. */
function byClass(cell: Cell): Cell[] {
  return cell.forms.flatMap((form, k) => {
    let part: Polygon | undefined = cell.polygon;
    for (const [j, other] of cell.forms.entries()) {
      const lead: Triple = [form[0] - other[0], form[1] - other[1], form[2] - other[2]];
      const isTie = lead.every((n) => n === 0n);
      if (isTie && j < k) return [];
      if (isTie) continue;
      part = split(part, lead).find(({ corners }) => corners.some((corner) => dot(lead, corner) > 0n));
      if (!part) return [];
    }
    return [{ ...cell, polygon: part }];
  });
}

/** The parts of a convex polygon below and above the line where the form is 0: one where it does not cross the inside. */
function split(polygon: Polygon, form: Triple): Polygon[] {
  const { corners, sides } = polygon;
  const values = corners.map((corner) => dot(form, corner));
  if (!values.some((v) => v > 0n) || !values.some((v) => v < 0n)) return [polygon];
  return [-1n, 1n].map((hand) => {
    const part: { corners: Triple[]; sides: Triple[] } = { corners: [], sides: [] };
    const add = (corner: Triple, side: Triple) => {
      part.corners.push(corner);
      part.sides.push(side);
    };
    corners.forEach((corner, n) => {
      const [here, there] = [hand * values[n], hand * values[(n + 1) % corners.length]];
      // The crease is a side from where the loop leaves this part to where it comes back.
      if (here > 0n || (here === 0n && there > 0n)) add(corner, sides[n]);
      else if (here === 0n && hand * values[(n + corners.length - 1) % corners.length] > 0n) add(corner, form);
      if (here > 0n && there < 0n) add(cross(sides[n], form), form);
      if (here < 0n && there > 0n) add(cross(sides[n], form), sides[n]);
    });
    return part;
  });
}

function cross(p: Triple, q: Triple): Triple {
  const [x, y, w] = [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]];
  return w < 0n ? [-x, -y, -w] : [x, y, w];
}

const dot = (p: Triple, q: Triple): bigint => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];

/** The same for the same point. */
function nameOf([x, y, w]: Triple): string {
  const divisor = gcd(gcd(x, y), w);
  return `${x / divisor} ${y / divisor} ${w / divisor}`;
}

function gcd(a: bigint, b: bigint): bigint {
  let [p, q] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (q !== 0n) [p, q] = [q, p % q];
  return p;
}

function dyadic(numbers: Iterable<number>): Dyadic {
  const parts = Array.from(numbers, (x) => {
    let [whole, digits] = [x, 0];
    while (!Number.isInteger(whole)) [whole, digits] = [whole * 2, digits + 1];
    return { whole: BigInt(whole), digits };
  });
  const digits = Math.max(0, ...parts.map((part) => part.digits));
  return { wholes: parts.map((part) => part.whole << BigInt(digits - part.digits)), digits };
}
