// The regions that are known on the maps of their networks, as the reader wants them.
import type { MapRegions } from '../model/painting.ts';
import { outputsOf, type Partition } from '../model/partition.ts';
import type { RegionQueries } from '../model/region.ts';
import type { EdgeChoice, FillChoice } from './settings.ts';
import type { Stage } from './stage.ts';

/** How wide edges are, in CSS pixels. */
const EDGE_WIDTH = 1.25;

/** What is to be seen. */
export interface RegionsShown {
  readonly edges: EdgeChoice;
  readonly fill: FillChoice;
  /** The output whose slopes fill cells. */
  readonly output: number;
}

/** Returns what shows partitions, by their networks' numbers in the scene; what is the same as before is left alone. */
export function createMapRegions(stage: Pick<Stage, 'showRegions'>, colours: RegionQueries['fill']) {
  let made: ReadonlyMap<number, Made> = new Map();
  return (partitions: ReadonlyMap<number, Partition>, shown: RegionsShown): void => {
    if (shown.edges === 'off' && shown.fill === 'off') made = new Map();
    else
      made = new Map(
        [...partitions].map(([network, partition]) => {
          const last = made.get(network);
          return [
            network,
            last && isOf(last, partition, shown) ? last : { shown, regions: regionsOf(partition, shown, colours) },
          ];
        }),
      );
    stage.showRegions(new Map([...made].map(([network, { regions }]) => [network, regions])));
  };
}

interface Made {
  readonly shown: RegionsShown;
  readonly regions: MapRegions;
}

function isOf({ shown: last, regions }: Made, partition: Partition, { edges, fill, output }: RegionsShown): boolean {
  const isSame = regions.partition === partition && last.edges === edges && last.fill === fill;
  return isSame && (fill !== 'slope' || last.output === output);
}

function regionsOf(partition: Partition, { edges, fill, output }: RegionsShown, colours: RegionQueries['fill']): MapRegions {
  return {
    partition,
    cells: fill === 'off' ? null : colours(partition, fill, Math.min(output, outputsOf(partition) - 1)),
    edges: edges === 'off' ? null : edges,
    width: EDGE_WIDTH * devicePixelRatio,
  };
}
