// One cell of a partition, with all that is asked of a region.
import { BORDER, CLASS_BOUNDARY, cellPiece, creaseAt, outputsOf, type Partition, ZERO_SET } from '../model/partition.ts';
import type { Region, RegionSide } from '../model/region.ts';
import { cellAreas } from './areas.ts';
import { largestCircle } from './largest-circle.ts';

const OTHERS = new Map<number, RegionSide['crease']>([
  [BORDER, 'border'],
  [ZERO_SET, 'zero-set'],
  [CLASS_BOUNDARY, 'class-boundary'],
]);

/** Throws RangeError where there is no such cell. */
export function regionOf(partition: Partition, cell: number): Region {
  const { vertices, cellStarts, layout, affine } = partition;
  if (!(Number.isInteger(cell) && cell >= 0 && cell < cellStarts.length - 1))
    throw new RangeError(`There is no cell ${cell}; the partition has ${cellStarts.length - 1}, counted from 0.`);
  const own = partition.corners.subarray(cellStarts[cell], cellStarts[cell + 1]);
  const corners = Array.from(own, (v) => [vertices[2 * v], vertices[2 * v + 1]] as const);
  const outputs = outputsOf(partition);
  const { center, radius } = largestCircle(corners);
  return {
    cell,
    corners,
    sides: Array.from(corners, (_, n) => sideOf(partition, cell, n)),
    pattern: layout.layers.map(({ units, thresholds }, layer) =>
      thresholds.length > 0 ? Array.from({ length: units }, (_, unit) => cellPiece(partition, cell, layer, unit)) : [],
    ),
    affine: Array.from({ length: outputs }, (_, k) => {
      const [b, a1, a2] = affine.subarray(3 * (cell * outputs + k));
      return [b, a1, a2] as const;
    }),
    area: areaOf(partition, cell),
    inradius: radius,
    incenter: center,
  };
}

function areaOf({ vertices, corners, cellStarts }: Partition, cell: number): number {
  const own = corners.subarray(cellStarts[cell], cellStarts[cell + 1]);
  return cellAreas({ vertices, corners: own, cellStarts: Uint32Array.of(0, own.length) })[0];
}

function sideOf(partition: Partition, cell: number, n: number): RegionSide {
  const { cellStarts, sides, edges, edgeCells, edgeCreases, layout, vertices } = partition;
  const edge = sides[cellStarts[cell] + n];
  const [from, to] = edges.subarray(2 * edge, 2 * edge + 2);
  const [left, right] = edgeCells.subarray(2 * edge, 2 * edge + 2);
  const beyond = left === cell ? right : left;
  const code = edgeCreases[edge];
  const crease = OTHERS.get(code) ?? creaseAt(layout, code);
  if (crease === null) throw new Error(`Edge ${edge} has the code ${code}, which no layer has.`);
  return {
    crease,
    length: Math.hypot(vertices[2 * to] - vertices[2 * from], vertices[2 * to + 1] - vertices[2 * from + 1]),
    neighbour: beyond < 0 ? null : { cell: beyond, area: areaOf(partition, beyond) },
  };
}
