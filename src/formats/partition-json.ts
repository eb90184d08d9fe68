// A partition as JSON: all that it holds, under the names that the program itself uses.
import { formatCoordinate, placeNumbers } from '../model/coordinate.ts';
import { cellCount, outputsOf, type Partition } from '../model/partition.ts';

/** The version of the format, which docs/regions.md describes. */
const VERSION = 1;
/** Rows that are written at a time. */
const ROWS = 4096;

/** The file in pieces, for it may be longer than a string can be. Positions are offsets from the domain's centre. */
export function* formatPartitionJson(partition: Partition): Generator<string> {
  const { domain, cut, layout, complete, covered, vertices, edgeCreases, coincident, affine, classes } = partition;
  const [cells, edges] = [cellCount(partition), edgeCreases.length];
  const { center, corners } = domain;
  const where = { center: placeNumbers(center), exactCenter: center.map(formatCoordinate), corners };
  const head = JSON.stringify({ partition: VERSION, complete, covered, domain: where, cut, layout });
  yield head.slice(0, -1);
  yield* array('vertices', vertices, vertices.length / 2, 2);
  yield* array('edges', partition.edges, edges, 2);
  yield* array('edgeCells', partition.edgeCells, edges, 2);
  yield* array('edgeCreases', edgeCreases, edges);
  yield* array('coincident', coincident, coincident.length / 2, 2);
  yield* array('cellStarts', partition.cellStarts, cells + 1);
  yield* array('corners', partition.corners, partition.corners.length);
  yield* array('sides', partition.sides, partition.sides.length);
  yield* array('patterns', partition.patterns, cells, layout.words);
  yield* array('affine', affine, cells, outputsOf(partition), 3);
  if (classes === null) yield ',\n"classes":null';
  else yield* array('classes', classes, cells);
  yield '}\n';
}

type Numbers = Float64Array | Uint32Array | Int32Array | Uint16Array;

/** An array of `rows` rows, each of the shape `inner`: a number where that is []. */
function* array(name: string, data: Numbers, rows: number, ...inner: readonly number[]): Generator<string> {
  const width = inner.reduce((product, n) => product * n, 1);
  yield `,\n"${name}":[`;
  for (let row = 0; row < rows; row += ROWS) {
    const count = Math.min(ROWS, rows - row);
    const block = nested(data.subarray(row * width, (row + count) * width), [count, ...inner]);
    yield (row > 0 ? ',' : '') + JSON.stringify(block).slice(1, -1);
  }
  yield ']';
}

function nested(data: Numbers, [count, ...inner]: readonly number[]): unknown[] {
  if (inner.length === 0) return [...data];
  const width = data.length / count;
  return Array.from({ length: count }, (_, n) => nested(data.subarray(n * width, (n + 1) * width), inner));
}
