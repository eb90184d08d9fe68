// Accepted when the JSON of a partition holds all of it, digit by digit, and is JSON whatever the partition's size.

import { expect, test } from 'vitest';
import { formatPartitionJson } from '../../src/formats/partition-json.ts';
import { formatCoordinate, placeNumbers } from '../../src/model/coordinate.ts';
import type { Partition } from '../../src/model/partition.ts';
import { crossPartition, nothingOf, whole, withClasses } from './hand-made-partition.ts';

/** What the file holds, with its lists as the flat arrays that they were. */
function readBack(partition: Partition): Record<string, unknown> {
  const json: Record<string, unknown> = JSON.parse(whole(formatPartitionJson(partition)));
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : value]),
  );
}

/** The same of the partition itself. */
function flattened(partition: Partition): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(partition).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
    ]),
  );
}

test.each([
  ['around the origin', crossPartition()],
  ['with numbers of 17 digits', crossPartition({ center: [1 / 3, -2e9 / 3], size: 1e-9 / 7 })],
  ['with classes', withClasses(crossPartition())],
  ['of which nothing is there', nothingOf(crossPartition())],
  ['that a limit stopped', { ...crossPartition(), complete: false, covered: 0.25 }],
])('a partition %s comes back whole', (_, partition) => {
  const { center, corners } = partition.domain;
  const domain = { center: placeNumbers(center), exactCenter: center.map(formatCoordinate), corners };
  expect(readBack(partition)).toEqual({ partition: 1, ...flattened(partition), domain });
});

test('arrays have the shapes that the documentation gives them', () => {
  const json = JSON.parse(whole(formatPartitionJson(crossPartition())));
  expect(json.vertices[5]).toEqual([1, 0.5]);
  expect(json.edges[0]).toEqual([0, 1]);
  expect(json.edgeCells[0]).toEqual([0, -1]);
  expect(json.patterns).toEqual([[0], [1], [2], [3]]);
  // [cell][output][b, a1, a2]
  expect(json.affine[3]).toEqual([
    [-1, 1, 2],
    [1, -1, 0],
  ]);
});

test('a partition of more rows than are written at a time has them all, once', () => {
  const count = 10_001;
  const numbers = Array.from({ length: 2 * count }, (_, n) => n / 7);
  const json = JSON.parse(whole(formatPartitionJson({ ...crossPartition(), vertices: Float64Array.from(numbers) })));
  expect(json.vertices).toHaveLength(count);
  expect(json.vertices.flat()).toEqual(numbers);
});

test('cells of a network without kinks have empty patterns', () => {
  const partition = {
    ...crossPartition(),
    patterns: new Uint32Array(0),
    layout: { words: 0, layers: [{ first: 0, units: 2, thresholds: [] }] },
  };
  expect(JSON.parse(whole(formatPartitionJson(partition))).patterns).toEqual([[], [], [], []]);
});
