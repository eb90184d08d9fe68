// What a probe reads at one point of the plane.

export interface Reading {
  /** [x1, x2]. */
  readonly point: readonly [number, number];
  /** What the map is about there: an output, a class probability, a pre-activation or a class. */
  readonly value: number;
  /** The number that the map itself shows; null for patterns, whose numbers mean nothing. */
  readonly shown: number | null;
  /** ∂/∂x1 and ∂/∂x2 of it; null for classes. */
  readonly gradient: readonly [number, number] | null;
  /** The same as central differences over the points one pixel away; null for classes. */
  readonly finite: readonly [number, number] | null;
}
