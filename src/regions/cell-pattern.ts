// What a map of activation patterns shows in a cell of the exact partition.
import type { Partition } from '../model/partition.ts';
import { PATTERN_SEED, patternStep, patternValue } from '../model/pattern.ts';

/** What the quantity `{ kind: 'pattern', layer }` is everywhere in the cell: of all hidden layers where `layer` is null. */
export function cellPattern(
  { layout, patterns }: Pick<Partition, 'layout' | 'patterns'>,
  cell: number,
  layer: number | null = null,
): number {
  const [start, end] = layer === null ? [0, layout.layers.length - 1] : [layer, layer + 1];
  // Signed, which engines keep as a whole number of the machine; unsigned ones beyond 2^31 make it a float at every step.
  let hash = PATTERN_SEED | 0;
  for (let l = start; l < end; l++) {
    const { first, units, thresholds } = layout.layers[l];
    const kinks = thresholds.length;
    const word = cell * layout.words + (first >>> 5);
    // As cellPiece of every unit, in one go through the layer's bits: of a wide network this is most of a comparison's work.
    for (let unit = 0, bit = 0; unit < units; unit++) {
      let piece = 0;
      for (let t = 0; t < kinks; t++, bit++) piece += (patterns[word + (bit >>> 5)] >>> (bit & 31)) & 1;
      hash = patternStep(hash, piece) | 0;
    }
  }
  return patternValue(hash);
}
