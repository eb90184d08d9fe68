// Which class wins along an edge: the upper envelope of the outputs, and the vertices where the winner changes.
import { type Complex, grown } from './complex.ts';
import type { Levels } from './levels.ts';
import type { UnitMaps } from './maps.ts';
import { DOUBTFUL, ULP, type VertexSigns } from './vertex-signs.ts';

/** The outputs of a network on one cell after the other, compared with each other. */
export class ClassEdges {
  readonly #complex: Complex;
  readonly #levels: Levels;
  readonly #signs: VertexSigns;
  #maps: UnitMaps = { c: new Float64Array(0), g1: new Float64Array(0), g2: new Float64Array(0), sizeC: 0, sizeG: 0 };
  /** The winner along every edge that is whole, plus 1; 0 where it is not known yet. */
  #winners = new Int32Array(1024);

  constructor(complex: Complex, levels: Levels, signs: VertexSigns) {
    this.#complex = complex;
    this.#levels = levels;
    this.#signs = signs;
  }

  /** Differences are those on the cell with these maps from now on. */
  begin(maps: UnitMaps): void {
    this.#maps = maps;
  }

  /** y_j − y_i on the cell as [constant at the centre, ∂1, ∂2]. */
  difference(j: number, i: number): [number, number, number] {
    const { c, g1, g2 } = this.#maps;
    return [this.#lead(j, i) + (c[j] - c[i]), g1[j] - g1[i], g2[j] - g2[i]];
  }

  /** y_j − y_i at the centre. */
  #lead(j: number, i: number): number {
    const { outputs, rests } = this.#levels;
    return outputs[j] - outputs[i] + (rests[j] - rests[i]);
  }

  /** y_j − y_i at vertex v; exactly 0 where it cannot be told from 0. */
  at(v: number, j: number, i: number): number {
    const { at, asks } = this.#complex;
    const [x, y] = [at[2 * v], at[2 * v + 1]];
    const [constant, d1, d2] = this.difference(j, i);
    const value = constant + d1 * x + d2 * y;
    const doubt = DOUBTFUL * (this.#maps.sizeC + this.#maps.sizeG * (Math.abs(x) + Math.abs(y)));
    if (asks[v] === 0 && Math.abs(value) > doubt) return value;
    return this.#signs.value(v, this.#lead(j, i), j, i);
  }

  /** Whether classes j and i tie along a half-edge, and j rises faster to its left. */
  rises(half: number, j: number, i: number): boolean {
    const { at, ends } = this.#complex;
    const [u, v] = [ends[half], ends[half ^ 1]];
    const [, d1, d2] = this.difference(j, i);
    const inwards = d2 * (at[2 * v] - at[2 * u]) - d1 * (at[2 * v + 1] - at[2 * u + 1]);
    return inwards > 0 && this.at(u, j, i) === 0 && this.at(v, j, i) === 0;
  }

  /** The class that wins at vertex v; of those that tie there, the one that wins towards vertex `to`. */
  best(v: number, to: number): number {
    let best = 0;
    for (let j = 1; j < this.#levels.outputs.length; j++) {
      const lead = this.at(v, j, best);
      if (lead > 0 || (lead === 0 && this.at(to, j, best) > 0)) best = j;
    }
    return best;
  }

  /** The class that wins along an edge that is settled, and whole. */
  winner(e: number): number {
    return this.#winners[e] - 1;
  }

  /** Splits edge e, which is whole, where the winner changes, unless the cell on the other side has done so; its pieces have winners then. */
  settle(e: number): void {
    const complex = this.#complex;
    const { ends } = complex;
    if (complex.mid[e] >= 0 || this.#winners[e] > 0) return;
    const [u, v] = [ends[2 * e], ends[2 * e + 1]];
    let winner = this.best(u, v);
    let rest = e;
    let [passed, mid] = [0, u];
    for (;;) {
      const [next, t] = this.#overtaken(u, v, winner);
      if (next < 0) break;
      // Several may overtake in one point.
      if (t > passed && this.at(mid, next, winner) !== 0) {
        passed = t;
        mid = this.#vertexOn(u, v, t, next, winner);
        complex.splitEdge(rest, mid);
        this.#note(complex.child[rest], winner);
        rest = complex.child[rest] + 1;
      }
      winner = next;
    }
    this.#note(rest, winner);
  }

  /** Who overtakes class `winner` first on the way from u to v, and how far along; −1 where nobody does. */
  #overtaken(u: number, v: number, winner: number): [number, number] {
    let [next, first] = [-1, Infinity];
    for (let j = 0; j < this.#levels.outputs.length; j++) {
      if (j === winner) continue;
      const end = this.at(v, j, winner);
      if (!(end > 0)) continue;
      const start = Math.min(this.at(u, j, winner), 0);
      const t = start / (start - end);
      if (t < first) [next, first] = [j, t];
    }
    return [next, first];
  }

  /** A vertex t of the way from u to v, where class `next` overtakes `winner`. */
  #vertexOn(u: number, v: number, t: number, next: number, winner: number): number {
    const complex = this.#complex;
    const { at } = complex;
    const [dx, dy] = [at[2 * v] - at[2 * u], at[2 * v + 1] - at[2 * u + 1]];
    const [x, y] = [at[2 * u] + t * dx, at[2 * u + 1] + t * dy];
    const size = Math.abs(x) + Math.abs(y);
    this.#signs.valueAt(x, y, this.#lead(next, winner), next, winner);
    const along = this.#signs.tolerance / Math.abs(this.at(v, next, winner) - this.at(u, next, winner));
    return complex.addVertex(x, y, along * dx, along * dy, 2 * ULP * (size + Math.abs(dx) + Math.abs(dy)));
  }

  #note(e: number, winner: number): void {
    if (e >= this.#winners.length) this.#winners = grown(this.#winners, e + 1);
    this.#winners[e] = winner + 1;
  }
}
