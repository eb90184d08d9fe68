// How the cells of a partition are filled: by what, and in which colours.
import { type ColormapName, packedTable } from './colormap.ts';
import type { CellFill } from './painting.ts';
import type { Histogram } from './partition-report.ts';

/** Patterns in the colours of their map. */
const COLORMAPS: Readonly<Record<CellFill, ColormapName>> = { pattern: 'tab20', slope: 'magma', area: 'viridis' };

/** The entries of a fill's colours, from the least to the largest: packed sRGB bytes, red in the lowest. */
export function fillTable(by: CellFill): Uint32Array {
  return packedTable(COLORMAPS[by]);
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
