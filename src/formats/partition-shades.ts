// The colours of a partition's facets: folded paper under a light from the upper left.
import { colormapTable } from '../model/colormap.ts';
import { outputsOf, type Partition } from '../model/partition.ts';
import { mix, type Rgb } from '../model/partition-colours.ts';

/** From the side of a facet that lies in shadow to the one that is lit. */
const TONES: readonly Rgb[] = [
  [134, 154, 176],
  [180, 193, 205],
  [218, 222, 224],
  [241, 238, 230],
  [254, 251, 243],
];
/** Towards the light, in (x1, x2, y), y in units of the median slope. */
const LIGHT: Rgb = [-0.5, 0.6, 0.62];
/** How many tones a picture has at most: all cells of one colour are one element, so that a million of them are few. */
const STEPS = 48;

/** A colour for each cell: how it is lit, at its rank among all by area; with classes, in a hue of its class. */
export function facetColours(partition: Partition, areas: Float64Array): string[] {
  const { cut, affine, classes } = partition;
  const [cells, outputs] = [areas.length, outputsOf(partition)];
  const map = (cell: number) => affine.subarray(3 * (cell * outputs + (classes?.[cell] ?? cut.zeroSet ?? 0)));
  const slopes = Float64Array.from({ length: cells }, (_, cell) => Math.hypot(map(cell)[1], map(cell)[2])).sort();
  const scale = slopes[cells >>> 1] || slopes[cells - 1];
  // A staircase has no slopes: its steps are lit by their height.
  const light = Float64Array.from({ length: cells }, (_, cell) => {
    const [b, a1, a2] = map(cell);
    return scale > 0 ? lit(a1 / scale, a2 / scale) : b;
  });
  const ranks = areaRanks(light, areas);
  const table = colormapTable('tab20');
  return Array.from(ranks, (rank, cell) => {
    const tone = Math.round(rank * (STEPS - 1)) / (STEPS - 1);
    if (classes === null) return hex(mix(TONES, tone));
    // tab20 has ten strong colours, each before its pale one; here the strong ones come first.
    const [pale, strong] = [Math.floor(classes[cell] / 10) % 2, classes[cell] % 10];
    const entry = 3 * (2 * strong + pale);
    const [r, g, b] = table.subarray(entry, entry + 3);
    return hex(
      mix(
        [
          [r, g, b],
          [255, 255, 255],
        ],
        0.5 + 0.35 * tone,
      ),
    );
  });
}

/** The cosine between the light and the normal of a facet with this gradient. */
function lit(a1: number, a2: number): number {
  return (LIGHT[2] - LIGHT[0] * a1 - LIGHT[1] * a2) / Math.hypot(a1, a2, 1);
}

/** For each number, the part of all area that has smaller ones, and half of the area that has the same: 0 to 1. */
function areaRanks(numbers: Float64Array, areas: Float64Array): Float64Array {
  const order = Uint32Array.from(numbers, (_, n) => n).sort((a, b) => numbers[a] - numbers[b]);
  const total = areas.reduce((sum, area) => sum + area, 0);
  const ranks = new Float64Array(numbers.length);
  let below = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    let area = 0;
    for (; to < order.length && numbers[order[to]] === numbers[order[from]]; to++) area += areas[order[to]];
    const rank = total > 0 ? (below + area / 2) / total : 0.5;
    for (let n = from; n < to; n++) ranks[order[n]] = rank;
    below += area;
  }
  return ranks;
}

/** As in a file. */
export function hex(color: Rgb): string {
  return `#${color.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}
