// Accepted when every cell is a polygon as RFC 7946 wants it, in the plane's own coordinates, with maps that give the network's outputs.
import { describe, expect, test } from 'vitest';
import { forward } from '../../src/cpu-reference/forward.ts';
import { formatPartitionGeoJson } from '../../src/formats/partition-geojson.ts';
import { activation } from '../../src/model/activation.ts';
import { type Partition, patternLayout } from '../../src/model/partition.ts';
import { crossNetwork, crossPartition, nothingOf, whole, withClasses } from './hand-made-partition.ts';

interface Feature {
  readonly type: string;
  readonly id: number;
  readonly geometry: { readonly type: string; readonly coordinates: readonly (readonly (readonly [number, number])[])[] };
  readonly properties: {
    readonly cell: number;
    readonly area: number;
    readonly pattern: string;
    readonly class: number | null;
    readonly affine: readonly (readonly [number, number, number])[];
  };
}

function read(partition: Partition): {
  type: string;
  origin: [number, number];
  complete: boolean;
  covered: number;
  features: Feature[];
} {
  return JSON.parse(whole(formatPartitionGeoJson(partition)));
}

/** Twice the area, positive where the ring runs counter-clockwise. */
function twiceArea(ring: readonly (readonly [number, number])[]): number {
  return ring.slice(1).reduce((sum, [x, y], n) => sum + ring[n][0] * y - x * ring[n][1], 0);
}

describe('a feature collection', () => {
  const { type, origin, complete, features } = read(crossPartition());

  test('has a polygon for every cell', () => {
    expect({ type, origin, complete }).toEqual({ type: 'FeatureCollection', origin: [0, 0], complete: true });
    expect(features.map((feature) => [feature.type, feature.geometry.type, feature.id, feature.properties.cell])).toEqual(
      [0, 1, 2, 3].map((cell) => ['Feature', 'Polygon', cell, cell]),
    );
  });

  test('has closed rings that run counter-clockwise, the right-hand rule of outer rings', () => {
    for (const { geometry, properties } of features) {
      expect(geometry.coordinates).toHaveLength(1);
      const [ring] = geometry.coordinates;
      expect(ring.length).toBeGreaterThanOrEqual(4);
      expect(ring.at(-1)).toEqual(ring[0]);
      expect(twiceArea(ring)).toBeGreaterThan(0);
      expect(properties.area).toBeCloseTo(twiceArea(ring) / 2, 12);
    }
    expect(features.map(({ properties }) => properties.area)).toEqual([1.5, 1.5, 0.5, 0.5]);
  });

  test('has affine maps that give the outputs at every corner', () => {
    for (const { geometry, properties } of features)
      for (const [x1, x2] of geometry.coordinates[0])
        expect(properties.affine.map(([b, a1, a2]) => b + a1 * x1 + a2 * x2)).toEqual([
          ...forward(crossNetwork(), [x1, x2]).outputs,
        ]);
  });

  test('has patterns by layer and unit, and no class unless it was cut along them', () => {
    expect(features.map(({ properties }) => properties.pattern)).toEqual(['00|', '10|', '01|', '11|']);
    expect(features.map(({ properties }) => properties.class)).toEqual([null, null, null, null]);
    expect(read(withClasses(crossPartition())).features.map(({ properties }) => properties.class)).toEqual([0, 1, 1, 0]);
  });
});

test('the pieces of an activation with several kinks are digits', () => {
  const layout = patternLayout(crossNetwork(activation('tent')));
  // Bits of unit 0: 1, 1, 0; of unit 1: 1, 1, 1.
  const patterns = Uint32Array.of(0b111011, 0, 0, 0);
  const { features } = read({ ...crossPartition(), layout, patterns });
  expect(features.map(({ properties }) => properties.pattern)).toEqual(['23|', '00|', '00|', '00|']);
});

describe.each([
  ['wide and near', { center: [3, -2] as const, size: 10 }, [0, 0]],
  ['small and far', { center: [1000, 3e9] as const, size: 1e-3 }, [1000, 3e9]],
  ['tiny, at the origin', { center: [0, 0] as const, size: 1e-9 }, [0, 0]],
])('a domain that is %s', (_, place, expected) => {
  test('has its origin where coordinates lose nothing', () => {
    const partition = crossPartition(place);
    const { origin, features } = read(partition);
    expect(origin).toEqual(expected);
    const [[x1, x2]] = features[3].geometry.coordinates[0];
    const { center, size } = place;
    expect((x1 + (origin[0] - center[0])) / size).toBeCloseTo(0, 9);
    expect((x2 + (origin[1] - center[1])) / size).toBeCloseTo(0.5, 9);
    // Maps are of the coordinates, wherever their origin is: y_0 = 0 at the corner of both creases, and 2 (1 − 1/2) above it.
    const [b, a1, a2] = features[3].properties.affine[0];
    expect(b + a1 * x1 + a2 * x2).toBeCloseTo(0, 9);
    expect(b + a1 * x1 + a2 * features[3].geometry.coordinates[0][2][1]).toBeCloseTo(1, 9);
  });
});

test('a partition without cells has no features', () => {
  expect(read(nothingOf(crossPartition()))).toMatchObject({ complete: false, covered: 0, features: [] });
});
