// The camera over the plane: where a pixel lies, and how zooming and panning move the view.
import { glMatrix, vec2 } from 'gl-matrix';
import { clampedView, gridOf, type View } from '../model/scene.ts';

// f32, gl-matrix's default, would end the zoom at a width of 1e-6.
glMatrix.setMatrixArrayType(Array);

/** The picture's size in device pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A place in the picture in device pixels, from its upper left corner. */
export type PixelPoint = readonly [number, number];

/** An offset from the view's centre, in input units: exact at depths where the place itself is rounded. */
type Offset = readonly [number, number];

/** Input units a pixel. */
export function pixelStep(view: View, { width, height }: PictureSize): number {
  return gridOf(view, width, height).step[0];
}

/** How far from the view's centre a pixel lies; x2 grows upwards. */
export function offsetAt(view: View, size: PictureSize, [x, y]: PixelPoint): Offset {
  const step = pixelStep(view, size);
  return [(x - size.width / 2) * step, (size.height / 2 - y) * step];
}

/** The point that a pixel shows. */
export function pointAt(view: View, size: PictureSize, pixel: PixelPoint): [number, number] {
  return moved(view.center, offsetAt(view, size, pixel), 1);
}

/** The view `factor` times as wide, or as near to it as views go; the point at `offset` stays where it is in the picture. */
export function zoomed(view: View, offset: Offset, factor: number): View {
  const { radius } = clampedView({ center: view.center, radius: view.radius * factor });
  return clampedView({ center: moved(view.center, offset, 1 - radius / view.radius), radius });
}

/** The view after the picture was pushed by so many input units. */
export function panned(view: View, by: Offset): View {
  return clampedView({ center: moved(view.center, by, -1), radius: view.radius });
}

function moved(center: readonly [number, number], by: Offset, times: number): [number, number] {
  const out: [number, number] = [0, 0];
  vec2.scaleAndAdd(out, [...center], [...by], times);
  return out;
}
