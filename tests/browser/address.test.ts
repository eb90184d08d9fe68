// Accepted when the address holds the scene and nothing else of the browser's history does, when it gives the same pixels elsewhere, and
// when a link that cannot be opened gives a sentence and the first scene.
import { expect, test } from 'vitest';
import type { Scene } from '../../src/model/scene.ts';
import { useBrowser } from '../support/browser.ts';
import { mapPixels, openCrease, sceneOf, settled, shareOfDifferent } from './page.ts';

const tests = useBrowser();

/** Changes the page's scene and waits until its address holds it: half a second, and what the machine takes. */
async function change(page: Awaited<ReturnType<typeof openCrease>>, changes: Partial<Scene>): Promise<string> {
  const before = await page.evaluate(() => location.hash);
  await page.evaluate((to) => window.crease?.scenes.update((scene) => ({ ...scene, ...to })), changes);
  await page.waitForFunction((hash) => location.hash !== hash, before);
  await settled(page);
  return page.evaluate(() => location.href);
}

test('the link gives the same scene and the same pixels in another page', async () => {
  const page = await openCrease(tests);
  const { networks } = await sceneOf(page);
  const link = await change(page, {
    networks: [{ ...networks[0], edits: [{ layer: 0, unit: 2, input: 1, value: Math.fround(-1.7) }] }],
    view: { center: [310000000000000000000000000000000000000000000000000000000001n, -(27n * 10n ** 58n)], radius: 0.125 },
    strip: 'pre',
  });
  const [scene, pixels] = [await sceneOf(page), await mapPixels(page)];
  const { page: elsewhere } = await tests.openPage(link);
  await settled(elsewhere);
  expect(await sceneOf(elsewhere)).toEqual(scene);
  expect(shareOfDifferent(await mapPixels(elsewhere), pixels, 0)).toBe(0);
});

test('many changes leave one step in the history; a pasted link is one more, and Back undoes it', async () => {
  const page = await openCrease(tests);
  const steps = () => page.evaluate(() => history.length);
  const [before, scene] = [await steps(), await sceneOf(page)];
  for (const radius of [2, 1.5, 1]) await change(page, { view: { ...scene.view, radius } });
  expect(await steps()).toBe(before);
  await page.evaluate(() => {
    location.hash = '#v=1&net=2-5-1:tanh@torch:3';
  });
  await page.waitForFunction(() => window.crease?.scenes.value.networks[0].seed === 3);
  expect(await steps()).toBe(before + 1);
  await page.goBack();
  await page.waitForFunction(() => window.crease?.scenes.value.view.radius === 1);
  await settled(page);
});

test.each([
  ['v=2&anything', 'version 2'],
  ['v=1&net=2-513-1:relu', 'from 1 to 512'],
  ['v=1&net=2-3-1:relu&__proto__=1', '__proto__'],
  ['%', 'a % that'],
])('the link %s says what is wrong and shows the first scene', async (fragment, reason) => {
  const page = await openCrease(tests);
  const first = await sceneOf(page);
  const { page: opened } = await tests.openPage(`${tests.pageUrl}#${fragment}`);
  const sentence = opened.locator('#toast, #notice').filter({ hasText: 'This link cannot be opened.', visible: true });
  expect(await sentence.textContent()).toContain(reason);
  await settled(opened);
  // A picture is no reason to stop reading.
  expect(await sentence.isVisible()).toBe(true);
  expect(await sceneOf(opened)).toEqual(first);
  expect(await opened.evaluate(() => location.hash)).toBe(`#${fragment}`);
});
