// Which points of a grid lie in which cell of a partition: cells are filled row by row, in f64.
import { type Grid, offsetBetween } from '../model/grid.ts';
import type { Partition } from '../model/partition.ts';

type Polygons = Pick<Partition, 'domain' | 'vertices' | 'cellStarts' | 'corners'>;

/**
 * Places one cell at a time on the grid, where point (column i, row j) lies at (i, j): distances are in grid steps. The steps are positive.
 * Where an edge meets a row is computed from the edge alone, so that both cells beside it agree on it, and what lies exactly on an edge is in
 * the cell to the right of it or above: cells leave no gaps and do not overlap, but points on the right or upper border are in none.
 */
export class CellRaster {
  /** The rows firstRow … endRow − 1 of the cell that was placed last may have points in it. */
  firstRow = 0;
  endRow = 0;
  /** [height] The points of such a row: columns starts[row] … ends[row] − 1, none where these are not ascending. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #polygons: Polygons;
  readonly #grid: Grid;
  /** Where point (0, 0) lies, from the domain's centre in input units. */
  readonly #origin: readonly [number, number];
  readonly #x: number[] = [];
  readonly #y: number[] = [];

  constructor(polygons: Polygons, grid: Grid) {
    const { step, width, height } = grid;
    const [middle1, middle2] = offsetBetween({ center: polygons.domain.center, shift: [0, 0] }, grid);
    this.#polygons = polygons;
    this.#grid = grid;
    this.#origin = [middle1 - ((width - 1) / 2) * step[0], middle2 - ((height - 1) / 2) * step[1]];
    this.starts = new Int32Array(height);
    this.ends = new Int32Array(height);
  }

  /** Returns how many points the cell holds. */
  place(cell: number): number {
    const { vertices, cellStarts, corners } = this.#polygons;
    const { step, width, height } = this.#grid;
    const [x, y] = [this.#x, this.#y];
    const begin = cellStarts[cell];
    x.length = y.length = cellStarts[cell + 1] - begin;
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let n = 0; n < x.length; n++) {
      const vertex = 2 * corners[begin + n];
      x[n] = (vertices[vertex] - this.#origin[0]) / step[0];
      y[n] = (vertices[vertex + 1] - this.#origin[1]) / step[1];
      left = Math.min(left, x[n]);
      right = Math.max(right, x[n]);
      low = Math.min(low, y[n]);
      high = Math.max(high, y[n]);
    }
    this.firstRow = firstAtOrAfter(low, height);
    this.endRow = firstAtOrAfter(high, height);
    // Most cells of a fine partition lie between two columns or rows.
    if (this.firstRow === this.endRow || firstAtOrAfter(left, width) === firstAtOrAfter(right, width)) return 0;
    for (let n = x.length - 1, next = 0; next < x.length; n = next++) {
      // Counter-clockwise, what goes up bounds the cell on the right.
      if (y[n] < y[next]) this.#meetRows(this.ends, x[n], y[n], x[next], y[next]);
      else this.#meetRows(this.starts, x[next], y[next], x[n], y[n]);
    }
    let points = 0;
    for (let row = this.firstRow; row < this.endRow; row++) points += Math.max(0, this.ends[row] - this.starts[row]);
    return points;
  }

  /** The distance of point (column, row) from the nearest side of the cell that was placed last. */
  distanceToEdge(column: number, row: number): number {
    const [x, y] = [this.#x, this.#y];
    let least = Infinity;
    for (let n = x.length - 1, next = 0; next < x.length; n = next++) {
      const dx = x[next] - x[n];
      const dy = y[next] - y[n];
      const px = column - x[n];
      const py = row - y[n];
      const square = dx * dx + dy * dy;
      // A side so short that nothing is left of it in f64 is a point.
      const along = square > 0 ? Math.min(Math.max((px * dx + py * dy) / square, 0), 1) : 0;
      least = Math.min(least, (px - along * dx) ** 2 + (py - along * dy) ** 2);
    }
    return Math.sqrt(least);
  }

  /** Notes in `columns`, for every row that the side from (x0, y0) up to (x1, y1) meets, the first column that is not left of it. */
  #meetRows(columns: Int32Array, x0: number, y0: number, x1: number, y1: number): void {
    const { width, height } = this.#grid;
    const end = firstAtOrAfter(y1, height);
    const slope = (x1 - x0) / (y1 - y0);
    for (let row = firstAtOrAfter(y0, height); row < end; row++) {
      // From the nearer end: sides that meet there then keep their order, and one whose other end is far away keeps its digits.
      const x = row - y0 < y1 - row ? x0 + (row - y0) * slope : x1 - (y1 - row) * slope;
      columns[row] = firstAtOrAfter(x, width);
    }
  }
}

/** The first column or row that is not before `place`, of `count`; `count` where all are. */
function firstAtOrAfter(place: number, count: number): number {
  return Math.min(Math.max(Math.ceil(place), 0), count);
}
