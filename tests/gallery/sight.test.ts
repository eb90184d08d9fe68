// Accepted when soft creases on a grid tell what the exact partition tells, noise is cut off at the layer where it begins, and the search goes
// down from view to view, each inside the one before.
import { expect, test } from 'vitest';
import { dive } from '../../gallery/dive.ts';
import { calmOf } from '../../gallery/points.ts';
import { sightOf } from '../../gallery/sight.ts';
import { softSight } from '../../gallery/soft-sight.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { coordinateNumber } from '../../src/model/coordinate.ts';

const network = (spec: string) => specNetwork(parseSpec(spec));
const ORIGIN = [0n, 0n] as const;
/** Forty layers of tents: everything but noise is far below a width of 1. */
const CHAOS = network(`2-${'12-'.repeat(40)}1:tent@uniform=1:0`);

test.each([1, 2, 3])('relus’ signs on a grid are their creases of the partition, seed %i', (seed) => {
  const relus = network(`2-6-6-1:relu@torch:${seed}`);
  const [exact, grid] = [sightOf(relus, ORIGIN, 6).score, softSight(relus, ORIGIN, 6).score];
  expect(grid.layers).toBe(exact.layers);
  expect(Math.abs(grid.cells / exact.cells - 1)).toBeLessThan(0.2);
  expect(Math.abs(grid.spread - exact.spread)).toBeLessThan(0.1);
  expect(Math.abs(grid.evenness - exact.evenness)).toBeLessThan(0.1);
});

test('a crease has the direction that it has on the plane', () => {
  const line = network('2-1-1:tanh@he:4');
  const [w1, w2] = line.layers[0].weight;
  const { pieces, score } = softSight(line, ORIGIN, 2);
  expect(score).toMatchObject({ layers: 1, cells: 2 });
  // Square to the weights, up to a half turn.
  for (const { direction } of pieces) expect(Math.cos(direction) * w1 + Math.sin(direction) * w2).toBeCloseTo(0, 6);
});

test('a view of noise is seen as far as it can be, and said not to be whole', () => {
  const { pieces, whole } = sightOf(CHAOS, ORIGIN, 6);
  expect(whole).toBe(false);
  expect(Math.max(...pieces.map(({ layer }) => layer))).toBeLessThan(10);
  expect(calmOf(CHAOS, ORIGIN, 6)).toBeLessThan(0.6);
  expect(calmOf(network('2-12-12-1:relu@torch:1'), ORIGIN, 6)).toBe(1);
});

test('the search goes down by half a decade, each view inside the one before, and not through noise', () => {
  const stops = [...dive(network(`2-${'5-'.repeat(32)}1:tent@uniform=1.5:3`), 6, 1e-6)];
  expect(stops.length).toBeGreaterThan(10);
  let before = { center: ORIGIN as readonly [bigint, bigint], width: 6 };
  for (const stop of stops) {
    expect(before.width / stop.width).toBeCloseTo(Math.sqrt(10), 6);
    for (const axis of [0, 1] as const)
      expect(Math.abs(coordinateNumber(stop.center[axis] - before.center[axis]))).toBeLessThan(before.width / 2);
    before = stop;
  }
  expect([...dive(CHAOS, 6, 1e-6)]).toEqual([]);
});
