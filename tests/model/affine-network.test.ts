// Accepted when the network of a region's affine map is what the network itself is in that region, at every depth, and goes on as it beyond.
import { expect, test } from 'vitest';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { affineNetwork } from '../../src/model/affine-network.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { fixed } from '../../src/model/fixed-point.ts';
import type { Network } from '../../src/model/network.ts';
import { exactOrbit } from '../../src/model/orbit.ts';
import { boxDomain } from '../../src/model/partition.ts';
import { partition } from '../../src/regions/partition.ts';
import { regionOf } from '../../src/regions/region.ts';

const outputs = ({ layers }: Network, place: readonly [bigint, bigint]) =>
  exactOrbit(layers, place)[layers.length - 1].activations;

test.each(['2-8-8-3:relu@torch:1', '2-6-6-2:hardtanh,tent@torch:2', '2-5-12:leaky-relu@torch:3'])('%s', (spec) => {
  const network = specNetwork(parseSpec(spec));
  const whole = partition({ network, domain: boxDomain([-2, 2, -2, 2]) });
  for (const cell of [0, 3, 7]) {
    const { incenter, affine, inradius } = regionOf(whole, cell);
    const place = placeOf(incenter);
    const map = affineNetwork(
      network,
      place,
      affine.map(([, a1, a2]) => [a1, a2]),
    );
    expect(map.head).toBe(network.head);
    for (const depth of [0.9, 1e-3, 1e-9, 1e-20, 1e-30]) {
      const step = BigInt(Math.round(inradius * depth * 0.7 * 1e38)) * 10n ** 22n;
      const moved = [place[0] + step, place[1] - step] as const;
      const [there, here] = [outputs(map, moved), outputs(network, moved)];
      for (const [k, y] of here.entries()) {
        const change = outputs(network, place)[k] - y;
        const off = Number(there[k] - y) / 2 ** 320;
        // f64 rounding of the slopes alone, over the way from the place.
        const allowed = 2 ** -48 * Math.max(Math.abs(Number(change) / 2 ** 320), inradius * depth) + 1e-37;
        expect(Math.abs(off), `${spec} cell ${cell} depth ${depth} output ${k}`).toBeLessThan(allowed);
      }
    }
    // Far outside of the region it is the map that the partition has.
    const far = placeOf([50, -70]);
    for (const [k, [b, a1, a2]] of affine.entries()) {
      const expected = b + a1 * 50 + a2 * -70;
      const found = Number(outputs(map, far)[k] - fixed(expected)) / 2 ** 320;
      expect(Math.abs(found)).toBeLessThan(1e-11 * Math.max(1, Math.abs(expected)));
    }
  }
});
