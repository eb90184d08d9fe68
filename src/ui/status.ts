// What is known about the picture and the machine that draws it.
import type { Colouring, Domain } from '../model/colouring.ts';
import type { Grid } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import type { Quantity } from '../model/quantity.ts';
import type { Reading } from '../model/reading.ts';
import type { Scene } from '../model/scene.ts';

/** A picture on the canvas. */
export interface ShownPicture {
  readonly request: {
    readonly network: Network;
    readonly grid: Grid;
    readonly quantity: Quantity;
    readonly colouring: Colouring;
  };
  /** Points evaluated for it. */
  readonly points: number;
  /** How long the GPU worked on them, in ms. */
  readonly ms: number;
  /** False for a coarse picture, which a full one follows. */
  readonly full: boolean;
  /** What the ends of the colour map stand for; null for classes and patterns. */
  readonly domain: Domain | null;
}

export interface Adapter {
  readonly name: string;
  /** True where the processor computes in a GPU's place. */
  readonly software: boolean;
}

export interface Status {
  readonly picture: ShownPicture | null;
  readonly adapter: Adapter | null;
  /** Why the present scene has no picture, in a sentence. */
  readonly problem: string | null;
}

export const NOTHING_YET: Status = { picture: null, adapter: null, problem: null };

/** Reads the network at `offset` from the view's centre; `step` is a pixel's size, both in input units. */
export type Probe = (scene: Scene, offset: readonly [number, number], step: number) => Reading;
