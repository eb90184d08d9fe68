// What is asked of whoever paints a pane, and what it tells of the picture.
import type { Colouring, Domain } from './colouring.ts';
import type { Grid } from './grid.ts';
import type { Network } from './network.ts';
import type { PartitionCells, PartitionLines } from './partition.ts';
import type { Quantity } from './quantity.ts';
import type { SurfaceCamera } from './surface-camera.ts';

export interface PaintRequest {
  readonly network: Network;
  readonly quantity: Quantity;
  readonly colouring: Colouring;
  /** The points to evaluate. */
  readonly grid: Grid;
  /** The picture's pixel centres, around the same centre; a map's grid unless another resolution is asked for. */
  readonly pixels: Grid;
  /** From where the surface is seen; null for a map. */
  readonly camera: SurfaceCamera | null;
}

/** What tells edges apart: nothing, the layer that bore them, or the neuron. */
export const EDGE_COLOURS = ['plain', 'layer', 'neuron'] as const;
export type EdgeColours = (typeof EDGE_COLOURS)[number];

/** What tells filled cells apart: their patterns, the slope of an output in them, or their areas. */
export const CELL_FILLS = ['pattern', 'slope', 'area'] as const;
export type CellFill = (typeof CELL_FILLS)[number];

/** What is seen of a partition over a map. */
export interface MapRegions {
  readonly partition: PartitionCells & PartitionLines;
  /** [F] each cell's fill as packed sRGB bytes, red in the lowest; null where the map is seen. */
  readonly cells: Uint32Array | null;
  /** null for no edges. */
  readonly edges: EdgeColours | null;
  /** Of edges, in pixels. */
  readonly width: number;
}

/** What is told of a picture once it is painted. */
export interface Painted {
  readonly request: PaintRequest;
  /** Points evaluated for it, and how long that took, in ms. */
  readonly points: number;
  readonly ms: number;
  /** False for a coarse picture: a full one follows. */
  readonly full: boolean;
  /** What the colour map's ends stand for; null for classes and patterns, and where no number is finite. */
  readonly domain: Domain | null;
  /** Whether some number is not finite; false for classes and patterns. */
  readonly nonFinite: boolean;
}

/** Paints one canvas, always the newest request: at once from what is known, then coarse, then in full. */
export interface Painter {
  /** Asks for a picture; whatever was asked for before and is not done yet is dropped. */
  show(request: PaintRequest): void;
  /** Whether its work goes before that of other painters: the hand is on its pane. */
  urgent: boolean;
  /**
   * Lays regions over every map from now on, in the place of others; null for none. Resolves once they are there, or others are asked for.
   * Absent where they are not drawn.
   */
  showRegions?(regions: MapRegions | null): Promise<void>;
  /** Drops what is not done: nobody looks. The next request goes on. */
  rest(): void;
  /** Gives back what it holds; nothing may be asked of it afterwards. */
  close(): void;
}

export interface PainterListener {
  readonly onPicture: (picture: Painted) => void;
  readonly onError: (error: unknown) => void;
}

/** Whether both ask for the same picture. */
export function sameRequest(a: PaintRequest, b: PaintRequest): boolean {
  return (
    a.network === b.network &&
    a.quantity === b.quantity &&
    a.colouring === b.colouring &&
    a.camera === b.camera &&
    sameGrid(a.grid, b.grid) &&
    sameGrid(a.pixels, b.pixels)
  );
}

/** Whether both ask for the same numbers, if perhaps at other points. */
export function sameField(a: PaintRequest, b: PaintRequest): boolean {
  return a.network === b.network && a.quantity === b.quantity;
}

export function sameGrid(a: Grid, b: Grid): boolean {
  const numbers = ({ center, shift, step, width, height }: Grid) => [...center, ...shift, ...step, width, height].join();
  return numbers(a) === numbers(b);
}
