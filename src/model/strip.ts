// What is asked of whoever paints the network strip: the maps of many units in one batch, as tiles of one canvas.

import type { Colouring } from './colouring.ts';
import { defaultColouring } from './default-colouring.ts';
import type { Grid } from './grid.ts';
import type { Network } from './network.ts';

/** z of the units, or f(z). */
export type Shown = 'pre' | 'post';

/** A unit and its layer, both from 0; the last layer counts too. */
export interface UnitPlace {
  readonly layer: number;
  readonly unit: number;
}

export interface StripTile extends UnitPlace {
  /** The tile's upper left corner on the canvas, in its pixels. */
  readonly at: readonly [number, number];
}

export interface StripRequest {
  readonly network: Network;
  readonly show: Shown;
  /** The points of every tile; fewer are taken where the network is too wide for them. */
  readonly grid: Grid;
  /** No unit twice. */
  readonly tiles: readonly StripTile[];
  /** Width and height of a tile, and of the canvas, in its pixels. */
  readonly tileSize: readonly [number, number];
  readonly size: readonly [number, number];
}

/** Paints one canvas, always the newest request. */
export interface StripPainter {
  /** Asks for a picture; whatever was asked for before and is not done yet is dropped. */
  show(request: StripRequest): void;
  /** Drops what is not done: nobody looks. The next request goes on. */
  rest(): void;
  /** Gives back what it holds; nothing may be asked of it afterwards. */
  close(): void;
}

/** The colours of every tile, each over a domain of its own: those of the same unit's map. */
export function stripColouring(show: Shown): Colouring {
  return defaultColouring({ kind: show === 'pre' ? 'preactivation' : 'activation', layer: 0, neuron: 0 });
}

/** Tells units apart. */
export function unitKey({ layer, unit }: UnitPlace): string {
  return `${layer} ${unit}`;
}

/** Other points of the same area. */
export function sameArea({ step, width, height, ...place }: Grid, columns: number, rows: number): Grid {
  return { ...place, width: columns, height: rows, step: [(step[0] * width) / columns, (step[1] * height) / rows] };
}
