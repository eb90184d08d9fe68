// A canvas's size in device pixels.
import type { PictureSize } from './camera.ts';
import type { Store } from './store.ts';

/** The size before the observer has told it, to a pixel. */
export function roughSize(canvas: HTMLElement): PictureSize {
  return pictureSize(canvas.clientWidth * devicePixelRatio, canvas.clientHeight * devicePixelRatio);
}

/** A window may be hidden, and a finite difference needs 2 points along each axis. */
function pictureSize(width: number, height: number): PictureSize {
  return { width: Math.max(2, Math.round(width)), height: Math.max(2, Math.round(height)) };
}

/** Keeps `size` at the element's size in device pixels: exactly, where the browser tells it. Returns what ends that. */
export function watchSize(canvas: HTMLElement, size: Store<PictureSize>): () => void {
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
  let density = matchMedia('all');
  /** Measures now, and whenever the length changes or the pixels do: of those alone, some observers tell nothing. */
  const measure = () => {
    density.removeEventListener('change', measure);
    density = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    density.addEventListener('change', measure);
    observer.disconnect();
    observer.observe(canvas, { box: exact ? 'device-pixel-content-box' : 'content-box' });
  };
  measure();
  return () => {
    density.removeEventListener('change', measure);
    observer.disconnect();
  };
}
