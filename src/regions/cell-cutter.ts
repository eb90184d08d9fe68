// Cuts one convex cell along the creases that cross it.
import type { Complex } from './complex.ts';
import type { VertexSigns } from './vertex-signs.ts';

const ULP = 2 ** -52;
/** Below this part of what it was summed from, the sign of a value is asked of VertexSigns: far above rounding, and hardly ever met. */
const DOUBTFUL = 1e-10;
const MISSES_BELOW = -1;
const CROSSES = 0;
const MISSES_ABOVE = 1;

/** A crease in a cell: the line d + g1 x + g2 y = 0. */
export interface Crease {
  readonly g1: number;
  readonly g2: number;
  readonly d: number;
  /** For VertexSigns.value. */
  readonly distance: number;
  readonly unit: number;
  readonly minus: number;
  /** What it bears; see Partition.edgeCreases. */
  readonly code: number;
}

/**
 * Cells are cut by one crease after the other, in the order in which they are given, which must be the same in all cells: then both cells
 * along an edge split it at the same places, and the second finds the vertices of the first. Of the two parts of a cut each is cut on by
 * the creases that cross it; they are visited in the order of a Gray code, so that cells that follow each other are mostly neighbours.
 */
export class CellCutter {
  readonly #complex: Complex;
  readonly #signs: VertexSigns;
  readonly #onCell: (sides: Int32Array, start: number, end: number) => void;

  /** The creases, and on which side of each the cell lies that is reported: 1 above, 0 below. */
  creases: Crease[] = [];
  sides = new Uint8Array(64);

  /** Loops of half-edges, one on top of the other. */
  #loops = new Int32Array(4096);
  /** Numbers of creases: those that still cross a loop, one list on top of the other. */
  #crossing = new Int32Array(4096);
  #loopTop = 0;
  #crossingTop = 0;
  /** Values at the corners of the loop that is being cut. */
  #values = new Float64Array(64);
  #plus = new Int32Array(64);
  #sizeC = 0;
  #sizeG = 0;
  #minusStart = 0;
  #plusStart = 0;

  constructor(complex: Complex, signs: VertexSigns, onCell: (sides: Int32Array, start: number, end: number) => void) {
    this.#complex = complex;
    this.#signs = signs;
    this.#onCell = onCell;
  }

  /**
   * Cuts the loop sides[start … end) along the creases and reports every part. sizeC and sizeG are what the creases' constants and
   * gradients were summed from.
   */
  cut(loop: ArrayLike<number>, sizeC: number, sizeG: number): void {
    const count = this.creases.length;
    if (this.sides.length < count) this.sides = new Uint8Array(2 * count);
    this.#sizeC = sizeC;
    this.#sizeG = sizeG;
    this.#reserve(loop.length, count);
    for (let i = 0; i < loop.length; i++) this.#loops[i] = loop[i];
    this.#loopTop = loop.length;
    this.#crossingTop = 0;
    for (let k = 0; k < count; k++) this.#sort(0, loop.length, k);
    this.#divide(0, loop.length, 0, this.#crossingTop, false);
  }

  /** Room on both stacks. */
  #reserve(loop: number, crossing: number): void {
    if (this.#loopTop + loop > this.#loops.length) {
      const larger = new Int32Array(2 * (this.#loopTop + loop));
      larger.set(this.#loops);
      this.#loops = larger;
    }
    if (this.#crossingTop + crossing > this.#crossing.length) {
      const larger = new Int32Array(2 * (this.#crossingTop + crossing));
      larger.set(this.#crossing);
      this.#crossing = larger;
    }
    if (loop > this.#values.length) {
      this.#values = new Float64Array(2 * loop);
      this.#plus = new Int32Array(2 * loop);
    }
  }

  /** Keeps crease k for the loop where it crosses it, and else notes the side. */
  #sort(start: number, end: number, k: number): void {
    const where = this.#where(start, end, k);
    if (where === CROSSES) this.#crossing[this.#crossingTop++] = k;
    else this.sides[k] = where === MISSES_ABOVE ? 1 : 0;
  }

  /** Cuts a loop along the first of the creases that cross it, and both parts along the rest. */
  #divide(start: number, end: number, first: number, last: number, reversed: boolean): void {
    if (first === last) {
      this.#onCell(this.#loops, start, end);
      return;
    }
    const k = this.#crossing[first];
    const [loopTop, crossingTop] = [this.#loopTop, this.#crossingTop];
    this.#split(start, end, k);
    const [minusStart, plusStart, plusEnd] = [this.#minusStart, this.#plusStart, this.#loopTop];
    for (let turn = 0; turn < 2; turn++) {
      const above = (turn === 1) !== reversed;
      const [from, to] = above ? [plusStart, plusEnd] : [minusStart, plusStart];
      this.sides[k] = above ? 1 : 0;
      this.#reserve(0, last - first);
      for (let n = first + 1; n < last; n++) this.#sort(from, to, this.#crossing[n]);
      this.#divide(from, to, crossingTop, this.#crossingTop, turn === 1);
      this.#crossingTop = crossingTop;
    }
    this.#loopTop = loopTop;
  }

  /** The value of crease k at vertex v, exactly 0 where v lies on it. */
  #value(v: number, crease: Crease): number {
    const { x, y, shared, blur } = this.#complex;
    const [vx, vy] = [x[v], y[v]];
    const value = crease.d + crease.g1 * vx + crease.g2 * vy;
    const doubt = DOUBTFUL * (this.#sizeC + this.#sizeG * (Math.abs(vx) + Math.abs(vy)));
    if (shared[v] === 0 && (value > doubt || value < -doubt)) return value;
    return this.#signs.value(v, vx, vy, blur[v], crease.distance, crease.unit, crease.minus);
  }

  #where(start: number, end: number, k: number): number {
    const crease = this.creases[k];
    let [above, below, on] = [false, false, 0];
    for (let i = start; i < end; i++) {
      const value = this.#value(this.#complex.tail(this.#loops[i]), crease);
      if (value > 0) above = true;
      else if (value < 0) below = true;
      else on++;
      if (above && below) return CROSSES;
    }
    if (on > 1 && (above || below)) this.#noteCoincident(start, end, crease);
    return above ? MISSES_ABOVE : MISSES_BELOW;
  }

  /** The crease runs along the sides of which both ends lie on it. */
  #noteCoincident(start: number, end: number, crease: Crease): void {
    const complex = this.#complex;
    const on = (half: number) => this.#value(complex.tail(half), crease) === 0;
    for (let i = start; i < end; i++) {
      const half = this.#loops[i];
      if (on(half) && on(half ^ 1)) complex.coincident.push(half >>> 1, crease.code);
    }
  }

  /** Writes what lies below crease k, and behind it what lies above, on top of the loops, with the new edge between them. */
  #split(start: number, end: number, k: number): void {
    const complex = this.#complex;
    const crease = this.creases[k];
    const count = end - start;
    this.#reserve(2 * count + 8, 0);
    const lowest = this.#valuesOf(start, end, crease);
    const line = complex.addLine(crease.g1, crease.g2, crease.d, crease.code);
    const [loops, values, plus] = [this.#loops, this.#values, this.#plus];
    this.#minusStart = this.#loopTop;
    let [minusTop, plusTop, chord] = [this.#loopTop, 0, -1];
    let isAbove = false;
    for (let n = 0, i = lowest; n < count; n++) {
      const next = i + 1 === count ? 0 : i + 1;
      const half = loops[start + i];
      const [here, there] = [values[i], values[next]];
      if (here === 0 && isAbove !== there > 0 && (there !== 0 || isAbove)) {
        const v = complex.tail(half);
        if (isAbove) complex.to[chord] = v;
        else chord = complex.addEdge(v, v, line, 0);
        if (isAbove) plus[plusTop++] = 2 * chord + 1;
        else loops[minusTop++] = 2 * chord;
        isAbove = !isAbove;
      }
      if (here * there < 0) {
        const v = this.#midOf(half >>> 1, crease, here, there, (half & 1) === 1);
        const child = complex.child[half >>> 1];
        const [before, after] = half & 1 ? [2 * child + 3, 2 * child + 1] : [2 * child, 2 * child + 2];
        if (isAbove) {
          complex.to[chord] = v;
          plus[plusTop++] = before;
          plus[plusTop++] = 2 * chord + 1;
          loops[minusTop++] = after;
        } else {
          chord = complex.addEdge(v, v, line, 0);
          loops[minusTop++] = before;
          loops[minusTop++] = 2 * chord;
          plus[plusTop++] = after;
        }
        isAbove = !isAbove;
      } else if (isAbove) plus[plusTop++] = half;
      else loops[minusTop++] = half;
      i = next;
    }
    this.#plusStart = minusTop;
    for (let n = 0; n < plusTop; n++) loops[minusTop + n] = plus[n];
    this.#loopTop = minusTop + plusTop;
  }

  /**
   * The crease's values at the loop's corners; returns where it is lowest. Along a convex loop they rise to the highest and fall again: a
   * corner of the other sign on the way, which only rounding can make in a sliver, counts as on the crease.
   */
  #valuesOf(start: number, end: number, crease: Crease): number {
    const count = end - start;
    const values = this.#values;
    let [lowest, highest] = [0, 0];
    for (let i = 0; i < count; i++) {
      values[i] = this.#value(this.#complex.tail(this.#loops[start + i]), crease);
      if (values[i] < values[lowest]) lowest = i;
      if (values[i] > values[highest]) highest = i;
    }
    for (const step of [1, count - 1]) {
      let hasCrossed = false;
      for (let i = lowest; i !== highest; i = (i + step) % count) {
        if (values[i] > 0) hasCrossed = true;
        else if (hasCrossed) values[i] = 0;
      }
    }
    return lowest;
  }

  /** The vertex where edge e crosses the crease; the cell on the other side may have made it already. */
  #midOf(e: number, crease: Crease, tailValue: number, headValue: number, reversed: boolean): number {
    const complex = this.#complex;
    if (complex.mid[e] >= 0) return complex.mid[e];
    const [zu, zv] = reversed ? [headValue, tailValue] : [tailValue, headValue];
    const [u, v] = [complex.from[e], complex.to[e]];
    const [ux, uy] = [complex.x[u], complex.y[u]];
    const [dx, dy] = [complex.x[v] - ux, complex.y[v] - uy];
    const t = zu / (zu - zv);
    let [x, y] = [ux + t * dx, uy + t * dy];
    const seam = complex.seam[e];
    if (seam === 0) {
      // Where two lines cross is known to the digits of the lines, however far the ends of the edge are.
      const line = complex.line[e];
      const [a, b, c] = [complex.a[line], complex.b[line], complex.c[line]];
      const determinant = a * crease.g2 - b * crease.g1;
      const px = (b * crease.d - c * crease.g2) / determinant;
      const py = (c * crease.g1 - a * crease.d) / determinant;
      const along = (px - ux) * dx + (py - uy) * dy;
      if (along > 0 && along < dx * dx + dy * dy) [x, y] = [px, py];
    }
    const size = Math.abs(x) + Math.abs(y);
    const length = Math.abs(dx) + Math.abs(dy);
    // On a seam all threads must come to the same.
    const error = seam === 1 ? 64 * ULP * length : (8 * ULP * (this.#sizeC + this.#sizeG * size) * length) / Math.abs(zu - zv);
    const blur = Math.max(complex.blur[u], complex.blur[v]) + error + ULP * size;
    const mid = complex.addVertex(x, y, blur, seam);
    complex.splitEdge(e, mid);
    return mid;
  }
}
