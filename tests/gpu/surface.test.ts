// Accepted when every place of a surface is drawn where the projection says, in its colour of the map up to light and shade, hidden by
// what stands before it; and nothing is drawn where there is no number.
import { beforeAll, describe, expect, it } from 'vitest';
import { BufferScope } from '../../src/gpu/context.ts';
import type { GpuField } from '../../src/gpu/gpu-field.ts';
import { readBack } from '../../src/gpu/statistics-pass.ts';
import { SurfacePass, type SurfacePicture } from '../../src/gpu/surface-pass.ts';
import { colormapTable } from '../../src/model/colormap.ts';
import type { Colouring } from '../../src/model/colouring.ts';
import { type BoxPoint, project, surfaceMatrix } from '../../src/model/surface-projection.ts';
import { useDevice } from '../support/device.ts';
import { uploadField } from '../support/gpu-field.ts';

const gpu = useDevice();
let pass: SurfacePass;
beforeAll(async () => {
  pass = await SurfacePass.create(gpu.device, 'rgba8unorm');
});

const [COLUMNS, ROWS] = [60, 40];
const CAMERA = { azimuth: 0.6, elevation: 0.6, distance: 1.8 };
const COLOURING: Colouring = { colormap: 'viridis', reversed: false, domain: { kind: 'extent' }, contours: 0 };
const BACKGROUND = [51, 102, 153, 255];

/** A field of numbers in the middles of its cells; u and v go from 0 to 1 along x1 and x2. */
function fieldOf(numberAt: (u: number, v: number) => number, columns = COLUMNS, rows = ROWS): GpuField {
  const data = Float32Array.from({ length: columns * rows }, (_, p) =>
    numberAt(((p % columns) + 0.5) / columns, (Math.floor(p / columns) + 0.5) / rows),
  );
  return uploadField(gpu.device, data, columns);
}

/** The picture of the whole field, four pixels a cell unless it says otherwise. */
function pictureOf(field: GpuField, options: Partial<SurfacePicture> = {}): SurfacePicture {
  const size = options.size ?? ([240, 160] as const);
  const scale = [field.width / size[0], field.height / size[1]] as const;
  return {
    colouring: COLOURING,
    scale: 'linear',
    classes: 1,
    relativeDomain: [0, 1],
    pixelScale: [scale[0], -scale[1]],
    pixelOffset: [0, field.height],
    size,
    camera: CAMERA,
    detail: 'full',
    background: [0.2, 0.4, 0.6, 1],
    ...options,
  };
}

/** Draws; what the returned function is asked is the RGBA of the pixel that shows a place in the box. */
async function draw(field: GpuField, options: Partial<SurfacePicture> = {}) {
  const { device } = gpu;
  const picture = pictureOf(field, options);
  const [width, height] = picture.size;
  const texture = device.createTexture({
    size: [width, height],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
  });
  const scope = new BufferScope(device);
  const bytesPerRow = Math.ceil((width * 4) / 256) * 256;
  const packed = scope.create('tests.pixels', bytesPerRow * height, GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
  const encoder = device.createCommandEncoder();
  pass.record(encoder, scope, texture.createView(), field, picture);
  encoder.copyTextureToBuffer({ texture }, { buffer: packed, bytesPerRow }, [width, height]);
  device.queue.submit([encoder.finish()]);
  const bytes = new Uint8Array(await readBack(device, scope, packed, bytesPerRow * height));
  scope.destroy();
  texture.destroy();
  field.destroy();
  const matrix = surfaceMatrix(picture.camera, width / height);
  const at = (...place: BoxPoint): number[] => {
    const [x, y] = project(matrix, place, picture.size).map(Math.floor);
    return [...bytes.subarray(y * bytesPerRow + 4 * x, y * bytesPerRow + 4 * x + 4)];
  };
  return { at, bytes };
}

/** The colour map's, for a number in the domain from 0 to 1. */
function colourOf(value: number): number[] {
  const table = colormapTable('viridis');
  const entry = Math.min(Math.max(Math.floor((value * table.length) / 3), 0), table.length / 3 - 1);
  return [...table.subarray(3 * entry, 3 * entry + 3), 255];
}

/** Asserts that a pixel has that colour but for light and shade, from half as bright to a little towards white. */
function expectShaded(pixel: readonly number[], value: number): void {
  // The entries beside it too: the pixel's middle is not quite the place.
  const off = [-0.02, -0.01, 0, 0.01, 0.02].flatMap((step) => {
    const colour = colourOf(value + step);
    return Array.from({ length: 71 }, (_, n) => {
      const brightness = 0.48 + n / 100;
      const lit = colour.slice(0, 3).map((c) => (brightness <= 1 ? c * brightness : c + (255 - c) * (brightness - 1)));
      return Math.max(...lit.map((c, i) => Math.abs(c - pixel[i])));
    });
  });
  expect(Math.min(...off), `${pixel} is not a shade of ${colourOf(value)}`).toBeLessThan(4);
  expect(pixel[3]).toBe(255);
}

const PLACES = [0.1, 0.3, 0.52, 0.7, 0.9].flatMap((u) => [0.15, 0.5, 0.85].map((v) => [u, v] as const));

describe.each(['draft', 'full'] as const)('a surface in %s detail', (detail) => {
  it('that is level has exactly its colour', async () => {
    for (const level of [0.102, 0.502, 0.902]) {
      const { at } = await draw(
        fieldOf(() => level),
        { detail },
      );
      for (const [u, v] of PLACES) expect(at(u, v, level)).toEqual(colourOf(level));
    }
  });

  it('is as high as its numbers, in a shade of their colours', async () => {
    const number = (u: number, v: number) => 0.2 + 0.4 * u + 0.3 * v * v;
    for (const azimuth of [-2, 0, 0.6, 2.5]) {
      const { at } = await draw(fieldOf(number), { detail, camera: { ...CAMERA, azimuth, elevation: 1 } });
      for (const [u, v] of PLACES) expectShaded(at(u, v, number(u, v)), number(u, v));
    }
  });

  it('of a field much finer than the shape is so too', async () => {
    const number = (u: number, v: number) => 0.3 + 0.4 * Math.abs(u - v);
    const { at } = await draw(fieldOf(number, 1000, 600), { detail, camera: { ...CAMERA, elevation: 1 } });
    for (const [u, v] of PLACES) expectShaded(at(u, v, number(u, v)), number(u, v));
  });

  it('hides what lies behind it', async () => {
    // A wall across a plain.
    const field = () => fieldOf((_, v) => (v > 0.1 && v < 0.4 ? 0.95 : 0.05));
    const low = { ...CAMERA, azimuth: 0, elevation: 0.4 };
    const front = await draw(field(), { detail, camera: low });
    const back = await draw(field(), { detail, camera: { ...low, azimuth: Math.PI } });
    expectShaded(back.at(0.5, 0.6, 0.05), 0.05);
    // From the front the wall's green middle stands before it.
    expect(front.at(0.5, 0.6, 0.05)[1]).toBeGreaterThan(2 * colourOf(0.05)[1]);
  });

  it('has holes where there is no number', async () => {
    const number = (u: number, v: number) => {
      if (Math.hypot(u - 0.3, v - 0.5) < 0.12) return Number.NaN;
      return Math.hypot(u - 0.7, v - 0.5) < 0.12 ? Number.NEGATIVE_INFINITY : 0.502;
    };
    for (const contours of [0, 3]) {
      const colouring = { ...COLOURING, contours };
      const { at } = await draw(fieldOf(number), { detail, colouring, camera: { ...CAMERA, elevation: 1.2 } });
      expect(at(0.3, 0.5, 0.5)).toEqual(BACKGROUND);
      expect(at(0.7, 0.5, 0.5)).toEqual(BACKGROUND);
      for (const [u, v] of [
        [0.5, 0.5],
        [0.1, 0.2],
        [0.9, 0.9],
      ] as const)
        expect(at(u, v, 0.5)).not.toEqual(BACKGROUND);
    }
  });
});

describe('a surface', () => {
  it('does not leave its box: what lies beyond the domain has the colours and the heights of its ends', async () => {
    const { at } = await draw(
      fieldOf((u) => (u < 0.5 ? -7 : 1e30)),
      { camera: { ...CAMERA, elevation: 1 } },
    );
    expect(at(0.2, 0.5, 0)).toEqual(colourOf(0));
    expect(at(0.8, 0.5, 1)).toEqual(colourOf(1));
  });

  it('of one number alone lies in the middle', async () => {
    const { at } = await draw(
      fieldOf(() => 3),
      { relativeDomain: [3, 3] },
    );
    for (const [u, v] of PLACES) expect(at(u, v, 0.5)).toEqual(colourOf(0));
  });

  it('is dark where it is seen from below', async () => {
    const { at } = await draw(
      fieldOf(() => 0.502),
      { camera: { ...CAMERA, elevation: -0.6 } },
    );
    expect(at(0.5, 0.5, 0.5)).toEqual(colourOf(0.502).map((c, i) => (i < 3 ? expect.closeTo(c / 2, -0.5) : 255)));
  });

  it('has contours at their heights', async () => {
    const number = (u: number) => u;
    const colouring = { ...COLOURING, contours: 3 };
    const { at } = await draw(fieldOf(number), { colouring, camera: { ...CAMERA, elevation: 1.2 } });
    const plain = await draw(fieldOf(number), { camera: { ...CAMERA, elevation: 1.2 } });
    for (const level of [0.25, 0.5, 0.75]) expect(at(level, 0.5, level)).not.toEqual(plain.at(level, 0.5, level));
    for (const level of [0.1, 0.375, 0.625, 0.9]) expect(at(level, 0.5, level)).toEqual(plain.at(level, 0.5, level));
  });

  it('stands only over what the field covers of a view that has moved', async () => {
    const field = fieldOf(() => 0.502);
    // Half of the field to the right of the base, the other half over it.
    const { at } = await draw(field, { pixelOffset: [-COLUMNS / 2, ROWS], camera: { ...CAMERA, elevation: 1 } });
    expect(at(0.45, 0.5, 0.5)).toEqual(BACKGROUND);
    expect(at(0.55, 0.5, 0.5)).toEqual(colourOf(0.502));
    const away = await draw(
      fieldOf(() => 0.502),
      { pixelOffset: [-2 * COLUMNS, ROWS] },
    );
    expect(away.at(0.5, 0.5, 0.5)).toEqual(BACKGROUND);
  });

  it('of a part of the field fills the base, and no more', async () => {
    const number = (u: number) => u;
    const field = fieldOf(number);
    const whole = pictureOf(field);
    // The base shows columns 15 to 45 and rows 10 to 30.
    const { at } = await draw(field, {
      pixelScale: [whole.pixelScale[0] / 2, whole.pixelScale[1] / 2],
      pixelOffset: [COLUMNS / 4, (3 * ROWS) / 4],
      camera: { ...CAMERA, elevation: 1 },
    });
    for (const [u, v] of PLACES) expectShaded(at(u, v, 0.25 + u / 2), 0.25 + u / 2);
    expect(at(-0.05, 0.5, 0.225)).toEqual(BACKGROUND);
    expect(at(1.05, 0.5, 0.775)).toEqual(BACKGROUND);
  });

  it('is the same in bands', async () => {
    const number = (u: number, v: number) => 0.5 + 0.3 * Math.sin(9 * u) * Math.cos(7 * v);
    const rowsOf = (first: number, rows: number) => (u: number, v: number) => number(u, (first + v * rows) / ROWS);
    // Each band holds one row more than its own where it borders on the other.
    const [lower, upper] = [fieldOf(rowsOf(0, 18), COLUMNS, 18), fieldOf(rowsOf(16, ROWS - 16), COLUMNS, ROWS - 16)];
    const banded: GpuField = {
      ...lower,
      height: ROWS,
      bands: [
        { ...lower.bands[0], ownRows: 17 },
        { ...upper.bands[0], firstRow: 16, ownFirstRow: 17, ownRows: ROWS - 17 },
      ],
      destroy: () => {
        lower.destroy();
        upper.destroy();
      },
    };
    const whole = await draw(fieldOf(number));
    const parts = await draw(banded);
    const off = whole.bytes.filter((byte, n) => Math.abs(byte - parts.bytes[n]) > 8).length;
    expect(off / whole.bytes.length).toBeLessThan(0.002);
  });

  it('is drawn over the whole of pictures of any size, one after the other', async () => {
    for (const size of [
      [240, 160],
      [90, 300],
      [240, 160],
    ] as const) {
      const { at, bytes } = await draw(
        fieldOf(() => 0.502),
        { size, background: [0, 0, 0, 0] },
      );
      expect(at(0.5, 0.5, 0.5)).toEqual(colourOf(0.502));
      expect([...bytes.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    }
  });
});
