// Accepted when a cached folder appears whole or not at all, however many processes want it at once.
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { cachedFolder, swiftshaderFolder } from '../../src/cli/software-adapter.ts';

const NAME = `test-${process.pid}`;
let folder = '';

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('several fill at once, one wins, and no draft stays behind', async () => {
  const racers = [1, 2, 3, 4].map((racer) =>
    cachedFolder(NAME, async (draft) => {
      await writeFile(join(draft, 'a'), `${racer}`);
      await writeFile(join(draft, 'b'), `${racer}`);
    }),
  );
  [folder] = await Promise.all(racers);
  expect(new Set(await Promise.all(racers))).toEqual(new Set([folder]));
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe(await readFile(join(folder, 'b'), 'utf8'));
  const kin = (await readdir(dirname(folder))).filter((name) => name.startsWith(NAME));
  expect(kin).toEqual([basename(folder)]);
});

test('a filling that fails leaves nothing, and the next one succeeds', async () => {
  await expect(cachedFolder(NAME, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  folder = await cachedFolder(NAME, (draft) => writeFile(join(draft, 'a'), 'whole'));
  expect(existsSync(join(folder, 'a'))).toBe(true);
  // It is there now, so nobody fills it again.
  expect(await cachedFolder(NAME, () => Promise.reject(new Error('filled twice')))).toBe(folder);
});

test('the software adapter unpacks to a driver and a loader', async () => {
  const files = await readdir(await swiftshaderFolder());
  expect(files).toEqual(expect.arrayContaining(['libvulkan.so.1', 'libvk_swiftshader.so', 'vk_swiftshader_icd.json']));
});
