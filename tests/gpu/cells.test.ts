// Accepted when every cell is filled in its colour where f64 has it, at every depth and however the view has moved, under the edges, and nothing
// beside the domain is touched.
import { beforeAll, describe, expect, it } from 'vitest';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { placeCells } from '../../src/gpu/cell-places.ts';
import { CellsPass, HeldCells } from '../../src/gpu/cells-pass.ts';
import { RegionsLayer } from '../../src/gpu/regions-layer.ts';
import { packedColour } from '../../src/model/colormap.ts';
import { coordinateOf, type Place } from '../../src/model/coordinate.ts';
import { type Grid, offset1, offset2, offsetBetween } from '../../src/model/grid.ts';
import { boxDomain, cellCount, type Partition } from '../../src/model/partition.ts';
import { INK, type Rgb } from '../../src/model/partition-colours.ts';
import { gridOf } from '../../src/model/view.ts';
import { cellAt } from '../../src/regions/cell-at.ts';
import { partition } from '../../src/regions/partition.ts';
import { useDevice } from '../support/device.ts';
import { BACKGROUND, drawLayer, FORMAT } from '../support/layer-picture.ts';

const gpu = useDevice();
let pass: CellsPass;
beforeAll(async () => {
  pass = await CellsPass.create(gpu.device, FORMAT);
});

const network = specNetwork(parseSpec('2-6-5-1:relu@torch:11'));
const whole = partition({ network, domain: boxDomain([-10, 10, -10, 10]) });
/** None is the background. */
const colourOf = (cell: number): Rgb => [(37 * cell) % 256, (91 * cell) % 101, 255 - ((53 * cell) % 97)];
const colours = Uint32Array.from({ length: cellCount(whole) }, (_, cell) => packedColour(colourOf(cell)));

const [WIDTH, HEIGHT] = [120, 80];
const around = (center: Place, radius: number): Grid => gridOf({ center, radius }, WIDTH, HEIGHT);

/** Asserts that pixels have the colour of the cell that holds their middle and the four points `margin` pixels beside it; returns the cells seen. */
async function expectCells(held: HeldCells, pixels: Grid, shown: Partition = whole, margin = 0.1): Promise<Set<number | null>> {
  const at = await drawLayer(gpu.device, pixels, (encoder, scope, target) => pass.record(encoder, scope, target, held, pixels));
  const [move1, move2] = offsetBetween({ center: shown.domain.center, shift: [0, 0] }, { ...pixels, shift: [0, 0] });
  const seen = new Set<number | null>();
  let unsure = 0;
  for (let row = 0; row < HEIGHT; row++)
    for (let column = 0; column < WIDTH; column++) {
      const cell = (dx: number, dy: number) =>
        cellAt(shown, [offset1(pixels, column + dx) + move1, offset2(pixels, row + dy) + move2]);
      const own = cell(0, 0);
      const beside = [cell(margin, 0), cell(-margin, 0), cell(0, margin), cell(0, -margin)];
      if (beside.some((other) => other !== own)) {
        unsure++;
        continue;
      }
      seen.add(own);
      expect(at(column, row), `pixel ${column}, ${row}`).toEqual([...(own === null ? BACKGROUND : colourOf(own)), 255]);
    }
  expect(unsure).toBeLessThan(0.1 * WIDTH * HEIGHT);
  return seen;
}

/** Where three cells or more meet, away from the border. */
function corner(): Place {
  const touching = new Map<number, number>();
  for (const vertex of whole.corners) touching.set(vertex, (touching.get(vertex) ?? 0) + 1);
  const inner = [...touching].filter(([vertex, count]) => count >= 4 && Math.abs(whole.vertices[2 * vertex]) < 5);
  const [vertex] = inner[0];
  return [coordinateOf(whole.vertices[2 * vertex]), coordinateOf(whole.vertices[2 * vertex + 1])];
}

describe('cells', () => {
  it.each([12, 1, 1e-3, 1e-9])('in a view of ± %d are filled where they are', async (radius) => {
    const held = new HeldCells(gpu.device, whole, colours);
    const seen = await expectCells(held, around(corner(), radius));
    expect(seen.size).toBeGreaterThan(2);
    // Beside the domain nothing is drawn.
    expect(seen.has(null)).toBe(radius === 12);
    held.destroy();
  });

  it('go where the view goes, placed anew or not', async () => {
    const held = new HeldCells(gpu.device, whole, colours);
    const center = corner();
    for (const [radius, dx] of [
      [1, 0],
      [0.9, 0.5],
      [0.1, 0],
      [1e-4, 0],
      [3, 2],
    ])
      await expectCells(held, around([center[0] + coordinateOf(dx), center[1]], radius));
    held.destroy();
  });

  it('lie under the edges, and either can be there alone', async () => {
    const layer = await RegionsLayer.create(gpu.device, FORMAT);
    const pixels = around(corner(), 1);
    const picture = async (cells: Uint32Array | null, edges: 'plain' | null) => {
      const held = await layer.hold({ partition: whole, cells, edges, width: 3 });
      const at = await drawLayer(gpu.device, pixels, (...onto) => layer.record(...onto, held, pixels));
      held.destroy();
      return Array.from({ length: WIDTH * HEIGHT }, (_, p) => at(p % WIDTH, Math.floor(p / WIDTH)).join());
    };
    const [cells, edges, both] = [await picture(colours, null), await picture(null, 'plain'), await picture(colours, 'plain')];
    const ink = [...INK, 255].join();
    const inked = (of: string[]) => of.flatMap((color, p) => (color === ink ? [p] : []));
    expect(inked(edges).length).toBeGreaterThan(50);
    expect(inked(both)).toEqual(inked(edges));
    expect(cells.filter((color, p) => color === both[p]).length).toBeGreaterThan(0.5 * WIDTH * HEIGHT);
    const ground = [...BACKGROUND, 255].join();
    expect(edges.filter((color) => color === ground).length).toBeGreaterThan(0.5 * WIDTH * HEIGHT);
    expect(cells).not.toContain(ground);
  });
});

describe('places', () => {
  it('keep whole cells as they are, and cut off what reaches too far for f32', () => {
    const near = placeCells(whole, around(corner(), 12));
    expect(near.isPart).toBe(false);
    expect(near.cells.length).toBe(whole.corners.length);
    expect(near.triangles.length).toBe(3 * (whole.corners.length - 2 * cellCount(whole)));
    const far = placeCells(whole, around(corner(), 1e-6));
    expect(far.isPart).toBe(true);
    expect(Math.max(...far.corners.map(Math.abs))).toBeLessThanOrEqual(4 * WIDTH * (1 + 1e-6));
    expect(new Set(far.cells).size).toBeGreaterThan(2);
    expect(far.cells.length).toBeLessThan(near.cells.length);
  });
});
