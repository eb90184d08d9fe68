// Accepted when networks that once broke the partition no longer do: each is the smallest that a random search came to.
import { expect, test } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import { type ActivationName, activation } from '../../src/model/activation.ts';
import { createNetwork, type Network } from '../../src/model/network.ts';
import { boxDomain, type Cut, cellCount, type Domain, NO_CUT } from '../../src/model/partition.ts';
import { certify } from '../../src/regions/certificate.ts';
import { partition } from '../../src/regions/partition.ts';
import { exactCounts } from '../support/exact-partition.ts';

/** Rows of [weights …, bias] by layer. */
function network(...layers: (readonly [ActivationName, readonly (readonly number[])[]])[]): Network {
  return createNetwork(
    layers.map(([name, rows]) => ({
      fanIn: rows[0].length - 1,
      fanOut: rows.length,
      weight: Float32Array.from(rows.flatMap((row) => row.slice(0, -1))),
      bias: Float32Array.from(rows, (row) => row[row.length - 1]),
      activation: activation(name, 0.25),
    })),
  );
}

interface Found {
  readonly title: string;
  readonly network: Network;
  readonly domain?: Domain;
  readonly cut?: Cut;
}

const FOUND: Found[] = [
  {
    title: 'three classes that meet on the zero set',
    network: network(['identity', [[0, 1, 0], [-2, -2, 0], [-1, 1, 0]]]), // biome-ignore format: by rows
    cut: { zeroSet: 0, classes: true },
  },
  {
    title: 'three classes that meet on a crease',
    network: network(
      ['hardtanh', [[2, 1, 0], [1, 2, 0], [-2, 0, 0]]], // biome-ignore format: by rows
      ['abs', [[1, -2, 2, 2], [0, 1, 1, -1], [1, 0, -1, 2]]], // biome-ignore format: by rows
    ),
    cut: { zeroSet: null, classes: true },
  },
  {
    title: 'three classes that meet on the zero set, with nothing between two of them',
    network: network(['identity', [[1, 0, 0], [-2, -2, 0], [2, -2, 0]]]), // biome-ignore format: by rows
    cut: { zeroSet: 0, classes: true },
  },
  {
    title: 'classes that are all 0 on a side',
    network: network(['relu', [[-1, 0, 0], [0, -2, 0], [-1, -1, 0]]]), // biome-ignore format: by rows
    cut: { zeroSet: null, classes: true },
  },
  {
    title: 'a class boundary through a bend',
    network: network(['abs', [[0, 2, 2], [2, -1, -2], [0, 1, 0]]]), // biome-ignore format: by rows
    cut: { zeroSet: null, classes: true },
  },
];

test.each(FOUND)('$title', ({ network, domain = boxDomain([-2, 2, -2, 2]), cut = NO_CUT }) => {
  const found = partition({ network, domain, cut });
  const counts = { cells: cellCount(found), vertices: found.vertices.length / 2, edges: found.edgeCreases.length };
  expect(counts).toEqual(exactCounts(network, domain, cut));
  const { ok, checks } = certify(network, found, certainPieces(network, domain.center));
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  expect(ok).toBe(true);
});
