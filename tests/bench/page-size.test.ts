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

test('a page that cannot be built is a reason and no crash', async () => {
  expect(await measurePage(folder)).toEqual({ skipped: expect.stringMatching(/^the page is not built: /) });
});

test('the page is at most 120 KB gzipped until more is asked of it, and little more with that; the gallery’s pictures are small', async () => {
  const page = await measurePage(fileURLToPath(new URL('../..', import.meta.url)));
  if ('skipped' in page) throw new Error(page.skipped);
  expect(page.files.map(({ path }) => path)).toContain('sw.js');
  const total = (files: readonly { readonly gzipped: number }[]) => files.reduce((sum, { gzipped }) => sum + gzipped, 0);
  const pictures = page.files.filter(({ path }) => /^gallery\/.*\.webp$/.test(path));
  expect(pictures).toHaveLength(PLACES.length);
  expect(total(pictures)).toBeLessThanOrEqual(300_000);
  const later = page.files.filter(({ path }) => /\/(partition-jobs|edges-pass|regions|saving|gallery|tour)-/.test(path));
  expect(later).toHaveLength(6);
  const code = page.gzipped - total(pictures);
  expect(code - total(later)).toBeLessThanOrEqual(120_000);
  expect(code).toBeLessThanOrEqual(160_000);
});
