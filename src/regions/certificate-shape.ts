// What a certificate asks of a partition's shape: convex cells, side by side as the edges say, that fill the domain.
import { BORDER, type Domain, type Partition } from '../model/partition.ts';
import { CompensatedSum, ROUNDING, Tally, U } from './certificate-tally.ts';

/** How far a vertex may lie, along each axis in input units, from where it should. */
export function vertexBlur({ corners }: Domain): number {
  return Math.max(...corners.flat().map(Math.abs)) * ROUNDING;
}

export class ShapeChecks {
  /** By cell. */
  readonly convex = new Tally();
  /** By cell: whether its sides are edges that run from corner to corner with the cell on that hand. */
  readonly sides = new Tally();
  /** By edge: whether an edge of the border lies on one of the domain's sides. */
  readonly border = new Tally();
  readonly #partition: Partition;
  readonly #blur: number;
  readonly #area = new CompensatedSum();
  /** How far rounding may have moved that. */
  #areaError = 0;

  constructor(partition: Partition) {
    this.#partition = partition;
    this.#blur = vertexBlur(partition.domain);
  }

  cell(cell: number): void {
    const { vertices, cellStarts, corners, sides, edges, edgeCells } = this.#partition;
    const blur = this.#blur;
    const start = cellStarts[cell];
    const end = cellStarts[cell + 1];
    const first = 2 * corners[start];
    const last = 2 * corners[end - 1];
    let isConvex = end - start >= 3;
    let areSides = true;
    // The side before this one; corners relative to the cell's first, so that small cells keep their digits.
    let ux = vertices[first] - vertices[last];
    let uy = vertices[first + 1] - vertices[last + 1];
    let x = 0;
    let y = 0;
    let twice = 0;
    let terms = 0;
    let wayX = 0;
    let wayY = 0;
    let turnsX = 0;
    let turnsY = 0;
    for (let i = start; i < end; i++) {
      const from = corners[i];
      const to = corners[i + 1 === end ? start : i + 1];
      const edge = sides[i];
      const hand = edges[2 * edge] === from ? 0 : 1;
      areSides &&= edges[2 * edge + hand] === from && edges[2 * edge + 1 - hand] === to && edgeCells[2 * edge + hand] === cell;
      const dx = vertices[2 * to] - vertices[2 * from];
      const dy = vertices[2 * to + 1] - vertices[2 * from + 1];
      // Were its three corners to move by the blur, a turn to the left could seem one to the right by so much.
      const doubt = 2 * blur * (Math.abs(ux) + Math.abs(uy) + Math.abs(dx) + Math.abs(dy) + 4 * blur);
      isConvex &&= ux * dy - uy * dx >= -doubt;
      // Along each axis a loop that turns left goes there and back; more often where it winds around more than once.
      if (Math.abs(dx) > 4 * blur && Math.sign(dx) !== wayX) {
        if (wayX !== 0) turnsX++;
        wayX = Math.sign(dx);
      }
      if (Math.abs(dy) > 4 * blur && Math.sign(dy) !== wayY) {
        if (wayY !== 0) turnsY++;
        wayY = Math.sign(dy);
      }
      const nextX = vertices[2 * to] - vertices[first];
      const nextY = vertices[2 * to + 1] - vertices[first + 1];
      twice += x * nextY - nextX * y;
      terms += Math.abs(x * nextY) + Math.abs(nextX * y);
      x = nextX;
      y = nextY;
      ux = dx;
      uy = dy;
    }
    this.convex.note(isConvex && turnsX <= 2 && turnsY <= 2, cell);
    this.sides.note(areSides, cell);
    this.#area.add(twice / 2);
    this.#areaError += U * (end - start + 8) * terms;
  }

  edge(edge: number): void {
    const { domain, vertices, edges, edgeCreases } = this.#partition;
    if (edgeCreases[edge] !== BORDER) return;
    const ends = [edges[2 * edge], edges[2 * edge + 1]];
    const isOnSide = domain.corners.some(([x, y], n, { length }) => {
      const dx = domain.corners[(n + 1) % length][0] - x;
      const dy = domain.corners[(n + 1) % length][1] - y;
      const doubt = this.#blur * (Math.abs(dx) + Math.abs(dy));
      return ends.every((v) => Math.abs(dx * (vertices[2 * v + 1] - y) - dy * (vertices[2 * v] - x)) <= doubt);
    });
    this.border.note(isOnSide, edge);
  }

  /** The domain's area less the cells', and how much of that rounding of the sum and of vertices along the border allows. */
  missingArea(): { readonly whole: number; readonly missing: number; readonly allowed: number } {
    const { corners } = this.#partition.domain;
    const [[x0, y0]] = corners;
    const missing = new CompensatedSum();
    let whole = 0;
    let around = 0;
    corners.forEach(([x, y], n) => {
      const [nextX, nextY] = corners[(n + 1) % corners.length];
      const triangle = ((x - x0) * (nextY - y0) - (nextX - x0) * (y - y0)) / 2;
      missing.add(triangle);
      whole += triangle;
      around += Math.abs(nextX - x) + Math.abs(nextY - y);
    });
    missing.add(-this.#area.total);
    return { whole, missing: missing.total, allowed: this.#areaError + this.#blur * around };
  }
}
