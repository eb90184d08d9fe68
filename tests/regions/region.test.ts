// Acceptance: a region says of its cell what the network does in its middle, its sides what changes across them, and its measures fit together.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import { cellCount, type Partition } from '../../src/model/partition.ts';
import type { Region } from '../../src/model/region.ts';
import { partition } from '../../src/regions/partition.ts';
import { regionOf } from '../../src/regions/region.ts';
import { crossPartition, nothingOf } from '../formats/hand-made-partition.ts';
import { domainOf, networkOf, recipes } from '../support/random-networks.ts';

/** Rounding, as a part of what was rounded. */
const BLUR = 1e-12;

function regionsOf(found: Partition): Region[] {
  return Array.from({ length: cellCount(found) }, (_, cell) => regionOf(found, cell));
}

function sizeOf({ domain }: Partition): number {
  return Math.max(...domain.corners.flat().map(Math.abs));
}

/** Output k at an offset from the centre, by the region's own map. */
function outputAt({ affine }: Region, k: number, [d1, d2]: readonly [number, number]): number {
  const [b, a1, a2] = affine[k];
  return b + a1 * d1 + a2 * d2;
}

describe('a box cut once along each axis', () => {
  it('has the regions that a reader sees', () => {
    const found = crossPartition();
    expect(regionOf(found, 1)).toEqual({
      cell: 1,
      corners: [
        [0, -1],
        [1, -1],
        [1, 0.5],
        [0, 0.5],
      ],
      sides: [
        { crease: 'border', length: 1, neighbour: null },
        { crease: 'border', length: 1.5, neighbour: null },
        { crease: { layer: 0, unit: 1, threshold: 0 }, length: 1, neighbour: { cell: 3, area: 0.5 } },
        { crease: { layer: 0, unit: 0, threshold: 0 }, length: 1.5, neighbour: { cell: 0, area: 1.5 } },
      ],
      pattern: [[1, 0], []],
      affine: [
        [0, 1, 0],
        [1, -1, 0],
      ],
      area: 1.5,
      inradius: 0.5,
      incenter: [0.5, expect.any(Number)],
    });
  });

  it.each([-1, 4, 0.5, Number.NaN])('has no cell %d, and says how many there are', (cell) => {
    expect(() => regionOf(crossPartition(), cell)).toThrow(
      new RangeError(`There is no cell ${cell}; the partition has 4, counted from 0.`),
    );
    expect(() => regionOf(nothingOf(crossPartition()), 0)).toThrow('There is no cell 0; the partition has 0, counted from 0.');
  });
});

describe('the regions of random networks', () => {
  it('have the pattern and the affine maps of the reference in their middle', () => {
    let [sure, slopes] = [0, 0];
    const property = fc.property(recipes(5), (recipe) => {
      const network = networkOf(recipe);
      const found = partition({ network, domain: domainOf(recipe) });
      const oracle = certainPieces(network, found.domain.center);
      for (const region of regionsOf(found)) {
        const { pattern, unsure, outputs, bounds } = oracle(...region.incenter, 0);
        if (unsure.some((word) => word !== 0)) continue;
        sure++;
        const above = (bit: number) => (pattern[bit >>> 5] >>> (bit & 31)) & 1;
        const truth = found.layout.layers.map(({ first, units, thresholds: { length: kinks } }) =>
          Array.from({ length: kinks > 0 ? units : 0 }, (_, unit) =>
            Array.from({ length: kinks }, (_, t) => above(first + unit * kinks + t)).reduce((sum, bit) => sum + bit, 0),
          ),
        );
        expect(region.pattern).toEqual(truth);
        outputs.forEach((output, k) => {
          const [b, a1, a2] = region.affine[k];
          // Weights and outputs are about 1, and so is what cancelled out in b.
          const terms = 1 + Math.abs(b) + sizeOf(found) * Math.hypot(a1, a2);
          expect(Math.abs(outputAt(region, k, region.incenter) - output)).toBeLessThanOrEqual(bounds[k] + BLUR * terms);
          if (a1 !== 0) slopes++;
        });
      }
    });
    fc.assert(property, { numRuns: 200, seed: 1 });
    expect(sure).toBeGreaterThan(1000);
    expect(slopes).toBeGreaterThan(500);
  });

  it('differ from the neighbour beyond a side in what bore it, and see each other across it', () => {
    let [creases, borders] = [0, 0];
    const property = fc.property(recipes(5), (recipe) => {
      const regions = regionsOf(partition({ network: networkOf(recipe), domain: domainOf(recipe) }));
      for (const { cell, sides, pattern, area } of regions)
        for (const { crease, neighbour, length } of sides) {
          expect(crease === 'border').toBe(neighbour === null);
          if (typeof crease === 'string' || neighbour === null) {
            borders++;
            continue;
          }
          creases++;
          const other = regions[neighbour.cell];
          const { layer, unit, threshold } = crease;
          expect(pattern[layer][unit] > threshold).not.toBe(other.pattern[layer][unit] > threshold);
          expect(neighbour.area).toBe(other.area);
          expect(other.sides).toContainEqual({ crease, length, neighbour: { cell, area } });
        }
    });
    fc.assert(property, { numRuns: 200, seed: 2 });
    expect(creases).toBeGreaterThan(2000);
    expect(borders).toBeGreaterThan(1000);
  });

  it.each([
    ['zero-set', { zeroSet: 0, classes: false }],
    ['class-boundary', { zeroSet: null, classes: true }],
  ] as const)('have the same pattern on both sides of a %s, and other signs or classes', (name, cut) => {
    let cuts = 0;
    const property = fc.property(
      recipes(5).filter(({ widths }) => widths[widths.length - 1] > 1),
      (recipe) => {
        const found = partition({ network: networkOf(recipe), domain: domainOf(recipe), cut });
        const regions = regionsOf(found);
        const kind = (region: Region) => found.classes?.[region.cell] ?? outputAt(region, 0, region.incenter) > 0;
        for (const region of regions)
          for (const { crease, neighbour } of region.sides) {
            if (crease !== name || neighbour === null || region.inradius < BLUR * sizeOf(found)) continue;
            const other = regions[neighbour.cell];
            if (other.inradius < BLUR * sizeOf(found)) continue;
            cuts++;
            expect(other.pattern).toEqual(region.pattern);
            expect(kind(other)).not.toBe(kind(region));
          }
      },
    );
    fc.assert(property, { numRuns: 300, seed: 3 });
    expect(cuts).toBeGreaterThan(100);
  });

  it('have the area of the triangles around their largest circle’s middle, and that circle inside, and fill the domain', () => {
    const property = fc.property(recipes(5), (recipe) => {
      const found = partition({ network: networkOf(recipe), domain: domainOf(recipe) });
      const size = sizeOf(found);
      const regions = regionsOf(found);
      for (const { sides, corners, area, inradius, incenter } of regions) {
        const depths = corners.map(([x, y], n) => {
          const [x1, y1] = corners[(n + 1) % corners.length];
          return ((x1 - x) * (incenter[1] - y) - (y1 - y) * (incenter[0] - x)) / sides[n].length;
        });
        expect(Math.min(...depths)).toBeGreaterThanOrEqual(inradius - BLUR * size);
        expect(inradius).toBeGreaterThanOrEqual(0);
        const triangles = depths.reduce((sum, depth, n) => sum + (depth * sides[n].length) / 2, 0);
        expect(Math.abs(area - triangles)).toBeLessThanOrEqual(BLUR * size * size);
      }
      const linear = networkOf({ ...recipe, names: recipe.names.map(() => 'identity') });
      const whole = regionOf(partition({ network: linear, domain: found.domain }), 0);
      expect(regions.reduce((sum, { area }) => sum + area, 0) / whole.area).toBeCloseTo(1, 12);
    });
    fc.assert(property, { numRuns: 150, seed: 4 });
  });
});
