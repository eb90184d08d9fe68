// Hands on one pane's map: what wheel, drag, pinch, clicks and the modifier keys mean.
import type { PixelPoint } from './camera.ts';

/** e-folds of zoom a CSS pixel of wheel travel: a notch of 100 pixels is a factor of 1.2. */
const WHEEL_RATE = 0.0018;
/** Trackpads report a pinch as a wheel with Ctrl, in much smaller steps. */
const PINCH_RATE = 0.01;
/** What a wheel's "line" is in CSS pixels. */
const LINE = 33;
/** A pointer that moved fewer CSS pixels than this between press and release has clicked. */
const CLICK_REACH = 4;
/** A click waits this many ms for a second one. */
const DOUBLE_CLICK_MS = 260;

/** What a pane does with the hands on it; pixels are device pixels of its picture. */
export interface HandActions {
  /** The cursor is here; null when it has left. */
  hover(pixel: PixelPoint | null): void;
  /** A hand has touched the pane: it becomes the active one, and what glides stops. Times are those of the events, in ms. */
  grab(time: number): void;
  zoom(pixel: PixelPoint, factor: number): void;
  /** The hand pulled the picture by so many pixels, right and down. */
  drag(by: PixelPoint, time: number): void;
  /** It let go. */
  release(time: number): void;
  click(pixel: PixelPoint): void;
  /** A rectangle is being drawn with Shift, a line with Alt; `done` when it is complete. */
  box(from: PixelPoint, to: PixelPoint, done: boolean): void;
  line(from: PixelPoint, to: PixelPoint, done: boolean): void;
}

/** Connects a canvas; call it once. `pixelsPerCss` is the device pixels of a CSS pixel. */
export function attachHands(canvas: HTMLElement, pixelsPerCss: () => number, actions: HandActions): void {
  const pixelOf = (event: MouseEvent): PixelPoint => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * pixelsPerCss(), (event.clientY - box.top) * pixelsPerCss()];
  };
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = [1, LINE, canvas.clientHeight][event.deltaMode] ?? 1;
      actions.zoom(pixelOf(event), Math.exp(event.deltaY * unit * (event.ctrlKey ? PINCH_RATE : WHEEL_RATE)));
    },
    { passive: false },
  );

  const hands = new Map<number, PixelPoint>();
  let pressed: { readonly at: PixelPoint; readonly kind: 'drag' | 'box' | 'line' } | null = null;
  let travelled = 0;
  let pendingClick = 0;

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    const pixel = pixelOf(event);
    hands.set(event.pointerId, pixel);
    travelled = hands.size > 1 ? Infinity : 0;
    pressed = { at: pixel, kind: hands.size > 1 ? 'drag' : event.shiftKey ? 'box' : event.altKey ? 'line' : 'drag' };
    canvas.classList.add('held');
    actions.grab(event.timeStamp);
    actions.hover(pixel);
  });
  canvas.addEventListener('pointermove', (event) => {
    const pixel = pixelOf(event);
    actions.hover(pixel);
    const before = hands.get(event.pointerId);
    if (!before || !pressed) return;
    travelled = Math.max(travelled, distance(pixel, pressed.at) / pixelsPerCss());
    if (pressed.kind !== 'drag') {
      hands.set(event.pointerId, pixel);
      if (travelled >= CLICK_REACH) actions[pressed.kind](pressed.at, pixel, false);
      return;
    }
    // Within the reach of a click the picture stays where it is.
    if (travelled < CLICK_REACH) return;
    const was = spread(hands);
    hands.set(event.pointerId, pixel);
    const is = spread(hands);
    actions.drag([is.middle[0] - was.middle[0], is.middle[1] - was.middle[1]], event.timeStamp);
    if (hands.size > 1 && is.reach > 0) actions.zoom(is.middle, was.reach / is.reach);
  });
  const release = (event: PointerEvent) => {
    if (!hands.delete(event.pointerId) || hands.size > 0 || !pressed) return;
    canvas.classList.remove('held');
    const { at, kind } = pressed;
    const pixel = pixelOf(event);
    pressed = null;
    if (travelled >= CLICK_REACH) {
      if (kind === 'drag') actions.release(event.timeStamp);
      else actions[kind](at, pixel, event.type === 'pointerup');
    } else if (event.type === 'pointerup') {
      // A double click is no click: the first of its two waits to see whether it stays alone.
      window.clearTimeout(pendingClick);
      pendingClick = window.setTimeout(() => actions.click(pixel), DOUBLE_CLICK_MS);
    }
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', (event) => {
    // A finger that is lifted has left too; what it showed stays to be read.
    if (event.pointerType === 'mouse') actions.hover(null);
  });
  canvas.addEventListener('dblclick', (event) => {
    window.clearTimeout(pendingClick);
    actions.zoom(pixelOf(event), event.shiftKey ? 2 : 0.5);
  });
}

function distance([x1, y1]: PixelPoint, [x2, y2]: PixelPoint): number {
  return Math.hypot(x1 - x2, y1 - y2);
}

/** The middle of all hands, and how far they are from it. */
function spread(hands: ReadonlyMap<number, PixelPoint>): { middle: PixelPoint; reach: number } {
  const places = [...hands.values()];
  const mean = (axis: 0 | 1) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  const middle: PixelPoint = [mean(0), mean(1)];
  return { middle, reach: Math.max(...places.map((place) => distance(place, middle))) };
}
