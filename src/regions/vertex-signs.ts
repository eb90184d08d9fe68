// On which side of a crease a vertex lies, where a cell's maps cannot tell: one answer for all cells that share the vertex.
import type { Level, Levels } from './levels.ts';

const ULP = 2 ** -52;
/** How many standard errors still count as zero. */
const SURE = 16;
/** Vertices kept at a time. */
const MOST_KEPT = 50_000;

/** What the units of a level add at a vertex to what they do at the centre; [units] each, errors squared. */
interface Rises {
  readonly values: Float64Array;
  readonly errors: Float64Array;
}

/**
 * Evaluates the network at the vertex's own coordinates, as a difference to the centre, with the rounding errors of both: it depends on
 * nothing but the vertex, where a cell's maps depend on the way that the walk came. Below its error a value is 0: the vertex lies on
 * the crease.
 */
export class VertexSigns {
  readonly #levels: Levels;
  #level = 0;
  readonly #kept = new Map<number, Rises>();
  /** The rise of the unit that was asked for last, and its error. */
  #rise = 0;
  #error = 0;

  constructor(levels: Levels) {
    this.#levels = levels;
  }

  /** Vertices are asked about units of this level from now on; of the outputs where it is the number of levels. */
  begin(level: number): void {
    this.#level = level;
    this.#kept.clear();
  }

  /**
   * distance + the rise of `unit` less that of `minus` (none below 0) at vertex v, which lies at (x, y) to within `blur`; exactly 0 where
   * it cannot be told from 0.
   */
  value(v: number, x: number, y: number, blur: number, distance: number, unit: number, minus: number): number {
    const rises = this.#rises(v, x, y, blur);
    this.#sum(rises, unit);
    let value = distance + this.#rise;
    let error = this.#error;
    if (minus >= 0) {
      this.#sum(rises, minus);
      value -= this.#rise;
      error += this.#error;
    }
    return Math.abs(value) <= SURE * Math.sqrt(error) + 4 * ULP * Math.abs(distance) ? 0 : value;
  }

  #sum({ values, errors }: Rises, unit: number): void {
    const { levels, tail } = this.#levels;
    const { fanIn, rows } = levels[this.#level] ?? tail;
    let [rise, error] = [0, 0];
    for (let i = 0, at = unit * fanIn; i < fanIn; i++, at++) {
      const w = rows[at];
      rise += w * values[i];
      error += w * w * errors[i];
    }
    this.#rise = rise;
    this.#error = error;
  }

  /** What goes into the units of the level that is asked about. */
  #rises(v: number, x: number, y: number, blur: number): Rises {
    const known = this.#kept.get(v);
    if (known) return known;
    const error = (at: number) => blur * blur + (ULP * at) ** 2;
    let rises: Rises = { values: Float64Array.of(x, y), errors: Float64Array.of(error(x), error(y)) };
    for (const level of this.#levels.levels.slice(0, this.#level)) rises = through(level, rises);
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(v, rises);
    return rises;
  }
}

/** From what goes into a level to what comes out of it. */
function through({ units, fanIn, rows, thresholds, distances, pieces, slopes, jumps }: Level, into: Rises): Rises {
  const values = new Float64Array(units);
  const errors = new Float64Array(units);
  for (let o = 0; o < units; o++) {
    let [z, error] = [0, 0];
    for (let i = 0, at = o * fanIn; i < fanIn; i++, at++) {
      z += rows[at] * into.values[i];
      error += rows[at] * rows[at] * into.errors[i];
    }
    let value = slopes[pieces[o]] * z;
    let size = Math.abs(value);
    let here = slopes[0];
    let steepest = 0;
    for (let t = 0; t < thresholds; t++) {
      const distance = distances[o * thresholds + t] + z;
      // Only so near to a kink may the unit be on either piece.
      if (Math.abs(distance) <= SURE * Math.sqrt(error))
        steepest = Math.max(steepest, Math.abs(slopes[t]), Math.abs(slopes[t + 1]));
      if (distance > 0) here = slopes[t + 1];
      if (distance > 0 === pieces[o] > t) continue;
      const crossed = (slopes[t + 1] - slopes[t]) * distance + jumps[t];
      value += distance > 0 ? crossed : -crossed;
      size += Math.abs(crossed);
    }
    steepest = Math.max(steepest, Math.abs(here));
    values[o] = value;
    errors[o] = steepest * steepest * error + (ULP * size) ** 2;
  }
  return { values, errors };
}
