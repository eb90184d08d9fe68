// On which side of a crease a vertex lies, where a cell's maps cannot tell: one answer for all cells that share the vertex.
import type { Complex } from './complex.ts';
import type { Level, Levels } from './levels.ts';

export const ULP = 2 ** -52;
/** Below this part of what it was summed from, the sign of a value is asked of VertexSigns: far above rounding, and hardly ever met. */
export const DOUBTFUL = 1e-10;
/** How many standard errors still count as zero. */
const SURE = 6;
/** Vertices kept at a time. */
const MOST_KEPT = 50_000;

/** What the units of a level add at a vertex to what they do at the centre; [units] each. */
interface Rises {
  readonly values: Float64Array;
  /** Rounding errors, squared. */
  readonly errors: Float64Array;
  /** What they change by where the vertex lies at the end of its blur along its edge. */
  readonly slides: Float64Array;
}

/**
 * Evaluates the network at the vertex's own coordinates, as a difference to the centre, with the rounding errors of both: it depends on
 * nothing but the vertex, where a cell's maps depend on the way that the walk came. Below its error a value is 0: the vertex lies on
 * the crease.
 */
export class VertexSigns {
  readonly #levels: Levels;
  readonly #complex: Complex;
  #level = 0;
  readonly #kept = new Map<number, Rises>();
  /** What the value that was asked for last may be off by. */
  tolerance = 0;

  constructor(levels: Levels, complex: Complex) {
    this.#levels = levels;
    this.#complex = complex;
  }

  /** Vertices are asked about units of this level from now on; of the outputs where it is the number of levels. */
  begin(level: number): void {
    this.#level = level;
    this.#kept.clear();
  }

  /** distance + the rise of `unit` less that of `minus` (none below 0) at vertex v; exactly 0 where it cannot be told from 0. */
  value(v: number, distance: number, unit: number, minus: number): number {
    let rises = this.#kept.get(v);
    if (!rises) {
      const { at, blur } = this.#complex;
      rises = this.#rises(at[2 * v], at[2 * v + 1], blur[3 * v], blur[3 * v + 1], blur[3 * v + 2]);
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      this.#kept.set(v, rises);
    }
    return this.#value(rises, distance, unit, minus);
  }

  /** The same at a point that is no vertex. */
  valueAt(x: number, y: number, distance: number, unit: number, minus: number): number {
    return this.#value(this.#rises(x, y, 0, 0, 0), distance, unit, minus);
  }

  #value({ values, errors, slides }: Rises, distance: number, unit: number, minus: number): number {
    const { levels, tail } = this.#levels;
    const { fanIn, rows } = levels[this.#level] ?? tail;
    let [rise, error, slide] = [0, 0, 0];
    for (let i = 0; i < fanIn; i++) {
      const w = rows[unit * fanIn + i] - (minus >= 0 ? rows[minus * fanIn + i] : 0);
      rise += w * values[i];
      error += w * w * errors[i];
      slide += w * slides[i];
    }
    this.tolerance = SURE * Math.sqrt(error) + Math.abs(slide) + 4 * ULP * Math.abs(distance);
    const value = distance + rise;
    return Math.abs(value) <= this.tolerance ? 0 : value;
  }

  /** What goes into the units of the level that is asked about. */
  #rises(x: number, y: number, along1: number, along2: number, around: number): Rises {
    const error = (at: number) => around * around + (ULP * at) ** 2;
    let rises: Rises = {
      values: Float64Array.of(x, y),
      errors: Float64Array.of(error(x), error(y)),
      slides: Float64Array.of(along1, along2),
    };
    for (const level of this.#levels.levels.slice(0, this.#level)) rises = through(level, rises);
    return rises;
  }
}

/** From what goes into a level to what comes out of it. */
function through({ units, fanIn, rows, thresholds, distances, pieces, slopes, jumps }: Level, into: Rises): Rises {
  const values = new Float64Array(units);
  const errors = new Float64Array(units);
  const slides = new Float64Array(units);
  for (let o = 0; o < units; o++) {
    let [z, error, slide] = [0, 0, 0];
    for (let i = 0, at = o * fanIn; i < fanIn; i++, at++) {
      z += rows[at] * into.values[i];
      error += rows[at] * rows[at] * into.errors[i];
      slide += rows[at] * into.slides[i];
    }
    let value = slopes[pieces[o]] * z;
    let size = Math.abs(value);
    let here = slopes[0];
    let steepest = 0;
    for (let t = 0; t < thresholds; t++) {
      const distance = distances[o * thresholds + t] + z;
      // Only so near to a kink may the unit be on either piece.
      if (Math.abs(distance) <= SURE * Math.sqrt(error) + Math.abs(slide))
        steepest = Math.max(steepest, Math.abs(slopes[t]), Math.abs(slopes[t + 1]));
      if (distance > 0) here = slopes[t + 1];
      if (distance > 0 === pieces[o] > t) continue;
      const crossed = (slopes[t + 1] - slopes[t]) * distance + jumps[t];
      value += distance > 0 ? crossed : -crossed;
      size += Math.abs(crossed);
    }
    steepest = Math.max(steepest, Math.abs(here));
    values[o] = value;
    slides[o] = steepest * slide;
    errors[o] = steepest * steepest * error + (ULP * size) ** 2;
  }
  return { values, errors, slides };
}
