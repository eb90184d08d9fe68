// From where a surface is seen: a camera on a sphere around the middle of the box that the surface fills.

export interface SurfaceCamera {
  /** Radians around the vertical; at 0 the eye looks along +x2, a little above 0 from the right of that. */
  readonly azimuth: number;
  /** Radians above the plane, −π/2 to π/2. */
  readonly elevation: number;
  /** From the box's middle, in diagonals of the box. */
  readonly distance: number;
}

export const DEFAULT_SURFACE_CAMERA: SurfaceCamera = { azimuth: 0.6, elevation: 0.55, distance: 1.8 };

const MIN_DISTANCE = 0.6;
const MAX_DISTANCE = 12;

/** The nearest camera that can be: finite, never beyond the poles, neither inside the box nor out of sight. */
export function clampedSurfaceCamera({ azimuth, elevation, distance }: SurfaceCamera): SurfaceCamera {
  const or = (x: number, otherwise: number) => (Number.isFinite(x) ? x : otherwise);
  const clamp = (x: number, lo: number, hi: number) => Math.min(Math.max(x, lo), hi);
  return {
    azimuth: or(azimuth, DEFAULT_SURFACE_CAMERA.azimuth) % (2 * Math.PI),
    elevation: clamp(or(elevation, DEFAULT_SURFACE_CAMERA.elevation), -Math.PI / 2, Math.PI / 2),
    distance: clamp(or(distance, DEFAULT_SURFACE_CAMERA.distance), MIN_DISTANCE, MAX_DISTANCE),
  };
}
