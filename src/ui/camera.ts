// The camera over the plane: where a pixel lies, and how zooming, panning and framing move the view.
import type { Place } from '../model/coordinate.ts';
import { MAX_POINTS } from '../model/grid.ts';
import { clampedView, gridOf, offsetOf, placeAt, type View } from '../model/view.ts';

/** The picture's size in device pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A place in the picture in device pixels, from its upper left corner. */
export type PixelPoint = readonly [number, number];

/** An offset from the view's centre, in input units: exact at depths where the place itself is rounded. */
export type Offset = readonly [number, number];

/** Input units a pixel. */
export function pixelStep({ radius }: View, { width, height }: PictureSize): number {
  return (2 * radius) / Math.min(width, height);
}

/** How far from the view's centre a pixel lies; x2 grows upwards. */
export function offsetAt(view: View, size: PictureSize, [x, y]: PixelPoint): Offset {
  const step = pixelStep(view, size);
  return [(x - size.width / 2) * step, (size.height / 2 - y) * step];
}

/** The place that a pixel shows. */
export function placeUnder(view: View, size: PictureSize, pixel: PixelPoint): Place {
  return placeAt(view, offsetAt(view, size, pixel));
}

/** The pixel that shows a place, inside the picture or not. */
export function pixelOf(view: View, size: PictureSize, place: Place): PixelPoint {
  return pixelAt(view, size, offsetOf(view, place));
}

/** The pixel of a point given as its offset from the view's centre. */
export function pixelAt(view: View, size: PictureSize, [d1, d2]: Offset): PixelPoint {
  const step = pixelStep(view, size);
  return [size.width / 2 + d1 / step, size.height / 2 - d2 / step];
}

/** The view `factor` times as wide, or as near to it as views go; the point at `offset` stays where it is in the picture. */
export function zoomed(view: View, offset: Offset, factor: number): View {
  const { radius } = clampedView({ center: view.center, radius: view.radius * factor });
  const kept = 1 - radius / view.radius;
  return clampedView({ center: placeAt({ center: view.center, radius }, [offset[0] * kept, offset[1] * kept]), radius });
}

/** The view after the picture was pushed by so many input units. */
export function panned(view: View, by: Offset): View {
  return clampedView({ center: placeAt(view, [-by[0], -by[1]]), radius: view.radius });
}

/** The view in which the rectangle between two pixels just fits. */
export function framed(view: View, size: PictureSize, a: PixelPoint, b: PixelPoint): View {
  const middle: PixelPoint = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const share = Math.max(Math.abs(a[0] - b[0]) / size.width, Math.abs(a[1] - b[1]) / size.height);
  const radius = view.radius * share;
  return clampedView({ center: placeAt({ center: view.center, radius }, offsetAt(view, size, middle)), radius });
}

/** [x1, x2] of half the picture, in input units. */
export function halfExtents(view: View, size: PictureSize): [number, number] {
  const step = pixelStep(view, size);
  return [(size.width / 2) * step, (size.height / 2) * step];
}

/**
 * The grid of a picture of the view with `resolution` points along its shorter side, or as many as grids have; one a pixel for 'screen'.
 */
export function gridAt(view: View, { width, height }: PictureSize, resolution: number | 'screen'): ReturnType<typeof gridOf> {
  if (resolution === 'screen') return gridOf(view, width, height);
  const points = (scale: number, whole: (x: number) => number): [number, number] => [
    Math.max(2, whole(width * scale)),
    Math.max(2, whole(height * scale)),
  ];
  const [columns, rows] = points(resolution / Math.min(width, height), Math.round);
  if (columns * rows <= MAX_POINTS) return gridOf(view, columns, rows);
  return gridOf(view, ...points(Math.sqrt(MAX_POINTS / (width * height)), Math.floor));
}
