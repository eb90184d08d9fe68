// What a probe reads at one point of the plane.

export interface Reading {
  /** [x1, x2]. */
  readonly point: readonly [number, number];
  /** What the map is about there: an output, a class probability, a pre-activation, an activation or a class. */
  readonly value: number;
  /** All outputs behind the head. */
  readonly outputs: readonly number[];
  /** The number that the map itself shows, a distance to creases in steps; null for patterns, whose numbers mean nothing. */
  readonly shown: number | null;
  /** ∂/∂x1 and ∂/∂x2 of the value; null for classes. */
  readonly gradient: readonly [number, number] | null;
  /** The same as central differences over the points one pixel away; null for classes. */
  readonly finite: readonly [number, number] | null;
  /** The activation pattern, hidden layer by hidden layer. */
  readonly pattern: readonly LayerPattern[];
}

export interface LayerPattern {
  /** How many pieces the layer's activation has: 1 for identity, 2 for relu, 3 for hardtanh; 2 for the signs of a smooth z. */
  readonly pieces: number;
  /** The piece that each unit is on, from 0; see pieceOf in pattern.ts. */
  readonly units: readonly number[];
}
