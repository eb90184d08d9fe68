// The GPU's pictures must have matplotlib's bytes where a number lies inside an entry of the colour map, a colour of their own for NaN
// and infinity, and the reference's contours within a byte or two.
import { beforeAll, describe, expect, it } from 'vitest';
import { colourField } from '../../src/cpu-reference/colour.ts';
import { ColourPass } from '../../src/gpu/colour-pass.ts';
import { drawField, PICTURE_FORMAT } from '../../src/gpu/picture.ts';
import { COLORMAP_NAMES, type ColormapName } from '../../src/model/colormap.ts';
import { type Colouring, INFINITY_COLOR, NAN_COLOR, type ScaleKind } from '../../src/model/colouring.ts';
import { PATTERN_SEED, patternStep, patternValue } from '../../src/model/pattern.ts';
import { useDevice } from '../support/device.ts';
import { fixtureJson } from '../support/fixtures.ts';
import { uploadField } from '../support/gpu-field.ts';

const TABLES = fixtureJson<Record<ColormapName, [number, number, number][]>>('matplotlib/colormaps.json');

const gpu = useDevice();
let pass: ColourPass;
beforeAll(async () => {
  pass = await ColourPass.create(gpu.device, PICTURE_FORMAT);
});

function colouringOf(colormap: ColormapName, reversed = false, contours = 0): Colouring {
  return { colormap, reversed, contours, domain: { kind: 'extent' } };
}

async function draw(data: Float32Array<ArrayBuffer>, width: number, colouring: Colouring, scale: ScaleKind, classes = 1) {
  const field = uploadField(gpu.device, data, width);
  const pixels = await drawField(pass, field, { colouring, scale, classes, relativeDomain: [0, 1] });
  field.destroy();
  return pixels;
}

function rgb(pixels: Uint8Array): number[][] {
  return Array.from({ length: pixels.length / 4 }, (_, p) => [...pixels.subarray(4 * p, 4 * p + 3)]);
}

describe.each(COLORMAP_NAMES)('%s', (name) => {
  it.each([false, true])('has the bytes of matplotlib, reversed: %s', async (reversed) => {
    const table = reversed ? [...TABLES[name]].reverse() : TABLES[name];
    const middles = Float32Array.from(table, (_, entry) => (entry + 0.5) / table.length);
    expect(rgb(await draw(middles, table.length, colouringOf(name, reversed), 'linear'))).toEqual(table);
  });
});

describe('numbers outside the domain', () => {
  it('have the colours of its ends', async () => {
    const pixels = rgb(await draw(Float32Array.of(-5, 0, 1, 7), 4, colouringOf('viridis'), 'linear'));
    expect(pixels).toEqual([TABLES.viridis[0], TABLES.viridis[0], TABLES.viridis[255], TABLES.viridis[255]]);
  });

  it('that are none have colours of their own, with and without contours', async () => {
    for (const contours of [0, 5]) {
      const data = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.1);
      const pixels = rgb(await draw(data, 4, colouringOf('viridis', false, contours), 'linear'));
      expect(pixels.slice(0, 3)).toEqual([[...NAN_COLOR], [...INFINITY_COLOR], [...INFINITY_COLOR]]);
    }
  });
});

describe('a picture', () => {
  it('has its largest x2 on top', async () => {
    const pixels = rgb(await draw(Float32Array.of(0, 0, 1, 1), 2, colouringOf('gray'), 'linear'));
    expect(pixels.map(([r]) => r)).toEqual([255, 255, 0, 0]);
  });

  it('of classes is that of the reference for distinct colours and for ramps', async () => {
    const data = Float32Array.from({ length: 25 }, (_, k) => k);
    for (const [name, classes] of [
      ['tab20', 25],
      ['plasma', 25],
    ] as const) {
      const expected = colourField({ width: 5, height: 5, base: 0, data }, 'classes', colouringOf(name), [0, 1], classes);
      expect(await draw(data, 5, colouringOf(name), 'classes', classes)).toEqual(expected);
    }
  });

  it('of layers’ lines is that of the reference: ink on creases, white between them', async () => {
    const data = Float32Array.from({ length: 60 }, (_, n) => Math.floor(n / 20) + (n % 20) / 20);
    for (const name of ['plasma', 'tab20'] as const) {
      const field = { width: 20, height: 3, base: 0, data };
      const expected = colourField(field, 'lines', colouringOf(name), [0, 1], 4);
      const pixels = await draw(data, 20, colouringOf(name), 'lines', 4);
      // Mixed with the ground in f32.
      for (const [i, level] of pixels.entries()) expect(Math.abs(level - expected[i])).toBeLessThanOrEqual(1);
      const rows = rgb(pixels);
      for (const row of [0, 1, 2]) {
        expect(rows[20 * row]).not.toEqual([255, 255, 255]);
        for (let column = 8; column < 20; column++) expect(rows[20 * row + column]).toEqual([255, 255, 255]);
      }
      expect(new Set([0, 20, 40].map((p) => rows[p].join())).size).toBe(3);
    }
  });

  it('of patterns is that of the reference', async () => {
    let hash = PATTERN_SEED;
    const data = Float32Array.from({ length: 400 }, (_, n) => {
      hash = patternStep(hash, n % 3);
      return patternValue(hash);
    });
    for (const name of ['prism', 'tab20'] as const) {
      const expected = colourField({ width: 20, height: 20, base: 0, data }, 'hash', colouringOf(name));
      expect(await draw(data, 20, colouringOf(name), 'hash')).toEqual(expected);
    }
  });

  it('with contours is that of the reference, and really has lines', async () => {
    const [width, height] = [90, 70];
    const data = Float32Array.from({ length: width * height }, (_, p) => {
      const [x, y] = [(p % width) / width - 0.5, Math.floor(p / width) / height - 0.5];
      return 0.02 + 1.8 * (x * x + y * y) + 0.1 * Math.abs(x);
    });
    const field = { width, height, base: 0, data };
    const colouring = colouringOf('viridis', false, 7);
    const expected = colourField(field, 'linear', colouring, [0, 1]);
    const pixels = await draw(data, width, colouring, 'linear');
    // A number on the border of two entries may fall to either; lines are blended in f32.
    const off = pixels.filter((byte, n) => Math.abs(byte - expected[n]) > 3).length;
    expect(off / pixels.length).toBeLessThan(0.005);
    const plain = await draw(data, width, colouringOf('viridis'), 'linear');
    const lined = rgb(pixels).filter((color, p) => color.join() !== rgb(plain.subarray(4 * p, 4 * p + 4))[0].join()).length;
    expect(lined / (width * height)).toBeGreaterThan(0.05);
  });

  it('has no contour on a plateau, even where that lies on a level', async () => {
    const data = Float32Array.from({ length: 64 }, (_, p) => (p % 8 < 5 ? 0.5 : 1));
    const lined = rgb(await draw(data, 8, colouringOf('gray', false, 1), 'linear'));
    const plain = rgb(await draw(data, 8, colouringOf('gray'), 'linear'));
    // Columns 0 to 3 see only the plateau; column 4 is where the line runs.
    for (const p of data.keys()) if (p % 8 < 4) expect(lined[p]).toEqual(plain[p]);
    expect(lined[4]).not.toEqual(plain[4]);
  });

  it('has no contour beside an infinity', async () => {
    const data = Float32Array.from({ length: 81 }, (_, p) => (p === 40 ? Number.POSITIVE_INFINITY : 0.4));
    const lined = rgb(await draw(data, 9, colouringOf('gray', false, 1), 'linear'));
    const plain = rgb(await draw(data, 9, colouringOf('gray'), 'linear'));
    expect(lined).toEqual(plain);
  });
});
