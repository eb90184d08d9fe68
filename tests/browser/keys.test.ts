// Accepted when the keys move, zoom, fit, undo and redo, and leave fields alone.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { frameView } from '../../src/model/fit.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { offsetOf } from '../../src/model/view.ts';
import { structureFrame, wholePlane } from '../../src/regions/fit.ts';
import { partition } from '../../src/regions/partition.ts';
import { useBrowser } from '../support/browser.ts';
import { openCrease, SMALL, sceneOf, setScene, subjectIn, viewIn } from './page.ts';

const tests = useBrowser();

const open = (prepare?: (page: Page) => Promise<unknown>): Promise<Page> => openCrease(tests, prepare, SMALL);

describe('the keyboard', () => {
  test('moves, zooms, fits and goes home on the map', async () => {
    const page = await open();
    const home = await viewIn(page);
    await page.locator('.pane .map').focus();
    await page.keyboard.press('ArrowRight');
    expect(offsetOf(home, (await viewIn(page)).center)[0]).toBeGreaterThan(0);
    await page.keyboard.press('ArrowUp');
    expect(offsetOf(home, (await viewIn(page)).center)[1]).toBeGreaterThan(0);
    await page.keyboard.press('+');
    expect((await viewIn(page)).radius).toBeLessThan(home.radius);
    await page.keyboard.press('0');
    const network = recipeNetwork((await subjectIn(page)).recipe);
    const frame = structureFrame(partition({ network, domain: wholePlane(network) }));
    if (!frame) throw new Error('The network has no structure.');
    await expect.poll(() => viewIn(page)).toEqual(frameView(frame));
    await page.keyboard.press('Home');
    expect(await viewIn(page)).toEqual(home);
    await page.keyboard.press('Enter');
    expect((await sceneOf(page)).pin).toEqual([0n, 0n]);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('undoes and redoes every change, camera moves as one', async () => {
    const page = await open();
    const before = await sceneOf(page);
    await page.locator('.pane .map').focus();
    for (const key of ['ArrowLeft', 'ArrowLeft', '+', 'ArrowUp']) await page.keyboard.press(key);
    const moved = await sceneOf(page);
    await page.keyboard.press('4');
    await page.keyboard.press('Control+z');
    expect(await sceneOf(page)).toEqual(moved);
    await page.keyboard.press('Control+z');
    expect((await sceneOf(page)).view).toEqual(before.view);
    await page.keyboard.press('Control+Shift+z');
    expect(await sceneOf(page)).toEqual(moved);
    await page.keyboard.press('Control+Shift+z');
    expect((await sceneOf(page)).layout).toBe('bounds');
  });

  test('leaves keys to the fields that have the focus', async () => {
    const page = await open();
    await setScene(page, { strip: 'none' });
    const seed = page.getByLabel('seed', { exact: true });
    await seed.fill('4');
    await seed.press('s');
    await seed.press('Backspace');
    await seed.press('Enter');
    const scene = await sceneOf(page);
    expect(scene.layout).toBe('one');
    expect(scene.panes[0].surface).toBe(false);
    expect(scene.networks[0].seed).toBe(4);
  });
});
