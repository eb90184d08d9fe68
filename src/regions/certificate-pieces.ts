// What a certificate asks of the network's part in a partition: patterns and affine maps, in cells, at vertices and across edges.
import { activationPieces } from '../model/activation.ts';
import type { Network } from '../model/network.ts';
import { BORDER, CLASS_BOUNDARY, type Domain, type Partition, ZERO_SET } from '../model/partition.ts';
import type { PieceOracle, PieceReading } from '../model/partition-report.ts';
import { vertexBlur } from './certificate-shape.ts';
import { ROUNDING, Tally, U } from './certificate-tally.ts';

export class PieceChecks {
  /** Readings inside cells and at their corners, by cell. */
  readonly pattern = new Tally();
  readonly values = new Tally();
  /** By edge. */
  readonly neighbours = new Tally();
  readonly continuous = new Tally();
  /** Pieces inside cells that the oracle is not sure of. */
  undecided = 0;
  readonly #partition: Partition;
  readonly #oracle: PieceOracle;
  readonly #blur: number;
  readonly #outputs: number;
  /** The bits of the first layer that jumps, if any does: behind it everything is constant but for jumps where it jumps. */
  #jumpStart = Infinity;
  #jumpEnd = Infinity;
  /** [K] how far affine maps may be off by rounding, wherever in the domain it came in. */
  readonly #slack: readonly number[];
  /** Sides that begin at vertex v are #starts[v] … #starts[v + 1] of #leaving, which numbers them as Partition.sides does. */
  readonly #starts: Uint32Array;
  readonly #leaving: Uint32Array;
  /** The cell that each side is of. */
  readonly #cellOf: Uint32Array;
  /** [E] 1 + where an edge's pairs begin in Partition.coincident; 0 where it has none. */
  readonly #pairs: Uint32Array;
  /** [E] 1 where a crease that is stated of an edge was found elsewhere. */
  readonly #isOff: Uint8Array;
  /** What #creases found last. */
  readonly #stated: number[] = [];

  constructor(network: Network, partition: Partition, oracle: PieceOracle) {
    const { vertices, edgeCreases, cellStarts, corners, coincident, domain, layout } = partition;
    this.#partition = partition;
    this.#oracle = oracle;
    this.#blur = vertexBlur(domain);
    this.#outputs = network.layers[network.layers.length - 1].fanOut;
    const jumping = network.layers.findIndex(({ activation }) => activationPieces(activation).jumps.some((jump) => jump !== 0));
    if (jumping >= 0) {
      this.#jumpStart = layout.layers[jumping].first;
      this.#jumpEnd = layout.layers[jumping + 1]?.first ?? 32 * layout.words;
    }
    this.#slack = largestRises(network, domain).map((rise) => rise * ROUNDING);
    this.#pairs = new Uint32Array(edgeCreases.length);
    for (let n = coincident.length - 2; n >= 0; n -= 2) this.#pairs[coincident[n]] = n + 1;
    this.#isOff = new Uint8Array(edgeCreases.length);
    this.#cellOf = new Uint32Array(corners.length);
    for (let cell = 0; cell + 1 < cellStarts.length; cell++) this.#cellOf.fill(cell, cellStarts[cell], cellStarts[cell + 1]);
    // Sides sorted by the vertex where they begin, by counting.
    this.#starts = new Uint32Array(vertices.length / 2 + 1);
    this.#leaving = new Uint32Array(corners.length);
    for (const v of corners) this.#starts[v]++;
    for (let v = 1; v < this.#starts.length; v++) this.#starts[v] += this.#starts[v - 1];
    for (let side = corners.length - 1; side >= 0; side--) this.#leaving[--this.#starts[corners[side]]] = side;
  }

  /** Asks the oracle at the middle of the cell's corners. */
  cell(cell: number): void {
    const { vertices, cellStarts, corners } = this.#partition;
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

  /** Asks the oracle at the vertex, of the cells and edges around it. */
  vertex(v: number): void {
    const { vertices, sides } = this.#partition;
    const reading = this.#oracle(vertices[2 * v], vertices[2 * v + 1], this.#blur);
    for (let at = this.#starts[v]; at < this.#starts[v + 1]; at++) {
      const edge = sides[this.#leaving[at]];
      this.#compare(this.#cellOf[this.#leaving[at]], vertices[2 * v], vertices[2 * v + 1], reading);
      for (const code of this.#creases(edge))
        if (code < CLASS_BOUNDARY && ((reading.unsure[code >>> 5] >>> (code & 31)) & 1) === 0) this.#isOff[edge] = 1;
    }
  }

  /** Compares the cells on both sides of an edge; to be called when its vertices have been asked about. */
  edge(edge: number): void {
    const { edges, edgeCells, edgeCreases, complete } = this.#partition;
    const left = edgeCells[2 * edge];
    const right = edgeCells[2 * edge + 1];
    if (edgeCreases[edge] === BORDER || left < 0 || right < 0) {
      this.neighbours.note(left < 0 !== right < 0 && (edgeCreases[edge] === BORDER || !complete), edge);
      return;
    }
    const creases = this.#creases(edge);
    const from = edges[2 * edge];
    const to = edges[2 * edge + 1];
    const jumps = creases.some((code) => code >= this.#jumpStart && code < this.#jumpEnd);
    const areOn =
      this.#isOff[edge] === 0 &&
      (jumps || (this.#isOnCut(creases, from, left, right) && this.#isOnCut(creases, to, left, right)));
    this.neighbours.note(areOn && this.#differ(creases, left, right, jumps), edge);
    if (!jumps) this.continuous.note(this.#agree(from, left, right) && this.#agree(to, left, right), edge);
  }

  /** What bore the edge and what else runs along it. */
  #creases(edge: number): readonly number[] {
    const { edgeCreases, coincident } = this.#partition;
    const creases = this.#stated;
    creases.length = 1;
    creases[0] = edgeCreases[edge];
    for (let n = this.#pairs[edge]; n > 0 && coincident[n - 1] === edge; n += 2) creases.push(coincident[n]);
    return creases;
  }

  /** What the oracle found at (x, y), in the cell or at a corner of it, against the cell's pattern and affine maps. */
  #compare(cell: number, x: number, y: number, { pattern, unsure, outputs, bounds }: PieceReading): void {
    const { patterns, layout } = this.#partition;
    let isPattern = true;
    for (let w = 0, at = cell * layout.words; w < layout.words; w++, at++)
      isPattern &&= ((patterns[at] ^ pattern[w]) & ~unsure[w]) === 0;
    this.pattern.note(isPattern, cell);
    let isValue = true;
    for (let k = 0; k < this.#outputs; k++)
      isValue &&= Math.abs(this.#value(cell, k, x, y) - outputs[k]) <= bounds[k] + this.#error(cell, k, x, y);
    this.values.note(isValue, cell);
  }

  /** y_k by the cell's affine map. */
  #value(cell: number, k: number, x: number, y: number): number {
    const { affine } = this.#partition;
    const at = 3 * (cell * this.#outputs + k);
    return affine[at] + affine[at + 1] * x + affine[at + 2] * y;
  }

  /** How far that may be off. */
  #error(cell: number, k: number, x: number, y: number): number {
    const { affine } = this.#partition;
    const at = 3 * (cell * this.#outputs + k);
    return this.#slack[k] + 4 * U * (Math.abs(affine[at]) + Math.abs(affine[at + 1] * x) + Math.abs(affine[at + 2] * y));
  }

  /** Whether the maps of two cells agree at a vertex. */
  #agree(v: number, left: number, right: number): boolean {
    const x = this.#partition.vertices[2 * v];
    const y = this.#partition.vertices[2 * v + 1];
    for (let k = 0; k < this.#outputs; k++) {
      const error = this.#error(left, k, x, y) + this.#error(right, k, x, y);
      if (!(Math.abs(this.#value(left, k, x, y) - this.#value(right, k, x, y)) <= error)) return false;
    }
    return true;
  }

  /** Whether two patterns differ in the first of the creases and otherwise in nothing but the others, as far as a jump leaves that. */
  #differ(creases: readonly number[], left: number, right: number, jumps: boolean): boolean {
    const { patterns, layout } = this.#partition;
    const { words } = layout;
    const end = jumps ? this.#jumpEnd / 32 : words;
    const flips = (code: number) =>
      ((patterns[left * words + (code >>> 5)] ^ patterns[right * words + (code >>> 5)]) >>> (code & 31)) & 1;
    if (creases[0] < CLASS_BOUNDARY && !flips(creases[0])) return false;
    for (let w = 0; w < end; w++) {
      let flipped = patterns[left * words + w] ^ patterns[right * words + w];
      if (flipped !== 0) for (const code of creases) if (code >>> 5 === w) flipped &= ~(1 << (code & 31));
      if (flipped !== 0) return false;
    }
    return true;
  }

  /** Whether the output is 0 at a vertex of an edge of the zero set, and the classes on both sides are equal where they are not the same. */
  #isOnCut(creases: readonly number[], v: number, left: number, right: number): boolean {
    const { cut, classes, vertices } = this.#partition;
    const x = vertices[2 * v];
    const y = vertices[2 * v + 1];
    if (creases.includes(ZERO_SET)) {
      const k = cut.zeroSet;
      if (k === null || !(Math.abs(this.#value(left, k, x, y)) <= this.#error(left, k, x, y))) return false;
    }
    if (!classes) return !creases.includes(CLASS_BOUNDARY);
    const a = classes[left];
    const b = classes[right];
    if (a === b) return !creases.includes(CLASS_BOUNDARY);
    const gap = this.#value(left, a, x, y) - this.#value(left, b, x, y);
    return Math.abs(gap) <= this.#error(left, a, x, y) + this.#error(left, b, x, y);
  }

  /** Whether the cell has one sign of the output whose zero set was cut along, and its class the largest output, at every corner. */
  #isOnOneSide(cell: number): boolean {
    const { cut, classes, vertices, cellStarts, corners } = this.#partition;
    if (cut.zeroSet === null && !classes) return true;
    let [isAbove, isBelow, isBest] = [false, false, true];
    for (let i = cellStarts[cell]; i < cellStarts[cell + 1]; i++) {
      const x = vertices[2 * corners[i]];
      const y = vertices[2 * corners[i] + 1];
      if (cut.zeroSet !== null) {
        const value = this.#value(cell, cut.zeroSet, x, y);
        const error = this.#error(cell, cut.zeroSet, x, y);
        isAbove ||= value > error;
        isBelow ||= value < -error;
      }
      if (!classes) continue;
      const best = classes[cell];
      for (let k = 0; k < this.#outputs; k++) {
        const lead = this.#value(cell, k, x, y) - this.#value(cell, best, x, y);
        isBest &&= lead <= this.#error(cell, k, x, y) + this.#error(cell, best, x, y);
      }
    }
    return isBest && !(isAbove && isBelow);
  }
}

/** By output, what every weight's size would make of the domain's size: rounding anywhere on the way is relative to this. */
function largestRises({ layers }: Network, { corners }: Domain): number[] {
  let rises = new Array<number>(2).fill(Math.max(...corners.flat().map(Math.abs)));
  for (const { fanIn, fanOut, weight, activation } of layers) {
    const { slopes, jumps } = activationPieces(activation);
    const steepest = Math.max(...slopes.map(Math.abs));
    const jump = jumps.reduce((sum, height) => sum + Math.abs(height), 0);
    rises = Array.from({ length: fanOut }, (_, o) =>
      rises.reduce((sum, rise, i) => sum + steepest * Math.abs(weight[o * fanIn + i]) * rise, jump),
    );
  }
  return rises;
}
