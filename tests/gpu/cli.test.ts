// Acceptance: on the GPU the real program makes PyTorch's and NumPy's fields to 1e-5 of their range, in float32, and the pictures that
// the CPU makes; it ends by itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { parseNpy } from '../../src/formats/npy.ts';
import { filesIn, useProgram } from '../cli/crease.ts';
import { commandLineFields, fieldArguments, largestDifference, ONE_UNIT, oneUnitDistance, rangeOf } from '../cli/fields.ts';

const crease = useProgram();

describe('crease eval', () => {
  test.each(commandLineFields().map((field) => [field.title, field] as const))(
    'makes %s to 1e-5 of its range',
    async (_, field) => {
      const out = join(crease.folder(), 'field.npy');
      const { code, stdout, stderr } = await crease.run(...fieldArguments(field), '--out', out);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^.*field\.npy: float32 \[65, 65\], .+, [\d.]+ s on .+\n$/);
      const { shape, data } = parseNpy(readFileSync(out));
      expect(shape).toEqual([65, 65]);
      expect(data).toBeInstanceOf(Float32Array);
      expect(largestDifference(data, field.data)).toBeLessThan(1e-5 * rangeOf(field.data));
    },
  );

  test('makes the distance to a line in grid steps', async () => {
    const folder = crease.folder();
    const [model, out] = [join(folder, 'model.json'), join(folder, 'a.npy')];
    writeFileSync(model, ONE_UNIT);
    const args = [
      'eval',
      model,
      '--activation',
      'relu',
      '--bounds=-1,1,-1,2',
      '--res',
      '9x7',
      '--quantity',
      'crease',
      '--out',
      out,
    ];
    expect(await crease.run(...args)).toMatchObject({ code: 0, stderr: '' });
    const { shape, data } = parseNpy(readFileSync(out));
    expect(shape).toEqual([7, 9]);
    data.forEach((distance, p) => {
      expect(distance).toBeCloseTo(oneUnitDistance(-1 + (p % 9) / 4, -1 + Math.floor(p / 9) / 2, [0.25, 0.5]), 5);
    });
  });

  test('answers a network that the plane does not fit in a sentence, before any GPU is opened', async () => {
    const folder = crease.folder();
    const args = ['eval', '3-4-1:relu', '--bounds', '-1,1,-1,1', '--res', '9', '--quantity', 'value', '--out', 'a.npy'];
    const { code, stderr } = await crease.runIn(folder, ...args);
    expect(stderr).toBe('crease: The network has 3 inputs; a map over the plane needs exactly 2.\n');
    expect(code).toBe(2);
    expect(filesIn(folder)).toEqual([]);
  });
});

describe('at depth', () => {
  const place = ['--center', '0.31415926535897932384626433832795028841,-0.57721566490153286060651209008240243104'];
  const view = [...place, '--width', '1e-30', '--res', '33x17'];

  test.each(['2-20-20-1:relu@torch:1', '2-20-20-1:tanh@torch:1'])('%s is what the f64 reference has', async (spec) => {
    const folder = crease.folder();
    const [gpu, cpu] = await Promise.all(
      ['gpu', 'cpu'].map(async (backend) => {
        const out = join(folder, `${backend}.npy`);
        const args = ['eval', spec, ...view, '--quantity', 'value', '--relative', '--backend', backend, '--out', out];
        expect(await crease.run(...args)).toMatchObject({ code: 0, stderr: '' });
        return parseNpy(readFileSync(out));
      }),
    );
    expect(gpu.data).toBeInstanceOf(Float64Array);
    expect(gpu.shape).toEqual([17, 33]);
    expect(largestDifference(gpu.data, cpu.data)).toBeLessThan(1e-5 * rangeOf(cpu.data));
    expect(rangeOf(cpu.data)).toBeGreaterThan(1e-33);
  });
});

test('a picture 1e-30 wide is drawn as the CPU draws it', async () => {
  const folder = crease.folder();
  const place = ['--center', '0.31415926535897932384626433832795028841,-0.57721566490153286060651209008240243104'];
  const pictures = await Promise.all(
    ['gpu', 'cpu'].map(async (backend) => {
      const out = join(folder, `${backend}.png`);
      const view = [...place, '--width', '1e-30', '--res', '64x40', '--quantity', 'value', '--contours', '5'];
      const { code, stdout } = await crease.run('render', '2-20-20-1:relu@torch:1', ...view, '--backend', backend, '--out', out);
      expect(code).toBe(0);
      expect(stdout).toMatch(/domain -?0\.\d+ \+ \(-\d.*e-3\d to \d.*e-3\d\)/);
      return decode(readFileSync(out), { checkCrc: true }).data;
    }),
  );
  const [gpu, cpu] = pictures;
  const differing = [...gpu.keys()].filter((at) => Math.abs(gpu[at] - cpu[at]) > 8);
  expect(differing.length).toBeLessThan(0.01 * gpu.length);
  expect(new Set(gpu).size).toBeGreaterThan(50);
});

describe('crease render', () => {
  const options = ['--bounds=-10,10,-10,10', '--res', '123x45'];

  test.each([
    'value',
    'fd-norm',
    'grad-direction',
    'error-x1',
    'hessian-norm',
    'prob:1',
    'argmax',
    'pattern',
    'crease',
    'preact:0:3',
  ])('draws %s as the CPU does', async (quantity) => {
    const folder = crease.folder();
    const pictures = await Promise.all(
      ['gpu', 'cpu'].map(async (backend) => {
        const out = join(folder, `${backend}.png`);
        const args = ['render', '2-12-3:relu@torch:4', ...options, '--quantity', quantity, '--backend', backend, '--out', out];
        expect(await crease.run(...args)).toMatchObject({ code: 0, stderr: '' });
        return decode(readFileSync(out), { checkCrc: true });
      }),
    );
    for (const picture of pictures) expect(picture).toMatchObject({ width: 123, height: 45, channels: 4 });
    const [gpu, cpu] = pictures.map(({ data }) => data);
    const differing = Array.from({ length: 123 * 45 }, (_, p) => p).filter((p) =>
      [0, 1, 2, 3].some((c) => Math.abs(gpu[4 * p + c] - cpu[4 * p + c]) > 8),
    );
    // f32 may put a point on the other side of a border of colours, but few lie so near to one.
    expect(differing.length).toBeLessThan(0.01 * 123 * 45);
  });
});

test('crease info names the adapter', async () => {
  const { code, stdout } = await crease.run('info', '2-20-1:relu', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ adapter: expect.stringMatching(/.+/), adapterProblem: null });
});

test('crease says in words where CREASE_ADAPTER cannot be had', async () => {
  const folder = crease.folder();
  const out = join(folder, 'a.npy');
  const args = ['eval', '2-4-1:relu', '--bounds=-1,1,-1,1', '--res', '9', '--quantity', 'value', '--out', out];
  const { code, stdout, stderr } = await crease.runWith({ CREASE_ADAPTER: 'nonsense' }, ...args);
  expect(stderr).toMatch(/^crease: CREASE_ADAPTER is "nonsense".+\n$/);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(filesIn(folder)).toEqual([]);
});
