// Accepted when a card stays inside its pane, never lies on the cursor where there is room beside it, keeps clear of other cards and of the
// colour bar, and does not move without need.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { around, type Box, cardSpot, type Obstacle } from '../../src/ui/card-place.ts';

const area: Box = { left: 60, top: 10, right: 660, bottom: 400 };
/** So narrow that there is room on one side or the other of every cursor. */
const size = [280, 180] as const;
const legend: Obstacle = { box: { left: 72, top: 340, right: 412, bottom: 400 }, weight: 2 };

function boxAt([left, top]: readonly [number, number], [width, height]: readonly [number, number] = size): Box {
  return { left, top, right: left + width, bottom: top + height };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

const places = fc.tuple(fc.integer({ min: 60, max: 660 }), fc.integer({ min: 10, max: 400 }));

describe('a card', () => {
  test('is inside and off the cursor, wherever that is', () => {
    fc.assert(
      fc.property(places, (cursor) => {
        const box = boxAt(cardSpot(size, area, [{ box: around(cursor, 20), weight: 1e5 }, legend]));
        expect(box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom).toBe(true);
        expect(meet(box, around(cursor, 20))).toBe(false);
      }),
    );
  });

  test('is above or below the cursor where it is nearly as wide as its pane', () => {
    const narrow = { ...area, right: 380 };
    fc.assert(
      fc.property(fc.tuple(fc.integer({ min: 60, max: 380 }), fc.integer({ min: 10, max: 400 })), (cursor) => {
        expect(
          meet(boxAt(cardSpot([292, 140], narrow, [{ box: around(cursor, 20), weight: 1e5 }]), [292, 140]), around(cursor, 20)),
        ).toBe(false);
      }),
    );
  });

  test('does not lie on another one, nor on the colour bar', () => {
    const other: Obstacle = { box: boxAt([368, 220]), weight: 50 };
    fc.assert(
      fc.property(places, (cursor) => {
        const box = boxAt(cardSpot(size, area, [{ box: around(cursor, 10), weight: 1e5 }, other]));
        expect(meet(box, other.box)).toBe(false);
      }),
    );
    expect(meet(boxAt(cardSpot(size, { ...area, right: 420 }, [legend])), legend.box)).toBe(false);
  });

  test('stays where it is until it would hide something', () => {
    const first = cardSpot(size, area, [{ box: around([100, 100], 20), weight: 1e5 }]);
    const far = { box: around([300, 60], 20), weight: 1e5 };
    const near = { box: around([first[0] + 5, first[1] + 5], 20), weight: 1e5 };
    const left = [area.left, area.top] as const;
    expect(cardSpot(size, area, [{ box: around([600, 380], 20), weight: 1e5 }], left)).toEqual(left);
    expect(cardSpot(size, area, [far], first)).toEqual(first);
    expect(cardSpot(size, area, [near], first)).not.toEqual(first);
  });

  test('is as low as it can be where nothing tells places apart, in pixels of any size', () => {
    const pane = { left: 22.4, top: 0.3, right: 389.7, bottom: 729.1 };
    const low: Obstacle = { box: { left: 28.2, top: 660.6, right: 258.1, bottom: 700.9 }, weight: 2 };
    const obstacles = [{ box: pane, weight: 1 }, low, { box: around([200.3, 310.7], 14), weight: 10 }];
    expect(cardSpot([292, 217], pane, obstacles)[1]).toBeCloseTo(660.6 - 8 - 217, 6);
  });

  test('that has no room starts at the upper left corner', () => {
    expect(cardSpot([700, 500], area, [])).toEqual([60, 10]);
  });
});
