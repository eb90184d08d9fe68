// Areas of cells.
import { cellCount, type Domain, type Partition } from '../model/partition.ts';

type Polygons = Pick<Partition, 'vertices' | 'corners' | 'cellStarts'>;

/** [F] in input units². */
export function cellAreas({ vertices, cellStarts, corners }: Polygons): Float64Array {
  return Float64Array.from({ length: cellCount({ cellStarts }) }, (_, cell) => {
    // Around the cell's first corner, so that a small cell far from the centre keeps its digits.
    const origin = 2 * corners[cellStarts[cell]];
    const [x0, y0] = [vertices[origin], vertices[origin + 1]];
    let [lastX, lastY, twice] = [0, 0, 0];
    for (let at = cellStarts[cell] + 1; at < cellStarts[cell + 1]; at++) {
      const x = vertices[2 * corners[at]] - x0;
      const y = vertices[2 * corners[at] + 1] - y0;
      twice += lastX * y - x * lastY;
      lastX = x;
      lastY = y;
    }
    return twice / 2;
  });
}

/** How much of the domain's area the cells cover, 0 to 1. */
export function coveredShare(cells: Polygons, { corners }: Domain): number {
  const area = corners.reduce((sum, [x, y], n) => {
    const [u, v] = corners[(n + 1) % corners.length];
    return sum + (x * v - u * y) / 2;
  }, 0);
  return cellAreas(cells).reduce((sum, cell) => sum + cell, 0) / area;
}
