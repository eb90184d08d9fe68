// How a surface is seen in a picture: the box over the view that it fills, its perspective, and how a hand turns it.
import { mat4, type ReadonlyMat4, vec3, vec4 } from 'gl-matrix';
import { clampedSurfaceCamera, type SurfaceCamera } from './surface-camera.ts';

/** A place in the box: along x1 and x2 from the view's lower left corner, and upwards through the domain, each from 0 to 1. */
export type BoxPoint = readonly [u: number, v: number, w: number];

/** The box is so high, relative to its base's shorter side. */
const HEIGHT = 0.62;
/**
 * What the picture spans upwards and across, relative to the angle under which the base's diagonal is seen from a diagonal of the box
 * away: so much that the box and the numbers around it fit into every picture from the default distance, whichever way it is turned.
 */
const SPAN = { up: 0.6, across: 0.78 };
/** Radians a pixel of hand movement. */
const TURN = 0.008;

/** Side lengths of the box over a view of that width / height: the longer side of its base is 2. */
export function boxSides(aspect: number): [number, number, number] {
  const [x, y] = aspect >= 1 ? [2, 2 / aspect] : [2 * aspect, 2];
  return [x, y, HEIGHT * Math.min(x, y)];
}

/** From the box to clip space, WebGPU's: depth from 0 to 1. `aspect` is width / height of both the picture and the view. */
export function surfaceMatrix(camera: SurfaceCamera, aspect: number): mat4 {
  const { azimuth, elevation } = clampedSurfaceCamera(camera);
  const sides = boxSides(aspect);
  const radius = Math.hypot(...sides) / 2;
  const halfAngle = Math.atan((Math.hypot(sides[0], sides[1]) / (4 * radius)) * Math.max(SPAN.up, SPAN.across / aspect));
  const distance = eyeDistance(camera, aspect);
  const matrix = mat4.create();
  mat4.perspectiveZO(matrix, 2 * halfAngle, aspect, distance - radius, distance + radius);
  mat4.translate(matrix, matrix, [0, 0, -distance]);
  mat4.rotateX(matrix, matrix, elevation - Math.PI / 2);
  mat4.rotateZ(matrix, matrix, -azimuth);
  mat4.scale(matrix, matrix, sides);
  return mat4.translate(matrix, matrix, [-0.5, -0.5, -0.5]);
}

/** Where the eye is, in the coordinates of the box: mostly outside 0 to 1. */
export function surfaceEye(camera: SurfaceCamera, aspect: number): BoxPoint {
  const { azimuth, elevation } = clampedSurfaceCamera(camera);
  const sides = boxSides(aspect);
  const eye = vec3.fromValues(0, -eyeDistance(camera, aspect) * Math.cos(elevation), 0);
  vec3.rotateZ(eye, eye, [0, 0, 0], azimuth);
  eye[2] = eyeDistance(camera, aspect) * Math.sin(elevation);
  return [eye[0] / sides[0] + 0.5, eye[1] / sides[1] + 0.5, eye[2] / sides[2] + 0.5];
}

function eyeDistance(camera: SurfaceCamera, aspect: number): number {
  return clampedSurfaceCamera(camera).distance * Math.hypot(...boxSides(aspect));
}

/** The pixel, from the upper left corner of a picture of that size, that shows a place in the box; all of it is before the eye. */
export function project(matrix: ReadonlyMat4, [u, v, w]: BoxPoint, [width, height]: readonly [number, number]): [number, number] {
  const [x, y, , depth] = vec4.transformMat4(vec4.create(), [u, v, w, 1], matrix);
  return [((x / depth + 1) / 2) * width, ((1 - y / depth) / 2) * height];
}

/** The camera after a hand pushed the box so many CSS pixels to the right and down. */
export function orbited({ azimuth, elevation, distance }: SurfaceCamera, dx: number, dy: number): SurfaceCamera {
  return clampedSurfaceCamera({ azimuth: azimuth - dx * TURN, elevation: elevation + dy * TURN, distance });
}

/** The camera `factor` times as far away. */
export function dollied(camera: SurfaceCamera, factor: number): SurfaceCamera {
  return clampedSurfaceCamera({ ...camera, distance: camera.distance * factor });
}
