// Accepted when a reader of CSV finds a row of numbers for each cell under the names that the documentation gives them.
import { expect, test } from 'vitest';
import { formatPartitionCsv } from '../../src/formats/partition-csv.ts';
import type { Partition } from '../../src/model/partition.ts';
import { crossPartition, nothingOf, whole, withClasses } from './hand-made-partition.ts';

/** Rows by column; no field of these files needs quotation marks. */
function read(partition: Partition): { names: string[]; rows: Record<string, string>[] } {
  const text = whole(formatPartitionCsv(partition));
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text).not.toContain('"');
  const [names, ...rows] = text
    .slice(0, -2)
    .split('\r\n')
    .map((line) => line.split(','));
  for (const row of rows) expect(row).toHaveLength(names.length);
  return { names, rows: rows.map((row) => Object.fromEntries(names.map((name, n) => [name, row[n]]))) };
}

test('the columns of two outputs', () => {
  const { names, rows } = read(crossPartition());
  expect(names.join(' ')).toBe(
    'cell origin1 origin2 area centroid1 centroid2 corners pattern class slope_0 b_0 a1_0 a2_0 slope_1 b_1 a1_1 a2_1',
  );
  expect(rows[3]).toEqual({
    cell: '3',
    origin1: '0',
    origin2: '0',
    area: '0.5',
    centroid1: '0.5',
    centroid2: '0.75',
    corners: '0 0.5;1 0.5;1 1;0 1',
    pattern: '11|',
    class: '',
    slope_0: String(Math.sqrt(5)),
    b_0: '-1',
    a1_0: '1',
    a2_0: '2',
    slope_1: '1',
    b_1: '1',
    a1_1: '-1',
    a2_1: '0',
  });
  expect(rows.map(({ area }) => Number(area))).toEqual([1.5, 1.5, 0.5, 0.5]);
});

test('classes, where it was cut along them', () => {
  expect(read(withClasses(crossPartition())).rows.map((row) => row.class)).toEqual(['0', '1', '1', '0']);
});

test('the centroid of a triangle is the mean of its corners, and so is that of a cell without area', () => {
  const triangle = {
    ...crossPartition(),
    cellStarts: Uint32Array.of(0, 3),
    corners: Uint32Array.of(0, 2, 6),
    affine: new Float64Array(6),
  };
  const [found] = read(triangle).rows;
  expect(found.area).toBe('2');
  for (const coordinate of [found.centroid1, found.centroid2]) expect(Number(coordinate)).toBeCloseTo(-1 / 3, 14);
  const [{ area, centroid1, centroid2 }] = read({ ...triangle, corners: Uint32Array.of(0, 1, 2) }).rows;
  expect([area, centroid1, centroid2]).toEqual(['0', '0', '-1']);
});

test('a partition far from the origin keeps its digits behind the origin’s', () => {
  const { rows } = read(crossPartition({ center: [1e9, 0], size: 1e-6 }));
  expect(rows[3]).toMatchObject({
    origin1: '1000000000',
    origin2: '0',
    corners: '0 5e-7;0.000001 5e-7;0.000001 0.000001;0 0.000001',
  });
});

test('a partition without cells still has all names', () => {
  expect(read(nothingOf(crossPartition()))).toEqual({ names: read(crossPartition()).names, rows: [] });
});
