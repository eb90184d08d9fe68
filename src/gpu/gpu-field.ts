// A field that stays on the GPU: bands of whole rows, each within the adapter's limits.

import { GpuError } from '../model/errors.ts';
import type { Grid } from '../model/grid.ts';

/** The most points of a grid: 8192 × 8192. */
export const MAX_POINTS = 2 ** 26;

/** The largest band: enough that a screen is one, small enough that allocating one never fails for its size alone. */
const MAX_BAND_BYTES = 2 ** 28;

export interface Band {
  readonly buffer: GPUBuffer;
  /** The grid row of the buffer's first point, and how many rows it holds: one more than its own on each side inside the grid. */
  readonly firstRow: number;
  readonly rows: number;
  /** The rows that are this band's own: every grid row belongs to one band. */
  readonly ownFirstRow: number;
  readonly ownRows: number;
}

export type BandRows = Omit<Band, 'buffer'>;

export interface GpuField {
  readonly width: number;
  readonly height: number;
  /** A number is base + what the bands hold. */
  readonly base: number;
  readonly bands: readonly Band[];
  /** Submission to completion of the work that made it, in ms. */
  readonly ms: number;
  /** Gives the bands back. */
  destroy(): void;
}

/** Cuts the grid into bands. Throws GpuError for a grid that is too large. */
export function bandsOf({ width, height }: Grid, limits: GPUSupportedLimits): BandRows[] {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0))
    throw new GpuError(`The grid is ${width} × ${height} points; both numbers must be whole and at least 1.`);
  if (width * height > MAX_POINTS)
    throw new GpuError(
      `The grid has ${width} × ${height} = ${width * height} points; at most ${MAX_POINTS} (8192²) fit: ask for fewer.`,
    );
  const bytes = Math.min(MAX_BAND_BYTES, limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  // Two rows are halo, two more are the halo of the values that differences are taken of; 16 bytes are padding.
  const ownRows = Math.floor((bytes - 16) / 4 / width) - 4;
  if (ownRows < 1)
    throw new GpuError(
      `A row of ${width} points does not fit this adapter's storage limit of ${bytes} bytes: ask for fewer points a row.`,
    );
  const bands: BandRows[] = [];
  for (let row = 0; row < height; row += ownRows) {
    const own = Math.min(ownRows, height - row);
    bands.push({ ...withHalo(row, own, height), ownFirstRow: row, ownRows: own });
  }
  return bands;
}

/** One row more on each side, inside the grid. */
export function withHalo(firstRow: number, rows: number, height: number): { firstRow: number; rows: number } {
  const first = Math.max(0, firstRow - 1);
  return { firstRow: first, rows: Math.min(height, firstRow + rows + 1) - first };
}

/** Bytes of a buffer for `points` numbers: kernels write four at a time. */
export function fieldBytes(points: number): number {
  return Math.ceil(points / 4) * 16;
}
