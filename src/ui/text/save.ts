// The words of saving a picture.

export const saveText = {
  title: 'Save picture',
  size: 'Size',
  asDrawn: (width: number, height: number) => `As drawn, ${width} × ${height} pixels`,
  chosen: 'Another size',
  width: 'Width',
  height: 'Height',
  limits: (least: number, most: number) => `In pixels, ${least} to ${most} along each side.`,
  outside: (what: string, text: string, least: number, most: number) =>
    `${what} is ${text === '' ? 'empty' : `“${text}”`}; it must be a whole number from ${least} to ${most}.`,
  around: 'With the map',
  axes: 'Axes',
  titles: 'Titles and colour bars',
  tooSmall: (least: number) => `Axes, titles and colour bars need at least ${least} × ${least} pixels for each map.`,
  cancel: 'Cancel',
  save: 'Save PNG',
  saving: 'Saving the picture …',
  saved: (name: string) => `Saved as ${name}.`,
  failed: (problem: string) => `The picture was not saved. ${problem}`,
  /** Parts of file names. */
  surface: 'surface',
  layouts: { two: 'two', four: 'four', bounds: 'bounds', networks: 'a-b' },
  noCanvas: (width: number, height: number) =>
    `The browser has no room for a picture of ${width} × ${height} pixels; save a smaller one.`,
} as const;
