// Keeps what lies over and behind the panes' pictures up to date: rulers, marks, colour bars.
import { classesOf } from '../model/colouring.ts';
import { recipeNetwork } from '../model/recipe.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import type { ChosenRegion } from './chosen-region.ts';
import { attachColourBar, type ColourBar } from './colour-bar.ts';
import { type Sample, watchContours } from './contour-watch.ts';
import { type DisagreeingPoints, drawOverlay, isCompact } from './overlay.ts';
import type { Cursor, Pane, Sketch } from './pane.ts';
import type { Stage } from './stage.ts';
import type { Status } from './status.ts';
import { oncePerFrame, Store } from './store.ts';

export interface OverlaySources {
  readonly scenes: Store<Scene>;
  readonly status: Store<Status>;
  readonly cursor: Store<Cursor | null>;
  readonly sketch: Store<Sketch | null>;
  readonly sample: Sample;
  readonly chosen: Store<ChosenRegion | null>;
  readonly disagreeing: Store<DisagreeingPoints | null>;
}

export interface Overlays {
  /** Draws anew where other things than the sources have changed, such as the theme. */
  redraw(): void;
  /** The spot along the cross-section that the plot's cursor is at, 0 to 1. */
  readonly spot: Store<number | null>;
}

export function attachOverlays(
  stage: Stage,
  { scenes, status, cursor, sketch, sample, chosen, disagreeing }: OverlaySources,
): Overlays {
  const spot = new Store<number | null>(null);
  const bars = new WeakMap<Pane, ColourBar>();
  const labelsOf = watchContours({
    status,
    panes: () => stage.panes,
    density: (pane) => (isCompact(pane) ? 'compact' : 'full'),
    sample,
    onLabels: () => redraw(),
  });
  const redraw = oncePerFrame(() => {
    const scene = scenes.value;
    const state = {
      scene,
      status: status.value,
      cursor: cursor.value,
      sketch: sketch.value,
      spot: spot.value,
      labelsOf,
      chosen: chosen.value,
      disagreeing: disagreeing.value,
    };
    for (const [index, pane] of stage.panes.entries()) {
      pane.element.classList.toggle('compact', isCompact(pane));
      pane.element.classList.toggle('surface', pane.isSurface(scene));
      drawOverlay(pane, index, stage.panes, state);
      const { quantity, colouring, recipe } = subjectOf(scene, index);
      const bar = bars.get(pane) ?? attachColourBar(pane.legend);
      bars.set(pane, bar);
      const { domain, nonFinite } = status.value.pictures[index] ?? { domain: null, nonFinite: false };
      bar.update({ quantity, colouring, classes: classesOf(recipeNetwork(recipe), quantity), domain, nonFinite });
    }
  });
  stage.watchPanes((panes) => {
    for (const { size } of panes) size.watch(redraw);
  });
  for (const source of [scenes, status, cursor, sketch, spot, chosen, disagreeing] as const)
    (source as Store<unknown>).watch(redraw);
  return { redraw, spot };
}
