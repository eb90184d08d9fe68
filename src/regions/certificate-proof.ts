// What a certificate asks an oracle about: the patterns and affine maps of cells, inside them and at their corners.
import type { Network } from '../model/network.ts';
import { CLASS_BOUNDARY, cellCount } from '../model/partition.ts';
import type { PieceOracle, PieceReading } from '../model/partition-report.ts';
import { Claims, type Excerpt } from './certificate-claims.ts';
import { vertexBlur } from './certificate-shape.ts';
import { type Count, ROUNDING, Tally } from './certificate-tally.ts';

/** What was found of an excerpt; plain data, by the excerpt's numbers. */
export interface Proof {
  /** Readings inside cells and at their corners, by cell. */
  readonly pattern: Count;
  readonly values: Count;
  /** Pieces inside cells that the oracle is not sure of. */
  readonly undecided: number;
  /** Sides that begin where the oracle finds a crease elsewhere that is stated of their edge. */
  readonly off: readonly number[];
}

/** Cells or vertices between two breaths. */
const STRIDE = 256;

/** Asks the oracle inside every cell and at every vertex; yields how much of that is done, 0 to 1, every few milliseconds. */
export function* proofOf(network: Network, excerpt: Excerpt, oracle: PieceOracle): Generator<number, Proof> {
  const [V, F] = [excerpt.vertices.length / 2, cellCount(excerpt)];
  const readings = new Readings(network, excerpt, oracle);
  for (let cell = 0; cell < F; cell++) {
    if (cell % STRIDE === 0) yield cell / (F + V);
    readings.cell(cell);
  }
  for (let v = 0; v < V; v++) {
    if (v % STRIDE === 0) yield (F + v) / (F + V);
    readings.vertex(v);
  }
  const { pattern, values, undecided, off } = readings;
  return { pattern, values, undecided, off };
}

class Readings implements Proof {
  readonly pattern = new Tally();
  readonly values = new Tally();
  undecided = 0;
  readonly off: number[] = [];
  readonly #excerpt: Excerpt;
  readonly #oracle: PieceOracle;
  readonly #claims: Claims;
  readonly #blur: number;
  /** Sides that begin at vertex v are #starts[v] … #starts[v + 1] of #leaving, which numbers them as Partition.sides does. */
  readonly #starts: Uint32Array;
  readonly #leaving: Uint32Array;
  /** The cell that each side is of. */
  readonly #cellOf: Uint32Array;

  constructor(network: Network, excerpt: Excerpt, oracle: PieceOracle) {
    const { vertices, cellStarts, corners, domain } = excerpt;
    this.#excerpt = excerpt;
    this.#oracle = oracle;
    this.#claims = new Claims(network, excerpt);
    this.#blur = vertexBlur(domain);
    this.#cellOf = new Uint32Array(corners.length);
    for (let cell = 0; cell + 1 < cellStarts.length; cell++) this.#cellOf.fill(cell, cellStarts[cell], cellStarts[cell + 1]);
    // Sides sorted by the vertex where they begin, by counting.
    this.#starts = new Uint32Array(vertices.length / 2 + 1);
    this.#leaving = new Uint32Array(corners.length);
    for (const v of corners) this.#starts[v]++;
    for (let v = 1; v < this.#starts.length; v++) this.#starts[v] += this.#starts[v - 1];
    for (let side = corners.length - 1; side >= 0; side--) this.#leaving[--this.#starts[corners[side]]] = side;
  }

  /** Asks at the middle of the cell's corners. */
  cell(cell: number): void {
    const { vertices, cellStarts, corners } = this.#excerpt;
    const start = cellStarts[cell];
    const end = cellStarts[cell + 1];
    const x0 = vertices[2 * corners[start]];
    const y0 = vertices[2 * corners[start] + 1];
    let x = 0;
    let y = 0;
    let reach = 0;
    for (let i = start; i < end; i++) {
      const cornerX = vertices[2 * corners[i]];
      const cornerY = vertices[2 * corners[i] + 1];
      x += cornerX - x0;
      y += cornerY - y0;
      reach = Math.max(reach, Math.abs(cornerX), Math.abs(cornerY));
    }
    x = x0 + x / (end - start);
    y = y0 + y / (end - start);
    let reading = this.#oracle(x, y, this.#blur);
    // Near the centre of a large domain a small cell may be known better than that.
    if (reading.unsure.some((word) => word !== 0)) reading = this.#oracle(x, y, ROUNDING * reach);
    for (let word of reading.unsure) for (; word !== 0; word &= word - 1) this.undecided++;
    this.#compare(cell, x, y, reading);
    if (!this.#isOnOneSide(cell)) this.values.note(false, cell);
  }

  /** Asks at the vertex, of the cells and edges around it. */
  vertex(v: number): void {
    const { vertices, sides } = this.#excerpt;
    const reading = this.#oracle(vertices[2 * v], vertices[2 * v + 1], this.#blur);
    const isElsewhere = (code: number) => code < CLASS_BOUNDARY && ((reading.unsure[code >>> 5] >>> (code & 31)) & 1) === 0;
    for (let at = this.#starts[v]; at < this.#starts[v + 1]; at++) {
      const side = this.#leaving[at];
      this.#compare(this.#cellOf[side], vertices[2 * v], vertices[2 * v + 1], reading);
      if (this.#claims.creases(sides[side]).some(isElsewhere)) this.off.push(side);
    }
  }

  /** What the oracle found at (x, y), in the cell or at a corner of it, against the cell's pattern and affine maps. */
  #compare(cell: number, x: number, y: number, { pattern, unsure, outputs, bounds }: PieceReading): void {
    const { patterns, layout } = this.#excerpt;
    const claims = this.#claims;
    let isPattern = true;
    for (let w = 0, at = cell * layout.words; w < layout.words; w++, at++)
      isPattern &&= ((patterns[at] ^ pattern[w]) & ~unsure[w]) === 0;
    this.pattern.note(isPattern, cell);
    let isValue = true;
    for (let k = 0; k < claims.outputs; k++)
      isValue &&= Math.abs(claims.value(cell, k, x, y) - outputs[k]) <= bounds[k] + claims.error(cell, k, x, y);
    this.values.note(isValue, cell);
  }

  /** Whether the cell has one sign of the output whose zero set was cut along, and its class the largest output, at every corner. */
  #isOnOneSide(cell: number): boolean {
    const { cut, classes, vertices, cellStarts, corners } = this.#excerpt;
    const claims = this.#claims;
    if (cut.zeroSet === null && !classes) return true;
    let [isAbove, isBelow, isBest] = [false, false, true];
    for (let i = cellStarts[cell]; i < cellStarts[cell + 1]; i++) {
      const x = vertices[2 * corners[i]];
      const y = vertices[2 * corners[i] + 1];
      if (cut.zeroSet !== null) {
        const value = claims.value(cell, cut.zeroSet, x, y);
        const error = claims.error(cell, cut.zeroSet, x, y);
        isAbove ||= value > error;
        isBelow ||= value < -error;
      }
      if (!classes) continue;
      const best = classes[cell];
      for (let k = 0; k < claims.outputs; k++) {
        const lead = claims.value(cell, k, x, y) - claims.value(cell, best, x, y);
        isBest &&= lead <= claims.error(cell, k, x, y) + claims.error(cell, best, x, y);
      }
    }
    return isBest && !(isAbove && isBelow);
  }
}
