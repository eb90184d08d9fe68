// The cards over the stage: what is under the cursor, and what is at the pinned point, in the pane where each belongs.
import type { Place } from '../model/coordinate.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import type { Subject } from '../model/subject.ts';
import { pin } from './actions.ts';
import { RULERS } from './axes.ts';
import { type PixelPoint, pixelOf, pixelStep, placeUnder } from './camera.ts';
import { around, type Box, cardSpot, clipped, type Obstacle, type Spot } from './card-place.ts';
import { coordinateText } from './digits.ts';
import { element } from './element.ts';
import { Newest } from './newest.ts';
import { isCompact } from './overlay.ts';
import type { Cursor, Pane } from './pane.ts';
import { paneWords } from './pane-words.ts';
import { attachProbeCard, type CardContent } from './probe-card.ts';
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

/** How bad it is to hide a pixel around the cursor, of the other card, of the pinned point, of a title or a colour bar, and of the rest of the pane. */
const WEIGHTS = { cursor: 1e5, card: 30, pin: 10, furniture: 2, pane: 1 } as const;
/** CSS pixels around the cursor and the pinned point that stay free; nearer to that point than this the cursor reads the same. */
const CURSOR_REACH = 22;
const PIN_REACH = 14;
const SAME_REACH = 6;
/** Stages narrower than the first, or narrower and lower than the others, in CSS pixels, have room for one card. */
const ONE_CARD = { narrow: 640, width: 900, height: 400 } as const;
/**
 * The heights in CSS pixels from which a pane's cards have the derivatives, and the pattern as well; half as much again for a second card and in
 * panes narrower than this. */
const SLOPES_FROM = 320;
const PATTERN_FROM = 440;
const NARROW_PANE = 520;
/** The width and the height in CSS pixels of the smallest pane that has its cards inside. */
const LEAST_PANE = [300, 240] as const;

/** Fills `parent`, which lies over the stage, with the two cards; what they say follows the scene and the cursor. */
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
  const readPinned = createReader((content) => {
    showPinned(content);
    arrange();
  }, sources);
  const readHovered = createReader((content) => {
    showHovered(content);
    arrange();
  }, sources);

  const wanted = (index: number, place: Place): Wanted => {
    const subject = subjectOf(scenes.value, index);
    const step = pixelStep(subject.view, stage.panes[index].size.value);
    const [x1, x2] = place.map((x) => coordinateText(x, step));
    return { subject, place, step, coordinates: [x1, x2], whose: paneWords(scenes.value, index) };
  };
  const write = oncePerFrame(() => {
    const { value: scene } = scenes;
    readPinned(scene.pin && wanted(scene.active, scene.pin));
    const at = cursor.value;
    const pane = at && stage.panes[at.pane];
    if (!pane || (scene.pin && (hasRoomForOne(parent) || isAtPin(scene, at, pane)))) return readHovered(null);
    readHovered(wanted(at.pane, placeUnder(subjectOf(scene, at.pane).view, pane.size.value, at.pixel)));
    arrange();
  });

  let [pinnedSpot, hoveredSpot]: (Spot | null)[] = [null, null];
  let pinnedFor: readonly unknown[] = [];
  const arrange = () => {
    const { value: scene } = scenes;
    const at = cursor.value;
    const share = !pinned.hidden && at?.pane === scene.active;
    if (!pinned.hidden && scene.pin) {
      const pane = stage.panes[scene.active];
      const area = areaOf(parent, pane, scene);
      setDetail(pinned, pane, false);
      const size = [pinned.offsetWidth, pinned.offsetHeight] as const;
      // It stays under a hand that reaches for it: where the point goes to as the map moves does not move it.
      const now = [scene.pin, scene.active, scene.layout, ...Object.values(area), ...size];
      if (now.some((part, i) => part !== pinnedFor[i])) {
        pinnedFor = now;
        const mark = cssPoint(parent, pane, pixelOf(subjectOf(scene).view, pane.size.value, scene.pin));
        const obstacles = [...furniture(parent, pane), { box: around(mark, PIN_REACH), weight: WEIGHTS.pin }];
        pinnedSpot = cardSpot(size, area, obstacles, null);
      }
      if (pinnedSpot) stand(pinned, pinnedSpot);
    }
    const pane = at && stage.panes[at.pane];
    if (hovered.hidden || !pane) return;
    const area = areaOf(parent, pane, scene);
    setDetail(hovered, pane, share);
    const obstacles: Obstacle[] = [
      { box: around(cssPoint(parent, pane, at.pixel), CURSOR_REACH), weight: WEIGHTS.cursor },
      ...furniture(parent, pane),
      ...(pinned.hidden ? [] : [{ box: boxIn(parent, pinned), weight: WEIGHTS.card }]),
    ];
    hoveredSpot = cardSpot([hovered.offsetWidth, hovered.offsetHeight], area, obstacles, hoveredSpot);
    stand(hovered, hoveredSpot);
  };

  for (const source of [scenes, cursor] as const) (source as Store<unknown>).watch(write);
  stage.watchPanes((panes) => {
    for (const { size } of panes) size.watch(write);
  });
  new ResizeObserver(write).observe(parent);
}

/** What is read, and what its card says of the place. */
interface Wanted extends Omit<CardContent, 'reading'> {
  readonly subject: Subject;
  readonly place: Place;
}

/** Keeps a card at the newest reading that is wanted; null takes it away. */
function createReader(
  show: (content: CardContent | null) => void,
  { probe, onError }: CardSources,
): (wanted: Wanted | null) => void {
  const newest = new Newest(
    ({ subject, place, step }: Wanted) => probe(subject, place, step),
    (reading, wanted) => show({ ...wanted, reading }),
    onError,
  );
  return (wanted) => {
    if (wanted) return newest.ask(wanted);
    newest.drop();
    show(null);
  };
}

function hasRoomForOne({ clientWidth, clientHeight }: HTMLElement): boolean {
  const { narrow, width, height } = ONE_CARD;
  return clientWidth < narrow || (clientWidth < width && clientHeight < height);
}

/** Whether the cursor is where the pinned card says all that the other one would: also where a finger has just pinned. */
function isAtPin(scene: Scene, at: Cursor, pane: Pane): boolean {
  if (!scene.pin || at.pane !== scene.active) return false;
  const [x, y] = pixelOf(subjectOf(scene).view, pane.size.value, scene.pin);
  return Math.hypot(x - at.pixel[0], y - at.pixel[1]) < SAME_REACH * pixelsPerCss(pane);
}

function pixelsPerCss(pane: Pane): number {
  return pane.size.value.width / Math.max(pane.map.clientWidth, 1);
}

/** A card in a pane of that size says no more than there is room for beside the map. */
function setDetail(card: HTMLElement, { element: { clientWidth, clientHeight } }: Pane, isSecond: boolean): void {
  const height = clientHeight / (isSecond || clientWidth < NARROW_PANE ? 1.5 : 1);
  card.dataset.detail = height < SLOPES_FROM ? 'numbers' : height < PATTERN_FROM ? 'slopes' : 'all';
}

/** Where a pane's cards may stand: what is seen of it, without its rulers; anywhere on the stage where they would hide half of it. */
function areaOf(parent: HTMLElement, pane: Pane, scene: Scene): Box {
  const compact = isCompact(pane);
  const { left, bottom } = pane.isSurface(scene) ? { left: 0, bottom: 0 } : RULERS[compact ? 'compact' : 'full'];
  const margin = compact ? 6 : 12;
  const stage = { left: 0, top: 0, right: parent.clientWidth, bottom: parent.clientHeight };
  const seen = clipped(boxIn(parent, pane.element), stage);
  if (seen.right - seen.left < LEAST_PANE[0] || seen.bottom - seen.top < LEAST_PANE[1]) {
    return { left: margin, top: margin, right: stage.right - margin, bottom: stage.bottom - margin };
  }
  return {
    left: seen.left + left + margin,
    top: seen.top + margin,
    right: seen.right - margin,
    bottom: seen.bottom - bottom - margin,
  };
}

/** The pane itself, its title and its colour bar. */
function furniture(parent: HTMLElement, pane: Pane): Obstacle[] {
  const cards = [...pane.element.querySelectorAll<HTMLElement>(':scope > .card')];
  return [
    { box: boxIn(parent, pane.element), weight: WEIGHTS.pane },
    ...cards.map((card) => ({ box: boxIn(parent, card), weight: WEIGHTS.furniture })),
  ];
}

function boxIn(parent: HTMLElement, part: HTMLElement): Box {
  const [origin, box] = [parent.getBoundingClientRect(), part.getBoundingClientRect()];
  const { left, top } = origin;
  return { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top };
}

/** A pixel of a pane's picture, from the stage's corner. */
function cssPoint(parent: HTMLElement, pane: Pane, [x, y]: PixelPoint): [number, number] {
  const { left, top } = boxIn(parent, pane.map);
  return [left + x / pixelsPerCss(pane), top + y / pixelsPerCss(pane)];
}

function stand(card: HTMLElement, [left, top]: Spot): void {
  card.style.setProperty('left', `${Math.round(left)}px`);
  card.style.setProperty('top', `${Math.round(top)}px`);
}
