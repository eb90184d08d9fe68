// Acceptance: the real program counts the cells that two other exact programs found, certifies them, writes them in every format, says how
// far a limit let it come, and refuses what it cannot do in one sentence.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { filesIn, fixturePath, type Run, useProgram } from './crease.ts';

const crease = useProgram();
// Every run starts threads, and each of them the program, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

interface Counted {
  readonly cells: number;
  readonly vertices: number;
  readonly edges: number;
  readonly patterns: number;
  readonly seconds: number;
  readonly cellsPerSecond: number;
  readonly threads: number;
  readonly complete: boolean;
  readonly covered: number;
  readonly bounds: [number, number, number, number];
  readonly shape: { readonly lower: string; readonly upper: string };
  readonly frame: { readonly center: [number, number]; readonly radius: number; readonly vertices: number } | null;
  readonly certificate: { readonly ok: boolean; readonly checks: readonly { readonly name: string; readonly ok: boolean }[] };
  readonly statistics: { readonly layers: readonly { readonly born: number }[]; readonly bornOfCut: number };
  readonly seen: {
    readonly machine: string;
    readonly grids: readonly { readonly grid: number; readonly patterns: number }[];
  } | null;
}

function counted({ code, stdout, stderr }: Run): Counted {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const regions = (...args: readonly string[]) => crease.run('regions', ...args);

/** The box ±bound of `model`, and more options. */
const box = (model: string, bound: number, ...more: readonly string[]) => [
  model,
  '--bounds',
  [-bound, bound, -bound, bound].join(),
  ...more,
];

describe('crease regions', () => {
  test.concurrent.each([
    // tests/fixtures/partition/cells.json
    ['2-20-1:relu@torch:0', 100, 209, 239],
    ['2-32-32-1:relu@torch:0', 5, 1916, 1955],
  ])('counts and certifies %s in ±%d as others do', async (model, bound, cells, withZeroSet) => {
    const plain = counted(await regions(...box(model, bound, '--json')));
    expect(plain.cells).toBe(cells);
    expect(plain.vertices - plain.edges + plain.cells).toBe(1);
    expect(plain).toMatchObject({ complete: true, covered: 1, patterns: cells, bounds: [-bound, bound, -bound, bound] });
    expect(plain.certificate.ok).toBe(true);
    expect(plain.certificate.checks.length).toBeGreaterThan(3);
    expect(plain.certificate.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(plain.statistics.layers.reduce((sum, { born }) => sum + born, 1)).toBe(cells);
    expect(plain.cellsPerSecond).toBeCloseTo(plain.cells / plain.seconds, 6);

    const cut = counted(await regions(...box(model, bound, '--json', '--zero-set', '0')));
    expect(cut.cells).toBe(withZeroSet);
    expect(cut.patterns).toBe(cells);
    expect(cut.certificate.ok).toBe(true);
  });

  test('makes the same with one thread and with several', async () => {
    const folder = crease.folder();
    const files = await Promise.all(
      ['1', '3'].map(async (threads) => {
        const out = join(folder, `${threads}.json`);
        const run = counted(await regions(...box('2-32-32-1:relu@torch:0', 5, '--json', '--threads', threads, '--out', out)));
        expect(run.threads).toBe(Number(threads));
        return readFileSync(out, 'utf8');
      }),
    );
    expect(files[0]).toBe(files[1]);
  });

  test('says the same in words', async () => {
    const { code, stdout, stderr } = await regions(...box('2-20-1:relu@torch:0', 100));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^2-20-1:relu@torch:0 over \[-100, 100\] × \[-100, 100\]\n209 cells, \d+ vertices, \d+ edges\n/);
    expect(stdout).toMatch(/\n[\d.]+ s on \d+ threads?, [\d,]+ cells\/s\n/);
    expect(stdout).toMatch(/\n {2}exactly 211 \(Zaslavsky 1975\)\n/);
    expect(stdout).toMatch(/\nthe certificate holds \([\d.]+ s\):\n {2}yes euler {6}.+\n {2}yes area/);
    expect(stdout).toMatch(/\n {4}0 {5}20 {9}208 {5}0 {10}0 {7}0\n/);
  });

  test('reads a state_dict, and cuts along classes', async () => {
    const model = fixturePath('networks/tanh16-3/weights.json');
    const args = [model, '--activation', 'leaky-relu', '--bounds', '-3,3,-3,3', '--json'];
    const [plain, cut] = [counted(await regions(...args)), counted(await regions(...args, '--classes'))];
    expect(cut.cells).toBeGreaterThan(plain.cells);
    expect(cut.patterns).toBe(plain.cells);
    expect(cut.certificate.ok).toBe(true);
  });

  test('fits the bounds to every vertex, exactly', async () => {
    const folder = crease.folder();
    const model = join(folder, 'model.json');
    // x1 = 1, x2 = 2 and x1 + x2 = 7 meet in (1, 2), (1, 6) and (5, 2).
    writeFileSync(model, '{"0.weight": [[1,0],[0,1],[1,1]], "0.bias": [-1,-2,-7], "2.weight": [[1,1,1]], "2.bias": [0]}');
    const run = counted(await regions(model, '--activation', 'relu', '--fit', '--json'));
    expect(run).toMatchObject({ cells: 7, shape: { lower: '7', upper: '7' }, frame: { vertices: 3 } });
    expect(run.frame?.center[0]).toBeCloseTo(3, 9);
    expect(run.frame?.center[1]).toBeCloseTo(4, 9);
    expect(run.frame?.radius).toBeCloseTo(2, 9);
    expect(run.bounds[0]).toBeLessThan(1);
    expect(run.bounds[1]).toBeGreaterThan(5);
    const words = await regions(model, '--activation', 'relu', '--fit');
    expect(words.stdout).toContain('all of the structure: 3 vertices, within 2 of (3, 4) along each axis');
  });

  test('sets what grids see against the exact count', async () => {
    const run = counted(await regions(...box('2-20-1:relu@torch:0', 10, '--json', '--seen', '64,2,16,64', '--backend', 'cpu')));
    expect(run.seen?.machine).toMatch(/^the processor/);
    expect(run.seen?.grids.map(({ grid }) => grid)).toEqual([2, 16, 64]);
    const patterns = run.seen?.grids.map((seen) => seen.patterns) ?? [];
    expect(patterns[0]).toBeLessThanOrEqual(4);
    expect(patterns[0]).toBeLessThan(patterns[1]);
    expect(patterns[1]).toBeLessThan(patterns[2]);
    expect(patterns[2]).toBeLessThan(run.cells);
    const { stdout } = await regions(...box('2-20-1:relu@torch:0', 10, '--seen', '16', '--backend', 'cpu'));
    expect(stdout).toMatch(
      new RegExp(`regions seen +of ${run.cells}\\n16 × 16 +256 +${patterns[1]} +[\\d.]+ %\\nseen by the processor`),
    );
  });
});

describe('crease regions --out', () => {
  const model = '2-8-8-2:relu@torch:0';

  test.concurrent.each(['json', 'geojson', 'svg', 'csv'])('writes .%s', async (extension) => {
    const folder = crease.folder();
    const out = join(folder, `regions.${extension}`);
    const { code, stdout, stderr } = await regions(...box(model, 4, '--out', out));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.endsWith(`\nwritten to ${out}\n`)).toBe(true);
    expect(filesIn(folder)).toEqual([`regions.${extension}`]);
    const cells = Number(/^(\d+) cells/m.exec(stdout)?.[1]);
    expect(cells).toBeGreaterThan(20);
    const text = readFileSync(out, 'utf8');
    if (extension === 'json') expect(JSON.parse(text).cellStarts).toHaveLength(cells + 1);
    if (extension === 'geojson') {
      const { features } = JSON.parse(text);
      expect(features).toHaveLength(cells);
      const area = features.reduce((sum: number, feature: { properties: { area: number } }) => sum + feature.properties.area, 0);
      expect(area).toBeCloseTo(64, 9);
    }
    if (extension === 'svg') expect(text.match(/z(?=[M"])/g)?.length).toBe(cells);
    if (extension === 'csv') expect(text.trimEnd().split('\r\n')).toHaveLength(cells + 1);
  });

  test('stdout holds nothing but JSON where JSON is asked for', async () => {
    const folder = crease.folder();
    expect(counted(await regions(...box(model, 4, '--json', '--out', join(folder, 'a.svg')))).complete).toBe(true);
    expect(filesIn(folder)).toEqual(['a.svg']);
  });
});

describe('a limit', () => {
  const model = '2-64-64-1:relu@torch:0';

  test('of cells stops the partition, which is not whole then and says so', async () => {
    const folder = crease.folder();
    const out = join(folder, 'a.geojson');
    const { code, stdout, stderr } = await regions(...box(model, 10, '--json', '--limit', '3000', '--out', out));
    expect(code).toBe(0);
    const run: Counted = JSON.parse(stdout);
    expect(run.complete).toBe(false);
    expect(run.cells).toBeLessThanOrEqual(3000);
    expect(run.covered).toBeLessThan(1);
    expect(run.certificate.ok).toBe(false);
    expect(run.certificate.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['euler', 'area']);
    expect(stderr).toMatch(
      /^crease: The limit of 3,000 cells stopped the partition at [\d,]+ cells? on [\d.]+ % of the area; raise --limit or --seconds, or narrow the bounds\.\n$/,
    );
    const file = JSON.parse(readFileSync(out, 'utf8'));
    expect(file).toMatchObject({ complete: false, covered: run.covered });
    expect(file.features).toHaveLength(run.cells);
  });

  test('of time does so too', async () => {
    const { code, stderr } = await regions(...box(model, 10, '--json', '--seconds', '1e-9'));
    expect(code).toBe(0);
    expect(stderr).toMatch(/^crease: The limit of 5,000,000 cells or 1e-9 s stopped the partition/);
  });
});

describe('help', () => {
  test.each([
    [['regions', '--help'], /^Usage: crease regions MODEL --bounds.*--zero-set.*--classes.*--limit.*--threads.*--seen.*--out/s],
    [['--help'], /\n {2}crease regions MODEL/],
  ])('is there for %j', async (args, expected) => {
    const { code, stdout, stderr } = await crease.run(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(expected);
  });
});

describe('a bad request ends in one sentence, exit code 2 and no file:', () => {
  test.concurrent.each([
    ['bounds and fit', ['2-4-1:relu', '--bounds', '-1,1,-1,1', '--fit', '--out', 'a.svg'], /--bounds and --fit both say/],
    ['bounds too far', ['2-4-1:relu', '--bounds', '-1e20,1e20,-1,1', '--out', 'a.svg'], /reach beyond ±1000000000000/],
    [
      'bounds too close',
      ['2-4-1:relu', '--bounds', '1,1.00000000000001,0,1', '--out', 'a.svg'],
      /too close together for regions/,
    ],
    ['nothing to fit', ['2-1-1:relu', '--fit', '--out', 'a.svg'], /No two creases of this network meet, .*; give --bounds/],
    ['no room to fit', ['2-64-64-1:relu', '--fit', '--limit', '10'], /limit of 10 cells stopped the search for all vertices/],
  ])('%s', async (_, args, message) => {
    const folder = crease.folder();
    const { code, stdout, stderr } = await crease.runIn(folder, 'regions', ...args);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^crease: [^\n]+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(filesIn(folder)).toEqual([]);
  });
});
