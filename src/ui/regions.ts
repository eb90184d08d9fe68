// The linear regions of what the active pane shows: asks for their number while the card is open, and shows what is known of them in the card and
// on the maps.
import { placeOf } from '../model/coordinate.ts';
import { classCount, type Network } from '../model/network.ts';
import { cellCount, checkPartitionable, type Domain, type Partition } from '../model/partition.ts';
import type { RegionQueries } from '../model/region.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { shapeBounds } from '../model/shape-bounds.ts';
import { pin } from './actions.ts';
import { type ChosenRegion, createRegionChoice } from './chosen-region.ts';
import { subscript } from './digits.ts';
import { createMapRegions } from './map-regions.ts';
import { onChange } from './on-change.ts';
import { createOtherRegions } from './other-regions.ts';
import type { DisagreeingPoints } from './overlay.ts';
import { paneWords } from './pane-words.ts';
import { createRegionCard } from './region-card.ts';
import { type CountDeps, createRegionCounter, domainOf, type RegionCount } from './region-count.ts';
import { type FillChoice, type Settings, toggleRegions } from './settings.ts';
import type { Stage } from './stage.ts';
import { drawsRegions, type Status } from './status.ts';
import { oncePerFrame, type Store } from './store.ts';
import { regionsText as text } from './text/regions.ts';

/** Partitions of which the cells in a view are counted within a frame. */
const QUICKLY_COUNTED = 50_000;

export interface RegionSources extends Omit<CountDeps, 'onCount' | 'disagreement'> {
  readonly scenes: Store<Scene>;
  readonly settings: Store<Settings>;
  readonly status: Store<Status>;
  readonly chosen: Store<ChosenRegion | null>;
  readonly disagreeing: Store<DisagreeingPoints | null>;
  readonly stage: Stage;
  readonly queries: RegionQueries;
  readonly fit: () => void;
}

/** Fills `parent`, which is hidden while the settings have the card closed. */
export function attachRegions(parent: HTMLElement, sources: RegionSources): void {
  const { scenes, settings, status, chosen, disagreeing, stage, queries, fit, ...deps } = sources;
  parent.setAttribute('aria-label', text.title);
  let known: RegionCount | null = null;
  /** The newest count that has a partition. */
  let last: RegionCount | null = null;
  /** The newest of each of the scene's networks, by its number: while another is on its way, it stays on the maps. */
  const partitions = new Map<number, Partition>();
  let isExtended = false;
  let isMarked = false;
  const card = createRegionCard(parent, {
    close: () => toggleRegions(settings),
    fit,
    edges: (edges) => settings.update((all) => ({ ...all, edges })),
    fill: (fill) => settings.update((all) => ({ ...all, fill })),
    cross(cell) {
      const partition = partitions.get(slotNow());
      if (!partition) return;
      const { center } = partition.domain;
      const [m1, m2] = placeOf(queries.region(partition, cell).incenter);
      pin(scenes, [center[0] + m1, center[1] + m2]);
    },
    extend(next) {
      isExtended = next;
      show();
    },
    mark(next) {
      isMarked = next;
      show();
    },
  });
  const onMaps = createMapRegions(stage, queries.fill);
  const others = createOtherRegions({ ...deps, scenes, stage, known: partitions });
  const choose = createRegionChoice({ scenes, chosen, stage, queries });
  const slotNow = () => scenes.value.panes[scenes.value.active].network;
  let asked: readonly unknown[] = [];
  const ask = createRegionCounter({
    ...deps,
    disagreement: queries.disagreement,
    onError(error) {
      card.refuse(error instanceof Error ? error.message : String(error));
      deps.onError(error);
    },
    onCount(count) {
      if (count.partition) {
        last = count;
        partitions.set(count.wanted.slot, count.partition);
      }
      if (count.report && !known?.report) others.begin(show);
      known = count;
      show();
    },
  });
  const forget = () => {
    ask(null);
    others.stop();
    known = null;
    last = null;
    isExtended = false;
  };

  const mark = (count: RegionCount | null) => {
    const points = count?.disagreement?.points;
    if (!count || !points) return disagreeing.set(null);
    const { picture: grid, slot: network } = count.wanted;
    if (disagreeing.value?.points !== points) disagreeing.set({ points, grid, network });
  };

  const showCount = onChange((count: RegionCount | null, output: number, fill: FillChoice, marked: boolean) => {
    if (!count) return;
    const { network } = count.wanted;
    const name = classCount(network) > 1 ? `y${subscript(output)}` : 'y';
    card.show({ count, bounds: shapeBounds(network), output: [name, output], fill, isMarked: marked });
  });
  /** Shows what is known, as the settings and the scene want it. */
  const show = () => {
    const { edges, fill } = settings.value;
    const { quantity } = subjectOf(scenes.value);
    const slot = slotNow();
    const can = drawsRegions(status.value);
    card.drawn(edges, fill, can);
    const network = (known ?? last)?.wanted.network;
    const output = network && 'output' in quantity ? Math.min(quantity.output, classCount(network) - 1) : 0;
    onMaps(can ? partitions : new Map(), { edges, fill, output });
    const count = known?.wanted.slot === slot ? known : null;
    showCount(count, output, fill, isMarked);
    mark(isMarked ? count : null);
    const searched = count?.partition ? { partition: count.partition, network: count.wanted.network, slot } : null;
    // While another partition is on its way, what was found in the last one stays.
    if (searched || !partitions.has(slot)) card.detail(choose(searched, isExtended));
  };

  /** What the last partition says of another view of the same network. */
  const cellsKnown = (network: Network, domain: Domain): number | null => {
    const { partition, wanted } = last ?? {};
    const isOf = partition && wanted?.network === network && cellCount(partition) <= QUICKLY_COUNTED;
    return isOf ? queries.cellsIn(partition, domain) : null;
  };

  const write = oncePerFrame(() => {
    const scene = scenes.value;
    const { regions: isOpen } = settings.value;
    parent.hidden = !isOpen;
    card.name(paneWords(scene));
    const pane = stage.panes[scene.active];
    const { recipe, view } = subjectOf(scene);
    const { width, height } = pane.size.value;
    const wanted = isOpen ? [recipe, view, width, height, scene.resolution] : [];
    if (wanted.length === asked.length && wanted.every((part, i) => part === asked[i])) return show();
    asked = wanted;
    if (!isOpen) {
      forget();
      partitions.clear();
    } else {
      const { network, pixels, grid: picture } = pane.wanted(scene);
      card.wait(cellsKnown(network, domainOf(pixels)));
      known = null;
      try {
        checkPartitionable(network);
        others.stop();
        ask({ network, slot: slotNow(), pixels, picture });
      } catch (error) {
        forget();
        partitions.delete(slotNow());
        card.refuse(error instanceof Error ? error.message : String(error));
      }
    }
    show();
  });
  scenes.watch(write);
  settings.watch(write);
  status.watch(write);
  stage.watchPanes((panes) => {
    for (const { size } of panes) size.watch(write);
  });
}
