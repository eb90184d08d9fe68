// The colours of a partition's lines, on paper and over maps: an ink for every layer, a hue for every neuron, and those of what no neuron bore.
import { packedColour } from './colormap.ts';
import type { EdgeColours } from './painting.ts';
import { BORDER, type PartitionLines } from './partition.ts';

/** sRGB, 0 to 255. */
export type Rgb = readonly [number, number, number];

export const PAPER: Rgb = [251, 250, 247];
/** Borders and words, and all lines where they are plain. */
export const INK: Rgb = [27, 34, 48];
/** Decision boundaries, where cells are not coloured by class: a hue that no layer has. */
export const BOUNDARY_INK: Rgb = [11, 122, 107];

/** From the first layer with creases to the last. */
const LAYERS: readonly Rgb[] = [
  [31, 42, 68],
  [122, 59, 105],
  [200, 85, 61],
  [217, 150, 58],
];

/** Turns from neuron to neuron: however many there are, hues of those next to each other are far apart. */
const GOLDEN = (3 - Math.sqrt(5)) / 2;
/** Of neurons' colours in OKLCH: dark enough for a pale casing. */
const LIGHTNESS = 0.55;
const CHROMA = 0.15;

/** The ink of the layer that is number `n` of `count`. */
export function layerInk(n: number, count: number): Rgb {
  return mix(LAYERS, count > 1 ? n / (count - 1) : 0);
}

/** The colour at `t`, 0 to 1, of stops that are equally far apart. */
export function mix(stops: readonly Rgb[], t: number): Rgb {
  const at = Math.min(Math.max(t, 0), 1) * (stops.length - 1);
  const n = Math.min(Math.floor(at), stops.length - 2);
  const [from, to] = [stops[n], stops[n + 1]];
  const channel = (c: 0 | 1 | 2) => from[c] + (at - n) * (to[c] - from[c]);
  return [channel(0), channel(1), channel(2)];
}

/** The edges that are drawn, in the order in which they are, and their colours. */
export interface EdgeInks {
  /** Numbers of edges: those of later layers first, for they bend at those of the layers before, which lie over them; none of the border. */
  readonly order: Uint32Array<ArrayBuffer>;
  /** One for each in `order`: red in the lowest byte, opaque. */
  readonly colours: Uint32Array<ArrayBuffer>;
}

export function edgeInks({ layout, edgeCreases }: Pick<PartitionLines, 'layout' | 'edgeCreases'>, by: EdgeColours): EdgeInks {
  const bending = layout.layers.filter(({ thresholds }) => thresholds.length > 0);
  const bits = 32 * layout.words;
  /** By a crease's code: its ink, and when it is drawn. */
  const [inks, turns] = [new Uint32Array(bits), new Uint16Array(bits)];
  for (const [n, { first, units, thresholds }] of bending.entries()) {
    const ofLayer = by === 'layer' ? layerInk(n, bending.length) : INK;
    for (let bit = 0; bit < units * thresholds.length; bit++) {
      // Every layer's hues begin elsewhere.
      const unit = Math.floor(bit / thresholds.length) + n / bending.length;
      inks[first + bit] = packedColour(by === 'neuron' ? neuronInk(unit) : ofLayer);
      turns[first + bit] = bending.length - 1 - n;
    }
  }
  // What the partition was cut along besides lies over all.
  const boundary = packedColour(BOUNDARY_INK);
  const turnOf = (code: number) => (code < bits ? turns[code] : bending.length);
  const places = new Uint32Array(bending.length + 2);
  for (const code of edgeCreases) if (code !== BORDER) places[turnOf(code) + 1]++;
  for (let turn = 1; turn < places.length; turn++) places[turn] += places[turn - 1];
  const count = places[places.length - 1];
  const [order, colours] = [new Uint32Array(count), new Uint32Array(count)];
  for (let edge = 0; edge < edgeCreases.length; edge++) {
    const code = edgeCreases[edge];
    if (code === BORDER) continue;
    const place = places[turnOf(code)]++;
    order[place] = edge;
    colours[place] = code < bits ? inks[code] : boundary;
  }
  return { order, colours };
}

function neuronInk(n: number): Rgb {
  const hue = 2 * Math.PI * GOLDEN * n;
  return srgbOf(LIGHTNESS, CHROMA * Math.cos(hue), CHROMA * Math.sin(hue));
}

/** From OKLab, https://bottosson.github.io/posts/oklab/. */
function srgbOf(lightness: number, a: number, b: number): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const encoded = (x: number) => 255 * Math.min(Math.max(x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055, 0), 1);
  return [
    encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
