// How the cells of a partition are filled: by what, and in which colours.
import { type ColormapName, colormapTable } from './colormap.ts';
import type { CellFill } from './painting.ts';
import { packedInk } from './partition-colours.ts';
import type { Histogram } from './partition-report.ts';

/** Patterns in the colours of their map. */
const COLORMAPS: Readonly<Record<CellFill, ColormapName>> = { pattern: 'tab20', slope: 'magma', area: 'viridis' };

/** The entries of a fill's colours, from the least to the largest: packed sRGB bytes, red in the lowest. */
export function fillTable(by: CellFill): Uint32Array {
  const bytes = colormapTable(COLORMAPS[by]);
  return Uint32Array.from({ length: bytes.length / 3 }, (_, n) => packedInk([bytes[3 * n], bytes[3 * n + 1], bytes[3 * n + 2]]));
}

/** Where a number lies between the ends of a distribution on its scale, 0 to 1; 0 where they are equal or it lies below. */
export function placeIn({ scale, from, to }: Pick<Histogram, 'scale' | 'from' | 'to'>, value: number): number {
  const place = scale === 'log' ? Math.log : (x: number) => x;
  const t = (place(value) - place(from)) / (place(to) - place(from));
  return t > 0 ? Math.min(t, 1) : 0;
}

/** The entry of `table` at `t`, 0 to 1. */
export function entryAt(table: Uint32Array, t: number): number {
  return table[Math.min(Math.floor(t * table.length), table.length - 1)];
}
