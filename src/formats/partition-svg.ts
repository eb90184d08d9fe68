// A partition as a picture in SVG: its facets in relief, its creases as hairlines in the colour of the layer that bore them.
import type { Bounds } from '../model/grid.ts';
import { BORDER, CLASS_BOUNDARY, cellCount, creaseAt, type Partition, ZERO_SET } from '../model/partition.ts';
import { BOUNDARY_INK, INK, layerInk, PAPER } from '../model/partition-colours.ts';
import { cellOffsets, fileOrigin, fileShift, polygonArea } from './partition-cells.ts';
import { facetColours, hex } from './partition-shades.ts';

/** In the picture's own units, which browsers show as pixels: the longer side of the domain, the least shorter one, and what is around. */
const SIDE = 1000;
const LEAST_SIDE = 250;
const MARGIN = 24;
const LEGEND = 48;
/** In pixels, at every zoom: how wide creases are where cells are large, and boundaries; and how many times narrower than a cell. */
const HAIRLINE = 0.7;
const BOUNDARY = 2;
const CELL_TO_HAIRLINE = 12;
/** Widths of the domain that browsers draw as they are; smaller and larger ones are scaled by a power of ten. */
const SMALL = 1e-3;
const LARGE = 1e6;
/** The most room for a layer in the legend, and for all of them. */
const PITCH = 36;
const LAYERS_WIDTH = 360;
/** What the last name leaves of its room; a letter's width; a sample's. */
const TAIL = 10;
const LETTER = 6.5;
const SAMPLE = 30;

/** A kind of line in the picture. */
interface Stroke {
  readonly ink: string;
  readonly width: number;
}

interface Strokes {
  readonly border: Stroke;
  readonly boundary: Stroke;
  /** One for each layer that has kinks. */
  readonly creases: readonly (Stroke & { readonly layer: number })[];
}

/** Where the domain's bounding box lies in the plane, and how it lies in the picture. */
interface Place {
  /** [x1 min, x1 max, x2 min, x2 max] in the file's coordinates, and the longer side. */
  readonly box: Bounds;
  readonly longer: number;
  /** What a path's numbers are multiples of. */
  readonly unit: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The file in pieces. Its paths are in the plane's coordinates, rounded to a millionth of the domain: times the root's data-unit, plus its
 * data-origin. One transform turns x2 up.
 */
export function* formatPartitionSvg(partition: Partition): Generator<string> {
  const place = placeOf(partition);
  const { box, unit, width, height } = place;
  const [k1, k2] = [(unit * width) / (box[1] - box[0]), (unit * height) / (box[3] - box[2])];
  const strokes = strokesOf(partition, Math.min(HAIRLINE, Math.sqrt((width * height) / cellCount(partition)) / CELL_TO_HAIRLINE));
  const points = pointTexts(partition, place);
  yield `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width + 2 * MARGIN} ${height + MARGIN + LEGEND}"`;
  yield ` data-origin="${fileOrigin(partition.domain).join(' ')}" data-unit="${unit}" style="background:${hex(PAPER)}">\n`;
  yield `<title>${caption(partition)}</title>\n<rect width="100%" height="100%" fill="${hex(PAPER)}"/>\n`;
  const [left, bottom] = [MARGIN - (k1 * box[0]) / unit, MARGIN + height + (k2 * box[2]) / unit];
  yield `<g transform="matrix(${k1} 0 0 ${-k2} ${left} ${bottom})" fill="none" stroke-linecap="round">\n`;
  yield* facets(partition, points);
  yield* lines(partition, points, strokes);
  yield `</g>\n<g font-family="system-ui, sans-serif" font-size="13" fill="${hex(INK)}">\n`;
  const [x0, x1, y0, y1] = box.map((bound) => Number(bound.toPrecision(6)));
  const baseline = MARGIN + height + 28;
  yield `<text x="${MARGIN}" y="${baseline}">${caption(partition)} in [${x0}, ${x1}] × [${y0}, ${y1}]</text>\n`;
  yield* legend(partition, strokes, MARGIN + width, baseline);
  yield '</g>\n</svg>\n';
}

function placeOf({ domain }: Partition): Place {
  const shift = fileShift(domain);
  const [[x0, x1], [y0, y1]] = ([0, 1] as const).map((axis) => {
    const all = domain.corners.map((corner) => shift[axis] + corner[axis]);
    return [Math.min(...all), Math.max(...all)];
  });
  const longer = Math.max(x1 - x0, y1 - y0);
  const [width, height] = [x1 - x0, y1 - y0].map((side) => Math.max(LEAST_SIDE, (SIDE * side) / longer));
  const unit = longer < SMALL || longer > LARGE ? 10 ** Math.floor(Math.log10(longer)) : 1;
  return { box: [x0, x1, y0, y1], longer, unit, width, height };
}

/** Every vertex as it stands in a path. */
function pointTexts({ domain, vertices }: Partition, { longer, unit }: Place): string[] {
  const shift = fileShift(domain);
  const digits = Math.max(0, 6 - Math.floor(Math.log10(longer / unit)));
  const text = (n: number) => Number(((vertices[n] + shift[n % 2]) / unit).toFixed(digits));
  return Array.from({ length: vertices.length / 2 }, (_, v) => `${text(2 * v)} ${text(2 * v + 1)}`);
}

/** All cells of one colour are one path, so that a million of them are few elements. */
function* facets(partition: Partition, points: readonly string[]): Generator<string> {
  const { cellStarts, corners } = partition;
  const areas = Float64Array.from({ length: cellCount(partition) }, (_, cell) => polygonArea(cellOffsets(partition, cell)));
  for (const [colour, cells] of grouped(facetColours(partition, areas))) {
    yield `<path fill="${colour}" d="`;
    for (const cell of cells) {
      const polygon = corners.subarray(cellStarts[cell], cellStarts[cell + 1]);
      yield `M${Array.from(polygon, (v) => points[v]).join('L')}z`;
    }
    yield '"/>\n';
  }
}

function* lines(partition: Partition, points: readonly string[], { border, boundary, creases }: Strokes): Generator<string> {
  const { layout, edges, edgeCreases } = partition;
  const strokeOf = (code: number) => {
    const crease = creaseAt(layout, code);
    return creases.find(({ layer }) => layer === crease?.layer) ?? (code === BORDER ? border : boundary);
  };
  const members = grouped(Array.from(edgeCreases, strokeOf));
  // A layer's creases bend at those of the layers before it, which lie over them.
  for (const stroke of [...creases.toReversed(), boundary, border]) {
    const own = members.get(stroke);
    if (!own) continue;
    yield `<path stroke="${stroke.ink}" stroke-width="${stroke.width}" vector-effect="non-scaling-stroke" d="`;
    for (const edge of own) yield `M${points[edges[2 * edge]]}L${points[edges[2 * edge + 1]]}`;
    yield '"/>\n';
  }
}

function strokesOf({ layout, cut }: Partition, hairline: number): Strokes {
  const layers = layout.layers.flatMap(({ thresholds }, layer) => (thresholds.length > 0 ? [layer] : []));
  return {
    border: { ink: hex(INK), width: HAIRLINE },
    boundary: { ink: hex(cut.classes ? INK : BOUNDARY_INK), width: BOUNDARY },
    creases: layers.map((layer, n) => ({ layer, ink: hex(layerInk(n, layers.length)), width: hairline })),
  };
}

/** Names the lines in a row that ends at `right`. */
function* legend({ cut, edgeCreases }: Partition, { boundary, creases }: Strokes, right: number, y: number): Generator<string> {
  const sample = (x: number, { ink, width }: Stroke, name: string) =>
    `<path stroke="${ink}" stroke-width="${Math.max(2, width)}" d="M${x} ${y - 4.5}h14"/><text x="${x + 18}" y="${y}">${name}</text>\n`;
  const cuts = [
    edgeCreases.includes(CLASS_BOUNDARY) ? 'classes' : '',
    edgeCreases.includes(ZERO_SET) ? `output ${cut.zeroSet} = 0` : '',
  ]
    .filter(Boolean)
    .join(', ');
  const room = cuts === '' ? 0 : SAMPLE + LETTER * cuts.length;
  if (room > 0) yield sample(right + TAIL - room, boundary, cuts);
  const pitch = Math.min(PITCH, LAYERS_WIDTH / creases.length);
  const x = right + TAIL - room - pitch * creases.length;
  for (const [n, stroke] of creases.entries()) {
    // Where they stand close, the first and the last have a number.
    const named = pitch === PITCH || n === 0 || n === creases.length - 1;
    yield sample(x + n * pitch, stroke, named ? `${stroke.layer}` : '');
  }
  if (creases.length > 0) yield `<text x="${x - 8}" y="${y}" text-anchor="end">layer</text>\n`;
}

function caption({ cut, complete, covered, cellStarts }: Partition): string {
  const cells = (cellStarts.length - 1).toLocaleString('en');
  const what = cut.classes || cut.zeroSet !== null ? 'cells' : 'linear regions';
  return complete ? `${cells} ${what}` : `${cells} ${what} on ${Number((100 * covered).toPrecision(3))} % of the area`;
}

/** Indices by what stands there. */
function grouped<T>(items: readonly T[]): Map<T, number[]> {
  const groups = new Map<T, number[]>();
  items.forEach((item, n) => {
    const group = groups.get(item);
    if (group) group.push(n);
    else groups.set(item, [n]);
  });
  return groups;
}
