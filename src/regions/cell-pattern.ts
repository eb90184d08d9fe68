// What a map of activation patterns shows in a cell of the exact partition.
import { cellPiece, type Partition } from '../model/partition.ts';
import { PATTERN_SEED, patternStep, patternValue } from '../model/pattern.ts';

/** What the quantity `{ kind: 'pattern', layer }` is everywhere in the cell: of all hidden layers where `layer` is null. */
export function cellPattern(
  partition: Pick<Partition, 'layout' | 'patterns'>,
  cell: number,
  layer: number | null = null,
): number {
  const { layers } = partition.layout;
  const [first, last] = layer === null ? [0, layers.length - 2] : [layer, layer];
  let hash = PATTERN_SEED;
  for (let l = first; l <= last; l++)
    for (let unit = 0; unit < layers[l].units; unit++) hash = patternStep(hash, cellPiece(partition, cell, l, unit));
  return patternValue(hash);
}
