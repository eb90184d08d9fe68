// Accepted when the box stands in the picture as its camera says, whole from the default distance, and turns the way a hand pushes it.
import { vec4 } from 'gl-matrix';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SURFACE_CAMERA, type SurfaceCamera } from '../../src/model/surface-camera.ts';
import {
  type BoxPoint,
  boxSides,
  dollied,
  orbited,
  project,
  surfaceEye,
  surfaceMatrix,
} from '../../src/model/surface-projection.ts';

const SIZES = [
  [1280, 720],
  [500, 500],
  [390, 844],
] as const;
const AZIMUTHS = [-3, -1.2, 0, 0.6, 1.5, 2.4];
const CORNERS: readonly BoxPoint[] = Array.from({ length: 8 }, (_, n) => [n & 1, (n >> 1) & 1, n >> 2]);

function pixel(camera: SurfaceCamera, point: BoxPoint, size: readonly [number, number]): [number, number] {
  return project(surfaceMatrix(camera, size[0] / size[1]), point, size);
}

describe.each(SIZES)('in a picture of %i × %i', (...size) => {
  const [width, height] = size;

  it('the middle of the box is in the middle', () => {
    for (const azimuth of AZIMUTHS) {
      const [x, y] = pixel({ azimuth, elevation: 0.3, distance: 2 }, [0.5, 0.5, 0.5], size);
      expect(x).toBeCloseTo(width / 2, 2);
      expect(y).toBeCloseTo(height / 2, 2);
    }
  });

  it('the whole box is seen from the default distance, with room for numbers around it', () => {
    const margin = 0.05 * Math.min(...size);
    for (const azimuth of AZIMUTHS)
      for (const elevation of [-0.55, 0, 0.55])
        for (const corner of CORNERS) {
          const [x, y] = pixel({ ...DEFAULT_SURFACE_CAMERA, azimuth, elevation }, corner, size);
          expect(Math.min(x, width - x, y, height - y)).toBeGreaterThan(margin);
        }
  });

  it('depths of the whole box lie between 0 and 1, the near ones smaller', () => {
    for (const distance of [0.6, 1.8, 12]) {
      const matrix = surfaceMatrix({ azimuth: 0, elevation: 0, distance }, width / height);
      const depth = (point: BoxPoint) => {
        const [, , z, w] = vec4.transformMat4(vec4.create(), [...point, 1], matrix);
        return z / w;
      };
      for (const corner of CORNERS) {
        expect(depth(corner)).toBeGreaterThan(0);
        expect(depth(corner)).toBeLessThan(1);
      }
      expect(depth([0.5, 0, 0.5])).toBeLessThan(depth([0.5, 1, 0.5]));
    }
  });

  it('the eye is where everything would be seen at once', () => {
    for (const azimuth of AZIMUTHS) {
      const camera = { azimuth, elevation: 0.4, distance: 2 };
      const [x, y, , w] = vec4.transformMat4(
        vec4.create(),
        [...surfaceEye(camera, width / height), 1],
        surfaceMatrix(camera, width / height),
      );
      for (const coordinate of [x, y, w]) expect(coordinate).toBeCloseTo(0, 4);
    }
  });

  it('seen from above it lies as the flat map does', () => {
    const top = { azimuth: 0, elevation: Math.PI / 2, distance: 2 };
    const [left, bottom] = pixel(top, [0, 0, 0.5], size);
    const [right, up] = pixel(top, [1, 1, 0.5], size);
    expect(right).toBeGreaterThan(left);
    expect(up).toBeLessThan(bottom);
    expect((right - left) / (bottom - up)).toBeCloseTo(width / height, 3);
  });
});

describe('azimuth and elevation', () => {
  const size = [800, 600] as const;

  it('0 look along x2, x1 to the right', () => {
    const camera = { azimuth: 0, elevation: 0, distance: 2 };
    expect(pixel(camera, [1, 0.5, 0.5], size)[0]).toBeGreaterThan(500);
    expect(pixel(camera, [0.5, 0.5, 1], size)[1]).toBeLessThan(250);
    expect(surfaceEye(camera, 1)[1]).toBeLessThan(0);
  });

  it('π/2 of azimuth look along −x1, x2 to the right', () => {
    const camera = { azimuth: Math.PI / 2, elevation: 0, distance: 2 };
    expect(pixel(camera, [0.5, 1, 0.5], size)[0]).toBeGreaterThan(500);
    expect(surfaceEye(camera, 1)[0]).toBeGreaterThan(1);
  });
});

describe('the box', () => {
  it('keeps the picture’s aspect, its longer side is 2', () => {
    expect(boxSides(2).slice(0, 2)).toEqual([2, 1]);
    expect(boxSides(0.5).slice(0, 2)).toEqual([1, 2]);
    expect(boxSides(2)[2]).toBe(boxSides(0.5)[2]);
  });
});

describe('a hand', () => {
  const camera = DEFAULT_SURFACE_CAMERA;
  const size = [800, 600] as const;

  it('takes what is in front along: pushed right and down, the near corner goes right, the top comes into sight', () => {
    const near: BoxPoint = [0.5, 0, 0];
    const straight = { ...camera, azimuth: 0 };
    const pushed = orbited(straight, 40, 0);
    expect(pixel(pushed, near, size)[0]).toBeGreaterThan(pixel(straight, near, size)[0] + 20);
    expect(orbited(camera, 0, 30).elevation).toBeGreaterThan(camera.elevation);
  });

  it('comes no further than the poles, neither into the box nor out of sight', () => {
    expect(orbited(camera, 0, 1e6).elevation).toBe(Math.PI / 2);
    expect(orbited(camera, 0, -1e6).elevation).toBe(-Math.PI / 2);
    const [nearest, furthest] = [dollied(camera, 1e-9).distance, dollied(camera, 1e9).distance];
    expect(dollied(camera, 0.5).distance).toBe(camera.distance / 2);
    expect(nearest).toBeGreaterThan(0.5);
    expect(furthest).toBeLessThan(100);
  });
});
