// The words of the tour and its bar.

export const tourText = {
  bar: 'Tour',
  play: 'Play (t)',
  pause: 'Pause (t)',
  way: 'Way into the place',
  close: 'Close the tour',
  wide: (width: string) => `${width} wide`,
  playing: 'The tour plays; Escape or a hand on the map stops it.',
  arrived: (width: string) => `The tour has arrived: the view is ${width} wide.`,
} as const;
