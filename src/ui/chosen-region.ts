// The region under the pin: found in the newest partition, shown on the maps, and on request with its affine map over the whole view.
import { affineNetwork } from '../model/affine-network.ts';
import type { Place } from '../model/coordinate.ts';
import type { Network } from '../model/network.ts';
import type { Partition } from '../model/partition.ts';
import { isOfOutputs } from '../model/quantity.ts';
import type { Region, RegionQueries } from '../model/region.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { offsetOf } from '../model/view.ts';
import type { DetailContent } from './region-details.ts';
import type { Stage } from './stage.ts';
import type { Store } from './store.ts';
import { regionsText as text } from './text/regions.ts';

/** A region on the maps of the scene's network of that number. */
export interface ChosenRegion {
  readonly region: Region;
  /** What its positions are offsets from. */
  readonly center: Place;
  readonly network: number;
}

export interface ChoiceDeps {
  readonly scenes: Store<Scene>;
  readonly chosen: Store<ChosenRegion | null>;
  readonly stage: Pick<Stage, 'extend'>;
  readonly queries: Pick<RegionQueries, 'cellAt' | 'region'>;
}

/** Where to look for it: a partition, the network that it is of, and that network's number in the scene. */
export interface Searched {
  readonly partition: Partition;
  readonly network: Network;
  readonly slot: number;
}

/** Returns what finds the region under the pin, and says what is to be told of it; with null there is none. */
export function createRegionChoice({ scenes, chosen, stage, queries }: ChoiceDeps) {
  let found: { readonly partition: Partition; readonly pin: Place; readonly region: Region | null } | null = null;
  let extended: { readonly region: Region; readonly map: Network } | null = null;

  const regionAt = (partition: Partition, pin: Place): Region | null => {
    if (found?.partition !== partition || found.pin !== pin) {
      const cell = queries.cellAt(partition, offsetOf(partition.domain, pin));
      found = { partition, pin, region: cell === null ? null : queries.region(partition, cell) };
    }
    return found.region;
  };

  return (searched: Searched | null, isExtended: boolean): DetailContent | string => {
    const { pin } = scenes.value;
    const slot = searched?.slot ?? 0;
    const region = searched && pin ? regionAt(searched.partition, pin) : null;
    if (!searched || !pin || !region) {
      chosen.set(null);
      extended = null;
      stage.extend(null, slot);
      return pin ? text.noRegion : text.noPin;
    }
    const { partition, network } = searched;
    const { center } = partition.domain;
    if (chosen.value?.region !== region) chosen.set({ region, center, network: slot });
    if (!isExtended) extended = null;
    else if (extended?.region !== region)
      extended = {
        region,
        map: affineNetwork(
          network,
          pin,
          region.affine.map(([, a1, a2]) => [a1, a2] as const),
        ),
      };
    stage.extend(extended?.map ?? null, slot);
    return {
      region,
      center,
      thresholds: partition.layout.layers.map(({ thresholds }) => thresholds.length),
      extended: isOfOutputs(subjectOf(scenes.value).quantity) ? isExtended : null,
    };
  };
}
