// Cuts one convex cell along the creases that cross it.
import { type Complex, grown } from './complex.ts';
import { DOUBTFUL, ULP, type VertexSigns } from './vertex-signs.ts';

const MISSES_BELOW = -1;
const CROSSES = 0;
const MISSES_ABOVE = 1;

/** The creases of a cell, one after the other. Crease k is the line d + g1 x + g2 y = 0. */
export class CreaseList {
  count = 0;
  g1 = new Float64Array(64);
  g2 = new Float64Array(64);
  d = new Float64Array(64);
  /** For VertexSigns.value. */
  distance = new Float64Array(64);
  unit = new Int32Array(64);
  /** Its number in the level. */
  crease = new Uint32Array(64);

  add(g1: number, g2: number, d: number, distance: number, unit: number, crease: number): void {
    const k = this.count++;
    if (k === this.g1.length) {
      this.g1 = grown(this.g1, k + 1);
      this.g2 = grown(this.g2, k + 1);
      this.d = grown(this.d, k + 1);
      this.distance = grown(this.distance, k + 1);
      this.unit = grown(this.unit, k + 1);
      this.crease = grown(this.crease, k + 1);
    }
    this.g1[k] = g1;
    this.g2[k] = g2;
    this.d[k] = d;
    this.distance[k] = distance;
    this.unit[k] = unit;
    this.crease[k] = crease;
  }
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

  readonly creases = new CreaseList();
  /** On which side of each crease the cell lies that is reported, by the crease's number: 1 above. */
  readonly bits: Uint32Array;
  /** What crease 0 bears; see Partition.edgeCreases. */
  readonly #firstCode: number;

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
  #doubt = 0;
  /** Where the vertex lies that is made next, and how far it may be off: along its edge, as a part of it, and all around. */
  readonly #place = new Float64Array(4);
  #minusStart = 0;
  #plusStart = 0;

  constructor(
    complex: Complex,
    signs: VertexSigns,
    [firstCode, words]: readonly [number, number],
    onCell: (sides: Int32Array, start: number, end: number) => void,
  ) {
    this.#complex = complex;
    this.#signs = signs;
    this.#firstCode = firstCode;
    this.bits = new Uint32Array(words);
    this.#onCell = onCell;
  }

  /**
   * Cuts the loop sides[start … end), which lies within `reach` of the centre, along the creases and reports every part. sizeC and sizeG
   * are what the creases' constants and gradients were summed from.
   */
  cut(sides: Int32Array, start: number, end: number, sizeC: number, sizeG: number, reach: number): void {
    const { count } = this.creases;
    this.#sizeC = sizeC;
    this.#sizeG = sizeG;
    this.#doubt = DOUBTFUL * (sizeC + sizeG * reach);
    this.#loopTop = this.#crossingTop = 0;
    this.#reserve(end - start, count);
    for (let i = start; i < end; i++) this.#loops[this.#loopTop++] = sides[i];
    const size = this.#loopTop;
    for (let k = 0; k < count; k++) this.#sort(0, size, k);
    this.#divide(0, size, 0, this.#crossingTop, false);
  }

  /** Room on both stacks. */
  #reserve(loop: number, crossing: number): void {
    if (this.#loopTop + loop > this.#loops.length) this.#loops = grown(this.#loops, this.#loopTop + loop);
    if (this.#crossingTop + crossing > this.#crossing.length)
      this.#crossing = grown(this.#crossing, this.#crossingTop + crossing);
    if (loop > this.#values.length) {
      this.#values = new Float64Array(2 * loop);
      this.#plus = new Int32Array(2 * loop);
    }
  }

  /** Keeps crease k for the loop where it crosses it, and else notes the side. */
  #sort(start: number, end: number, k: number): void {
    const where = this.#evaluate(start, end, k);
    if (where === CROSSES) this.#crossing[this.#crossingTop++] = k;
    else this.#note(k, where === MISSES_ABOVE);
  }

  #note(k: number, isAbove: boolean): void {
    const crease = this.creases.crease[k];
    if (isAbove) this.bits[crease >>> 5] |= 1 << (crease & 31);
    else this.bits[crease >>> 5] &= ~(1 << (crease & 31));
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
      this.#note(k, above);
      this.#reserve(0, last - first);
      for (let n = first + 1; n < last; n++) this.#sort(from, to, this.#crossing[n]);
      this.#divide(from, to, crossingTop, this.#crossingTop, turn === 1);
      this.#crossingTop = crossingTop;
    }
    this.#loopTop = loopTop;
  }

  /** Writes the values of crease k at a loop's corners, exactly 0 where a corner lies on it; returns on which side the loop lies. */
  #evaluate(start: number, end: number, k: number): number {
    const { at, ends, asks } = this.#complex;
    const { g1, g2, d } = this.creases;
    const [loops, values] = [this.#loops, this.#values];
    // Copies: V8 keeps numbers in registers only within a function.
    const [a, b, c, doubt] = [g1[k], g2[k], d[k], this.#doubt];
    let above = 0;
    let below = 0;
    for (let i = start; i < end; i++) {
      const v = ends[loops[i]];
      let value = c + a * at[2 * v] + b * at[2 * v + 1];
      if (asks[v] === 1 || (value <= doubt && value >= -doubt)) value = this.#askSigns(v, k);
      values[i - start] = value;
      if (value > 0) above++;
      else if (value < 0) below++;
    }
    if (above > 0 && below > 0) return CROSSES;
    if (above + below === 0) return MISSES_BELOW;
    // The crease runs along the sides of which both ends lie on it.
    const count = end - start;
    if (above + below < count - 1)
      for (let i = 0; i < count; i++)
        if (values[i] === 0 && values[(i + 1) % count] === 0)
          this.#complex.coincident.push(loops[start + i] >>> 1, this.#firstCode + this.creases.crease[k]);
    return above > 0 ? MISSES_ABOVE : MISSES_BELOW;
  }

  #askSigns(v: number, k: number): number {
    const { distance, unit } = this.creases;
    return this.#signs.value(v, distance[k], unit[k], -1);
  }

  /** Writes what lies below crease k, and behind it what lies above, on top of the loops, with the new edge between them. */
  #split(start: number, end: number, k: number): void {
    const complex = this.#complex;
    const { creases } = this;
    const count = end - start;
    this.#reserve(2 * count + 8, 0);
    const lowest = this.#valuesOf(start, end, k);
    const code = this.#firstCode + creases.crease[k];
    const line = complex.addLine(creases.g1[k], creases.g2[k], creases.d[k], code, this.#sizeC, this.#sizeG);
    const [loops, values, plus] = [this.#loops, this.#values, this.#plus];
    this.#minusStart = this.#loopTop;
    let [minusTop, plusTop, chord] = [this.#loopTop, 0, -1];
    let isAbove = false;
    for (let n = 0, i = lowest; n < count; n++) {
      const next = i + 1 === count ? 0 : i + 1;
      const half = loops[start + i];
      const [here, there] = [values[i], values[next]];
      if (here === 0 && isAbove !== there > 0 && (there !== 0 || isAbove)) {
        const v = complex.ends[half];
        if (isAbove) complex.ends[2 * chord + 1] = v;
        else chord = complex.addEdge(v, v, line);
        if (isAbove) plus[plusTop++] = 2 * chord + 1;
        else loops[minusTop++] = 2 * chord;
        isAbove = !isAbove;
      }
      if (here * there < 0) {
        const v = this.#midOf(half >>> 1, line, half & 1 ? next : i, half & 1 ? i : next);
        const child = complex.child[half >>> 1];
        const [before, after] = half & 1 ? [2 * child + 3, 2 * child + 1] : [2 * child, 2 * child + 2];
        if (isAbove) {
          complex.ends[2 * chord + 1] = v;
          plus[plusTop++] = before;
          plus[plusTop++] = 2 * chord + 1;
          loops[minusTop++] = after;
        } else {
          chord = complex.addEdge(v, v, line);
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
  #valuesOf(start: number, end: number, k: number): number {
    const count = end - start;
    const values = this.#values;
    let lowest = 0;
    let highest = 0;
    this.#evaluate(start, end, k);
    for (let i = 0; i < count; i++) {
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

  /** The vertex where edge e, from corner `start` to corner `end`, crosses `line`; the cell on the other side may have made it. */
  #midOf(e: number, line: number, start: number, end: number): number {
    const complex = this.#complex;
    if (complex.mid[e] >= 0) return complex.mid[e];
    const { at, ends } = complex;
    const [u, v] = [ends[2 * e], ends[2 * e + 1]];
    const [dx, dy] = [at[2 * v] - at[2 * u], at[2 * v + 1] - at[2 * u + 1]];
    const [zu, zv] = [this.#values[start], this.#values[end]];
    this.#meet(u, v, zu, zv, complex.line[e], line);
    const [x, y, along, around] = this.#place;
    const mid = complex.addVertex(x, y, along * dx, along * dy, around);
    complex.splitEdge(e, mid);
    return mid;
  }

  /** Places the point between u and v where two lines meet: it has the digits of the lines, however far the ends of the edge are. */
  #meet(u: number, v: number, zu: number, zv: number, first: number, second: number): void {
    const { at, a: as, b: bs, c: cs, spread } = this.#complex;
    const [a, b, c] = [as[first], bs[first], cs[first]];
    const [g1, g2, d] = [as[second], bs[second], cs[second]];
    const determinant = a * g2 - b * g1;
    let x = (b * d - c * g2) / determinant;
    let y = (c * g1 - a * d) / determinant;
    // Lines that are nearly parallel leave it beside them; once more with what is left, and it is on both.
    const [r, s] = [a * x + b * y + c, g1 * x + g2 * y + d];
    x -= (r * g2 - b * s) / determinant;
    y -= (a * s - g1 * r) / determinant;
    const [dx, dy] = [at[2 * v] - at[2 * u], at[2 * v + 1] - at[2 * u + 1]];
    const along = (x - at[2 * u]) * dx + (y - at[2 * u + 1]) * dy;
    const isBetween = along > 0 && along < dx * dx + dy * dy;
    const t = zu / (zu - zv);
    const place = this.#place;
    place[0] = isBetween ? x : at[2 * u] + t * dx;
    place[1] = isBetween ? y : at[2 * u + 1] + t * dy;
    // Lines that lie beside where they should meet beside it: the flatter they meet, the further along them.
    const size = Math.abs(x) + Math.abs(y);
    const around = ULP * (spread[2 * first] + spread[2 * second] + (spread[2 * first + 1] + spread[2 * second + 1]) * size);
    const sine = Math.abs(determinant) / Math.sqrt((a * a + b * b) * (g1 * g1 + g2 * g2));
    place[2] = around / (sine * Math.sqrt(dx * dx + dy * dy));
    place[3] = around;
  }
}
