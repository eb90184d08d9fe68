// Accepted when the exact counts are those of arrangements that are known in closed form.
import { expect, test } from 'vitest';
import { type ActivationName, activation } from '../../src/model/activation.ts';
import { createNetwork, type Network } from '../../src/model/network.ts';
import { boxDomain, type Cut } from '../../src/model/partition.ts';
import { exactCounts } from './exact-partition.ts';

/** One layer, by rows of [w1, w2, bias]. */
function oneLayer(name: ActivationName, rows: readonly (readonly number[])[]): Network {
  const weight = Float32Array.from(rows.flatMap((row) => row.slice(0, 2)));
  const bias = Float32Array.from(rows, (row) => row[2]);
  return createNetwork([{ fanIn: 2, fanOut: rows.length, weight, bias, activation: activation(name) }]);
}

const BOX = boxDomain([-64, 64, -64, 64]);

test.each([1, 2, 3, 7])('%d lines in general position, seen whole, make 1 + n + n(n − 1)/2 cells', (n) => {
  // Tangents of a parabola: no two parallel, no three through a point.
  const tangents = Array.from({ length: n }, (_, t) => [2 * t, -1, -t * t]);
  const crossings = (n * (n - 1)) / 2;
  // Each line ends on the border twice.
  const counts = { cells: 1 + n + crossings, vertices: 4 + 2 * n + crossings, edges: 4 + 3 * n + 2 * crossings };
  expect(exactCounts(oneLayer('relu', tangents), BOX)).toEqual(counts);
});

test('lines through a point, parallel lines, a line twice and a diagonal through corners', () => {
  const star = [[1, 0, 0], [0, 1, 0], [1, 1, 0], [-2, -2, 0]]; // biome-ignore format: by rows
  expect(exactCounts(oneLayer('relu', star), BOX)).toEqual({ cells: 6, vertices: 9, edges: 14 });
  const parallel = [[1, 0, 0], [1, 0, 1], [2, 0, 0]]; // biome-ignore format: by rows
  expect(exactCounts(oneLayer('abs', parallel), BOX)).toEqual({ cells: 3, vertices: 8, edges: 10 });
});

test('every kink of an activation is a line, and identity has none', () => {
  const cells = (name: ActivationName) => exactCounts(oneLayer(name, [[1, 0, 0]]), BOX).cells;
  expect(['identity', 'step', 'hardtanh', 'tent'].map((name) => cells(name as ActivationName))).toEqual([1, 2, 3, 4]);
});

test('a second layer bends where the first one does', () => {
  // relu(relu(x1) + relu(x2) − 1) is off inside a line bent twice.
  const layers = [
    { fanIn: 2, fanOut: 2, weight: Float32Array.of(1, 0, 0, 1), bias: new Float32Array(2), activation: activation('relu') },
    { fanIn: 2, fanOut: 1, weight: Float32Array.of(1, 1), bias: Float32Array.of(-1), activation: activation('relu') },
  ];
  expect(exactCounts(createNetwork(layers), BOX)).toEqual({ cells: 7, vertices: 13, edges: 19 });
});

test('the zero set and the classes, which meet in a point', () => {
  const three = oneLayer('identity', [[1, 0, 0], [-1, 1, 0], [-1, -1, 0]]); // biome-ignore format: by rows
  const cut = (cut: Partial<Cut>) => exactCounts(three, BOX, { zeroSet: null, classes: false, ...cut });
  expect(cut({ zeroSet: 0 })).toEqual({ cells: 2, vertices: 6, edges: 7 });
  expect(cut({ classes: true })).toEqual({ cells: 3, vertices: 8, edges: 10 });
  expect(cut({ zeroSet: 0, classes: true })).toEqual({ cells: 5, vertices: 10, edges: 14 });
});

test('too many cells are refused', () => {
  const tangents = Array.from({ length: 5 }, (_, t) => [2 * t, -1, -t * t]);
  expect(() => exactCounts(oneLayer('relu', tangents), BOX, undefined, 10)).toThrow(RangeError);
});
