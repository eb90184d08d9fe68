// Accepted when a newcomer finds the gallery, its pictures are loaded when it is opened and not before, a click brings the place and undo
// takes it back, and the round button plays the way into it.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { parseScene } from '../../src/formats/scene-address.ts';
import PLACES from '../../src/ui/gallery.json';
import { useBrowser } from '../support/browser.ts';
import { openCrease, SMALL, sceneOf } from './page.ts';

const tests = useBrowser();
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Gallery' });

async function openGallery(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Gallery' }).click();
  await dialog(page).waitFor();
}

test('pictures come with the dialog, each with a name; Escape closes it', async () => {
  const asked: string[] = [];
  const page = await openCrease(tests, async (opened) => opened.on('request', (request) => asked.push(request.url())), SMALL);
  const pictures = () => asked.filter((url) => url.includes('/gallery/'));
  expect(pictures()).toEqual([]);
  await openGallery(page);
  await expect.poll(() => pictures().length).toBe(PLACES.length);
  await expect
    .poll(() =>
      page.$$eval('.gallery img', (images) =>
        images.every((image) => image instanceof HTMLImageElement && image.naturalWidth > 0),
      ),
    )
    .toBe(true);
  const names = await page.$$eval('.gallery b', (found) => found.map((name) => name.textContent ?? ''));
  expect(new Set(names).size).toBe(PLACES.length);
  expect(names.every((name) => /^\p{Lu}/u.test(name))).toBe(true);
  // It begins at its beginning.
  expect(await page.evaluate(() => document.activeElement?.matches('.gallery li:first-child .place'))).toBe(true);
  expect(await dialog(page).evaluate((element) => element.scrollTop)).toBe(0);
  await page.keyboard.press('Escape');
  expect(await dialog(page).isVisible()).toBe(false);
});

test('a click brings the place and offers its tour; undo takes it back', async () => {
  const page = await openCrease(tests, undefined, SMALL);
  const before = await sceneOf(page);
  await openGallery(page);
  await page.locator('.gallery .place').nth(1).click();
  expect(await dialog(page).isVisible()).toBe(false);
  expect(await sceneOf(page)).toEqual(await parseScene(PLACES[1].link));
  await page.getByRole('button', { name: 'Play (t)' }).waitFor();
  await page.keyboard.press('Control+z');
  expect(await sceneOf(page)).toEqual(before);
});

test('the round button plays the way in from its beginning', async () => {
  const page = await openCrease(tests, undefined, SMALL);
  await openGallery(page);
  const { tour } = await parseScene(PLACES[0].link);
  await page.locator('.gallery .play').first().click();
  await page.getByRole('button', { name: 'Pause (t)' }).waitFor();
  const first = tour?.from ?? Number.NaN;
  await page.waitForFunction((wide) => {
    const radius = window.crease?.scenes.value.view.radius ?? 0;
    return radius < wide / 2 && radius > wide / 20;
  }, first);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Play (t)' }).waitFor();
});
