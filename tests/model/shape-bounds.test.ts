// Acceptance: one layer has exactly Zaslavsky's number; deep relu shapes have Serra's bounds as the paper prints them; no shape is slow.
import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/formats/spec.ts';
import { type ActivationName, activation, activationKinks } from '../../src/model/activation.ts';
import { initialise } from '../../src/model/init.ts';
import { createNetwork, type Layer, type Network } from '../../src/model/network.ts';
import { boxDomain, cellCount, NO_CUT } from '../../src/model/partition.ts';
import { shapeBounds } from '../../src/model/shape-bounds.ts';
import { wholePlane } from '../../src/regions/fit.ts';
import { partition } from '../../src/regions/partition.ts';

function network(spec: string): Network {
  const { architecture, initialiser, seed } = parseSpec(spec);
  return initialise(architecture, initialiser, seed);
}

const bounds = (spec: string) => shapeBounds(network(spec));

function choose(n: number, k: number): number {
  return k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k;
}

/** Serra et al. 2018, Theorem 1, as printed: the sum over all j, by enumeration. */
function serraUpper(widths: readonly number[], limit = 2): number {
  const [width, ...rest] = widths;
  if (width === undefined) return 1;
  let sum = 0;
  for (let j = 0; j <= Math.min(limit, width); j++) sum += choose(width, j) * serraUpper(rest, Math.min(limit, width - j));
  return sum;
}

/** Montúfar 2017: Π Σ C(n, j) over j ≤ the narrowest width so far. */
function montufarUpper(widths: readonly number[]): number {
  const narrowest = widths.map((_, l) => Math.min(2, ...widths.slice(0, l + 1)));
  return widths.reduce((product, n, l) => product * serraUpper([n], narrowest[l]), 1);
}

describe('one layer is exact', () => {
  test.each([
    ['2-1-1:relu', 2],
    ['2-2-1:relu', 4],
    ['2-3-1:abs', 7],
    ['2-20-1:relu', 211],
    ['2-20-3:leaky-relu', 211],
    ['2-512-1:relu', 131_329],
    ['2-1-1:hardtanh', 3],
    ['2-3-1:hardtanh', 19],
    ['2-2-1:tent', 16],
    ['2-5-1:identity', 1],
    // Behind one unit the plane is a line.
    ['2-1-5-1:identity,relu,identity', 6],
    // Behind a step nothing is cut.
    ['2-4-9-9-1:step,relu,tent,identity', 11],
  ])('%s: %i', (spec, cells) => {
    expect(bounds(spec)).toEqual({
      lower: BigInt(cells),
      upper: BigInt(cells),
      lowerSource: 'Zaslavsky 1975',
      upperSource: 'Zaslavsky 1975',
    });
  });
});

describe('upper bounds', () => {
  const shapes = [
    [1, 1],
    [3, 1],
    [1, 4, 2],
    [2, 2],
    [2, 2, 2],
    [3, 3, 3],
    [4, 2, 3, 5],
    [3, 1, 3],
    [20, 20],
    [5, 5, 5, 5],
  ];

  test.each(shapes.map((shape) => shape.join('-')))('2-%s of relus has the sum of Serra et al.', (shape) => {
    const { upper, upperSource } = bounds(`2-${shape}-1:relu`);
    expect(upper).toBe(BigInt(serraUpper(shape.split('-').map(Number))));
    expect(upperSource).toBe('Serra, Tjandraatmadja, Ramalingam 2018, Theorem 1');
  });

  test.each(['leaky-relu', 'abs'])('%s, which loses no dimension, has the product of Montúfar', (name) => {
    for (const shape of shapes) expect(bounds(`2-${shape.join('-')}-1:${name}`).upper).toBe(BigInt(montufarUpper(shape)));
  });

  test('a leaky relu of slope 0 is a relu', () => {
    expect(bounds('2-2-2-1:leaky-relu=0').upper).toBe(bounds('2-2-2-1:relu').upper);
  });

  test('several kinks a unit, by hand', () => {
    // 3 strips; a next unit is constant on the outer two, and cuts the middle one into 3.
    expect(bounds('2-1-1-1:hardtanh').upper).toBe(5n);
    // 4 strips, constant on the outer two; the two sloped ones are cut into 4.
    expect(bounds('2-1-1-1:tent').upper).toBe(10n);
    // 16 cells; 4 have both units sloped and are cut into 1 + 6 + 9, 8 have one and are cut into 1 + 6, 4 have none.
    expect(bounds('2-2-2-1:tent').upper).toBe(BigInt(4 * 16 + 8 * 7 + 4));
    expect(bounds('2-2-2-1:tent').upperSource).toMatch(/^after Serra/);
  });

  test('a step ends the cutting', () => {
    expect(bounds('2-4-3-9-1:abs,step,relu,identity').upper).toBe(bounds('2-4-3-1:abs,abs,identity').upper);
  });
});

describe('lower bounds', () => {
  test.each([
    // (⌊6/2⌋ + 1)² × (1 + 6 + 15)
    ['2-6-6-1:relu', 352],
    ['2-64-64-1:relu', 33 ** 2 * 2081],
    ['2-64-64-64-1:relu', 33 ** 4 * 2081],
    // ⌊5/2⌋² × (1 + 4 + 6)
    ['2-5-4-1:relu', 44],
    // The first layer alone has more than what its copies of one line would be.
    ['2-5-1-1:relu', 16],
    // Behind one unit each layer multiplies by n + 1.
    ['2-1-5-5-1:relu', 36],
    ['2-6-6-1:leaky-relu', 9 * 22],
    ['2-6-6-1:abs', 16 * 22],
    ['2-8-6-1:abs', 16 * 22],
    ['2-6-6-1:hardtanh', 25 * (1 + 12 + 60)],
    ['2-6-6-1:tent', 36 * (1 + 18 + 135)],
    ['2-6-6-6-1:relu,step,relu,identity', 16 * 22],
  ])('%s: %i', (spec, cells) => {
    expect(bounds(spec).lower).toBe(BigInt(cells));
  });

  test('a leaky relu of slope 1 folds nothing', () => {
    expect(bounds('2-6-6-1:leaky-relu=1').lower).toBe(22n);
  });
});

/** A layer's units of one input, as [weight, bias, factor], whose sum and `constant` run `times` times through [0, 1] over [0, length]. */
interface Fold {
  readonly times: number;
  readonly length: number;
  readonly units: readonly (readonly [number, number, number])[];
  readonly constant: number;
}

const FOLDS: readonly [string, Fold][] = [
  [
    'relu',
    {
      times: 4,
      length: 3,
      units: [
        [1, -1, 2],
        [-1, 2, -3],
        [-1, 2.5, 4],
      ],
      constant: -3,
    },
  ],
  [
    'leaky-relu=0.5',
    {
      times: 3,
      length: 3,
      units: [
        [1, 10, 1],
        [1, -1, -4],
        [1, -2, 4],
      ],
      constant: -8,
    },
  ],
  [
    'abs',
    {
      times: 4,
      length: 4,
      units: [
        [1, -1, 1],
        [1, -2, -1],
        [1, -3, 1],
      ],
      constant: -1,
    },
  ],
  [
    'hardtanh',
    {
      times: 3,
      length: 3,
      units: [
        [0.5, -0.75, 2],
        [2, -3, -1],
      ],
      constant: 0.5,
    },
  ],
  [
    'tent',
    {
      times: 4,
      length: 2,
      units: [
        [1, 0, 1],
        [1, -1, 1],
      ],
      constant: 0,
    },
  ],
];

/** Two layers that fold the square [0, length]² along both axes, and one of 3 units whose lines all cross in its middle. */
function folded(name: string, { length, units, constant }: Fold): Network {
  const n = units.length;
  const shape = network(`2-${2 * n}-${2 * n}-3:${name},${name},${name}`);
  const layers = shape.layers.map((layer, l): Layer => {
    const weight = new Float32Array(layer.weight.length);
    const bias = new Float32Array(layer.fanOut);
    /** Adds w times coordinate `axis`, which behind a fold is a sum of its units. */
    const read = (u: number, axis: number, w: number) => {
      if (l === 0) weight[2 * u + axis] += w;
      else
        units.forEach(([, , factor], i) => {
          weight[u * layer.fanIn + axis * n + i] += w * factor;
        });
      if (l > 0) bias[u] += w * constant;
    };
    for (let u = 0; u < layer.fanOut; u++)
      if (l < 2) {
        const [w, b] = units[u % n];
        bias[u] = b;
        read(u, Math.floor(u / n), l === 0 ? w : w * length);
      } else {
        const [x, y] = [Math.cos(0.3 + u), Math.sin(0.3 + u)].map((part) => 40 * part);
        bias[u] = 0.1 * (u + 1) - (x + y) / 2;
        read(u, 0, x);
        read(u, 1, y);
      }
    return { ...layer, weight, bias };
  });
  return createNetwork(layers);
}

describe('against real partitions', () => {
  test.each(FOLDS)('%s: a network has as many cells as the lower bound says', (name, fold) => {
    const of = folded(name, fold);
    const domain = boxDomain([0, fold.length, 0, fold.length]);
    const cells = cellCount(partition({ network: of, domain, cut: NO_CUT }));
    const { lower } = shapeBounds(of);
    expect(BigInt(cells)).toBe(lower);
    expect(cells % fold.times ** 4).toBe(0);
  });

  test.each([
    'relu,relu,relu',
    'abs,leaky-relu,abs',
    'hardtanh,hardtanh,tent',
    'tent,tent,relu',
    'abs,step,abs',
    'relu,identity,tent',
  ])('no network of few units has more cells than the upper bound, and some come close: %s', (activations) => {
    let closest = 0;
    for (let seed = 0; seed < 40; seed++) {
      const spec = `2-${1 + (seed % 3)}-${1 + (seed % 4)}-${1 + (seed % 5)}:${activations}@uniform=3`;
      const biases = network(`${spec}:${seed + 40}`).layers;
      const of = createNetwork(
        network(`${spec}:${seed}`).layers.map((layer, l) => ({ ...layer, bias: biases[l].weight.slice(0, layer.fanOut) })),
      );
      const cells = cellCount(partition({ network: of, domain: wholePlane(of), cut: NO_CUT }));
      const { upper } = shapeBounds(of);
      expect(BigInt(cells) <= upper, `${spec}:${seed} has ${cells} of ${upper}`).toBe(true);
      if (upper > 8n) closest = Math.max(closest, cells / Number(upper));
    }
    expect(closest).toBeGreaterThan(0.5);
  });
});

test('lower ≤ upper ≤ 2^creases, for every activation and shape', () => {
  const names: ActivationName[] = ['relu', 'leaky-relu', 'abs', 'hardtanh', 'step', 'identity', 'tent'];
  for (let i = 0; i < 300; i++) {
    const layers = 1 + (i % 5);
    const widths = Array.from({ length: layers }, (_, l) => 1 + ((i * 7 + l * l * 5) % 9));
    const activations = widths.map((_, l) => names[(i + l * (1 + (i % 3))) % names.length]);
    const spec = `2-${widths.join('-')}:${activations.join(',')}`;
    const { lower, upper } = bounds(spec);
    const creases = widths.reduce((sum, n, l) => sum + n * activationKinks(activation(activations[l])).length, 0);
    expect(lower >= 1n && lower <= upper && upper <= 2n ** BigInt(creases), spec).toBe(true);
  }
});

test('the largest shapes: 64 layers of 512', () => {
  const deep = (name: ActivationName) => {
    const layer = { fanOut: 512, bias: new Float32Array(512), activation: activation(name) };
    const first = { ...layer, fanIn: 2, weight: new Float32Array(2 * 512) };
    const other = { ...layer, fanIn: 512, weight: new Float32Array(512 * 512) };
    return shapeBounds(createNetwork([first, ...new Array<Layer>(63).fill(other)]));
  };
  expect(deep('relu')).toMatchObject({ lower: 257n ** 126n * 131_329n, upper: 131_329n ** 64n });
  expect(deep('tent')).toMatchObject({ lower: 512n ** 126n * 1_178_881n, upper: 1_178_881n ** 64n });
});

test('refuses what has no linear regions', () => {
  expect(() => bounds('2-4-1:tanh')).toThrow(/smooth/);
  expect(() => bounds('3-4-1:relu')).toThrow(/3 inputs/);
});
