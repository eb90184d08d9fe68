// The cells of a partition in the terms of files: coordinates, areas, patterns as text, affine maps of the coordinates.
import { placeNumbers } from '../model/coordinate.ts';
import { cellCount, cellPiece, type Domain, outputsOf, type Partition } from '../model/partition.ts';

export type Point = readonly [number, number];

/** An affine map c ↦ b + a1 c1 + a2 c2 of a file's coordinates. */
export type AffineMap = readonly [b: number, a1: number, a2: number];

export interface FileCell {
  readonly index: number;
  /** In the file's coordinates, counter-clockwise, the first one not repeated. */
  readonly corners: readonly Point[];
  /** In input units². */
  readonly area: number;
  readonly centroid: Point;
  /** The piece that every unit is on, a digit each, and '|' between layers; a layer without kinks has no digits. */
  readonly pattern: string;
  /** One per output, of the file's coordinates. */
  readonly affine: readonly AffineMap[];
  /** Null unless cut along the classes. */
  readonly class: number | null;
}

/** A domain that is narrower than this part of its distance from the origin would lose digits in absolute coordinates. */
const NARROW = 2 ** -10;

/**
 * What is to be added to a file's coordinates: nothing, so that they are absolute, where f64 holds them with 42 bits of the domain's
 * width or more; the domain's centre, so that they are offsets from it, where the domain is smaller or farther off.
 */
export function fileOrigin({ center, corners }: Domain): Point {
  const reach = Math.max(...corners.flat().map(Math.abs));
  const numbers = placeNumbers(center);
  return reach >= NARROW * Math.max(...numbers.map(Math.abs)) ? [0, 0] : numbers;
}

/** What turns the partition's offsets into the file's coordinates. */
export function fileShift(domain: Domain): Point {
  const [o1, o2] = fileOrigin(domain);
  const [c1, c2] = placeNumbers(domain.center);
  return [c1 - o1, c2 - o2];
}

/** All cells, in the partition's order. */
export function* fileCells(partition: Partition): Generator<FileCell> {
  const { affine, classes } = partition;
  const [s1, s2] = fileShift(partition.domain);
  const outputs = outputsOf(partition);
  for (let cell = 0; cell < cellCount(partition); cell++) {
    const offsets = cellOffsets(partition, cell);
    const area = polygonArea(offsets);
    const [m1, m2] = centroid(offsets, area);
    yield {
      index: cell,
      corners: offsets.map(([o1, o2]) => [s1 + o1, s2 + o2]),
      area,
      centroid: [s1 + m1, s2 + m2],
      pattern: patternText(partition, cell),
      affine: Array.from({ length: outputs }, (_, k) => {
        const [b, a1, a2] = affine.subarray(3 * (cell * outputs + k));
        return [b - a1 * s1 - a2 * s2, a1, a2];
      }),
      class: classes === null ? null : classes[cell],
    };
  }
}

/** A cell's corners as offsets from the domain's centre, counter-clockwise. */
export function cellOffsets({ cellStarts, corners, vertices }: Partition, cell: number): Point[] {
  return Array.from(corners.subarray(cellStarts[cell], cellStarts[cell + 1]), (v) => [vertices[2 * v], vertices[2 * v + 1]]);
}

/** The area of a polygon, summed around its first corner, where products are smallest. */
export function polygonArea(corners: readonly Point[]): number {
  return fan(corners).reduce((sum, { twice }) => sum + twice, 0) / 2;
}

function centroid(corners: readonly Point[], area: number): Point {
  const [o1, o2] = corners[0];
  // A cell so thin that f64 gives it no area still lies somewhere.
  if (!(area > 0)) return [mean(corners, 0), mean(corners, 1)];
  const moment = (axis: 'm1' | 'm2') => fan(corners).reduce((sum, triangle) => sum + triangle.twice * triangle[axis], 0);
  return [o1 + moment('m1') / (6 * area), o2 + moment('m2') / (6 * area)];
}

function mean(corners: readonly Point[], axis: 0 | 1): number {
  return corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
}

/** The triangles around the first corner: twice the area, and three times the centroid's offset from that corner. */
function fan(corners: readonly Point[]): { twice: number; m1: number; m2: number }[] {
  const [o1, o2] = corners[0];
  return corners.slice(2).map(([q1, q2], n) => {
    const [p1, p2] = [corners[n + 1][0] - o1, corners[n + 1][1] - o2];
    return { twice: p1 * (q2 - o2) - p2 * (q1 - o1), m1: p1 + q1 - o1, m2: p2 + q2 - o2 };
  });
}

function patternText(partition: Partition, cell: number): string {
  let text = '';
  partition.layout.layers.forEach(({ units, thresholds }, layer) => {
    if (layer > 0) text += '|';
    if (thresholds.length > 0) for (let unit = 0; unit < units; unit++) text += cellPiece(partition, cell, layer, unit);
  });
  return text;
}
