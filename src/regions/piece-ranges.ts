// How a partition's base is shared out among threads; apart from the partition, which whoever shares it out need not load.

/** Base cells of a piece that is worth a thread's while, and the most pieces: along its border a piece is slower to cut. */
const CELLS_A_PIECE = 128;
const MOST_PIECES = 64;

/** A run of the base's cells: first … end − 1. */
export type PieceRange = readonly [first: number, end: number];

/** The base's cells in even pieces. */
export function pieceRanges(cells: number): PieceRange[] {
  const count = Math.min(MOST_PIECES, Math.max(1, Math.floor(cells / CELLS_A_PIECE)));
  return Array.from({ length: count }, (_, i) => [Math.floor((i * cells) / count), Math.floor(((i + 1) * cells) / count)]);
}
