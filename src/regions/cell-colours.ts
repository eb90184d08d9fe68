// The colours of a partition's cells: of patterns as in maps of them, of slopes and areas as they lie between the least and the largest.
import { entryAt, fillTable, placeIn } from '../model/cell-fill.ts';
import type { CellFill } from '../model/painting.ts';
import { cellCount, type Partition } from '../model/partition.ts';
import { patternFraction } from '../model/pattern.ts';
import { cellAreas } from './areas.ts';
import { cellPattern } from './cell-pattern.ts';
import { areaSpread, cellSlopes, slopeSpread } from './statistics.ts';

/** [F] packed sRGB bytes, red in the lowest; `output` is the one whose slopes are meant. */
export function cellColours(partition: Partition, by: CellFill, output: number): Uint32Array {
  const table = fillTable(by);
  const inks = (numbers: Float64Array, place: (n: number) => number) =>
    Uint32Array.from(numbers, (n) => entryAt(table, place(n)));
  switch (by) {
    case 'pattern':
      return inks(
        Float64Array.from({ length: cellCount(partition) }, (_, cell) => cellPattern(partition, cell)),
        patternFraction,
      );
    case 'area': {
      const areas = cellAreas(partition);
      const { histogram } = areaSpread(areas.slice());
      return inks(areas, (area) => placeIn(histogram, area));
    }
    case 'slope': {
      const slopes = cellSlopes(partition, output);
      const { histogram } = slopeSpread(slopes.slice());
      return inks(slopes, (slope) => placeIn(histogram, slope));
    }
  }
}
