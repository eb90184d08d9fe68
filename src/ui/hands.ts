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
/** Boxes with a side of fewer CSS pixels, and lines that are shorter, are not meant. */
const LEAST_DRAWN = 8;
/** A click waits this many ms for a second one. */
const DOUBLE_CLICK_MS = 260;

/** A rectangle drawn with Shift, or a line with Alt, from where the hand was pressed. */
export interface HandShape {
  readonly kind: 'box' | 'line';
  readonly from: PixelPoint;
  readonly to: PixelPoint;
}

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
  /** A click, and what it does once it is known to be no half of a double click. */
  click(pixel: PixelPoint): () => void;
  /** So much of a shape is drawn; null where it is complete or given up. */
  sketch(shape: HandShape | null): void;
  /** It is complete. */
  draw(shape: HandShape): void;
}

/**
 * Connects a map; call it once. The wheel zooms over all of `pane`, the map and what lies over it; `pixelsPerCss` is the device pixels of a
 * CSS pixel. Returns what ends it: neither a click that waits nor a sketch stays behind.
 */
export function attachHands(
  canvas: HTMLElement,
  pane: HTMLElement,
  pixelsPerCss: () => number,
  actions: HandActions,
): () => void {
  const pixelOf = (event: MouseEvent): PixelPoint => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * pixelsPerCss(), (event.clientY - box.top) * pixelsPerCss()];
  };
  pane.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = [1, LINE, canvas.clientHeight][event.deltaMode] ?? 1;
      actions.zoom(pixelOf(event), Math.exp(event.deltaY * unit * (event.ctrlKey ? PINCH_RATE : WHEEL_RATE)));
    },
    { passive: false },
  );

  const hands = new Map<number, PixelPoint>();
  let pressed: { readonly at: PixelPoint; readonly kind: 'drag' | HandShape['kind'] } | null = null;
  let travelled = 0;
  let pendingClick = 0;

  /** What is being drawn is given up. */
  const giveUp = () => {
    if (!pressed || pressed.kind === 'drag') return false;
    pressed = null;
    actions.sketch(null);
    return true;
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    const pixel = pixelOf(event);
    hands.set(event.pointerId, pixel);
    giveUp();
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
      if (travelled >= CLICK_REACH) actions.sketch({ kind: pressed.kind, from: pressed.at, to: pixel });
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
  /** Takes a hand away; true where it was the last one. */
  const lifted = (event: PointerEvent): boolean => {
    if (!hands.delete(event.pointerId) || hands.size > 0) return false;
    canvas.classList.remove('held');
    return true;
  };
  canvas.addEventListener('pointerup', (event) => {
    if (!lifted(event) || !pressed) return;
    const { at: from, kind } = pressed;
    const to = pixelOf(event);
    giveUp();
    pressed = null;
    if (travelled < CLICK_REACH) {
      // A double click is no click: the first of its two waits to see whether it stays alone.
      window.clearTimeout(pendingClick);
      pendingClick = window.setTimeout(actions.click(to), DOUBLE_CLICK_MS);
    } else if (kind === 'drag') {
      actions.release(event.timeStamp);
    } else {
      const shape = { kind, from, to };
      if (sizeOf(shape) >= LEAST_DRAWN * pixelsPerCss()) actions.draw(shape);
    }
  });
  canvas.addEventListener('pointercancel', (event) => {
    if (!lifted(event)) return;
    giveUp();
    pressed = null;
  });
  canvas.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && giveUp()) event.preventDefault();
  });
  canvas.addEventListener('pointerleave', (event) => {
    // A finger that is lifted has left too; what it showed stays to be read.
    if (event.pointerType === 'mouse') actions.hover(null);
  });
  canvas.addEventListener('dblclick', (event) => {
    window.clearTimeout(pendingClick);
    actions.zoom(pixelOf(event), event.shiftKey ? 2 : 0.5);
  });
  return () => {
    window.clearTimeout(pendingClick);
    giveUp();
  };
}

/** The shorter side of a box, the length of a line. */
function sizeOf({ kind, from, to }: HandShape): number {
  return kind === 'line' ? distance(from, to) : Math.min(Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1]));
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
