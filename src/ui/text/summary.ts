// The view in words, as it is read out on request.

export const summaryText = {
  pane: (index: number, count: number) => (count > 1 ? `Pane ${index + 1} of ${count}. ` : ''),
  subject: (title: string, details: string) => `${title}; ${details}.`,
  extent: (x1: string, x2: string) => `x₁ from ${x1}, x₂ from ${x2}.`,
  range: (lo: string, hi: string) => `${lo} to ${hi}`,
  values: (lo: string, hi: string) => `Colours stand for ${lo} to ${hi}.`,
  someInfinite: 'Where it is magenta or cyan, the number is not finite.',
  noneFinite: 'No number here is finite.',
  coarse: 'The picture is still being refined.',
  waiting: 'There is no picture yet.',
  pinned: (x1: string, x2: string, value: string) => `At the pinned point (${x1}, ${x2}) the value is ${value}.`,
  regions: 'Every colour is one activation pattern.',
  classes: (count: number) => `Every colour is one of ${count} classes.`,
} as const;
