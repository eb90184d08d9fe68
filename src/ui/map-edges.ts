// The edges of the newest partition on the active pane's map, as the reader wants them.
import type { Network } from '../model/network.ts';
import type { MapEdges } from '../model/painting.ts';
import type { PartitionLines } from '../model/partition.ts';
import type { EdgeChoice } from './settings.ts';
import type { Stage } from './stage.ts';

/** How wide they are, in CSS pixels. */
const WIDTH = 1.25;

export interface MapEdgesControl {
  /** From now on these are the newest. Maps of other networks show none of them. */
  know(network: Network, partition: PartitionLines): void;
  choose(choice: EdgeChoice): void;
}

export function createMapEdges(stage: Pick<Stage, 'showEdges'>): MapEdgesControl {
  let [known, choice]: [Pick<MapEdges, 'network' | 'partition'> | null, EdgeChoice] = [null, 'off'];
  const show = () =>
    stage.showEdges(known && choice !== 'off' ? { ...known, colours: choice, width: WIDTH * devicePixelRatio } : null);
  return {
    know: (network, partition) => {
      if (known?.partition === partition) return;
      known = { network, partition };
      show();
    },
    choose: (next) => {
      if (choice === next) return;
      choice = next;
      show();
    },
  };
}
