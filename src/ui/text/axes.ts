// The words of axes and colour bars.

export const axesText = {
  x1: 'x₁',
  x2: 'x₂',
  /** What stands for a tick's own text where a note says how to read it. */
  tick: 'n',
  colourBar: 'Colours',
  ramp: (colormap: string, lo: string, hi: string) => `${colormap} from ${lo} to ${hi}`,
  reversed: (colormap: string) => `${colormap}, reversed,`,
  unknown: (colormap: string) => `${colormap}; the numbers follow with the picture`,
  classes: (count: number) => `one colour for each of the ${count} classes`,
  layers: (count: number) => `one colour for the creases of each of ${count} ${count === 1 ? 'layer' : 'layers'}`,
  patterns: 'One colour for each activation pattern; different patterns may share one.',
  patternsShort: 'One colour for each pattern',
  more: '…',
  noneFinite: 'no finite number',
  nan: 'not a number',
  infinity: 'infinite',
  nonFinite: 'Magenta: not a number. Cyan: infinite.',
} as const;
