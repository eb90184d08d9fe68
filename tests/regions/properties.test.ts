// Acceptance: partitions of random networks, degenerate ones too, have a certificate, and as many cells, vertices and edges as whole-number
// arithmetic finds; partitions of other networks have none.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import { activation } from '../../src/model/activation.ts';
import { initialise } from '../../src/model/init.ts';
import { createNetwork, type Network, NO_HEAD } from '../../src/model/network.ts';
import { boxDomain, type Cut, cellCount, type Domain, NO_CUT, type Partition, patternLayout } from '../../src/model/partition.ts';
import { assemblePieces } from '../../src/regions/assembly.ts';
import { certification, certify } from '../../src/regions/certificate.ts';
import { Partitioner, partition } from '../../src/regions/partition.ts';
import type { Piece } from '../../src/regions/piece.ts';
import { exactCounts } from '../support/exact-partition.ts';
import { domainOf, networkOf, type Recipe, recipes } from '../support/random-networks.ts';

/** How many networks each property is asked of; more of them by RUNS, others by SEED. */
const numRuns = Number(process.env.RUNS ?? 120);
const seed = Number(process.env.SEED ?? 1);

/** Counting exactly takes a millisecond or more a cell. */
const MOST_COUNTED = 1000;

describe('the partition of random networks', () => {
  /** Returns how many cells it has. */
  function expectRight(recipe: Recipe, cut: Cut): number {
    const network = networkOf(recipe);
    const domain = domainOf(recipe);
    const found = partition({ network, domain, cut });
    const { ok, checks } = certify(network, found, certainPieces(network, domain.center));
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(ok).toBe(true);
    const counts = { cells: cellCount(found), vertices: found.vertices.length / 2, edges: found.edgeCreases.length };
    if (counts.cells <= MOST_COUNTED) expect(counts).toEqual(exactCounts(network, domain, cut));
    expectSame(found, inPieces(network, domain, cut));
    return counts.cells;
  }

  /** In as many pieces as the first level that cuts has cells: what deeper ones cut is all on seams. */
  function inPieces(network: Network, domain: Domain, cut: Cut): Partition {
    const partitioner = new Partitioner(network, domain, cut, 2);
    const pieces = Array.from({ length: partitioner.cells }, (_, cell) => partitioner.piece(cell, cell + 1) as Piece);
    return assemblePieces(pieces, { domain, cut, layout: patternLayout(network) }, true);
  }

  function expectSame(one: Partition, other: Partition): void {
    const gist = ({ patterns, layout, classes, vertices, edgeCreases, coincident, cellStarts }: Partition) => ({
      cells: Array.from({ length: cellStarts.length - 1 }, (_, cell) =>
        [...patterns.subarray(cell * layout.words, (cell + 1) * layout.words), classes?.[cell]].join(),
      ).sort(),
      vertices: vertices.length / 2,
      creases: [...edgeCreases].sort(),
      coincident: coincident.length,
    });
    expect(gist(other)).toEqual(gist(one));
  }

  const last = ({ widths }: Recipe) => widths[widths.length - 1];

  test.each<{ title: string; most: number; cutOf: (recipe: Recipe) => Cut }>([
    { title: 'narrow layers', most: 5, cutOf: () => NO_CUT },
    { title: 'layers up to 12 wide', most: 12, cutOf: () => NO_CUT },
    { title: 'the zero set', most: 6, cutOf: (recipe) => ({ zeroSet: recipe.seed % last(recipe), classes: false }) },
    { title: 'classes', most: 5, cutOf: (recipe) => ({ zeroSet: null, classes: last(recipe) > 1 }) },
    { title: 'both', most: 5, cutOf: (recipe) => ({ zeroSet: 0, classes: last(recipe) > 1 }) },
  ])('is certified and counted right: $title', ({ most, cutOf }) => {
    let cells = 0;
    const right = (recipe: Recipe) => {
      cells += expectRight(recipe, cutOf(recipe));
    };
    fc.assert(fc.property(recipes(most), right), { numRuns, seed });
    expect(cells).toBeGreaterThan(10 * numRuns);
  });
});

describe('the partition of one network', () => {
  const widths = [2, 12, 10, 2];
  const activations = (['relu', 'hardtanh', 'identity'] as const).map((name) => activation(name));
  const net = initialise({ widths, activations, head: NO_HEAD }, { name: 'torch', bound: 1 }, 3);
  const domain = boxDomain([-3, 3, -3, 3]);
  const right = partition({ network: net, domain });

  const failing = (network: Network, partition: Partition, oracle = certainPieces(network, domain.center)) =>
    certify(network, partition, oracle)
      .checks.filter(({ ok }) => !ok)
      .map(({ name }) => name);

  test('has a certificate with nothing undecided, step by step', () => {
    const shares: number[] = [];
    const steps = certification(net, right, certainPieces(net, domain.center));
    let step = steps.next();
    for (; !step.done; step = steps.next()) shares.push(step.value);
    expect(step.value).toMatchObject({ ok: true, undecided: 0 });
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every((share) => share >= 0 && share < 1)).toBe(true);
  });

  test('has none for a network with one weight off by 1e-6', () => {
    net.layers.forEach((layer, l) => {
      const weight = layer.weight.with(5 % layer.weight.length, layer.weight[5 % layer.weight.length] + 1e-6);
      const other = createNetwork(net.layers.map((same, m) => (m === l ? { ...same, weight } : same)));
      expect(failing(other, right), `layer ${l}`).toContain('values');
    });
  });

  test('has none without one of its units', () => {
    const [first, ...others] = net.layers;
    const weight = first.weight.map((w, i) => (i < 2 ? 0 : w));
    const without = partition({ network: createNetwork([{ ...first, weight }, ...others]), domain });
    expect(failing(net, without)).toContain('pattern');
  });

  test.each([1e-10, 1e-3])('has none when a vertex inside is off by %d', (distance) => {
    const oracle = certainPieces(net, domain.center);
    const { vertices } = right;
    let asked = 0;
    for (let v = 0; v < vertices.length / 2; v += 3) {
      if ([0, 1].some((axis) => Math.abs(vertices[2 * v + axis]) === 3)) continue;
      asked++;
      const moved = vertices.with(2 * v, vertices[2 * v] + distance);
      expect(failing(net, { ...right, vertices: moved }, oracle)).not.toEqual([]);
    }
    expect(asked).toBeGreaterThan(10);
  });
});
