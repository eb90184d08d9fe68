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

  /**
   * What the base's cells first … end − 1 are cut into, to be assembled. Where that is more than `most` cells: of a single one the first
   * `most`, of several null.
   */
  piece(first: number, end: number, most = Number.POSITIVE_INFINITY): Piece | null {
    const { complex, list, origin } = partOf(this.#base, first, end);
    const workshop = workshopOf(this.#levels, complex);
    const stages: ((cells: CellList) => CellList)[] = this.#levels.levels
      .slice(this.#base.level)
      .map((_, n) => (cells) => cutLevel(workshop, this.#base.level + n, cells, most));
    const { zeroSet, classes } = this.#cut;
    if (zeroSet !== null) stages.push((cells) => cutZeroSet(workshop, zeroSet, cells));
    if (classes) stages.push((cells) => cutClasses(workshop, cells));
    let cells = alongPath(complex, list);
    let whole = true;
    for (const stage of stages) {
      cells = stage(cells);
      if (cells.count > most) {
        if (end - first > 1) return null;
        // Each is cut into one or more by what follows, so these are enough.
        cells.count = most;
        whole = false;
      }
      cells = settled(complex, cells);
    }
    return pieceOf(complex, cells, origin, whole);
  }
}
