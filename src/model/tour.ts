// A tour: the way into the place in the middle of a view, along which equal shares make it equally many times narrower.

export interface Tour {
  /** How wide the view is at first, and at the end: in input units, `from` above `to`. */
  readonly from: number;
  readonly to: number;
}

/** The width after a share of the way, 0 to 1; at its end exactly `to`. */
export function tourWidth({ from, to }: Tour, share: number): number {
  return share < 1 ? from * (to / from) ** share : to;
}

/** The share after which the view is so wide; below 0 and above 1 outside of the tour. */
export function tourShare({ from, to }: Tour, width: number): number {
  return Math.log(from / width) / Math.log(from / to);
}

/** How many times ten times narrower it becomes. */
export function tourDecades({ from, to }: Tour): number {
  return Math.log10(from / to);
}
