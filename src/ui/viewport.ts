// Hands on the canvas: wheel, drag, pinch and double click move the view; the cursor's place is noted for the probe.
import type { Scene } from '../model/scene.ts';
import { offsetAt, type PictureSize, type PixelPoint, panned, pixelStep, zoomed } from './camera.ts';
import type { Store } from './store.ts';

/** e-folds of zoom a CSS pixel of wheel travel: a notch of 100 pixels is a factor of 1.2. */
const WHEEL_RATE = 0.0018;
/** Trackpads report a pinch as a wheel with Ctrl, in much smaller steps. */
const PINCH_RATE = 0.01;
/** What a wheel's "line" is in CSS pixels. */
const LINE = 33;

export interface Viewport {
  readonly canvas: HTMLCanvasElement;
  readonly scenes: Store<Scene>;
  /** Kept at the canvas's size in device pixels. */
  readonly size: Store<PictureSize>;
  /** Kept at the cursor's place; null while it is elsewhere. */
  readonly cursor: Store<PixelPoint | null>;
}

/** Connects the canvas; call it once. */
export function attachViewport({ canvas, scenes, size, cursor }: Viewport): void {
  watchSize(canvas, size);
  const pixelOf = (event: MouseEvent): PixelPoint => {
    const box = canvas.getBoundingClientRect();
    const { width, height } = size.value;
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };
  const zoomAt = (pixel: PixelPoint, factor: number) =>
    scenes.update((scene) => ({ ...scene, view: zoomed(scene.view, offsetAt(scene.view, size.value, pixel), factor) }));

  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = [1, LINE, canvas.clientHeight][event.deltaMode] ?? 1;
      zoomAt(pixelOf(event), Math.exp(event.deltaY * unit * (event.ctrlKey ? PINCH_RATE : WHEEL_RATE)));
    },
    { passive: false },
  );
  canvas.addEventListener('dblclick', (event) => zoomAt(pixelOf(event), event.shiftKey ? 2 : 0.5));

  const hands = new Map<number, PixelPoint>();
  const spread = (): { middle: PixelPoint; reach: number } => {
    const places = [...hands.values()];
    const mean = (axis: 0 | 1) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
    const middle: PixelPoint = [mean(0), mean(1)];
    return { middle, reach: Math.max(...places.map(([x, y]) => Math.hypot(x - middle[0], y - middle[1]))) };
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    hands.set(event.pointerId, pixelOf(event));
    canvas.classList.add('held');
    cursor.set(pixelOf(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    const pixel = pixelOf(event);
    cursor.set(pixel);
    if (!hands.has(event.pointerId)) return;
    const before = spread();
    hands.set(event.pointerId, pixel);
    const after = spread();
    scenes.update((scene) => {
      const step = pixelStep(scene.view, size.value);
      const view = panned(scene.view, [(after.middle[0] - before.middle[0]) * step, (before.middle[1] - after.middle[1]) * step]);
      if (hands.size === 1 || after.reach === 0) return { ...scene, view };
      return { ...scene, view: zoomed(view, offsetAt(view, size.value, after.middle), before.reach / after.reach) };
    });
  });
  const release = (event: PointerEvent) => {
    hands.delete(event.pointerId);
    if (hands.size === 0) canvas.classList.remove('held');
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', (event) => {
    // A finger that is lifted has left too; what it showed stays to be read.
    if (event.pointerType === 'mouse') cursor.set(null);
  });
}

/** The canvas's size in device pixels before its observer has told it, to a pixel. */
export function roughSize(canvas: HTMLCanvasElement): PictureSize {
  return pictureSize(canvas.clientWidth * devicePixelRatio, canvas.clientHeight * devicePixelRatio);
}

/** A window may be hidden, and a finite difference needs 2 points along each axis. */
function pictureSize(width: number, height: number): PictureSize {
  return { width: Math.max(2, Math.round(width)), height: Math.max(2, Math.round(height)) };
}

/** Keeps `size` at the canvas's size in device pixels: exactly, where the browser tells it. */
function watchSize(canvas: HTMLCanvasElement, size: Store<PictureSize>): void {
  const observer = new ResizeObserver(([entry]) => {
    const css = entry.contentBoxSize[0];
    const exact = entry.devicePixelContentBoxSize?.[0];
    // The exact length is the nearest one but for rounding; what is further off, as under emulation, is in other pixels.
    const device = (length: number, told = Infinity) =>
      Math.abs(told - length * devicePixelRatio) <= 1 ? told : length * devicePixelRatio;
    const next = pictureSize(device(css.inlineSize, exact?.inlineSize), device(css.blockSize, exact?.blockSize));
    if (next.width !== size.value.width || next.height !== size.value.height) size.set(next);
  });
  const exact = 'devicePixelContentBoxSize' in ResizeObserverEntry.prototype;
  observer.observe(canvas, { box: exact ? 'device-pixel-content-box' : 'content-box' });
}
