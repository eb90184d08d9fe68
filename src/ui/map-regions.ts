// The regions of the newest partition on the maps of its network, as the reader wants them.
import type { CellFill, MapRegions } from '../model/painting.ts';
import type { Partition } from '../model/partition.ts';
import type { RegionQueries } from '../model/region.ts';
import type { EdgeChoice, FillChoice } from './settings.ts';
import type { Stage } from './stage.ts';

/** How wide edges are, in CSS pixels. */
const EDGE_WIDTH = 1.25;

/** What is to be seen, of which partition. */
export interface RegionsShown {
  readonly partition: Partition | null;
  /** The scene's network that it is of: its maps keep what is known while another partition of it is on its way. */
  readonly network: number;
  readonly edges: EdgeChoice;
  readonly fill: FillChoice;
  /** The output whose slopes fill cells. */
  readonly output: number;
}

/** Returns what shows regions on the stage; whatever is the same as before is left alone. */
export function createMapRegions(stage: Pick<Stage, 'showRegions'>, fill: RegionQueries['fill']): (shown: RegionsShown) => void {
  let last: RegionsShown | null = null;
  return (shown) => {
    if (last && sameShown(last, shown)) return;
    last = shown;
    stage.showRegions(regionsOf(shown, fill), shown.network);
  };
}

function sameShown(a: RegionsShown, b: RegionsShown): boolean {
  const isSame = (key: 'partition' | 'network' | 'edges' | 'fill') => a[key] === b[key];
  return (
    isSame('partition') && isSame('network') && isSame('edges') && isSame('fill') && (a.fill !== 'slope' || a.output === b.output)
  );
}

function regionsOf({ partition, edges, fill, output }: RegionsShown, colours: RegionQueries['fill']): MapRegions | null {
  if (!partition || (edges === 'off' && fill === 'off')) return null;
  const cells = (by: CellFill) => colours(partition, by, output);
  return {
    partition,
    cells: fill === 'off' ? null : cells(fill),
    edges: edges === 'off' ? null : edges,
    width: EDGE_WIDTH * devicePixelRatio,
  };
}
