// Accepted when every request that cannot be met is refused before any work, in a sentence, and the others are read as they are meant.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from '../../src/cli/arguments.ts';
import { REGIONS_OPTIONS, type RegionsRequest, readRegionsRequest } from '../../src/cli/regions-request.ts';

const read = async (...args: readonly string[]): Promise<RegionsRequest> =>
  readRegionsRequest(readOptions('regions', args, REGIONS_OPTIONS), 6);

const box = ['--bounds', '-1,1,-2,2'];
const given = (...more: readonly string[]) => ['2-4-2:relu', ...box, ...more];

test('what is not said has a default', async () => {
  expect(await read(...given())).toMatchObject({
    model: '2-4-2:relu@torch:0',
    bounds: [-1, 1, -2, 2],
    cut: { zeroSet: null, classes: false },
    limit: { cells: 5_000_000, seconds: Number.POSITIVE_INFINITY },
    threads: 6,
    seen: [],
    backend: 'gpu',
    json: false,
    out: null,
  });
});

test('all that can be said is read', async () => {
  const out = join(tmpdir(), 'a.GeoJSON');
  const said = ['--zero-set', '1', '--classes', '--limit', '10', '--seconds', '0.5', '--threads', '3', '--json', '--out', out];
  expect(await read(...given(...said, '--seen', '64,8,64', '--backend', 'cpu'))).toMatchObject({
    cut: { zeroSet: 1, classes: true },
    limit: { cells: 10, seconds: 0.5 },
    threads: 3,
    seen: [8, 64],
    backend: 'cpu',
    json: true,
    out: { path: out, kind: '.geojson' },
  });
  expect(await read('2-4-2:relu', '--fit')).toMatchObject({ bounds: null });
});

test.each([
  ['no part of the plane', ['2-4-1:relu'], /not said which part of the plane is meant; give --bounds .* or --fit/],
  ['bounds and fit', given('--fit'), /--bounds and --fit both say .*; leave one of them out/],
  ['an unknown option', given('--frob'), /option --frob is unknown; crease regions takes --activation, --bounds, --fit/],
  ['a value behind fit', ['2-4-1:relu', '--fit=1'], /option --fit takes no value/],
  ['bounds reversed', ['2-4-1:relu', '--bounds', '1,-1,0,1'], /go from 1 to -1 along x1/],
  ['a smooth network', ['2-4-1:tanh', ...box], /Layer 0 has the smooth activation tanh/],
  ['a network over space', ['3-4-1:relu', ...box], /network has 3 inputs; the plane is partitioned by exactly 2/],
  ['an output out of range', given('--zero-set', '2'), /no output 2 whose zero set could be cut along; the network has 2/],
  ['an output that is no number', given('--zero-set', 'a'), /output of --zero-set is "a"; it must be a whole number/],
  ['classes of one output', ['2-4-1:relu', ...box, '--classes'], /Class boundaries need at least 2 outputs/],
  ['no cells', given('--limit', '0'), /limit of cells is "0"; it must be a whole number of at least 1/],
  ['no time', given('--seconds', '0'), /limit of seconds is "0"; it must be above 0/],
  ['time that is no number', given('--seconds', 'inf'), /limit of seconds is "inf"; it must be a finite decimal number/],
  ['no threads', given('--threads', '0'), /number of threads is "0"; it must be a whole number from 1 to 256/],
  [
    'a grid without points',
    given('--seen', '8,0'),
    /along an axis in --seen "8,0" is "0"; it must be a whole number from 1 to 8192/,
  ],
  [
    'points that f64 cannot tell apart',
    ['2-4-1:relu', '--bounds', '0,5e-324,0,1', '--seen', '9'],
    /too close together for 9 × 9/,
  ],
  ['a backend without use', given('--backend', 'cpu'), /--backend has a meaning for --seen only/],
  ['an unknown backend', given('--seen', '8', '--backend', 'tpu'), /option --backend is "tpu"; choose gpu or cpu/],
  ['an unknown kind of file', given('--out', 'a.png'), /"a.png" does not end in \.json or \.geojson or \.svg or \.csv/],
  ['a missing folder', given('--out', 'none/a.svg'), /folder "none" cannot be written to/],
  ['a spec with activations', given('--activation', 'relu'), /spec names its own activations/],
])('%s is refused', async (_, args, message) => {
  await expect(read(...args)).rejects.toThrow(message);
});
