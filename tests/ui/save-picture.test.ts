// Accepted when the maps of a saved picture tile it without overlap, and its file has a plain name.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LAYOUTS } from '../../src/model/scene.ts';
import { mapRectangles, pictureCells, pictureName, pictureScale, type Rectangle } from '../../src/ui/save-picture.ts';

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe('maps', () => {
  test('lie inside, in whole pixels, side by side', () => {
    const sides = fc.integer({ min: 600, max: 8192 });
    const grids = fc.constantFrom([1, 1], [2, 1], [2, 2], [5, 1], [1, 2]);
    fc.assert(
      fc.property(sides, sides, grids, fc.boolean(), (width, height, [columns, rows], titles) => {
        const pixelRatio = pictureScale(width, height, columns, rows);
        const maps = mapRectangles({ width, height, pixelRatio, columns, rows, titles });
        expect(maps.length).toBe(columns * rows);
        for (const [i, map] of maps.entries()) {
          expect(Object.values(map).every(Number.isInteger)).toBe(true);
          expect(map.x >= 0 && map.x + map.width <= width).toBe(true);
          expect(map.y >= 0 && map.y + map.height <= height).toBe(true);
          expect(map.width).toBeGreaterThan(0.5 * (width / columns));
          expect(map.height).toBeGreaterThan(0.4 * (height / rows));
          for (const other of maps.slice(0, i)) expect(overlap(map, other)).toBe(false);
        }
      }),
    );
  });

  test('of one pane without titles are the whole picture', () => {
    const frame = { width: 16, height: 4000, pixelRatio: 1, columns: 1, rows: 1, titles: false };
    expect(mapRectangles(frame)).toEqual([{ x: 0, y: 0, width: 16, height: 4000 }]);
  });
});

describe('panes', () => {
  test.each(LAYOUTS)('of the layout "%s" all have a cell, and tall pictures have no more columns than wide ones', (layout) => {
    const count = { one: 1, two: 2, four: 4, bounds: 5, networks: 2 }[layout];
    const [wide, tall] = [pictureCells(layout, 1600, 900), pictureCells(layout, 900, 1600)];
    for (const { columns, rows } of [wide, tall]) {
      expect(columns * rows).toBeGreaterThanOrEqual(count);
      expect(columns * (rows - 1)).toBeLessThan(count);
    }
    expect(tall.columns).toBeLessThanOrEqual(wide.columns);
  });
});

describe('a file', () => {
  test.each([
    ['∂y/∂x₂, finite difference · 2-20-1 relu · seed 0', 'dy-dx2-finite-difference-2-20-1-relu-seed-0.png'],
    ['softmax, λ = 0.5', 'softmax-lambda-0.5.png'],
    ['日本', 'crease.png'],
    ['../../etc', 'etc.png'],
  ])('of "%s" is %s', (title, name) => {
    expect(pictureName(title)).toBe(name);
  });

  test('has a short name of plain letters whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => /^[a-z0-9][a-z0-9.-]{0,79}\.png$/.test(pictureName(title))),
    );
  });
});
