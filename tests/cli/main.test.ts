// Acceptance: the real program makes PyTorch's and NumPy's fields to 1e-9 on the CPU; every bad request ends in one sentence on
// stderr, exit code 2 and no file.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { formatCreaseJson } from '../../src/formats/crease-json.ts';
import { parseNpy } from '../../src/formats/npy.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { colormapTable } from '../../src/model/colormap.ts';
import { parseCoordinate } from '../../src/model/coordinate.ts';
import { gridAround } from '../../src/model/grid.ts';
import { deepTruth } from '../support/deep-truth.ts';
import { fixtureNetwork } from '../support/fixtures.ts';
import { shareOfRange } from '../support/interval.ts';
import { CATCHABLE_SIGNALS } from '../support/signals.ts';
import { filesIn, fixturePath, useProgram } from './crease.ts';
import { commandLineFields, fieldArguments, largestDifference, ONE_UNIT, oneUnitDistance } from './fields.ts';

const crease = useProgram();
const weights = fixturePath('networks/shallow20-relu/weights.json');

/** A request that is right, with changes; an empty text takes an option out. */
function request(command: string, changes: Record<string, string> = {}, model = '2-20-1:relu'): string[] {
  const extension = command === 'eval' ? 'npy' : 'png';
  const options = { bounds: '-5,5,-5,5', res: '9', quantity: 'value', backend: 'cpu', out: `a.${extension}`, ...changes };
  const given = Object.entries(options).filter(([, value]) => value !== '');
  return [command, model, ...given.flatMap(([name, value]) => [`--${name}`, value])];
}

describe('crease eval', () => {
  test.concurrent.each(commandLineFields().map((field) => [field.title, field] as const))(
    'makes %s to 1e-9',
    async (_, field) => {
      const out = join(crease.folder(), 'field.npy');
      const { code, stdout, stderr } = await crease.run(...fieldArguments(field), '--backend', 'cpu', '--out', out);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(stdout).toMatch(
        /^.*field\.npy: float64 \[65, 65\], .+ over \[-\d+, \d+\] × \[-\d+, \d+\], [\d.]+ s on the processor \(.+\)\n$/,
      );
      const { shape, data } = parseNpy(readFileSync(out));
      expect(shape).toEqual([65, 65]);
      expect(data).toBeInstanceOf(Float64Array);
      expect(largestDifference(data, field.data)).toBeLessThan(1e-9);
    },
  );

  test('draws the weights of torch.manual_seed for a spec', async () => {
    const folder = crease.folder();
    const files = [join(folder, 'spec.npy'), join(folder, 'file.npy')];
    await crease.run(...request('eval', { out: files[0] }, '2-20-1:relu@torch:0'));
    await crease.run(...request('eval', { out: files[1], activation: 'relu' }, weights));
    const [spec, file] = files.map((path) => parseNpy(readFileSync(path)).data);
    // 1 ULP of f32 in each of 81 parameters, none above 0.71, with inputs up to 5.
    expect(largestDifference(spec, file)).toBeLessThan(1e-5);
    expect(largestDifference(spec, new Float64Array(81))).toBeGreaterThan(0.1);
  });

  test('reads a Crease file, also with a byte order mark', async () => {
    const folder = crease.folder();
    const model = join(folder, 'model.json');
    writeFileSync(model, `\uFEFF${formatCreaseJson(fixtureNetwork('tanh16-3'))}`);
    const out = join(folder, 'a.npy');
    expect(await crease.run(...request('eval', { out, quantity: 'value:2', res: '65' }, model))).toMatchObject({ code: 0 });
    const expected = parseNpy(readFileSync(fixturePath('networks/tanh16-3/value_o2_b5.npy')));
    expect(largestDifference(parseNpy(readFileSync(out)).data, expected.data)).toBeLessThan(1e-9);
  });

  test('puts columns along x1 and rows along x2, the smallest first, both ends included', async () => {
    const folder = crease.folder();
    const model = join(folder, 'model.json');
    writeFileSync(model, '{"weight": [[1, 100]]}');
    const out = join(folder, 'a.npy');
    const args = request('eval', { out, bounds: '-1,2,3,4', res: '4x2', activation: 'identity' }, model);
    expect(await crease.run(...args)).toMatchObject({ code: 0 });
    expect(parseNpy(readFileSync(out))).toEqual({
      shape: [2, 4],
      data: Float64Array.of(299, 300, 301, 302, 399, 400, 401, 402),
    });
  });

  test('goes around a centre at any depth, and writes what lies above it', async () => {
    const out = join(crease.folder(), 'a.npy');
    const spec = '2-9-9-1:relu@torch:2';
    const [x1, x2] = ['0.31415926535897932384626433832795028841971693993751', '-0.577215664901532860606512090082402431'];
    const options = { out, bounds: '', center: `${x1},${x2}`, width: '1e-30', res: '9x5' };
    const [eval_, ...rest] = request('eval', options, spec);
    const { code, stdout, stderr } = await crease.run(eval_, ...rest, '--relative');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`float64 [5, 9] less`);
    expect(stdout).toContain(`value around (${x1}, ${x2}), 1e-30 wide`);
    const { shape, data } = parseNpy(readFileSync(out));
    expect(shape).toEqual([5, 9]);
    const place = [parseCoordinate(x1) ?? 0n, parseCoordinate(x2) ?? 0n] as const;
    const truth = deepTruth(specNetwork(parseSpec(spec)), gridAround(place, 1e-30, 9, 5)).value;
    expect(shareOfRange(data, truth)).toBeLessThan(1e-9);
  });

  test('counts the distance to a line in grid steps', async () => {
    const folder = crease.folder();
    const [model, out] = [join(folder, 'model.json'), join(folder, 'a.npy')];
    writeFileSync(model, ONE_UNIT);
    const args = request('eval', { out, bounds: '-1,1,-1,2', res: '9x7', activation: 'relu', quantity: 'crease' }, model);
    expect(await crease.run(...args)).toMatchObject({ code: 0, stderr: '' });
    const { shape, data } = parseNpy(readFileSync(out));
    expect(shape).toEqual([7, 9]);
    data.forEach((distance, p) => {
      expect(distance).toBeCloseTo(oneUnitDistance(-1 + (p % 9) / 4, -1 + Math.floor(p / 9) / 2, [0.25, 0.5]), 12);
    });
  });

  test('divides by the step unless it is asked for differences per index', async () => {
    const folder = crease.folder();
    const values = await Promise.all(
      ['', 'input', 'index'].map(async (spacing) => {
        const out = join(folder, `spacing-${spacing}.npy`);
        await crease.run(...request('eval', { out, quantity: 'fd-x1', spacing }));
        return parseNpy(readFileSync(out)).data;
      }),
    );
    expect(values[0]).toEqual(values[1]);
    const step = 10 / 8;
    expect(
      largestDifference(
        values[1].map((v) => v * step),
        values[2],
      ),
    ).toBeLessThan(1e-12);
  });

  test.each(CATCHABLE_SIGNALS.slice(0, 1))('leaves nothing behind when it is interrupted by %s', async (signal) => {
    const folder = crease.folder();
    const running = crease.start(...request('eval', { out: join(folder, 'a.npy'), res: '8192' }));
    await new Promise((resume) => setTimeout(resume, 500));
    running.kill(signal);
    expect((await running.result).signal).toBe(signal);
    expect(filesIn(folder)).toEqual([]);
  });
});

describe('crease render', () => {
  test('writes a picture with the largest x2 on top', async () => {
    const folder = crease.folder();
    const model = join(folder, 'model.json');
    writeFileSync(model, '{"weight": [[0, 1]]}');
    const out = join(folder, 'a.png');
    const { code, stdout, stderr } = await crease.run(
      ...request('render', { out, activation: 'identity', res: '3x2', colormap: 'gray_r', domain: '-5,5' }, model),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^.*a\.png: 3 × 2 pixels, domain -5 to 5, value over \[-5, 5\] × \[-5, 5\], [\d.]+ s on the processor/,
    );
    const { width, height, channels, data } = decode(readFileSync(out), { checkCrc: true });
    expect({ width, height, channels }).toEqual({ width: 3, height: 2, channels: 4 });
    const [black, white] = [
      [0, 0, 0, 255],
      [255, 255, 255, 255],
    ];
    expect([...data]).toEqual([black, black, black, white, white, white].flat());
    expect(filesIn(folder)).toEqual(['a.png', 'model.json']);
  });

  test('draws classes in the colours of tab20', async () => {
    const out = join(crease.folder(), 'a.png');
    await crease.run(...request('render', { out, quantity: 'argmax', res: '40x30' }, '2-8-3:relu@torch:1'));
    const { data } = decode(readFileSync(out));
    const table = colormapTable('tab20');
    const allowed = [0, 1, 2].map((k) => table.subarray(3 * k, 3 * k + 3).join());
    const seen = new Set(Array.from({ length: 1200 }, (_, p) => data.slice(4 * p, 4 * p + 3).join()));
    expect(seen.size).toBeGreaterThan(1);
    expect([...seen].filter((color) => !allowed.includes(color))).toEqual([]);
  });

  test.concurrent.each(['value', 'fd-norm', 'grad-direction', 'error-x1', 'prob:1', 'pattern', 'pattern:0', 'preact:0:3'])(
    'draws %s, with contours where they have a meaning',
    async (quantity) => {
      const out = join(crease.folder(), 'a.png');
      const contours = quantity.startsWith('pattern') ? '' : '5';
      const run = await crease.run(...request('render', { out, quantity, contours, res: '20x10' }, '2-8-3:tanh'));
      expect(run).toMatchObject({ code: 0, stderr: '' });
      expect(decode(readFileSync(out))).toMatchObject({ width: 20, height: 10 });
    },
  );
});

describe('crease info', () => {
  test('counts layers and parameters', async () => {
    const { code, stdout } = await crease.run('info', '2-20-1:relu');
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      '2-20-1:relu@torch:0',
      'layer  inputs  outputs  activation  parameters',
      '    0       2       20        relu          60',
      '    1      20        1    identity          21',
      '  all       2        1   head none          81',
    ]);
    expect(stdout).toMatch(/\nadapter: .+\n$/);
  });

  test('prints JSON, also of a state_dict whose activations nobody named', async () => {
    const { code, stdout } = await crease.run('info', '--json', weights);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      spec: null,
      widths: [2, 20, 1],
      layers: [
        { inputs: 2, outputs: 20, activation: null, parameters: 60 },
        { inputs: 20, outputs: 1, activation: null, parameters: 21 },
      ],
      head: 'none',
      parameters: 81,
    });
  });

  test('says in words that there is no adapter, and why', async () => {
    const { code, stdout, stderr } = await crease.runWith({ CREASE_ADAPTER: 'nonsense' }, 'info', '--json', '2-20-1:relu');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      adapter: null,
      software: null,
      adapterProblem: expect.stringContaining('CREASE_ADAPTER is "nonsense"'),
    });
    const text = await crease.runWith({ CREASE_ADAPTER: 'nonsense' }, 'info', '2-20-1:relu');
    expect(text.stdout).toContain('adapter: none. CREASE_ADAPTER is "nonsense"');
  });
});

describe('help', () => {
  test.concurrent.each([
    [['--help'], /^Usage: crease COMMAND MODEL/],
    [['-h'], /^Usage: crease COMMAND MODEL/],
    [['help'], /^Usage: crease COMMAND MODEL/],
    [['help', 'render'], /^Usage: crease render/],
    [['eval', '--help'], /^Usage: crease eval MODEL.*--quantity.*written whole or not at all/s],
    [['render', '2-20-1:relu', '--bounds', '-h'], /^Usage: crease render.*--colormap.*--contours/s],
    [['info', '--help'], /^Usage: crease info MODEL/],
  ])('is there for %j', async (args, expected) => {
    const { code, stdout, stderr } = await crease.run(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(expected);
  });

  test('names the version', async () => {
    expect(await crease.run('--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});

describe('a bad request ends in one sentence, exit code 2 and no file:', () => {
  const cases: [string, string[], RegExp][] = [
    ['no command', [], /There is no command; give one of eval, render, info/],
    ['an unknown command', ['evaluate'], /command "evaluate" is unknown; choose one of eval, render, info/],
    ['no model', ['eval'], /There is no MODEL/],
    ['an unknown option', request('eval', { frob: '1' }), /option --frob is unknown; crease eval takes/],
    ['an option of another command', request('eval', { colormap: 'gray' }), /option --colormap is unknown/],
    ['a missing option', request('eval', { bounds: '' }), /option --bounds is missing/],
    ['a missing output', request('eval', { out: '' }), /option --out is missing/],
    ['an unknown quantity', request('eval', { quantity: 'valu' }), /quantity "valu" is unknown; choose one of value\[:k\]/],
    ['an output out of range', request('eval', { quantity: 'value:1' }), /There is no output 1 in the network, which has 1/],
    ['a class of a single output', request('eval', { quantity: 'argmax' }), /argmax needs at least 2 outputs/],
    [
      'creases where nothing bends',
      request('eval', { quantity: 'crease' }, '2-20-1:identity'),
      /has no crease, because its hidden layers are identity: ask for its value instead/,
    ],
    ['a neuron out of range', request('eval', { quantity: 'preact:0:20' }), /There is no unit 20 in layer 0, which has 20/],
    ['a layer out of range', request('eval', { quantity: 'pattern:9' }), /There is no layer 9/],
    ['no points', request('eval', { res: '0' }), /is "0"; it must be a whole number from 1 to 8192/],
    ['too many points', request('eval', { res: '9000' }), /is "9000"; it must be a whole number from 1 to 8192/],
    ['one point for a difference', request('eval', { res: '9x1', quantity: 'fd-x1' }), /is "1"; .* from 2 to 8192/],
    ['bounds reversed', request('eval', { bounds: '5,-5,-5,5' }), /go from 5 to -5 along x1/],
    ['bounds without extent', request('eval', { bounds: '-5,5,5,5' }), /go from 5 to 5 along x2/],
    ['bounds of NaN', request('eval', { bounds: 'nan,5,-5,5' }), /is "nan"; it must be a finite decimal number/],
    ['bounds too close for f64', request('eval', { bounds: '0,5e-324,0,1' }), /too close together for 9 × 9 points/],
    ['bounds and a centre', request('eval', { center: '0,0', width: '1' }), /--bounds and --center both say where/],
    ['a centre without a width', request('eval', { bounds: '', center: '0,0' }), /belong together; give --width too/],
    ['a width without a centre', request('eval', { bounds: '', width: '1' }), /belong together; give --center too/],
    ['a centre of words', request('eval', { bounds: '', center: 'a,0', width: '1' }), /"a" of the centre is no decimal number/],
    ['a centre of one number', request('eval', { bounds: '', center: '1', width: '1' }), /centre "1" has 1 numbers; write 2/],
    ['a centre out of reach', request('eval', { bounds: '', center: '0,1e13', width: '1' }), /1e13 is out of reach/],
    [
      'no width at all',
      request('eval', { bounds: '', center: '0,0', width: '0' }),
      /width of the view is 0; it must be at least 1e-50/,
    ],
    [
      'nothing to be relative to',
      [...request('eval', { quantity: 'pattern' }), '--relative'],
      /--relative has no meaning for pattern/,
    ],
    ['an unknown backend', request('eval', { backend: 'tpu' }), /option --backend is "tpu"; choose gpu or cpu/],
    ['an unknown spacing', request('eval', { quantity: 'fd-x1', spacing: 'km' }), /option --spacing is "km"; choose input or/],
    ['a spacing without use', request('eval', { spacing: 'index' }), /--spacing has no meaning for value/],
    ['a wrong extension', request('eval', { out: 'a.png' }), /"a.png" does not end in \.npy/],
    ['a missing folder', request('eval', { out: 'none/a.npy' }), /folder "none" cannot be written to: no such file/],
    ['a bad spec', request('eval', {}, '2-0-1:relu'), /width 1 in "2-0-1:relu" is "0"/],
    [
      'a model that is nowhere',
      request('eval', {}, 'nowhere.json'),
      /MODEL "nowhere.json" is neither .* nor a file .*: no such file/,
    ],
    [
      'a folder for a model',
      request('eval', {}, fixturePath('networks')),
      /neither .* nor a file .*: illegal operation on a dir/,
    ],
    ['a file that is not JSON', request('eval', {}, fixturePath('networks/mixed/value_o0_b5.npy')), /model file is not JSON/],
    ['a state_dict without activations', request('eval', {}, weights), /does not name its activations; .*--activation relu/],
    [
      'a spec with activations',
      request('eval', { activation: 'relu' }),
      /spec names its own activations; leave --activation out/,
    ],
    ['an unknown activation', request('eval', { activation: 'swish' }, weights), /activation "swish" is unknown/],
    [
      'too many activations',
      request('eval', { activation: 'relu,relu,relu' }, weights),
      /3 activations for a network of 2 layers/,
    ],
    ['a network over space', request('eval', {}, '3-4-1:relu'), /network has 3 inputs; a map over the plane needs exactly 2/],
    ['an unknown colour map', request('render', { colormap: 'jet' }), /colour map "jet" is unknown; choose one of viridis/],
    ['a domain reversed', request('render', { domain: '1,0' }), /domain "1,0" goes from 1 to 0/],
    ['too many contours', request('render', { contours: '201' }), /number of contours is "201"; .* from 0 to 200/],
    ['contours of a pattern', request('render', { quantity: 'pattern', contours: '3' }), /no meaning for pattern/],
    ['a picture named .npy', request('render', { out: 'a.npy' }), /"a.npy" does not end in \.png/],
    ['info without a model', ['info', '--json'], /There is no MODEL/],
  ];

  if (process.platform !== 'win32')
    cases.push(['a device for a model', ['info', '/dev/zero'], /MODEL "\/dev\/zero" is a device/]);

  test.concurrent.each(cases)('%s', async (_, args, message) => {
    const folder = crease.folder();
    const { code, stdout, stderr } = await crease.runIn(folder, ...args);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^crease: [^\n]+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(filesIn(folder)).toEqual([]);
  });

  test('an older output file stays', async () => {
    const folder = crease.folder();
    writeFileSync(join(folder, 'a.npy'), 'old');
    expect(await crease.runIn(folder, ...request('eval', { quantity: 'value:7' }))).toMatchObject({ code: 2 });
    expect(readFileSync(join(folder, 'a.npy'), 'utf8')).toBe('old');
  });

  test('a damaged torch.save file is named as what it is', async () => {
    const folder = crease.folder();
    writeFileSync(join(folder, 'model.pt'), 'PK\u0003\u0004archive/data.pkl');
    const { code, stderr } = await crease.runIn(folder, ...request('eval', {}, 'model.pt'));
    expect(stderr).toMatch(/^crease: The file model\.pt is a pickle or an archive; save the state_dict as JSON.*\n$/);
    expect(code).toBe(2);
  });
});
