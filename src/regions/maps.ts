// The affine maps of a cell's units, carried from cell to cell: a unit that changes its piece changes the next level by a rank-one update.
import type { Level, Levels } from './levels.ts';

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

interface State extends UnitMaps {
  /** Counts changes, so that the next level knows whether it is still of this one. */
  version: number;
  basedOn: number;
  /** Rank-one updates since the maps were last computed afresh. */
  updates: number;
}

/** After so many updates a level is computed afresh, before rounding builds up. */
const MOST_UPDATES = 64;

export class Maps {
  readonly #levels: readonly Level[];
  readonly #states: State[];
  readonly #columns: readonly { readonly columns: Float64Array; readonly largest: Float64Array; readonly units: number }[];
  /** The pattern of the cell where the walk stands. */
  readonly #pattern: Uint32Array;

  constructor({ levels, tail, words }: Levels) {
    this.#levels = levels;
    this.#columns = [...levels, tail];
    this.#pattern = new Uint32Array(words);
    this.#states = this.#columns.map(({ units }) => ({
      c: new Float64Array(units),
      g1: new Float64Array(units),
      g2: new Float64Array(units),
      sizeC: 0,
      sizeG: 0,
      version: 0,
      basedOn: -1,
      updates: 0,
    }));
    const [first] = this.#columns;
    const [state] = this.#states;
    state.g1.set(first.columns.subarray(0, first.units));
    state.g2.set(first.columns.subarray(first.units, 2 * first.units));
    state.sizeG = first.largest[0] + first.largest[1];
  }

  /** The maps of level `target`, or of the outputs where it is the number of levels, on the cell whose pattern begins at `at`. */
  moveTo(patterns: Uint32Array, at: number, target: number): UnitMaps {
    for (let l = 0; l < target; l++) this.#follow(l, patterns, at);
    return this.#states[target];
  }

  /** Brings level l's pattern, and with it the maps of level l + 1, to the cell's. */
  #follow(l: number, patterns: Uint32Array, at: number): void {
    const { firstWord, words } = this.#levels[l];
    const next = this.#states[l + 1];
    const stale = next.basedOn !== this.#states[l].version || next.updates > MOST_UPDATES;
    for (let w = firstWord; w < firstWord + words; w++) {
      let flips = this.#pattern[w] ^ patterns[at + w];
      if (flips === 0) continue;
      this.#pattern[w] ^= flips;
      if (stale) continue;
      for (; flips !== 0; flips &= flips - 1) {
        const bit = 31 - Math.clz32(flips & -flips);
        this.#flip(l, (w - firstWord) * 32 + bit, ((this.#pattern[w] >>> bit) & 1) === 1 ? 1 : -1);
      }
    }
    if (stale) this.#afresh(l);
  }

  /** Level l's crease `crease` was crossed, upwards where sign is 1. */
  #flip(l: number, crease: number, sign: number): void {
    const { thresholds, distances, slopes, jumps } = this.#levels[l];
    const { c, g1, g2 } = this.#states[l];
    const unit = thresholds === 1 ? crease : Math.floor(crease / thresholds);
    const t = crease - unit * thresholds;
    const bend = sign * (slopes[t + 1] - slopes[t]);
    const next = this.#states[l + 1];
    this.#add(l + 1, unit, bend * (c[unit] + distances[crease]) + sign * jumps[t], bend * g1[unit], bend * g2[unit]);
    next.version++;
    next.updates++;
  }

  /** The maps of level l + 1 from those of level l. */
  #afresh(l: number): void {
    const { units, thresholds, distances, pieces, slopes, jumps, firstWord } = this.#levels[l];
    const { c, g1, g2, version, sizeC, sizeG } = this.#states[l];
    const { largest } = this.#columns[l + 1];
    const next = this.#states[l + 1];
    next.c.fill(0);
    next.g1.fill(0);
    next.g2.fill(0);
    next.sizeC = next.sizeG = 0;
    let widest = 0;
    for (let unit = 0; unit < units; unit++) {
      const base = pieces[unit];
      let slope = slopes[base];
      let constant = slope * c[unit];
      for (let t = 0; t < thresholds; t++) {
        const crease = unit * thresholds + t;
        const on = (this.#pattern[firstWord + (crease >>> 5)] >>> (crease & 31)) & 1;
        const was = base > t ? 1 : 0;
        if (on === was) continue;
        const bend = (on - was) * (slopes[t + 1] - slopes[t]);
        slope += bend;
        constant += bend * (c[unit] + distances[crease]) + (on - was) * jumps[t];
      }
      widest = Math.max(widest, largest[unit]);
      if (slope === 0 && constant === 0) continue;
      const [s1, s2] = [slope * g1[unit], slope * g2[unit]];
      this.#add(l + 1, unit, constant, s1, s2);
      next.sizeC += largest[unit] * Math.abs(constant);
      next.sizeG += largest[unit] * (Math.abs(s1) + Math.abs(s2));
    }
    // What rounding of the level before can be passed on.
    next.sizeC += widest * sizeC;
    next.sizeG += widest * sizeG;
    next.basedOn = version;
    next.version++;
    next.updates = 0;
  }

  /** Adds a unit's affine map to the next level's, through its weights. */
  #add(level: number, unit: number, mc: number, m1: number, m2: number): void {
    const { columns, units } = this.#columns[level];
    const { c, g1, g2 } = this.#states[level];
    for (let o = 0, at = unit * units; o < units; o++, at++) {
      const w = columns[at];
      c[o] += w * mc;
      g1[o] += w * m1;
      g2[o] += w * m2;
    }
  }
}
