// A partition as CSV (RFC 4180), a row for each cell.
import { outputsOf, type Partition } from '../model/partition.ts';
import { fileCells, fileOrigin } from './partition-cells.ts';

/**
 * The file in pieces. A position in the plane is (origin1, origin2) plus a coordinate; the corners are "c1 c2" between semicolons; output k
 * is b_k + a1_k c1 + a2_k c2 of a cell's coordinates, and slope_k is the length of (a1_k, a2_k).
 */
export function* formatPartitionCsv(partition: Partition): Generator<string> {
  const ofOutputs = Array.from({ length: outputsOf(partition) }, (_, k) =>
    ['slope', 'b', 'a1', 'a2'].map((name) => `${name}_${k}`),
  );
  const names = [
    'cell',
    'origin1',
    'origin2',
    'area',
    'centroid1',
    'centroid2',
    'corners',
    'pattern',
    'class',
    ...ofOutputs.flat(),
  ];
  const origin = fileOrigin(partition.domain);
  // The standard ends lines so.
  yield `${names.join(',')}\r\n`;
  for (const { index, corners, area, centroid, pattern, class: largest, affine } of fileCells(partition)) {
    const polygon = corners.map((corner) => corner.join(' ')).join(';');
    const maps = affine.map(([b, a1, a2]) => [Math.hypot(a1, a2), b, a1, a2]);
    yield `${[index, ...origin, area, ...centroid, polygon, pattern, largest ?? '', ...maps.flat()].join(',')}\r\n`;
  }
}
