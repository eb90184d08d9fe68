// Accepted when the picture is well-formed XML that holds every cell and every edge where it belongs, x2 up, and no more than a few
// elements however many cells there are.
import { describe, expect, test } from 'vitest';
import { formatPartitionSvg } from '../../src/formats/partition-svg.ts';
import { CLASS_BOUNDARY, type Partition, ZERO_SET } from '../../src/model/partition.ts';
import { crossPartition, nothingOf, whole, withClasses } from './hand-made-partition.ts';

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly depth: number;
  text: string;
}

/** Reads XML that has elements, attributes and text, and throws on whatever else there is. */
function readXml(xml: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const token = /<\/(\w+)>|<(\w+)((?:\s[\w:-]+="[^"<&]*")*)\s*(\/?)>|([^<&>]+)/y;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (match === null) throw new Error(`Not XML at ${at}: ${xml.slice(at, at + 40)}`);
    const [, closes, name, attributes, selfClosing, text] = match;
    if (closes !== undefined && open.pop()?.name !== closes) throw new Error(`</${closes}> closes nothing.`);
    if (text !== undefined && open.length > 0) open[open.length - 1].text += text;
    if (name === undefined) continue;
    const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value] as const);
    if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`<${name}> has an attribute twice.`);
    if (open.length === 0 && elements.length > 0) throw new Error('There are two roots.');
    const element = { name, attributes: new Map(pairs), depth: open.length, text: '' };
    elements.push(element);
    if (!selfClosing) open.push(element);
  }
  if (open.length > 0) throw new Error(`<${open[0].name}> is not closed.`);
  return elements;
}

const picture = (partition: Partition) => readXml(whole(formatPartitionSvg(partition)));
const attribute = (element: Element | undefined, name: string) => element?.attributes.get(name) ?? '';

/** Where a path's coordinates come to lie, in the picture's units from its upper left corner. */
function placed(elements: readonly Element[], path: Element): [number, number][] {
  const matrix = /^matrix\((.*)\)$/.exec(
    attribute(
      elements.find(({ name }) => name === 'g'),
      'transform',
    ),
  );
  const [a, b, c, d, e, f] = (matrix?.[1] ?? '').split(' ').map(Number);
  return attribute(path, 'd')
    .split(/[MLz]/)
    .filter(Boolean)
    .map((point) => point.split(' ').map(Number))
    .map(([x, y]) => [a * x + c * y + e, b * x + d * y + f]);
}

const fills = (elements: readonly Element[]) =>
  elements.filter(({ name, attributes }) => name === 'path' && attributes.has('fill'));
const strokes = (elements: readonly Element[]) => elements.filter(({ attributes }) => attributes.has('vector-effect'));

test('the reader of XML refuses what is not', () => {
  for (const bad of ['<a>', '<a></b>', '<a b="1" b="2"/>', '<a/><b/>', '<a>&</a>', '<a b=1/>'])
    expect(() => readXml(bad)).toThrow();
  expect(readXml('<a b="1"><c/>text</a>').map(({ name, depth }) => [name, depth])).toEqual([
    ['a', 0],
    ['c', 1],
  ]);
});

describe.each([
  ['a square', { size: 3 }],
  ['a square of 1e-9', { size: 1e-9 }],
  ['a square of 1e9', { size: 1e9 }],
  ['a small square far off', { center: [1e6, -1e6] as const, size: 1e-4 }],
])('the picture of %s', (_, place) => {
  const elements = picture(crossPartition(place));

  test('is an SVG with a margin and a line of words', () => {
    expect(elements[0].name).toBe('svg');
    expect(attribute(elements[0], 'xmlns')).toBe('http://www.w3.org/2000/svg');
    expect(attribute(elements[0], 'viewBox')).toBe('0 0 1048 1072');
    expect(elements.filter(({ name }) => name === 'text').map(({ text }) => text)[0]).toMatch(/^4 linear regions in \[/);
  });

  test('has every cell, and the largest x2 on top', () => {
    const all = fills(elements).flatMap((path) => placed(elements, path));
    expect(all).toHaveLength(16);
    const corners = new Set(all.map(([x, y]) => `${Math.round(100 * x) / 100} ${Math.round(100 * y) / 100}`));
    expect([...corners].sort()).toEqual(
      // x2 = 1/2 is a quarter from the top.
      [24, 524, 1024].flatMap((x) => [24, 274, 1024].map((y) => `${x} ${y}`)).sort(),
    );
  });

  test('has the plane’s coordinates in its paths, by its unit and origin', () => {
    const [unit, origin] = [
      Number(attribute(elements[0], 'data-unit')),
      attribute(elements[0], 'data-origin').split(' ').map(Number),
    ];
    const [center, size] = ['center' in place ? place.center : [0, 0], place.size];
    const numbers = fills(elements).flatMap((path) => attribute(path, 'd').match(/[-\d.e]+/g) ?? []);
    expect(numbers).toHaveLength(32);
    // Chromium leaves out paths that are smaller than this, whatever their transform.
    expect(Math.max(...numbers.map(Number).map(Math.abs))).toBeGreaterThan(1e-4);
    const first = [0, 1].map((axis) => (Number(numbers[axis]) * unit + (origin[axis] - center[axis])) / size);
    expect([-1, 0, 0.5, 1].some((x) => Math.abs(x - first[0]) < 1e-5)).toBe(true);
    expect([-1, 0, 0.5, 1].some((x) => Math.abs(x - first[1]) < 1e-5)).toBe(true);
  });

  test('has the border and the creases in lines that stay thin at every zoom', () => {
    expect(strokes(elements).map((path) => placed(elements, path).length)).toEqual([2 * 4, 2 * 8]);
    for (const path of strokes(elements)) expect(attribute(path, 'vector-effect')).toBe('non-scaling-stroke');
  });
});

test('cells of different slopes differ in colour', () => {
  const colours = fills(picture(crossPartition())).map((path) => attribute(path, 'fill'));
  expect(new Set(colours).size).toBe(4);
  for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
});

test('a staircase, which has no slopes, shows its heights', () => {
  const heights = Float64Array.from([1, 2, 3, 4].flatMap((b) => [b, 0, 0, 0, 0, 0]));
  expect(fills(picture({ ...crossPartition(), affine: heights }))).toHaveLength(4);
});

test('classes have hues of their own', () => {
  const hue = (path: Element) => {
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(attribute(path, 'fill').slice(at, at + 2), 16));
    return r > b ? 'orange' : b > g ? 'blue' : 'another';
  };
  const flat = { ...withClasses(crossPartition()), affine: new Float64Array(24) };
  // tab20 begins with blue and orange.
  expect(fills(picture(flat)).map(hue)).toEqual(['blue', 'orange']);
});

test('boundaries are drawn over creases, wider, and named', () => {
  const partition = crossPartition();
  const edgeCreases = partition.edgeCreases.map((code) => (code === 1 ? ZERO_SET : code));
  const elements = picture({ ...partition, edgeCreases, cut: { zeroSet: 1, classes: false } });
  expect(strokes(elements).map((path) => placed(elements, path).length)).toEqual([2 * 2, 2 * 2, 2 * 8]);
  const widths = strokes(elements).map((path) => Number(attribute(path, 'stroke-width')));
  expect(widths[1]).toBeGreaterThan(2 * widths[0]);
  const words = elements.map(({ text }) => text);
  expect(words).toContain('output 1 = 0');
  expect(words.find((text) => text.startsWith('4 cells in '))).toBeDefined();

  const ofClasses = partition.edgeCreases.map((code) => (code === 1 ? CLASS_BOUNDARY : code));
  expect(picture({ ...withClasses(partition), edgeCreases: ofClasses }).map(({ text }) => text)).toContain('classes');
});

test('a partition that a limit stopped says how far it got', () => {
  const words = picture({ ...crossPartition(), complete: false, covered: 0.25 }).map(({ text }) => text);
  expect(words.find((text) => text.startsWith('4 linear regions on 25 % of the area in '))).toBeDefined();
});

test('a partition without cells is a picture all the same', () => {
  const elements = picture(nothingOf(crossPartition()));
  expect(fills(elements)).toEqual([]);
  for (const { attributes } of elements) expect([...attributes.values()].join(' ')).not.toMatch(/NaN|Infinity/);
});

test('forty thousand cells are a few dozen elements, under thinner lines', () => {
  const partition = crossPartition();
  const count = 40_000;
  const many = {
    ...partition,
    cellStarts: Uint32Array.from({ length: count + 1 }, (_, n) => 4 * n),
    corners: Uint32Array.from({ length: 4 * count }, (_, n) => partition.corners[n % 16]),
    affine: Float64Array.from({ length: 6 * count }, (_, n) => Math.sin(n)),
  };
  const elements = picture(many);
  expect(elements.length).toBeLessThan(80);
  expect(fills(elements).flatMap((path) => placed(elements, path))).toHaveLength(4 * count);
  const [few, lots] = [picture(partition), elements].map((all) => Number(attribute(strokes(all)[0], 'stroke-width')));
  expect(lots).toBeLessThan(few);
});
