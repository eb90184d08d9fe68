// The words of the cross-section's plot.

export const sectionText = {
  name: 'Cross-section',
  title: (quantity: string) => `${quantity}, along the line`,
  distance: 'distance',
  patternNumber: 'pattern, numbered as they come',
  extremes: (least: string, most: string) => `${least} to ${most}`,
  kinds: (count: number) => `${count} different`,
  /** Of a number that is close to all others: its difference to the one that the axis names. */
  difference: (difference: string) => `… ${difference}`,
  spot: (value: string, distance: string) => `${value} at ${distance}`,
  nothing: 'no finite number',
  slider: 'Place on the line',
  close: 'Close the cross-section',
  waiting: 'The numbers are on their way.',
  /** What the plot shows, for screen readers. */
  summary: (quantity: string, length: string, least: string, leastAt: string, most: string, mostAt: string) =>
    `${quantity} along a line ${length} long: smallest ${least} at ${leastAt}, largest ${most} at ${mostAt}.`,
  summaryOfKinds: (quantity: string, length: string, kinds: number) =>
    `${quantity} along a line ${length} long: ${kinds} different ${kinds === 1 ? 'one' : 'ones'}.`,
} as const;
