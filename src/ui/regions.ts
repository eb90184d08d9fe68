// The linear regions of what the active pane shows: asks for their number while the card is open, and shows what is known.
import { classCount } from '../model/network.ts';
import { checkPartitionable } from '../model/partition.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { shapeBounds } from '../model/shape-bounds.ts';
import { subscript } from './digits.ts';
import { createMapEdges } from './map-edges.ts';
import { paneWords } from './pane-words.ts';
import { createRegionCard } from './region-card.ts';
import { type CountDeps, createRegionCounter, type RegionCount } from './region-count.ts';
import { type Settings, toggleRegions } from './settings.ts';
import type { Stage } from './stage.ts';
import { drawsEdges, type Status } from './status.ts';
import { oncePerFrame, type Store } from './store.ts';
import { regionsText as text } from './text/regions.ts';

export interface RegionSources extends Omit<CountDeps, 'onCount'> {
  readonly scenes: Store<Scene>;
  readonly settings: Store<Settings>;
  readonly status: Store<Status>;
  readonly stage: Stage;
  readonly fit: () => void;
}

/** Fills `parent`, which is hidden while the settings have the card closed. */
export function attachRegions(parent: HTMLElement, { scenes, settings, status, stage, fit, ...deps }: RegionSources): void {
  parent.setAttribute('aria-label', text.title);
  const card = createRegionCard(parent, {
    close: () => toggleRegions(settings),
    fit,
    edges: (edges) => settings.update((all) => ({ ...all, edges })),
  });
  const edges = createMapEdges(stage);
  let known: RegionCount | null = null;
  /** That whose output's slopes are shown. */
  let quantity = subjectOf(scenes.value).quantity;
  const show = () => {
    if (!known) return;
    const { network } = known.wanted;
    const outputs = classCount(network);
    const output = 'output' in quantity ? Math.min(quantity.output, outputs - 1) : 0;
    const y = outputs > 1 ? `y${subscript(output)}` : 'y';
    card.show({ count: known, bounds: shapeBounds(network), output: [y, output] });
  };
  const ask = createRegionCounter({
    ...deps,
    onError(error) {
      card.refuse(error instanceof Error ? error.message : String(error));
      deps.onError(error);
    },
    onCount: (count) => {
      known = count;
      const { lines, wanted } = count;
      if (lines) edges.know(wanted.network, lines);
      show();
    },
  });

  let asked: readonly unknown[] = [];
  const write = oncePerFrame(() => {
    const scene = scenes.value;
    const { regions, edges: choice } = settings.value;
    parent.hidden = !regions;
    card.edges(choice, drawsEdges(status.value));
    edges.choose(regions ? choice : 'off');
    card.name(paneWords(scene));
    const pane = stage.panes[scene.active];
    const { recipe, view, quantity: shown } = subjectOf(scene);
    const isOther = shown !== quantity;
    quantity = shown;
    const { width, height } = pane.size.value;
    const wanted = regions ? [recipe, view, width, height, scene.resolution] : [];
    if (wanted.length === asked.length && wanted.every((part, i) => part === asked[i])) {
      if (isOther) show();
      return;
    }
    asked = wanted;
    known = null;
    card.wait();
    ask(null);
    if (!regions) return;
    const { network, pixels, grid: picture } = pane.request(scene);
    try {
      checkPartitionable(network);
    } catch (error) {
      return card.refuse(error instanceof Error ? error.message : String(error));
    }
    ask({ network, pixels, picture, early: choice !== 'off' });
  });
  scenes.watch(write);
  settings.watch(write);
  status.watch(write);
  stage.watchPanes((panes) => {
    for (const { size } of panes) size.watch(write);
  });
}
