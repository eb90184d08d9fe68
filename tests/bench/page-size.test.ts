// Acceptance: every file of the page counts, in folders too, as it is and gzipped; and all of them together are small.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measurePage, sizeOfFolder } from '../../bench/page-size.ts';
import PLACES from '../../src/ui/gallery.json';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crease-page-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('sizes are those of the files', async () => {
  const text = 'crease '.repeat(1000);
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), 'short');
  await writeFile(join(folder, 'assets/main.js'), text);
  const size = await sizeOfFolder(folder);
  expect(size.files.map(({ path, bytes }) => [path, bytes])).toEqual([
    ['assets/main.js', text.length],
    ['index.html', 5],
  ]);
  expect(size.bytes).toBe(text.length + 5);
  expect(size.files[0].gzipped).toBe(gzipSync(text).length);
  expect(size.gzipped).toBe(size.files[0].gzipped + size.files[1].gzipped);
});

test('what opens the page is what it names and what that imports, not what is imported on demand', async () => {
  for (const name of ['assets', 'gallery']) await mkdir(join(folder, name));
  const files = {
    'index.html': '<link rel="icon" href="./icon.svg"><script type="module" src="./assets/main-1.js"></script>',
    'assets/main-1.js': 'import{a}from"./part-2.js";import"./plain-3.js";onclick=()=>import("./later-4.js")',
    'assets/part-2.js': 'export const a=1',
    'assets/plain-3.js': 'import{a}from"./part-2.js"',
    'assets/later-4.js': 'import"./later-still-5.js"',
    'assets/later-still-5.js': 'export{}',
    'assets/cpu-worker-6.js': '',
    'icon.svg': '<svg/>',
    'gallery/later.webp': '',
  };
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
  const size = await sizeOfFolder(folder);
  const later = size.files.filter(({ path }) => path.includes('later'));
  expect(later).toHaveLength(3);
  expect(size.atFirst).toBe(later.reduce((rest, { gzipped }) => rest - gzipped, size.gzipped));
});

test('a page that cannot be built is a reason and no crash', async () => {
  expect(await measurePage(folder)).toEqual({ skipped: expect.stringMatching(/^the page is not built: /) });
});

test('the page is at most 120 KB gzipped until more is asked of it, and little more with that; the gallery’s pictures are small', async () => {
  const page = await measurePage(fileURLToPath(new URL('../..', import.meta.url)));
  if ('skipped' in page) throw new Error(page.skipped);
  expect(page.files.map(({ path }) => path)).toContain('sw.js');
  const pictures = page.files.filter(({ path }) => /^gallery\/.*\.webp$/.test(path)).map(({ gzipped }) => gzipped);
  expect(pictures).toHaveLength(PLACES.length);
  const shown = pictures.reduce((sum, gzipped) => sum + gzipped, 0);
  expect(shown).toBeLessThanOrEqual(300_000);
  expect(page.atFirst).toBeLessThanOrEqual(120_000);
  const later = page.gzipped - page.atFirst - shown;
  expect(later).toBeGreaterThan(20_000);
  expect(later).toBeLessThanOrEqual(60_000);
});
