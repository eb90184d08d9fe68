// The words of the card about linear regions.

const regions = (count: number, words: string) => `${words} linear ${count === 1 ? 'region' : 'regions'}`;

export const regionsText = {
  title: 'Linear regions',
  button: 'Regions',
  hint: 'Count the linear regions in view (r)',
  close: 'Close the linear regions',
  fit: 'Fit structure',
  fitHint: 'Show every corner of every region of the whole plane (0)',
  edges: 'Edges',
  edgesHint: 'Draw the edges of the regions over the map',
  noEdges: 'Edges on the map need WebGPU, which the page draws without.',
  edgeChoices: { off: 'off', plain: 'plain', layer: 'by layer', neuron: 'by neuron' },
  inView: (count: number) => (count === 1 ? 'region in view' : 'regions in view'),
  atLeast: '≥ ',
  counting: 'Counting …',
  progress: 'Share of the view that is counted',
  sofar: (cells: string, share: string) => `${cells} so far, in ${share} of the view`,
  proving: (share: string) => `Being checked: ${share}`,
  /** For screen readers. */
  counted: (count: number, words: string) => `${regions(count, words)} in view.`,
  stopped: (share: string, cells: string, seconds: number) =>
    `${share} of the view is counted. Counting ends at ${cells} regions or ${seconds} s; zoom in to see all that there are.`,
  facts: (vertices: string, edges: string, time: string, rate: string, threads: string) =>
    `${vertices} vertices · ${edges} edges\n${time} · ${rate} regions/s · ${threads}`,
  threads: (count: number) => `${count} ${count === 1 ? 'thread' : 'threads'}`,
  certified: (checks: number) => `certified by ${checks} checks`,
  uncertified: (failed: number, checks: number) => `${failed} of ${checks} checks failed`,
  undecided: (count: string) => `${count} pieces of activations are too near to a kink for f64 to tell.`,
  seenTitle: 'Seen at a resolution',
  exact: (count: string) => `exact ${count}`,
  seen: 'seen',
  seenSummary: (rows: string) => `Regions that grids of ever more points see: ${rows}.`,
  seenRow: (points: string, seen: string) => `${seen} at ${points} points`,
  picture: (points: string, seen: string, of: string | null) =>
    of ? `This picture’s ${points} points see ${seen}: ${of}.` : `This picture’s ${points} points see ${seen}.`,
  slow: (points: string) => `More points than ${points} would take this machine too long.`,
  table: 'as a table',
  columns: ['points', 'seen', 'of all'],
  thisPicture: 'picture',
  mostTitle: 'The most that this shape can have',
  most: (lower: string, upper: string) => `${lower} to ${upper}`,
  sources: (lower: string, upper: string) => (lower === upper ? `${lower}.` : `At least: ${lower}. At most: ${upper}.`),
  /** Of a view that is counted in part, only that part is spoken of. */
  layersTitle: (complete: boolean) => (complete ? 'Layers in view' : 'Layers in the part that is counted'),
  layerColumns: ['layer', 'regions born', 'units', 'dead', 'always on', 'linear'],
  layerHints: [
    '',
    'Regions that the creases of this layer add',
    '',
    'Units that are constant everywhere in view',
    'Units that are on the same piece, of a slope, everywhere in view',
    'Units whose output is one affine function everywhere in view',
  ],
  areas: (complete: boolean) => `Areas${complete ? '' : ' in that part'}`,
  slopes: (y: string, complete: boolean) => `Slopes of ${y}${complete ? '' : ' in that part'}`,
  median: (median: string) => `median ${median}`,
  below: (count: string) => ` · ${count} flat`,
  scales: { linear: '', log: 'logarithmic' },
  spread: (name: string, from: string, median: string, to: string) => `${name}: from ${from} to ${to}, median ${median}.`,
  smooth: 'What can be done: choose such an activation in the panel, or look at the map of the activation pattern.',
  fitting: 'All corners are being computed; meanwhile the creases of the first layer are in view.',
  fitted: (vertices: string, radius: string, where: string, inView: boolean) =>
    `${vertices === '1' ? 'The only corner' : `All ${vertices} corners`} of the whole plane ${vertices === '1' ? 'lies' : 'lie'} within ±${radius} around (${where}), ${inView ? 'which is in view' : 'wider than views go'}.`,
  noCorner: 'No two creases cross, so there is no corner to show; the creases of the first layer are in view, if it has any.',
  notFitted: (why: string) => `${why} The creases of the first layer are in view.`,
} as const;
