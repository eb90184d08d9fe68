// Acceptance: partitions of random networks, degenerate ones too, have a certificate, and as many cells, vertices and edges as whole-number
// arithmetic finds.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import { type Cut, cellCount, NO_CUT } from '../../src/model/partition.ts';
import { certify } from '../../src/regions/certificate.ts';
import { partition } from '../../src/regions/partition.ts';
import { exactCounts } from '../support/exact-partition.ts';
import { domainOf, networkOf, type Recipe, recipes } from '../support/random-networks.ts';

function expectRight(recipe: Recipe, cut: Cut, runner = partition): void {
  const network = networkOf(recipe);
  const domain = domainOf(recipe);
  const found = runner({ network, domain, cut });
  const certificate = certify(network, found, certainPieces(network, domain.center));
  expect(certificate.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(certificate.ok).toBe(true);
  const counts = { cells: cellCount(found), vertices: found.vertices.length / 2, edges: found.edgeCreases.length };
  expect(counts).toEqual(exactCounts(network, domain, cut));
}

const RUNS = Number(process.env.RUNS ?? 100);
const SEED = Number(process.env.SEED ?? 1);
const MOST = Number(process.env.MOST ?? 6);

describe('partitions of random networks', () => {
  test('are certified and counted right', () => {
    fc.assert(
      fc.property(recipes(MOST), (recipe) => expectRight(recipe, NO_CUT)),
      { numRuns: RUNS, seed: SEED },
    );
  });
  test('zero', () => {
    fc.assert(
      fc.property(recipes(MOST), fc.nat(), (recipe, k) =>
        expectRight(recipe, { zeroSet: k % recipe.widths[recipe.widths.length - 1], classes: false }),
      ),
      { numRuns: RUNS, seed: SEED },
    );
  });
  test('class', () => {
    fc.assert(
      fc.property(
        recipes(MOST).filter(({ widths }) => widths[widths.length - 1] > 1),
        (recipe) => expectRight(recipe, { zeroSet: null, classes: true }),
      ),
      { numRuns: RUNS, seed: SEED },
    );
  });
  test('both', () => {
    fc.assert(
      fc.property(
        recipes(MOST).filter(({ widths }) => widths[widths.length - 1] > 1),
        (recipe) => expectRight(recipe, { zeroSet: 0, classes: true }),
      ),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
