// The colours of a partition's cells: of patterns as in maps of them, of slopes and areas as they lie between the least and the largest.
import { entryAt, fillTable, placeIn } from '../model/cell-fill.ts';
import type { CellFill } from '../model/painting.ts';
import { cellCount, cellPiece, type Partition } from '../model/partition.ts';
import { PATTERN_SEED, patternFraction, patternStep, patternValue } from '../model/pattern.ts';
import { cellAreas } from './areas.ts';
import { areaSpread, cellSlopes, slopeSpread } from './statistics.ts';

/** [F] packed sRGB bytes, red in the lowest; `output` is the one whose slopes are meant. */
export function cellColours(partition: Partition, by: CellFill, output: number): Uint32Array {
  const table = fillTable(by);
  const inks = (numbers: Float64Array, place: (n: number) => number) =>
    Uint32Array.from(numbers, (n) => entryAt(table, place(n)));
  switch (by) {
    case 'pattern':
      return inks(patternFractions(partition), (t) => t);
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

/** [F] what the map of patterns is coloured by. */
function patternFractions(partition: Partition): Float64Array {
  const all = partition.layout.layers;
  // As in lastPatternLayer: without a last layer that has no kinks.
  const layers = all[all.length - 1].thresholds.length > 0 ? all : all.slice(0, -1);
  return Float64Array.from({ length: cellCount(partition) }, (_, cell) => {
    let hash = PATTERN_SEED;
    for (const [layer, { units }] of layers.entries())
      for (let unit = 0; unit < units; unit++) hash = patternStep(hash, cellPiece(partition, cell, layer, unit));
    return patternFraction(patternValue(hash));
  });
}
