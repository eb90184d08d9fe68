// The two ends of the cross-section as handles on the map: dragged, or moved with the arrow keys.
import type { Place } from '../model/coordinate.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { placeAt } from '../model/view.ts';
import { drawSection } from './actions.ts';
import { type PictureSize, type PixelPoint, pixelOf, pixelStep, placeUnder } from './camera.ts';
import { element } from './element.ts';
import type { Pane } from './pane.ts';
import type { Stage } from './stage.ts';
import type { Status } from './status.ts';
import { oncePerFrame, type Store } from './store.ts';
import { cardsText as text } from './text/cards.ts';

/** CSS pixels that an arrow key moves a handle, and with Shift. */
const MOVE = 10;
const FINE_MOVE = 1;
/** CSS pixels between a handle's middle and the pane's edge: no hand takes it out of reach. */
const EDGE = 12;

const ARROWS: Readonly<Record<string, PixelPoint>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Keeps a pair of handles in the active pane while the scene has a section there. */
export function attachSectionHandles(scenes: Store<Scene>, status: Store<Status>, stage: Stage): void {
  const handles = ([0, 1] as const).map((end) => makeHandle(end, scenes, () => stage.panes[scenes.value.active]));
  const write = oncePerFrame(() => {
    const scene = scenes.value;
    const pane = stage.panes[scene.active];
    const shown = scene.section !== null && !pane.isSurface(scene);
    for (const [end, handle] of handles.entries()) {
      if (!shown || !scene.section) {
        handle.remove();
        continue;
      }
      if (handle.parentElement !== pane.element) pane.element.append(handle);
      const size = pane.size.value;
      const [x, y] = pixelOf(subjectOf(scene).view, size, scene.section[end]);
      handle.hidden = !isInside([x, y], size);
      handle.style.setProperty('left', `${(100 * x) / size.width}%`);
      handle.style.setProperty('top', `${(100 * y) / size.height}%`);
    }
  });
  scenes.watch(write);
  // Which panes are surfaces depends on the machine too.
  status.watch(write);
  stage.watchPanes((panes) => {
    for (const { size } of panes) size.watch(write);
  });
}

function makeHandle(end: 0 | 1, scenes: Store<Scene>, paneNow: () => Pane): HTMLButtonElement {
  const handle = element('button', 'section-handle');
  handle.type = 'button';
  handle.setAttribute('aria-label', text.handle(end));
  const move = (to: Place) => {
    const { section } = scenes.value;
    if (section) drawSection(scenes, end === 0 ? [to, section[1]] : [section[0], to]);
  };
  const viewNow = () => subjectOf(scenes.value).view;
  handle.addEventListener('pointerdown', (event) => handle.setPointerCapture(event.pointerId));
  handle.addEventListener('pointermove', (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const { map, size } = paneNow();
    const box = map.getBoundingClientRect();
    const ratio = size.value.width / box.width;
    const within = (at: number, length: number) => ratio * Math.min(Math.max(at, EDGE), length - EDGE);
    const pixel: PixelPoint = [within(event.clientX - box.left, box.width), within(event.clientY - box.top, box.height)];
    move(placeUnder(viewNow(), size.value, pixel));
  });
  handle.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    const { section } = scenes.value;
    if (!arrow || !section) return;
    event.preventDefault();
    const { size, map } = paneNow();
    const pixels = ((event.shiftKey ? FINE_MOVE : MOVE) * size.value.width) / Math.max(map.clientWidth, 1);
    const view = viewNow();
    const step = pixels * pixelStep(view, size.value);
    const to = placeAt({ center: section[end], radius: view.radius }, [arrow[0] * step, -arrow[1] * step]);
    if (isInside(pixelOf(view, size.value, to), size.value)) move(to);
  });
  return handle;
}

function isInside([x, y]: PixelPoint, { width, height }: PictureSize): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}
