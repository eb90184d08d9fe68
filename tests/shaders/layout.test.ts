// The bytes that TypeScript writes must lie where the shaders read them: every struct's writer against the layout that the WGSL itself has.

import { describe, expect, it } from 'vitest';
import { WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
import { CELLS_SOURCE, writeCells } from '../../src/gpu/cells-pass.ts';
import { writeColour } from '../../src/gpu/colour-pass.ts';
import { DISTINCT_SOURCE, writeKeys } from '../../src/gpu/distinct-pass.ts';
import { EDGES_SOURCE, writeLines } from '../../src/gpu/edges-pass.ts';
import { HESSIAN_SOURCE, writeNeighbours } from '../../src/gpu/hessian-pass.ts';
import { packReferences, REFERENCE_FLOATS } from '../../src/gpu/packing.ts';
import { writePalette } from '../../src/gpu/palette.ts';
import { type Center, centerOf, planOf } from '../../src/gpu/plan.ts';
import { writeTiles } from '../../src/gpu/strip-colour-pass.ts';
import { writeRange } from '../../src/gpu/strip-range-pass.ts';
import { SURFACE_SOURCE, type SurfacePicture, writeSurface } from '../../src/gpu/surface-pass.ts';
import { writeLayerShapes, writeSpan, writeTake, writeTile } from '../../src/gpu/uniforms.ts';
import { WGSL } from '../../src/gpu/wgsl.ts';
import { activation } from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { initialise } from '../../src/model/init.ts';
import { NO_HEAD } from '../../src/model/network.ts';
import { boxSides, surfaceMatrix } from '../../src/model/surface-projection.ts';

/** A struct's members by name, read from its bytes at the offsets that reflection finds; and its size. */
function read(source: string, struct: string, data: ArrayBuffer): { size: number; members: Record<string, number | number[]> } {
  const found = new WgslReflect(source).structs.find(({ name }) => name === struct);
  if (!found) throw new Error(`The shader has no struct ${struct}.`);
  const members = found.members.map(({ name, offset, size, type }): [string, number | number[]] => {
    const values = [...new (type.getTypeName().endsWith('u32') ? Uint32Array : Float32Array)(data, offset, size / 4)];
    return [name, values.length === 1 ? values[0] : values];
  });
  return { size: found.size, members: Object.fromEntries(members) };
}

const GRID = { center: [0n, 0n], shift: [0.125, -2], step: [0.5, 0.25], width: 7, height: 5 } as const;
const NETWORK = initialise(
  { widths: [2, 3, 2], activations: [activation('hardtanh'), activation('identity')], head: NO_HEAD },
  { name: 'torch', bound: 1 },
  1,
);

const PICTURE = {
  colouring: { colormap: 'viridis', reversed: false, domain: { kind: 'extent' }, contours: 0 },
  scale: 'linear',
  classes: 1,
  relativeDomain: [0, 1],
} as const;

describe('the layout of', () => {
  it('Tile is what points.wgsl reads', () => {
    const data = writeTile(GRID, 11, 12, 13);
    const { size, members } = read(WGSL.points, 'Tile', data);
    expect(members).toEqual({
      half: [3, 2],
      step: [0.5, 0.25],
      shift: [0.125, -2],
      width: 7,
      height: 5,
      first_row: 11,
      first: 12,
      end: 13,
    });
    expect(data.byteLength).toBeLessThanOrEqual(size);
  });

  it('Take is what take.wgsl reads', () => {
    const plan = {
      ...planOf(NETWORK, { kind: 'value', output: 0 }, 'software'),
      output: 9,
      head: { name: 'softmax', scale: 2.5 },
      seed: 7,
    } as const;
    const center: Center = { ...centerOf(plan, GRID), gradient: [3, 4], top: 8 };
    const { size, members } = read(WGSL.take, 'Take', writeTake(plan, center, GRID));
    expect(members).toEqual({ gradient: [3, 4], per_step: [2, 4], norm: 5, lambda: 2.5, output: 9, top: 8, seed: 7 });
    expect(writeTake(plan, center, GRID).byteLength).toBe(size);
  });

  it('LayerShape is what layer.wgsl reads, one behind the other', () => {
    const shape = { fanIn: 1, units: 2, firstWeight: 3, firstReference: 4, activation: 5, quads: 6, columns: 7, layer: 8 };
    const data = writeLayerShapes([{ ...shape, fanIn: 9 }, shape]);
    const { size, members } = read(WGSL.layer, 'LayerShape', data.slice(data.byteLength / 2));
    expect(members).toEqual({
      fan_in: 1,
      units: 2,
      first_weight: 3,
      first_reference: 4,
      activation: 5,
      quads: 6,
      columns: 7,
      layer: 8,
    });
    expect(data.byteLength).toBe(2 * size);
  });

  it.each(['extent', 'histogram'] as const)('Span is what %s.wgsl reads', (file) => {
    const { size, members } = read(WGSL[file], 'Span', writeSpan(1, 2, 3.5, 4.5));
    expect(members).toEqual({ first: 1, end: 2, lo: 3.5, scale: 4.5 });
    expect(writeSpan(1, 2).byteLength).toBe(size);
  });

  it('Keys is what distinct.wgsl reads', () => {
    const data = writeKeys({ first: 1, end: 2, offset: 3, probes: 4 });
    const { size, members } = read(DISTINCT_SOURCE, 'Keys', data);
    expect(members).toEqual({ first: 1, end: 2, offset: 3, probes: 4 });
    expect(data.byteLength).toBe(size);
  });

  it('Neighbours is what hessian.wgsl reads', () => {
    const data = writeNeighbours({ ...GRID, step: [0.5, 0.25] }, 2, { firstRow: 3 }, { firstRow: 4 }, 5, 6);
    const { size, members } = read(HESSIAN_SOURCE, 'Neighbours', data);
    const { width, height } = GRID;
    expect(members).toEqual({ per_step: [4, 8], width, height, gradient_row: 3, hessian_row: 4, first: 5, end: 6 });
    expect(data.byteLength).toBe(size);
  });

  it('Palette is what palette.wgsl reads', () => {
    const data = writePalette({
      colouring: { colormap: 'tab20', reversed: false, domain: { kind: 'extent' }, contours: 6 },
      scale: 'classes',
      classes: 9,
      relativeDomain: [2, 2.5],
    });
    const { size, members } = read(WGSL.palette, 'Palette', data);
    expect(members).toEqual({
      lo: 2,
      inverse_length: 2,
      contours: 6,
      kind: 1,
      classes: 9,
      entries: 20,
      qualitative: 1,
      nan_color: 0xffff00ff,
      infinity_color: 0xffffff00,
    });
    expect(data.byteLength).toBe(size);
  });

  it('Colour is what colour.wgsl reads', () => {
    const data = writeColour(
      { ...PICTURE, pixelScale: [0.5, -0.25], pixelOffset: [3, 4], interpolate: true, average: true },
      640,
      480,
    );
    const { size, members } = read(WGSL.colour, 'Colour', data);
    expect(members).toEqual({
      scale: [0.5, -0.25],
      offset: [3, 4],
      columns: 640,
      rows: 480,
      outside_color: 0xff1b1818,
    });
    expect(data.byteLength).toBe(size);
  });

  it('Surface is what surface.wgsl reads', () => {
    const picture: SurfacePicture = {
      ...PICTURE,
      // Two pixels a cell; the lower left corner of the base lies at column 3, row −1 of the field: row −3 of the band.
      pixelScale: [0.5, -0.5],
      pixelOffset: [3, 15],
      size: [64, 32],
      detail: 'full',
      camera: { azimuth: Math.PI / 2, elevation: 0.5, distance: 2 },
      background: [0, 0, 0, 0],
    };
    const lattice = { low: [3, 4], high: [5, 6], first: [7, 8], stride: 9, vertices: [11, 12] } as const;
    const data = writeSurface(picture, lattice, 640, 480, 2);
    const { size, members } = read(SURFACE_SOURCE, 'Surface', data);
    const floats = (values: Iterable<number>) => [...Float32Array.from(values)];
    expect(members).toMatchObject({
      matrix: floats(surfaceMatrix(picture.camera, 2)),
      sides: floats(boxSides(2)),
      columns: 640,
      rows: 480,
      scale: [1 / 32, 1 / 16],
      offset: floats([-3 / 32, 3 / 16]),
      low: [3, 4],
      high: [5, 6],
      first: [7, 8],
      stride: 9,
    });
    // The eye looks along −x1: to its left is −x2.
    const [light1, light2, light3] = members.light as number[];
    expect([light1 > 0, light2 < 0, light3 > 0, Math.hypot(light1, light2, light3)]).toEqual([
      true,
      true,
      true,
      expect.closeTo(1),
    ]);
    expect(data.byteLength).toBe(size);
  });

  it('Lines is what edges.wgsl reads', () => {
    const data = writeLines({ zoom: [2, 3], shift: [4, 5], size: [640, 480], width: 1.5, opacity: 0.25, color: 0xff030201 });
    const { size, members } = read(EDGES_SOURCE, 'Lines', data);
    expect(members).toEqual({
      zoom: [2, 3],
      shift: [4, 5],
      size: [640, 480],
      half_width: 0.75,
      opacity: 0.25,
      color: 0xff030201,
    });
    expect(data.byteLength).toBe(size);
  });

  it('Cells is what cells.wgsl reads', () => {
    const data = writeCells({ zoom: [2, 3], shift: [4, 5] }, [640, 480]);
    const { size, members } = read(CELLS_SOURCE, 'Cells', data);
    expect(members).toEqual({ zoom: [2, 3], shift: [4, 5], size: [640, 480] });
    expect(data.byteLength).toBe(size);
  });

  it('Tiles is what strip-colour.wgsl reads', () => {
    const data = writeTiles({ size: [640, 480], tileSize: [5, 7] }, { grid: { ...GRID, width: 6 }, count: 9 });
    const { size, members } = read(WGSL.stripColour, 'Tiles', data);
    expect(members).toEqual({ canvas: [640, 480], tile: [5, 7], columns: 6, rows: 5, stride: 8, maps: 9, interpolate: 1 });
    expect(data.byteLength).toBe(size);
  });

  it('Range is what strip-range.wgsl reads', () => {
    const { size, members } = read(WGSL.stripRange, 'Range', writeRange(7, 8, true));
    expect(members).toEqual({ points: 7, stride: 8, symmetric: 1 });
    expect(writeRange(7, 8, true).byteLength).toBe(size);
  });

  it('Reference is what activation.wgsl reads, for every unit', () => {
    const { orbit } = centerOf(planOf(NETWORK, { kind: 'value', output: 0 }, 'software'), {
      ...GRID,
      center: placeOf([0.5, -0.5]),
    });
    const packed = packReferences(NETWORK.layers.slice(0, 1), orbit);
    const { size, members } = read(WGSL.activation, 'Reference', packed.slice(REFERENCE_FLOATS, 2 * REFERENCE_FLOATS).buffer);
    expect(size).toBe(REFERENCE_FLOATS * 4);
    const z = orbit[0].preActivation[1];
    const f = Math.fround;
    expect(members.a).toEqual([f(-1 - z), f(1 - z), 0, 0]);
    expect(members.t).toEqual([f(orbit[0].preTangents[0][1]), f(orbit[0].preTangents[1][1]), Math.abs(z) < 1 ? 1 : 0, f(-z)]);
  });
});
