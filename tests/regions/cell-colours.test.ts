// Acceptance: a cell has the colour that the map of patterns has there, to the byte; by slope and by area cells go from the first colour to the
// last as their numbers go from the least to the largest.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourField } from '../../src/cpu-reference/colour.ts';
import { perturbedField } from '../../src/cpu-reference/perturbation.ts';
import { colormapTable, packedColour } from '../../src/model/colormap.ts';
import { cellCount, type Partition } from '../../src/model/partition.ts';
import { cellAreas } from '../../src/regions/areas.ts';
import { cellColours } from '../../src/regions/cell-colours.ts';
import { partition } from '../../src/regions/partition.ts';
import { regionOf } from '../../src/regions/region.ts';
import { cellSlopes } from '../../src/regions/statistics.ts';
import { crossPartition, nothingOf } from '../formats/hand-made-partition.ts';
import { domainOf, networkOf, recipes } from '../support/random-networks.ts';

const HASHES = { colormap: 'tab20', reversed: false, domain: { kind: 'extent' }, contours: 0 } as const;

/** Cells whose largest circle is smaller than this part of the domain are too thin for f64 to say which pattern is in their middle. */
const THIN = 1e-9;

/** Rounding of a place between the least and the largest number. */
const BLUR = 1e-8;

describe('by pattern', () => {
  it('a cell has the colour of the map in its middle', () => {
    const colours = new Set<number>();
    let cells = 0;
    const property = fc.property(
      recipes(5).filter(({ widths }) => widths.length > 2),
      (recipe) => {
        const [network, domain] = [networkOf(recipe), domainOf(recipe)];
        const found = partition({ network, domain });
        const size = Math.max(...domain.corners.flat().map(Math.abs));
        cellColours(found, 'pattern', 0).forEach((colour, cell) => {
          const { incenter, inradius } = regionOf(found, cell);
          if (inradius < THIN * size) return;
          const grid = { center: domain.center, shift: incenter, step: [1, 1], width: 1, height: 1 } as const;
          const [r, g, b] = colourField(perturbedField(network, grid, { kind: 'pattern', layer: null }), 'hash', HASHES);
          expect(colour).toBe(packedColour([r, g, b]));
          colours.add(colour);
          cells++;
        });
      },
    );
    fc.assert(property, { numRuns: 150, seed: 1 });
    expect(colours.size).toBe(20);
    expect(cells).toBeGreaterThan(1000);
  });
});

describe.each([
  ['slope', 'magma', (found: Partition) => cellSlopes(found, 0), (x: number) => x],
  ['area', 'viridis', cellAreas, Math.log],
] as const)('by %s', (by, colormap, numbersOf, scale) => {
  const bytes = colormapTable(colormap);
  const inks = Array.from({ length: 256 }, (_, n) => packedColour([bytes[3 * n], bytes[3 * n + 1], bytes[3 * n + 2]]));

  it('a cell has the colour of where its number lies between the least and the largest', () => {
    const [seen, ends] = [new Set<number>(), new Set<number>()];
    const property = fc.property(recipes(5), (recipe) => {
      const found = partition({ network: networkOf(recipe), domain: domainOf(recipe) });
      const numbers = [...numbersOf(found)].map(scale);
      const finite = numbers.filter(Number.isFinite);
      const [least, most] = [Math.min(...finite), Math.max(...finite)];
      // Numbers that differ by rounding alone may have any colour.
      if (most > least && most - least < 1e-6) return;
      cellColours(found, by, 0).forEach((ink, cell) => {
        const t = most > least && Number.isFinite(numbers[cell]) ? (numbers[cell] - least) / (most - least) : 0;
        // Rounding may pass the border between two colours; the largest number has the last.
        const wanted = [t - BLUR, t + BLUR].map((at) => inks[Math.min(Math.max(Math.floor(256 * at), 0), 255)]);
        expect(wanted).toContain(ink);
        seen.add(ink);
        if (t === 0 || t === 1) ends.add(ink);
      });
    });
    fc.assert(property, { numRuns: 150, seed: 2 });
    expect(ends).toEqual(new Set([inks[0], inks[255]]));
    expect(seen.size).toBeGreaterThan(100);
  });
});

it('of another output, slopes are its own', () => {
  // Gradients (0, 0), (1, 0), (0, 2), (1, 2) of the first output, and (0, 0), (−1, 0) of the second.
  const inks = (output: number) => cellColours(crossPartition(), 'slope', output);
  expect(new Set(inks(0)).size).toBe(4);
  expect(new Set(inks(1)).size).toBe(2);
  expect(inks(1)[0]).toBe(inks(1)[2]);
});

it.each(['pattern', 'slope', 'area'] as const)('no cell has no colour by %s', (by) => {
  const nothing = nothingOf(crossPartition());
  expect(cellCount(nothing)).toBe(0);
  expect(cellColours(nothing, by, 0)).toEqual(new Uint32Array(0));
});
