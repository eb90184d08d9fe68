// The exact partition of a convex part of the plane into linear regions.
import type { Network } from '../model/network.ts';
import {
  type Cut,
  checkPartitionable,
  type Domain,
  NO_CUT,
  type Partition,
  type PartitionRequest,
  patternLayout,
} from '../model/partition.ts';
import { assemblePieces } from './assembly.ts';
import { BASE_CELLS, type Base, baseOf, partOf } from './base.ts';
import { cutClasses } from './class-cut.ts';
import type { CellList } from './complex.ts';
import { cutLevel, cutZeroSet, settled, workshopOf } from './level-cut.ts';
import { createLevels, type Levels } from './levels.ts';
import { type Piece, pieceOf } from './piece.ts';
import { alongPath } from './walk-order.ts';

/** The whole partition in this thread. Throws NetworkError where the network cannot be partitioned, RangeError for a bad domain. */
export function partition({
  network,
  domain,
  cut = NO_CUT,
}: Pick<PartitionRequest, 'network' | 'domain'> & { cut?: Cut }): Partition {
  const partitioner = new Partitioner(network, domain, cut);
  const piece = partitioner.piece(0, partitioner.cells);
  return assemblePieces(piece ? [piece] : [], { domain, cut, layout: patternLayout(network) }, true);
}

/**
 * Cuts the domain along the creases of the first levels, the base, and then parts of the base along the rest. Everything is
 * deterministic: each thread makes the same base, and pieces made by several fit together.
 */
export class Partitioner {
  readonly #cut: Cut;
  readonly #levels: Levels;
  readonly #base: Base;

  /** The base is cut along whole levels until it has `least` cells. */
  constructor(network: Network, domain: Domain, cut: Cut, least = BASE_CELLS) {
    checkPartitionable(network, cut);
    this.#cut = cut;
    this.#levels = createLevels(network, domain.center);
    this.#base = baseOf(this.#levels, domain, least);
  }

  /** Cells of the base. */
  get cells(): number {
    return this.#base.list.count;
  }

  /** What the base's cells first … end − 1 are cut into, to be assembled; null where that is more than `most` cells. */
  piece(first: number, end: number, most = Number.POSITIVE_INFINITY): Piece | null {
    const { complex, list, origin } = partOf(this.#base, first, end);
    const workshop = workshopOf(this.#levels, complex);
    let cells: CellList | null = alongPath(complex, list);
    for (let l = this.#base.level; l < this.#levels.levels.length; l++) {
      cells = cutLevel(workshop, l, cells, most);
      if (!cells) return null;
      cells = settled(complex, cells);
    }
    if (this.#cut.zeroSet !== null) cells = settled(complex, cutZeroSet(workshop, this.#cut.zeroSet, cells));
    if (this.#cut.classes) cells = settled(complex, cutClasses(workshop, cells));
    return cells.count > most ? null : pieceOf(complex, cells, origin);
  }
}
