// The cards over the stage: what is under the cursor, and what is at the pinned point, in the pane where each belongs.
import { type Place, type Scene, subjectOf } from '../model/scene.ts';
import type { Subject } from '../model/subject.ts';
import { offsetOf } from '../model/view.ts';
import { pin } from './actions.ts';
import { offsetAt, pixelStep, placeUnder } from './camera.ts';
import { coordinateText } from './digits.ts';
import { element } from './element.ts';
import { Newest } from './newest.ts';
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
  readonly onError: (error: unknown) => void;
}

/** Fills `parent` with the two cards; what they say follows the scene and the cursor. */
export function attachCards(parent: HTMLElement, sources: CardSources): void {
  const { scenes, cursor, stage } = sources;
  const [pinned, hovered] = [element('section', 'card'), element('section', 'card')];
  pinned.id = 'pinned';
  hovered.id = 'probe';
  pinned.setAttribute('aria-label', text.pinned);
  hovered.setAttribute('aria-label', text.under);
  parent.append(pinned, hovered);
  const showPinned = attachProbeCard(pinned, { title: text.pinned, onClose: () => pin(scenes, null) });
  const showHovered = attachProbeCard(hovered);
  const [readPinned, readHovered] = [createReader(showPinned, sources), createReader(showHovered, sources)];

  const wanted = (index: number, place: Place, offset: readonly [number, number]): Wanted => {
    const subject = subjectOf(scenes.value, index);
    const step = pixelStep(subject.view, stage.panes[index].size.value);
    const [x1, x2] = place.map((x) => coordinateText(x, step));
    return { subject, offset, step, coordinates: [x1, x2] };
  };
  const write = oncePerFrame(() => {
    const { value: scene } = scenes;
    const { value: at } = cursor;
    readPinned(scene.pin && wanted(scene.active, scene.pin, offsetOf(subjectOf(scene).view, scene.pin)));
    const pane = at && stage.panes[at.pane];
    if (!pane) return readHovered(null);
    const { view } = subjectOf(scene, at.pane);
    const size = pane.size.value;
    readHovered(wanted(at.pane, placeUnder(view, size, at.pixel), offsetAt(view, size, at.pixel)));
    keepClear(hovered, parent, pane.map, at, size.width);
  });
  scenes.watch(write);
  cursor.watch(write);
}

/** What is read, and what its card says of the place. */
interface Wanted extends Omit<ProbeContent, 'reading'> {
  readonly subject: Subject;
  readonly offset: readonly [number, number];
}

/** Keeps a card at the newest reading that is wanted; null takes it away. */
function createReader(
  show: (content: ProbeContent | null) => void,
  { probe, onError }: CardSources,
): (wanted: Wanted | null) => void {
  const newest = new Newest(
    ({ subject, offset, step }: Wanted) => probe(subject, offset, step),
    (reading, wanted) => show({ ...wanted, reading }),
    onError,
  );
  return (wanted) => {
    if (wanted) return newest.ask(wanted);
    newest.drop();
    show(null);
  };
}

/** The card that follows the cursor stands at the right, and at the left while the cursor is where it would be. */
function keepClear(card: HTMLElement, parent: HTMLElement, map: HTMLElement, { pixel }: Cursor, width: number): void {
  const [stage, box] = [parent.getBoundingClientRect(), map.getBoundingClientRect()];
  const x = box.left + (pixel[0] / width) * box.width - stage.left;
  const reach = Math.min(340, stage.width / 2);
  const isLeft = card.classList.contains('left');
  if (!isLeft && x > stage.width - reach) card.classList.add('left');
  else if (isLeft && x < reach) card.classList.remove('left');
}
