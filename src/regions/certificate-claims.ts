// What a partition says of its cells and their sides, and how far rounding may have that off.
import { activationPieces } from '../model/activation.ts';
import type { Network } from '../model/network.ts';
import type { Domain, Partition } from '../model/partition.ts';
import { ROUNDING, U } from './certificate-tally.ts';

/** Cells with their corners and sides, as in a Partition, of which they may be a part; what is on the other side of a side is left out. */
export type Excerpt = Omit<Partition, 'edges' | 'edgeCells' | 'complete' | 'covered'>;

export class Claims {
  /** K. */
  readonly outputs: number;
  readonly #affine: Float64Array;
  readonly #edgeCreases: Uint32Array;
  readonly #coincident: Uint32Array;
  /** [K] how far affine maps may be off by rounding, wherever in the domain it came in. */
  readonly #slack: readonly number[];
  /** [E] 1 + where an edge's pairs begin in Partition.coincident; 0 where it has none. */
  readonly #pairs: Uint32Array;
  /** What creases() found last. */
  readonly #stated: number[] = [];

  constructor(network: Network, { domain, affine, edgeCreases, coincident }: Excerpt) {
    this.outputs = network.layers[network.layers.length - 1].fanOut;
    this.#affine = affine;
    this.#edgeCreases = edgeCreases;
    this.#coincident = coincident;
    this.#slack = largestRises(network, domain).map((rise) => rise * ROUNDING);
    this.#pairs = new Uint32Array(edgeCreases.length);
    for (let n = coincident.length - 2; n >= 0; n -= 2) this.#pairs[coincident[n]] = n + 1;
  }

  /** What bore the edge and what else runs along it; until it is asked again. */
  creases(edge: number): readonly number[] {
    const creases = this.#stated;
    creases.length = 1;
    creases[0] = this.#edgeCreases[edge];
    for (let n = this.#pairs[edge]; n > 0 && this.#coincident[n - 1] === edge; n += 2) creases.push(this.#coincident[n]);
    return creases;
  }

  /** y_k by the cell's affine map. */
  value(cell: number, k: number, x: number, y: number): number {
    const affine = this.#affine;
    const at = 3 * (cell * this.outputs + k);
    return affine[at] + affine[at + 1] * x + affine[at + 2] * y;
  }

  /** How far that may be off. */
  error(cell: number, k: number, x: number, y: number): number {
    const affine = this.#affine;
    const at = 3 * (cell * this.outputs + k);
    return this.#slack[k] + 4 * U * (Math.abs(affine[at]) + Math.abs(affine[at + 1] * x) + Math.abs(affine[at + 2] * y));
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
