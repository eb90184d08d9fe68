// A field that stays on the GPU: bands of whole rows, each within the adapter's limits.

import { GpuError } from '../model/errors.ts';
import { type Grid, MAX_POINTS } from '../model/grid.ts';

/** The largest band: enough that a screen is one, small enough that allocating one never fails for its size alone. */
export const MAX_BAND_BYTES = 2 ** 28;

/** The widest view and the smallest step whose products with weights stay within f32's normal numbers. */
const MAX_REACH = 1e30;
const MIN_STEP = 1e-34;

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
  /** A number is base + what the bands hold / scale. */
  readonly base: number;
  readonly scale: number;
  readonly bands: readonly Band[];
  /** Submission to completion of the work that made it, in ms. */
  readonly ms: number;
  /** Gives the bands back. */
  destroy(): void;
}

/** Cuts the grid into bands of at most `maxBytes`. Throws GpuError for a grid that is too large or has no place in f32. */
export function bandsOf({ width, height, step }: Grid, limits: GPUSupportedLimits, maxBytes: number): BandRows[] {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0))
    throw new GpuError(`The grid is ${width} × ${height} points; both numbers must be whole and at least 1.`, {
      kind: 'request',
    });
  if (width * height > MAX_POINTS)
    throw new GpuError(
      `The grid has ${width} × ${height} = ${width * height} points; at most ${MAX_POINTS} (8192²) fit: ask for fewer.`,
      { kind: 'request' },
    );
  const reach = Math.max(Math.abs(step[0]) * width, Math.abs(step[1]) * height);
  const finest = Math.min(Math.abs(step[0]), Math.abs(step[1]));
  if (!(reach <= MAX_REACH && finest >= MIN_STEP))
    throw new GpuError(
      `The grid is ${reach} wide with a step of ${finest}; the GPU's f32 holds views up to ${MAX_REACH} wide and steps down to ${MIN_STEP}: ` +
        'choose other bounds, or compute on the CPU.',
      { kind: 'request' },
    );
  const bytes = Math.min(maxBytes, limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  // Two rows are halo, the gradient that a Hessian is made of needs two more, 16 bytes are padding.
  const ownRows = Math.floor((bytes - 16) / 4 / width) - 4;
  if (ownRows < 1)
    throw new GpuError(
      `A row of ${width} points does not fit this adapter's storage limit of ${bytes} bytes: ask for fewer points a row.`,
    );
  const bands: BandRows[] = [];
  for (let row = 0; row < height; row += ownRows) {
    const own = Math.min(ownRows, height - row);
    const firstRow = Math.max(0, row - 1);
    bands.push({ firstRow, rows: Math.min(height, row + own + 1) - firstRow, ownFirstRow: row, ownRows: own });
  }
  return bands;
}

/** Bytes of a buffer for `points` numbers: kernels write four at a time. */
export function fieldBytes(points: number): number {
  return Math.ceil(points / 4) * 16;
}
