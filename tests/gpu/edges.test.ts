// Accepted when edges are drawn where f64 has them to a tenth of a pixel, as wide at every depth of zoom, in their colours, over the picture
// that is there, and nothing else of it is touched.

import { beforeAll, describe, expect, it } from 'vitest';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { type DrawnEdges, EdgesPass, HeldEdges } from '../../src/gpu/edges-pass.ts';
import { coordinateNumber } from '../../src/model/coordinate.ts';
import type { Grid } from '../../src/model/grid.ts';
import { BORDER, boxDomain, creaseAt, type Partition, ZERO_SET } from '../../src/model/partition.ts';
import { BOUNDARY_INK, INK, layerInk, mix, PAPER, type Rgb } from '../../src/model/partition-colours.ts';
import { gridOf, viewAround } from '../../src/model/view.ts';
import { partition } from '../../src/regions/partition.ts';
import { useDevice } from '../support/device.ts';
import { BACKGROUND, drawLayer, FORMAT } from '../support/layer-picture.ts';

const gpu = useDevice();
let pass: EdgesPass;
beforeAll(async () => {
  pass = await EdgesPass.create(gpu.device, FORMAT);
});

const [WIDTH, HEIGHT] = [288, 192];
/** Of lines in the tests, in pixels; and how much the casing adds on both sides of it. */
const LINE = 1.5;
const CASING = 0.8 * LINE;

const network = specNetwork(parseSpec('2-4-3-1:relu@torch:11'));
const whole = partition({ network, domain: boxDomain([-10, 10, -10, 10]), cut: { zeroSet: 0, classes: false } });
const edgesOf = (lines: Partition = whole, options: Partial<DrawnEdges> = {}): DrawnEdges => ({
  partition: lines,
  colours: 'plain',
  width: LINE,
  ...options,
});

/** A vertex that several edges share, all of them longer than a tenth. */
const VERTEX = vertexOf(whole);

function vertexOf({ vertices, edges, edgeCreases }: Partition): readonly [number, number] {
  const touching = new Map<number, number>();
  for (let e = 0; e < edgeCreases.length; e++) {
    const [from, to] = edges.subarray(2 * e, 2 * e + 2);
    const length = Math.hypot(vertices[2 * to] - vertices[2 * from], vertices[2 * to + 1] - vertices[2 * from + 1]);
    for (const vertex of [from, to])
      touching.set(vertex, (touching.get(vertex) ?? 0) + (edgeCreases[e] === BORDER || length < 0.1 ? Number.NaN : 1));
  }
  const [vertex] = [...touching].find(([, count]) => count === 4) ?? [];
  if (vertex === undefined) throw new Error('No two creases cross far from others: take another network.');
  return [vertices[2 * vertex], vertices[2 * vertex + 1]];
}

/** Of the longest edge that bears this code. */
function middleOf({ vertices, edges, edgeCreases }: Partition, code: number): [number, number] {
  let longest = { length: 0, middle: [Number.NaN, Number.NaN] as [number, number] };
  edgeCreases.forEach((own, e) => {
    const [[x0, y0], [x1, y1]] = [0, 1].map((end) => vertices.subarray(2 * edges[2 * e + end]));
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (own === code && length > longest.length) longest = { length, middle: [(x0 + x1) / 2, (y0 + y1) / 2] };
  });
  return longest.middle;
}

/** Draws what is held, or edges of their own; RGBA bytes of the pixel whose middle is the grid's point (column, row). */
async function draw(edges: DrawnEdges | HeldEdges, pixels: Grid): Promise<(column: number, row: number) => number[]> {
  const { device } = gpu;
  const held = edges instanceof HeldEdges ? edges : await HeldEdges.create(device, edges);
  const at = await drawLayer(device, pixels, (encoder, scope, target) => pass.record(encoder, scope, target, held, pixels));
  if (held !== edges) held.destroy();
  return at;
}

/** An edge that is drawn, in pixels from the picture's lower left corner and in f64. */
interface Segment {
  readonly code: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

function segmentsOf({ domain, vertices, edges, edgeCreases }: Partition, { center, shift, step, ...size }: Grid): Segment[] {
  const middle = [size.width / 2, size.height / 2];
  const place = (vertex: number) =>
    [0, 1].map(
      (i) => (vertices[2 * vertex + i] + coordinateNumber(domain.center[i] - center[i]) - shift[i]) / step[i] + middle[i],
    );
  const all = Array.from(edgeCreases, (code, e) => ({ code, from: place(edges[2 * e]), to: place(edges[2 * e + 1]) }));
  return all.filter(({ code }) => code !== BORDER);
}

/** The two edges that are nearest to a pixel's middle, and how far they are, in pixels. */
function nearestTo(segments: readonly Segment[], column: number, row: number) {
  const far = { code: BORDER, away: Number.POSITIVE_INFINITY };
  let [nearest, second] = [far, far];
  for (const { code, from, to } of segments) {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const [x, y] = [column + 0.5 - from[0], row + 0.5 - from[1]];
    const t = Math.min(Math.max((x * dx + y * dy) / (dx * dx + dy * dy), 0), 1);
    const found = { code, away: Math.hypot(x - t * dx, y - t * dy) };
    if (found.away < nearest.away) [nearest, second] = [found, nearest];
    else if (found.away < second.away) second = found;
  }
  return [nearest, second];
}

const nearTo = (color: Rgb) => [...color.map((c) => expect.closeTo(c, -0.4)), 255];

/** How much of a line of that half width a pixel is covered by. */
const covered = (half: number, away: number) => Math.min(Math.max(half + 0.5 - away, 0), 1);

/**
 * Asserts that lines and casings are where f64 has them. Contrasts are over 100 levels, so that 8 are less than 1/12 of a
 * pixel; adapters may round the corners of what they draw to 1/16 of one. Returns how many
 * pixels are the line's, are covered in part by one line, and are not touched.
 */
async function expectLines(edges: DrawnEdges | HeldEdges, pixels: Grid): Promise<Record<'line' | 'part' | 'untouched', number>> {
  const at = await draw(edges, pixels);
  const segments = segmentsOf(whole, pixels);
  const [half, outer] = [LINE / 2, LINE / 2 + CASING];
  const counts = { line: 0, part: 0, untouched: 0 };
  for (let row = 0; row < pixels.height; row++)
    for (let column = 0; column < pixels.width; column++) {
      const [nearest, second] = nearestTo(segments, column, row);
      const [ink, other] = [nearest, second].map(({ code }) => (code === ZERO_SET ? BOUNDARY_INK : INK));
      const where = `pixel ${column}, ${row}, ${nearest.away} from the nearest edge`;
      if (nearest.away > outer + 1) {
        expect(at(column, row), where).toEqual([...BACKGROUND, 255]);
        counts.untouched++;
      } else if (nearest.away < half - 0.55 && (ink === other || second.away > half + 0.55)) {
        expect(at(column, row), where).toEqual(nearTo(ink));
        counts.line++;
      } else if (second.away > outer + 0.55) {
        const cased = mix([BACKGROUND, PAPER], 0.7 * covered(outer, nearest.away));
        const wanted = mix([cased, ink], covered(half, nearest.away));
        const off = at(column, row).map((c, i) => Math.abs(c - (wanted[i] ?? 255)));
        expect(Math.max(...off), where).toBeLessThan(8);
        counts.part++;
      }
    }
  return counts;
}

const around = ([x1, x2]: readonly [number, number], width: number) => gridOf(viewAround([x1, x2], width / 2), WIDTH, HEIGHT);

describe('lines', () => {
  it.each([20, 1, 1e-3, 1e-6, 1e-9])('in a view %d wide lie where the edges do, and touch nothing else', async (width) => {
    for (const [dx, dy] of [
      [0, 0],
      [0.31, -0.17],
    ]) {
      const pixels = around([VERTEX[0] + dx * width, VERTEX[1] + dy * width], width);
      const { line, part, untouched } = await expectLines(edgesOf(), pixels);
      expect(line).toBeGreaterThan(40);
      expect(part).toBeGreaterThan(400);
      expect(untouched).toBeGreaterThan(20_000);
    }
  });

  it('are as wide at every zoom', async () => {
    // The area in pixels that is not as it was, over the length of the lines: where two cross, little is shared.
    const areas: number[] = [];
    for (const width of [1e-2, 1e-5, 1e-8]) {
      const at = await draw(edgesOf(), around(VERTEX, width));
      let area = 0;
      for (let row = 0; row < HEIGHT; row++)
        for (let column = 0; column < WIDTH; column++) area += (BACKGROUND[2] - at(column, row)[2]) / (BACKGROUND[2] - INK[2]);
      areas.push(area);
    }
    for (const area of areas) expect(Math.abs(area - areas[0]) / areas[0]).toBeLessThan(0.01);
  });

  it('move with the view without being placed anew, until that would show', async () => {
    const held = await HeldEdges.create(gpu.device, edgesOf());
    const pixels = around(VERTEX, 1e-3);
    await expectLines(held, pixels);
    const placed = held.places;
    const moved = (dx: number, dy: number, zoom: number): Grid => ({
      ...pixels,
      shift: [pixels.shift[0] + dx * pixels.step[0], pixels.shift[1] + dy * pixels.step[1]],
      step: [pixels.step[0] / zoom, pixels.step[1] / zoom],
    });
    for (const [dx, dy, zoom] of [
      [40, -30, 1],
      [3, 2, 16],
      [0, 0, 0.2],
    ]) {
      await expectLines(held, moved(dx, dy, zoom));
      expect(held.places).toBe(placed);
    }
    await expectLines(held, moved(3, 2, 20));
    expect(held.places).not.toBe(placed);
    held.destroy();
  });

  it('are hairlines where they should be in a draft, without casings', async () => {
    const pixels = around(VERTEX, 1e-2);
    const held = await HeldEdges.create(gpu.device, edgesOf());
    const at = await drawLayer(gpu.device, pixels, (...onto) => pass.record(...onto, held, pixels, true));
    const segments = segmentsOf(whole, pixels);
    let [lines, drawn] = [0, 0];
    for (let row = 0; row < HEIGHT; row++)
      for (let column = 0; column < WIDTH; column++) {
        const [{ away, code }] = nearestTo(segments, column, row);
        const isInk = at(column, row)[2] === (code === ZERO_SET ? BOUNDARY_INK : INK)[2];
        if (away > 1) expect(at(column, row)).toEqual([...BACKGROUND, 255]);
        // A line that the adapter draws covers the nearest pixel of each column or row.
        if (away < 0.3) lines++;
        if (away < 0.3 && isInk) drawn++;
      }
    expect(lines).toBeGreaterThan(100);
    expect(drawn / lines).toBeGreaterThan(0.95);
    held.destroy();
  });

  it('fade where they crowd, casings first, and never quite', async () => {
    const contrastAt = async (width: number) => {
      const at = await draw(edgesOf(), around(VERTEX, width));
      return Math.max(...[-1, 0, 1].map((d) => BACKGROUND[2] - at(WIDTH / 2 + d, HEIGHT / 2)[2]));
    };
    const [near, far, furthest] = [await contrastAt(1), await contrastAt(300), await contrastAt(600)];
    expect(near).toBeGreaterThan(100);
    expect(far).toBeLessThan(near);
    expect(furthest).toBeGreaterThan(20);
  });
});

describe('colours', () => {
  it.each(['plain', 'layer', 'neuron'] as const)('%s: every edge has its own, and the zero set is green', async (colours) => {
    const pixels = around(middleOf(whole, ZERO_SET), 10);
    const width = 3;
    const at = await draw(edgesOf(whole, { colours, width }), pixels);
    const segments = segmentsOf(whole, pixels);
    const byUnit = new Map<string, Set<string>>();
    let cuts = 0;
    for (let row = 0; row < HEIGHT; row++)
      for (let column = 0; column < WIDTH; column++) {
        const [nearest, second] = nearestTo(segments, column, row);
        if (nearest.away > width / 2 - 0.6 || (second.code !== nearest.code && second.away < width / 2 + 0.6)) continue;
        const crease = creaseAt(whole.layout, nearest.code);
        if (!crease) {
          expect(nearest.code).toBe(ZERO_SET);
          expect(at(column, row)).toEqual(nearTo(BOUNDARY_INK));
          cuts++;
        } else if (colours === 'neuron') {
          const key = `${crease.layer} ${crease.unit}`;
          byUnit.set(key, (byUnit.get(key) ?? new Set()).add(at(column, row).join()));
        } else expect(at(column, row)).toEqual(nearTo(colours === 'layer' ? layerInk(crease.layer, 2) : INK));
      }
    expect(cuts).toBeGreaterThan(10);
    if (colours !== 'neuron') return;
    expect(byUnit.size).toBeGreaterThan(4);
    for (const found of byUnit.values()) expect(found.size).toBe(1);
    expect(new Set([...byUnit.values()].flatMap((found) => [...found])).size).toBe(byUnit.size);
  });

  it('nothing is drawn of a partition without inner edges', async () => {
    const pixels = around([0, 0], 20);
    const none = partition({ network: specNetwork(parseSpec('2-1:identity')), domain: boxDomain([-10, 10, -10, 10]) });
    const at = await draw(edgesOf(none), pixels);
    for (let row = 0; row < HEIGHT; row++)
      for (let column = 0; column < WIDTH; column++) expect(at(column, row)).toEqual([...BACKGROUND, 255]);
  });
});
