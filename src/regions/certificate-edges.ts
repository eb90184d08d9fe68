// What a certificate asks across the edges of a whole partition: in what patterns differ, and whether affine maps agree.
import { activationPieces } from '../model/activation.ts';
import type { Network } from '../model/network.ts';
import { BORDER, CLASS_BOUNDARY, type Partition, ZERO_SET } from '../model/partition.ts';
import type { Claims } from './certificate-claims.ts';
import { Tally } from './certificate-tally.ts';

export class EdgeChecks {
  /** By edge. */
  readonly continuous = new Tally();
  readonly #partition: Partition;
  readonly #claims: Claims;
  /** The bits of the first layer that jumps, if any does: behind it everything is constant but for jumps where it jumps. */
  #jumpStart = Infinity;
  #jumpEnd = Infinity;
  /** [E] 1 where the patterns on both sides are not as the edge's creases say. */
  readonly #isWrong: Uint8Array;

  constructor(network: Network, partition: Partition, claims: Claims) {
    const { edgeCreases, layout } = partition;
    this.#partition = partition;
    this.#claims = claims;
    this.#isWrong = new Uint8Array(edgeCreases.length);
    const jumping = network.layers.findIndex(({ activation }) => activationPieces(activation).jumps.some((jump) => jump !== 0));
    if (jumping >= 0) {
      this.#jumpStart = layout.layers[jumping].first;
      this.#jumpEnd = layout.layers[jumping + 1]?.first ?? 32 * layout.words;
    }
  }

  /** By edge, of those that were compared. */
  get neighbours(): Tally {
    const tally = new Tally();
    this.#isWrong.forEach((wrong, edge) => {
      tally.note(wrong === 0, edge);
    });
    return tally;
  }

  /** Compares the cells on both sides of an edge. */
  edge(edge: number): void {
    const { edges, edgeCells, edgeCreases, complete } = this.#partition;
    const left = edgeCells[2 * edge];
    const right = edgeCells[2 * edge + 1];
    if (!this.#isInside(edge)) {
      if (left < 0 === right < 0 || (edgeCreases[edge] !== BORDER && complete)) this.#isWrong[edge] = 1;
      return;
    }
    const creases = this.#claims.creases(edge);
    const from = edges[2 * edge];
    const to = edges[2 * edge + 1];
    const jumps = creases.some((code) => code >= this.#jumpStart && code < this.#jumpEnd);
    const areOn = jumps || (this.#isOnCut(creases, from, left, right) && this.#isOnCut(creases, to, left, right));
    if (!areOn || !this.#differ(creases, left, right, jumps)) this.#isWrong[edge] = 1;
    if (!jumps) this.continuous.note(this.#agree(from, left, right) && this.#agree(to, left, right), edge);
  }

  /** A crease that is stated of the edge was found elsewhere. */
  off(edge: number): void {
    if (this.#isInside(edge)) this.#isWrong[edge] = 1;
  }

  #isInside(edge: number): boolean {
    const { edgeCells, edgeCreases } = this.#partition;
    return edgeCreases[edge] !== BORDER && edgeCells[2 * edge] >= 0 && edgeCells[2 * edge + 1] >= 0;
  }

  /** Whether the maps of two cells agree at a vertex. */
  #agree(v: number, left: number, right: number): boolean {
    const claims = this.#claims;
    const x = this.#partition.vertices[2 * v];
    const y = this.#partition.vertices[2 * v + 1];
    for (let k = 0; k < claims.outputs; k++) {
      const error = claims.error(left, k, x, y) + claims.error(right, k, x, y);
      if (!(Math.abs(claims.value(left, k, x, y) - claims.value(right, k, x, y)) <= error)) return false;
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
    const claims = this.#claims;
    const x = vertices[2 * v];
    const y = vertices[2 * v + 1];
    if (creases.includes(ZERO_SET)) {
      const k = cut.zeroSet;
      if (k === null || !(Math.abs(claims.value(left, k, x, y)) <= claims.error(left, k, x, y))) return false;
    }
    if (!classes) return !creases.includes(CLASS_BOUNDARY);
    const a = classes[left];
    const b = classes[right];
    if (a === b) return !creases.includes(CLASS_BOUNDARY);
    const gap = claims.value(left, a, x, y) - claims.value(left, b, x, y);
    return Math.abs(gap) <= claims.error(left, a, x, y) + claims.error(left, b, x, y);
  }
}
