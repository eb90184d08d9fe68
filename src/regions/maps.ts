// The affine maps of a cell's units, carried from cell to cell: a unit that changes its piece changes the next level by a rank-one update.
import { MAX_WIDTH } from '../model/network.ts';
import type { Level, Levels, Weights } from './levels.ts';

/**
 * z(x) − z(centre) = c + g1 δ1 + g2 δ2 on the cell where the walk stands, for every unit of a level; of y for the tail. The constants are
 * small where the view is small, so that nothing is lost at any depth.
 */
export interface UnitMaps {
  readonly c: Float64Array;
  readonly g1: Float64Array;
  readonly g2: Float64Array;
  /** Sizes of what c and g were summed from: they are right to a few hundred ULP of these. */
  sizeC: number;
  sizeG: number;
}

/** A rank-one update: unit o of a level has changed by vector[from + o] × (mc, m1, m2). */
interface Change {
  vector: Float64Array;
  from: number;
  mc: number;
  m1: number;
  m2: number;
}

interface State extends UnitMaps {
  /** What happened to these maps since the next level took notice: the first `count` of `changes`; with `isLost` it was too much. */
  readonly changes: readonly Change[];
  count: number;
  isLost: boolean;
  /** Room for the vectors of changes that the level before passed on, and for one too many. */
  readonly products: readonly Float64Array[];
  /** Rank-one updates since the maps were last computed afresh. */
  updates: number;
}

/** More changes at a time than this are slower than computing afresh, which costs as much as three. */
const MOST_CHANGES = 2;
/** After so many updates a level is computed afresh, before rounding builds up. */
const MOST_UPDATES = 256;
/** Narrower levels are multiplied row by row. */
const NARROW = 16;

export class Maps {
  readonly #levels: readonly Level[];
  /** Weights into every level, and into the tail behind them. */
  readonly #weights: readonly Weights[];
  readonly #states: readonly State[];
  /** The pattern of the cell where the walk stands. */
  readonly #pattern: Uint32Array;
  /** Slopes of the pieces that the units of every level are on. */
  readonly #slopes: readonly Float64Array[];
  /** What the last constant was summed from. */
  #constantSize = 0;
  /** Room for the maps of a level's activations. */
  readonly #activations: readonly [Float64Array, Float64Array, Float64Array];

  constructor({ levels, tail, words }: Levels) {
    this.#levels = levels;
    this.#weights = [...levels, tail];
    this.#pattern = new Uint32Array(words);
    this.#slopes = levels.map(({ units }) => new Float64Array(units));
    const widest = Math.max(...this.#weights.map(({ units }) => units));
    this.#activations = [new Float64Array(widest), new Float64Array(widest), new Float64Array(widest)];
    this.#states = this.#weights.map(({ units }) => ({
      c: new Float64Array(units),
      g1: new Float64Array(units),
      g2: new Float64Array(units),
      sizeC: 0,
      sizeG: 0,
      changes: Array.from({ length: MOST_CHANGES }, () => ({ vector: new Float64Array(0), from: 0, mc: 0, m1: 0, m2: 0 })),
      count: 0,
      isLost: true,
      products: Array.from({ length: MOST_CHANGES + 1 }, () => new Float64Array(units)),
      updates: 0,
    }));
    const [{ columns, units, largest }] = this.#weights;
    const [state] = this.#states;
    state.g1.set(columns.subarray(0, units));
    state.g2.set(columns.subarray(units, 2 * units));
    state.sizeG = largest[0] + largest[1];
  }

  /** The maps of level `target`, or of the outputs where it is the number of levels, on the cell whose pattern begins at `at`. */
  moveTo(patterns: Uint32Array, at: number, target: number): UnitMaps {
    for (let l = 0; l < target; l++) this.#follow(l, patterns, at);
    return this.#states[target];
  }

  /** Brings level l's pattern, and with it the maps of level l + 1, to the cell's. */
  #follow(l: number, patterns: Uint32Array, at: number): void {
    const { firstWord, words } = this.#levels[l];
    const state = this.#states[l];
    const isStale = state.isLost || this.#states[l + 1].updates > MOST_UPDATES;
    if (!isStale) for (let n = 0; n < state.count; n++) this.#passOn(l, state.changes[n]);
    state.count = 0;
    state.isLost = false;
    for (let w = firstWord; w < firstWord + words; w++) {
      let flips = this.#pattern[w] ^ patterns[at + w];
      if (flips === 0) continue;
      this.#pattern[w] = patterns[at + w];
      if (isStale) continue;
      for (; flips !== 0; flips &= flips - 1) {
        const bit = 31 - Math.clz32(flips & -flips);
        this.#flip(l, (w - firstWord) * 32 + bit, (patterns[at + w] >>> bit) & 1);
      }
    }
    if (isStale) this.#afresh(l);
  }

  /** A change of level l, through slopes and weights, becomes one of level l + 1. */
  #passOn(l: number, { vector, from, mc, m1, m2 }: Change): void {
    const [slopes, next] = [this.#slopes[l], this.#states[l + 1]];
    const product = next.products[next.count];
    const [u] = this.#activations;
    for (let i = 0; i < slopes.length; i++) u[i] = slopes[i] * vector[from + i];
    multiply(this.#weights[l + 1], u, product);
    this.#change(l + 1, product, 0, mc, m1, m2);
  }

  /** Level l's crease `crease` was crossed, upwards where `on` is 1. */
  #flip(l: number, crease: number, on: number): void {
    const { thresholds, distances, slopes, jumps } = this.#levels[l];
    const { c, g1, g2 } = this.#states[l];
    const unit = thresholds === 1 ? crease : Math.floor(crease / thresholds);
    const t = crease - unit * thresholds;
    const sign = on === 1 ? 1 : -1;
    const bend = sign * (slopes[t + 1] - slopes[t]);
    this.#slopes[l][unit] += bend;
    const { columns, units, largest } = this.#weights[l + 1];
    const [mc, m1, m2] = [bend * (c[unit] + distances[crease]) + sign * jumps[t], bend * g1[unit], bend * g2[unit]];
    const next = this.#states[l + 1];
    next.sizeC += largest[unit] * Math.abs(bend) * (Math.abs(c[unit]) + Math.abs(distances[crease]));
    next.sizeG += largest[unit] * (Math.abs(m1) + Math.abs(m2));
    this.#change(l + 1, columns, unit * units, mc, m1, m2);
  }

  #change(level: number, vector: Float64Array, from: number, mc: number, m1: number, m2: number): void {
    const state = this.#states[level];
    const { c, g1, g2 } = state;
    for (let o = 0, at = from; o < c.length; o++, at++) {
      const w = vector[at];
      c[o] += w * mc;
      g1[o] += w * m1;
      g2[o] += w * m2;
    }
    state.updates++;
    if (state.isLost) return;
    if (state.count === MOST_CHANGES) {
      state.isLost = true;
      return;
    }
    const change = state.changes[state.count++];
    change.vector = vector;
    change.from = from;
    change.mc = mc;
    change.m1 = m1;
    change.m2 = m2;
  }

  /** The maps of level l + 1 from those of level l. */
  #afresh(l: number): void {
    const [state, next] = [this.#states[l], this.#states[l + 1]];
    const { fanIn, largest } = this.#weights[l + 1];
    const [ac, a1, a2] = this.#activations;
    next.sizeC = next.sizeG = 0;
    let widest = 0;
    for (let i = 0; i < fanIn; i++) {
      ac[i] = this.#constantOf(l, i);
      const slope = this.#slopes[l][i];
      a1[i] = slope * state.g1[i];
      a2[i] = slope * state.g2[i];
      widest = Math.max(widest, largest[i]);
      next.sizeC += largest[i] * this.#constantSize;
      next.sizeG += largest[i] * (Math.abs(a1[i]) + Math.abs(a2[i]));
    }
    // What rounding of the level before can be passed on.
    next.sizeC += widest * state.sizeC;
    next.sizeG += widest * state.sizeG;
    multiply(this.#weights[l + 1], ac, next.c);
    multiply(this.#weights[l + 1], a1, next.g1);
    multiply(this.#weights[l + 1], a2, next.g2);
    next.updates = 0;
    next.count = 0;
    next.isLost = true;
  }

  /** The constant of f(z) − f(Z), Z being z at the centre, for a unit of level l; its slope is noted too. */
  #constantOf(l: number, unit: number): number {
    const { thresholds, distances, pieces, slopes, jumps, firstWord } = this.#levels[l];
    const { c } = this.#states[l];
    let slope = slopes[pieces[unit]];
    let constant = slope * c[unit];
    this.#constantSize = Math.abs(constant);
    for (let t = 0; t < thresholds; t++) {
      const crease = unit * thresholds + t;
      const crossed = ((this.#pattern[firstWord + (crease >>> 5)] >>> (crease & 31)) & 1) - (pieces[unit] > t ? 1 : 0);
      if (crossed === 0) continue;
      const bend = crossed * (slopes[t + 1] - slopes[t]);
      slope += bend;
      constant += bend * (c[unit] + distances[crease]) + crossed * jumps[t];
      this.#constantSize += Math.abs(bend) * (Math.abs(c[unit]) + Math.abs(distances[crease]));
    }
    this.#slopes[l][unit] = slope;
    return constant;
  }
}

/** product = W u. Where W is wide enough, column by column, four at a time, and columns for which u is 0 are left out. */
function multiply({ rows, columns, fanIn, units }: Weights, u: Float64Array, product: Float64Array): void {
  if (units < NARROW) {
    for (let o = 0, at = 0; o < units; o++) {
      let sum = 0;
      for (let i = 0; i < fanIn; i++, at++) sum += rows[at] * u[i];
      product[o] = sum;
    }
    return;
  }
  product.fill(0);
  let count = 0;
  for (let i = 0; i < fanIn; i++) if (u[i] !== 0) inUse[count++] = i;
  let n = 0;
  for (; n + 4 <= count; n += 4) {
    const [i1, i2, i3, i4] = [inUse[n], inUse[n + 1], inUse[n + 2], inUse[n + 3]];
    const [u1, u2, u3, u4] = [u[i1], u[i2], u[i3], u[i4]];
    const [at1, at2, at3, at4] = [i1 * units, i2 * units, i3 * units, i4 * units];
    for (let o = 0; o < units; o++)
      product[o] += columns[at1 + o] * u1 + columns[at2 + o] * u2 + columns[at3 + o] * u3 + columns[at4 + o] * u4;
  }
  for (; n < count; n++) for (let o = 0, at = inUse[n] * units; o < units; o++, at++) product[o] += columns[at] * u[inUse[n]];
}

/** Columns that multiply needs. */
const inUse = new Int32Array(MAX_WIDTH);
