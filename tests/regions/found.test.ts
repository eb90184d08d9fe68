// Accepted when networks that once broke the partition no longer do: each is the smallest that a random search came to.

import { expect, test } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import type { Network } from '../../src/model/network.ts';
import { boxDomain, type Cut, cellCount, type Domain, NO_CUT } from '../../src/model/partition.ts';
import { certify } from '../../src/regions/certificate.ts';
import { partition } from '../../src/regions/partition.ts';
import { exactCounts } from '../support/exact-partition.ts';
import { networkOfRows } from '../support/network-of-rows.ts';

interface Found {
  readonly title: string;
  readonly network: Network;
  readonly domain?: Domain;
  readonly cut?: Cut;
}

/** The box ±2 around a point 1e9 from the origin. */
const FAR: Domain = { ...boxDomain([-2, 2, -2, 2]), center: placeOf([2 ** 30 + 0.25, 3 * 2 ** 28 - 0.5]) };

const FOUND: Found[] = [
  {
    title: 'three classes that meet on the zero set',
    network: networkOfRows(['identity', [[0, 1, 0], [-2, -2, 0], [-1, 1, 0]]]), // biome-ignore format: by rows
    cut: { zeroSet: 0, classes: true },
  },
  {
    title: 'three classes that meet on a crease',
    network: networkOfRows(
      ['hardtanh', [[2, 1, 0], [1, 2, 0], [-2, 0, 0]]], // biome-ignore format: by rows
      ['abs', [[1, -2, 2, 2], [0, 1, 1, -1], [1, 0, -1, 2]]], // biome-ignore format: by rows
    ),
    cut: { zeroSet: null, classes: true },
  },
  {
    title: 'three classes that meet on the zero set, with nothing between two of them',
    network: networkOfRows(['identity', [[1, 0, 0], [-2, -2, 0], [2, -2, 0]]]), // biome-ignore format: by rows
    cut: { zeroSet: 0, classes: true },
  },
  {
    title: 'classes that are all 0 on a side',
    network: networkOfRows(['relu', [[-1, 0, 0], [0, -2, 0], [-1, -1, 0]]]), // biome-ignore format: by rows
    cut: { zeroSet: null, classes: true },
  },
  {
    title: 'a class boundary through a bend',
    network: networkOfRows(['abs', [[0, 2, 2], [2, -1, -2], [0, 1, 0]]]), // biome-ignore format: by rows
    cut: { zeroSet: null, classes: true },
  },
  {
    title: 'the zero set of an output that is 0 on whole cells',
    network: networkOfRows(
      ['identity', [[0, -3, 0], [0, 0, -0.3881748914718628], [-0.5, 0, 0], [0, -0.5, 1], [0, 1, 0.5]]], // biome-ignore format: by rows
      ['hardtanh', [[1, 0, 0, 0, 0, -1], [0, 0.6453016996383667, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1], [0, 0, -0.5, -0.75, -1, 0], [1, 0, 0, 0, 0, -1]]], // biome-ignore format: by rows
      ['identity', [[0, 0.5625, 0, 0, 0, 0], [-1, 0, -1, -1, -1, 0]]], // biome-ignore format: by rows
      ['tent', [[0.25, -0.5, 1]]],
    ),
    cut: { zeroSet: 0, classes: false },
  },
  {
    title: 'a relu that is at its kink on whole cells',
    network: networkOfRows(
      ['relu', [[0, 0, 2], [0, 0, 1], [1, 0, 0.5], [0, 0, 0.13024556636810303]]], // biome-ignore format: by rows
      ['identity', [[0, 0, 0, 0.12963473796844482, 0], [0, 0, 0, 0.9750827550888062, 1], [0, -1, -1, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, -0.8533227443695068, 0], [1, 0, 0, 0, 1], [0, 0, 0, 0.8921970129013062, 0], [1, 0, 0, 0, 0], [0, 1, 0, 0, 1]]], // biome-ignore format: by rows
      ['tent', [[-0.16318750381469727, 0.734375, 1, -0.5, 0.438944935798645, 1, -0.5896027088165283, 1, -1, 0]]],
      ['relu', [[2, 0]]],
    ),
  },
  {
    title: 'no cell is lost where a relu is at its kink on whole cells',
    network: networkOfRows(
      ['abs', [[-0.5, -0.5, -0.25], [0.75, -1, -0.25], [0, -1, -1.25], [0, 0, 1], [0, 0, 1.5], [0, -1, -0.9001353979110718], [1, 0, -1], [0, -0.75, -1]]], // biome-ignore format: by rows
      ['abs', [[0, 0, 0, 1, 0.25, 0.25, 0, 0, 0], [0, 0, 0, 0, 0, -0.5, -1, 0, 0.5], [-1, 1, 1, 0.5, -0.5, 0.08550155162811279, 0, -1, 0], [0, -1, -1, -1, 1, 1, 0, 0, 0]]], // biome-ignore format: by rows
      ['tent', [[-0.5, -0.5, 0.984375, -0.125, 1]]],
      ['relu', [[-2, 0]]],
    ),
  },
  {
    title: 'a hardtanh that is at its kink on whole cells',
    network: networkOfRows(
      ['relu', [[2, 2, 0], [0, 1, 0]]], // biome-ignore format: by rows
      ['relu', [[1, 0, 0], [1, 0, 0], [0.75, -1, 1], [0, 0.7551640272140503, 0]]], // biome-ignore format: by rows
      ['tent', [[0.75, 0.5, 0.75, 0.999801754951477, -1]]],
      ['hardtanh', [[-2, -1]]],
    ),
    domain: {
      center: placeOf([0, 2 ** -4]),
      corners: [[1.75, 1], [0.25, 2], [-1.375, 1.375], [-2, -0.25], [-1.125, -1.625], [0.625, -1.875], [1.875, -0.625]], // biome-ignore format: around
    },
  },
  {
    title: 'classes of which three are equal along a line',
    network: networkOfRows(
      ['relu', [[1.0579059850357453e-9, 0, 0], [0, 7.228559972816129e-10, 0]]], // biome-ignore format: by rows
      ['identity', [[0, -0.5, 0], [0, 1, 1]]], // biome-ignore format: by rows
      ['relu', [[0, 0, 0.5], [-1, 0.9974315166473389, 0]]], // biome-ignore format: by rows
      ['identity', [[-0.9856293201446533, 0.07619857788085938, 0.28150343894958496], [-1.9712586402893066, 0.15239715576171875, 0.5630068778991699], [1.9712586402893066, -0.15239715576171875, -0.5630068778991699]]], // biome-ignore format: by rows
    ),
    domain: {
      center: placeOf([2 ** 28, 0]),
      corners: [[2 ** 31, -(2 ** 27)], [3 * 2 ** 28, 15 * 2 ** 27], [-3 * 2 ** 29, 5 * 2 ** 28], [-7 * 2 ** 28, -(2 ** 30)], [2 ** 29, -(2 ** 31)]], // biome-ignore format: around
    },
    cut: { zeroSet: null, classes: true },
  },
  {
    title: 'classes that are equal on whole cells, far from the origin',
    network: networkOfRows(
      ['tent', [[-1, -1, 1879048192], [-1, 2, -536870912]]], // biome-ignore format: by rows
      ['abs', [[-1, -0.5, 0], [0, -1, 0]]], // biome-ignore format: by rows
      ['identity', [[1, 0, -2], [1, 2, -2], [-1, 0, -1]]], // biome-ignore format: by rows
    ),
    domain: FAR,
    cut: { zeroSet: null, classes: true },
  },
  {
    title: 'three classes that meet on the zero set, far from the origin',
    network: networkOfRows(['identity', [[1, -1, -268435456], [0, 1, -805306368], [-2, 1, 1342177280]]]), // biome-ignore format: by rows
    domain: { ...FAR, corners: [[1.125, 1.625], [-1.25, 1.5], [-1.875, -0.75], [0.125, -2], [1.875, -0.5]] }, // biome-ignore format: around
    cut: { zeroSet: 0, classes: true },
  },
  {
    title: 'three classes that meet on the zero set, to within rounding',
    network: networkOfRows(['identity', [[-0.4183152914047241, 0.3158327341079712, 0], [0, 0.6119410991668701, 0], [0.6361017227172852, 0.48195385932922363, 0]]]), // biome-ignore format: by rows
    domain: { center: [0n, 0n], corners: [[-1, 1.75], [-1, -1.75], [2, -0.125]] }, // biome-ignore format: around
    cut: { zeroSet: 0, classes: true },
  },
  {
    title: 'twins that differ by a millionth',
    network: networkOfRows(
      ['hardtanh', [[-0.05147179961204529, -0.4492262899875641, 0.014472022652626038], [1.1513164043426514, 1.3302189111709595, -0.6752007603645325], [-1.1513164043426514, -1.3302189111709595, 0.6752008199691772], [1.1514315605163574, 1.3302189111709595, -0.6752008199691772]]], // biome-ignore format: by rows
      ['step', [[0.8872991800308228, 0.40199053287506104, -1.299533724784851, 0.1658301055431366, 0.7373111248016357], [0.8872991800308228, 0.40199053287506104, -1.299533724784851, 0.1658301055431366, 0.7373111844062805], [0.8872991800308228, 0.40199053287506104, -1.2995350360870361, 0.1658301055431366, 0.7373111844062805], [-0.8872991800308228, -0.40199053287506104, 1.2995350360870361, -0.1658301204442978, -0.7373111844062805]]], // biome-ignore format: by rows
    ),
    domain: boxDomain([-1.9, 4.1, -3.3, 2.7]),
    cut: { zeroSet: 1, classes: false },
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
