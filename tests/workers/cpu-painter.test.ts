// Accepted when the CPU's pictures get finer step by step, never finer than what was asked for, and always cover the view.

import { describe, expect, test } from 'vitest';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import type { Grid } from '../../src/model/grid.ts';
import type { PaintRequest } from '../../src/model/painting.ts';
import { gridLadder } from '../../src/workers/cpu-painter.ts';

const pixels: Grid = { center: placeOf([0.3, 0.1]), shift: [1e-18, 0], step: [0.01, 0.01], width: 1283, height: 717 };

function ladderOf(grid: Grid): Grid[] {
  const colouring = { colormap: 'viridis', reversed: false, domain: { kind: 'extent' }, contours: 0 } as const;
  const request: PaintRequest = {
    network: specNetwork(parseSpec('2-4-1:relu@torch:1')),
    quantity: parseQuantity('value'),
    colouring,
    grid,
    pixels,
    camera: null,
  };
  return gridLadder(request);
}

describe('the ladder of grids', () => {
  test('goes from a sixteenth to half of the pixels', () => {
    const ladder = ladderOf(pixels);
    expect(ladder.map(({ width, height }) => [width, height])).toEqual([
      [81, 45],
      [161, 90],
      [321, 180],
      [642, 359],
    ]);
    for (const grid of ladder) {
      expect(grid.width * grid.step[0]).toBeGreaterThanOrEqual(12.83);
      expect(grid.height * grid.step[1]).toBeGreaterThanOrEqual(7.17);
      expect([grid.center, grid.shift]).toEqual([pixels.center, pixels.shift]);
    }
  });

  test('ends at the grid itself where that is coarser', () => {
    const coarse: Grid = { ...pixels, step: [0.05, 0.05], width: 257, height: 144 };
    const ladder = ladderOf(coarse);
    expect(ladder.map(({ width }) => width)).toEqual([81, 161, 257]);
    expect(ladder[ladder.length - 1]).toEqual(coarse);
  });

  test('is the grid alone where that is coarsest of all, and no finer where more points than pixels are asked for', () => {
    expect(ladderOf({ ...pixels, step: [1, 1], width: 13, height: 8 })).toHaveLength(1);
    const fine: Grid = { ...pixels, step: [0.0025, 0.0025], width: 5132, height: 2868 };
    expect(ladderOf(fine).map(({ width }) => width)).toEqual([81, 161, 321, 642]);
  });
});
