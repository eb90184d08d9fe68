// Acceptance: the frame of one layer is the bounding box of all pairwise crossings of its lines, found here by brute force.
import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/formats/spec.ts';
import { type ActivationName, activationKinks } from '../../src/model/activation.ts';
import { initialise } from '../../src/model/init.ts';
import type { Layer, Network } from '../../src/model/network.ts';
import { BORDER, boxDomain, cellCount, NO_CUT } from '../../src/model/partition.ts';
import { frameDomain, structureFrame, wholePlane } from '../../src/regions/fit.ts';
import { partition } from '../../src/regions/partition.ts';
import { networkOfLayers } from '../support/network-of-rows.ts';

function drawn(spec: string): Network {
  const { architecture, initialiser, seed } = parseSpec(spec);
  return initialise(architecture, initialiser, seed);
}

const whole = (of: Network) => partition({ network: of, domain: wholePlane(of), cut: NO_CUT });
const frameOf = (of: Network) => structureFrame(whole(of));

/** Every point where two creases of a layer of 2 inputs cross. */
function crossings({ fanOut, weight, bias, activation }: Layer): [number, number][] {
  const lines = Array.from({ length: fanOut }, (_, u) =>
    activationKinks(activation).map((kink) => [weight[2 * u], weight[2 * u + 1], kink - bias[u]]),
  ).flat();
  return lines.flatMap(([a, b, c], i) =>
    lines
      .slice(i + 1)
      .map(([d, e, f]) => [(c * e - b * f) / (a * e - b * d), (a * f - c * d) / (a * e - b * d)] as [number, number])
      .filter((point) => point.every(Number.isFinite)),
  );
}

describe('the frame of one layer', () => {
  test.each(['2-20-1:relu', '2-30-2:relu@torch:4', '2-9-1:hardtanh', '2-6:tent'])('%s', (spec) => {
    const of = drawn(spec);
    const [layer] = of.layers;
    const points = crossings(layer);
    const extents = [0, 1].map((axis) => {
      const along = points.map((point) => point[axis]);
      return [Math.min(...along), Math.max(...along)];
    });
    const radius = Math.max(...extents.map(([from, to]) => (to - from) / 2));
    const cells = whole(of);
    const frame = structureFrame(cells);
    const lines = layer.fanOut * activationKinks(layer.activation).length;
    expect(cellCount(cells)).toBe(1 + lines + points.length);
    expect(frame?.vertices).toBe(points.length);
    expect((frame?.radius ?? 0) / radius).toBeCloseTo(1, 9);
    extents.forEach(([from, to], axis) => {
      expect(Math.abs((frame?.center[axis] ?? Infinity) - (from + to) / 2)).toBeLessThan(1e-9 * radius);
    });
  });

  test.each([1e-9, 1e9])('keeps its digits where everything lies %d times as far out', (scale) => {
    const { weight, bias } = drawn('2-12:relu').layers[0];
    const rows = Array.from(bias, (_, u) => [weight[2 * u], weight[2 * u + 1]]);
    const frames = [1, scale].map((by) => frameOf(networkOfLayers(['relu', rows, Array.from(bias, (b) => b * by)])));
    expect(frames[1]?.vertices).toBe(66);
    // The biases are rounded to f32, which the crossings multiply by as much as their lines are parallel.
    expect((frames[1]?.radius ?? 0) / scale / (frames[0]?.radius ?? 0)).toBeCloseTo(1, 3);
  });

  test.each([-23, -40])('finds where lines cross that differ by 2^%d', (power) => {
    const of = networkOfLayers([
      'relu',
      [
        [1, 0],
        [1, 2 ** power],
        [0, 1],
      ],
      [0, -1, 0],
    ]);
    // x1 = 0, x1 + 2^power x2 = 1, x2 = 0 cross in (0, 2^-power), (0, 0) and (1, 0).
    expect(frameOf(of)).toEqual({ center: [0.5, 2 ** -power / 2], radius: 2 ** -power / 2, vertices: 3 });
  });
});

describe('the frame of several layers', () => {
  test.each([
    '2-10-10-1:relu',
    '2-6-6-6-2:relu@torch:2',
    '2-8-6-1:abs',
    '2-6-5-1:hardtanh',
    '2-9-7-3-1:leaky-relu@torch:5',
    '2-5-4-1:tent',
  ])('holds every cell and every vertex: %s', (spec) => {
    const of = drawn(spec);
    const cells = whole(of);
    const frame = structureFrame(cells);
    if (!frame) throw new Error('no structure');
    const framed = partition({ network: of, domain: frameDomain(frame), cut: NO_CUT });
    expect(cellCount(framed)).toBe(cellCount(cells));
    expect(structureFrame(framed)?.vertices).toBe(frame.vertices);
    // A tenth less loses some of them.
    const less = partition({ network: of, domain: frameDomain({ ...frame, radius: 0.9 * frame.radius }), cut: NO_CUT });
    expect(structureFrame(less)?.vertices).toBeLessThan(frame.vertices);
  });

  test('a deep crease that lies far outside the first layer’s', () => {
    // relu(x1) and relu(x2), then a crease x1 + x2 = 1e6: its crossings are (1e6, 0) and (0, 1e6).
    const of = networkOfLayers(
      [
        'relu',
        [
          [1, 0],
          [0, 1],
        ],
        [0, 0],
      ],
      ['relu', [[1, 1]], [-1e6]],
    );
    expect(frameOf(of)).toEqual({ center: [5e5, 5e5], radius: 5e5, vertices: 3 });
  });
});

describe('no structure to frame', () => {
  test.each<[string, Network]>([
    ['no creases', networkOfLayers(['identity', [[1, 2]], [0]])],
    [
      'dead units',
      networkOfLayers(
        [
          'relu',
          [
            [0, 0],
            [0, 0],
          ],
          [1, -1],
        ],
        ['relu', [[1, 1]], [0.5]],
      ),
    ],
    [
      'parallel lines',
      networkOfLayers([
        'relu',
        [
          [1, 2],
          [2, 4],
          [-3, -6],
        ],
        [0, 1, 2],
      ]),
    ],
    ['two kinks of a unit', networkOfLayers(['hardtanh', [[3, 1]], [0.25]], ['hardtanh', [[0.5]], [0]])],
  ])('%s', (_, of) => {
    expect(frameOf(of)).toBeNull();
  });
});

test('a single vertex has no radius, and is framed with the origin', () => {
  const cross = (bias: number[]) =>
    frameOf(
      networkOfLayers([
        'relu',
        [
          [1, 0],
          [0, 1],
        ],
        bias,
      ]),
    );
  expect(cross([-300, 40])).toEqual({ center: [300, -40], radius: 0, vertices: 1 });
  expect(frameDomain({ center: [300, -40], radius: 0, vertices: 1 })).toEqual(boxDomain([-15, 615, -355, 275]));
  // Without biases all creases meet in the origin.
  expect(
    frameOf(
      networkOfLayers([
        'relu',
        [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
        [0, 0, 0],
      ]),
    ),
  ).toEqual({ center: [0, 0], radius: 0, vertices: 1 });
  expect(frameDomain({ center: [0, 0], radius: 0, vertices: 1 })).toEqual(boxDomain([-1.05, 1.05, -1.05, 1.05]));
});

describe('the whole plane', () => {
  const half = (of: Network) => wholePlane(of).corners[2];

  test('is a square around the origin as far out as the network’s creases', () => {
    const of = networkOfLayers([
      'relu',
      [
        [1, 0],
        [0, 4],
      ],
      [-8, 8],
    ]);
    expect(wholePlane(of)).toEqual(boxDomain([-(2 ** 27), 2 ** 27, -(2 ** 27), 2 ** 27]));
    // 8 + 3 × 8 at the origin, over 3 × 1
    expect(
      half(
        networkOfLayers(
          [
            'relu',
            [
              [1, 0],
              [0, 1],
            ],
            [-8, 8],
          ],
          ['abs', [[3, 0]], [8]],
        ),
      )[0],
    ).toBeCloseTo((2 ** 24 * 32) / 3, -2);
  });

  test('depends on where creases lie, not on how steep a deep network is', () => {
    const steep = Array.from({ length: 20 }, (): Parameters<typeof networkOfLayers>[0] => [
      'abs',
      [
        [2 ** 100, 0],
        [0, 2 ** 100],
      ],
      [0, 0],
    ]);
    const of = networkOfLayers(
      [
        'relu',
        [
          [1, 0],
          [0, 1],
        ],
        [-8, 8],
      ],
      ...steep,
    );
    expect(half(of)[0]).toBe(2 ** 27);
  });

  test('is finite and positive for every f32', () => {
    const huge = 3.4e38;
    const deep = Array.from({ length: 30 }, (): [ActivationName, number[][], number[]] => [
      'tent',
      [
        [huge, huge],
        [huge, huge],
      ],
      [huge, 0],
    ]);
    for (const of of [
      networkOfLayers(...deep),
      networkOfLayers(['relu', [[0, 0]], [1]]),
      networkOfLayers(['step', [[1, 0]], [0]], ['relu', [[1]], [huge]]),
      networkOfLayers([
        'relu',
        [
          [1e-45, 0],
          [0, 1e-45],
        ],
        [huge, huge],
      ]),
      networkOfLayers([
        'relu',
        [
          [huge, 0],
          [0, huge],
        ],
        [1e-45, 1e-45],
      ]),
    ]) {
      const [x, y] = half(of);
      expect(x).toBe(y);
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThanOrEqual(2 ** 250);
    }
  });
});

test('vertices on the border, and in the middle of it, are not of the structure', () => {
  // Two lines that cross in the middle of a side, and one that crosses them inside.
  const of = networkOfLayers([
    'relu',
    [
      [1, 0],
      [1, 1],
      [0, 1],
    ],
    [0, -1, 0],
  ]);
  const cells = partition({ network: of, domain: boxDomain([-2, 2, -1, 1]), cut: NO_CUT });
  expect(structureFrame(cells)).toEqual({ center: [0.5, 0], radius: 0.5, vertices: 2 });
  const border = cells.edgeCreases.filter((crease) => crease === BORDER).length;
  expect(cells.vertices.length / 2 - border).toBe(2);
});
