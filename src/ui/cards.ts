// The cards over the stage: what is under the cursor, and what is at the pinned point, in the pane where each belongs.
import { type Place, type Scene, subjectOf } from '../model/scene.ts';
import { offsetOf } from '../model/view.ts';
import { pin } from './actions.ts';
import { offsetAt, pixelStep, placeUnder } from './camera.ts';
import { coordinateText } from './digits.ts';
import { element } from './element.ts';
import type { Cursor } from './pane.ts';
import { attachProbeCard } from './probe-card.ts';
import type { ProbeContent } from './probe-rows.ts';
import type { Stage } from './stage.ts';
import type { Probe } from './status.ts';
import { oncePerFrame, type Store } from './store.ts';
import { cardsText as text } from './text/cards.ts';

export interface CardSources {
  readonly scenes: Store<Scene>;
  readonly cursor: Store<Cursor | null>;
  readonly stage: Stage;
  readonly probe: Probe;
}

/** Fills `parent` with the two cards; what they say follows the scene and the cursor. */
export function attachCards(parent: HTMLElement, { scenes, cursor, stage, probe }: CardSources): void {
  const [pinned, hovered] = [element('section', 'card'), element('section', 'card')];
  pinned.id = 'pinned';
  hovered.id = 'probe';
  pinned.setAttribute('aria-label', text.pinned);
  hovered.setAttribute('aria-label', text.under);
  parent.append(pinned, hovered);
  const showPinned = attachProbeCard(pinned, { title: text.pinned, onClose: () => pin(scenes, null) });
  const showHovered = attachProbeCard(hovered);

  const read = (index: number, offset: readonly [number, number], place: Place): ProbeContent => {
    const subject = subjectOf(scenes.value, index);
    const step = pixelStep(subject.view, stage.panes[index].size.value);
    const [x1, x2] = place.map((x) => coordinateText(x, step));
    return { reading: probe(subject, offset, step), subject, coordinates: [x1, x2], step };
  };
  const write = oncePerFrame(() => {
    const { value: scene } = scenes;
    const { value: at } = cursor;
    const { pin: place } = scene;
    showPinned(place && read(scene.active, offsetOf(subjectOf(scene).view, place), place));
    const pane = at && stage.panes[at.pane];
    if (!pane) return showHovered(null);
    const { view } = subjectOf(scene, at.pane);
    const size = pane.size.value;
    showHovered(read(at.pane, offsetAt(view, size, at.pixel), placeUnder(view, size, at.pixel)));
    keepClear(parent, pane.map, at, size.width);
  });
  scenes.watch(write);
  cursor.watch(write);
}

/** The cards stand at the right, and at the left while the cursor is where they would be. */
function keepClear(parent: HTMLElement, map: HTMLElement, { pixel }: Cursor, width: number): void {
  const [stage, box] = [parent.getBoundingClientRect(), map.getBoundingClientRect()];
  const x = box.left + (pixel[0] / width) * box.width - stage.left;
  const reach = Math.min(340, stage.width / 2);
  const isLeft = parent.classList.contains('left');
  if (!isLeft && x > stage.width - reach) parent.classList.add('left');
  else if (isLeft && x < reach) parent.classList.remove('left');
}
