// Accepted when a tour plays to its exact end, when Escape, a hand, its button and any other change of the scene stop it, when it goes on
// where it was, and when a link offers it without playing it.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { mapBox, openCrease, sceneOf, settled } from './page.ts';

const tests = useBrowser();

/** Three decades of a small network, at few points. */
const TOUR = '#v=1&net=2-6-1:relu@torch:1&view=0.3,-0.2,0.003&resolution=48&tour=6..0.006';
/** Nine, which nobody waits for. */
const LONG = '#v=1&net=2-6-1:relu@torch:1&view=0.3,-0.2,3&resolution=48&tour=6..6e-9';

const play = (page: Page) => page.getByRole('button', { name: 'Play (t)' });
const pause = (page: Page) => page.getByRole('button', { name: 'Pause (t)' });
const radius = (page: Page) => page.evaluate(() => window.crease?.scenes.value.view.radius ?? Number.NaN);

/** Notes every radius that the scene has from now on. */
const noteRadii = (page: Page) =>
  page.evaluate(() => {
    const radii: number[] = [];
    Object.assign(window, { radii });
    window.crease?.scenes.watch(({ view }) => radii.push(view.radius));
  });
const radii = (page: Page) => page.evaluate((): number[] => Reflect.get(window, 'radii'));

/** The radius once it no longer changes. */
async function restingRadius(page: Page): Promise<number> {
  await play(page).waitFor();
  const before = await radius(page);
  await page.waitForTimeout(300);
  expect(await radius(page)).toBe(before);
  return before;
}

test('a link offers its tour without playing it; it plays from the wide view to the exact end, and undo goes back', async () => {
  const page = await openCrease(tests, undefined, TOUR);
  expect(await restingRadius(page)).toBe(0.003);
  await noteRadii(page);
  await play(page).click();
  await pause(page).waitFor();
  await page.waitForFunction(() => window.crease?.scenes.value.view.radius === 0.003);
  await play(page).waitFor();
  const [, first, ...rest] = await radii(page);
  expect(first).toBe(3);
  const all = [first, ...rest];
  for (const [i, now] of rest.entries()) expect(now).toBeLessThanOrEqual(all[i]);
  // By time: no frame is longer than a quarter of a second, which is a fifth of a decade.
  for (const [i, now] of rest.entries()) expect(all[i] / now).toBeLessThan(10 ** 0.22);
  expect(await page.locator('.tour [role=status]').textContent()).toContain('0.006 wide');
  expect((await sceneOf(page)).view.center).toEqual([3n * 10n ** 59n, -2n * 10n ** 59n]);
  await page.keyboard.press('Control+z');
  expect(await radius(page)).toBe(0.003);
});

test('Escape, a hand on the map, the button and the key stop it, and it goes on where it was', async () => {
  const page = await openCrease(tests, undefined, LONG);
  const { x, y, width, height } = await mapBox(page);
  const stops: [string, () => Promise<unknown>][] = [
    ['Escape', () => page.keyboard.press('Escape')],
    ['a hand', () => page.mouse.click(x + width / 2, y + height / 3)],
    ['the button', () => pause(page).click()],
    ['the key', () => page.keyboard.press('t')],
    [
      'another change',
      () => page.evaluate(() => window.crease?.scenes.update((scene) => ({ ...scene, strip: 'none', pin: null }))),
    ],
  ];
  let last = 3;
  for (const [name, stop] of stops) {
    await play(page).click();
    await page.waitForFunction((before) => (window.crease?.scenes.value.view.radius ?? before) < before / 1.5, last);
    await stop();
    const rested = await restingRadius(page);
    expect(rested, name).toBeLessThan(last / 1.5);
    expect(rested, name).toBeGreaterThan(last / 1000);
    last = rested;
  }
  expect((await sceneOf(page)).tour).toEqual({ from: 6, to: 6e-9 });
});

test('the slider goes along the way, and the cross puts the tour away', async () => {
  const page = await openCrease(tests, undefined, LONG);
  const slider = page.getByRole('slider', { name: 'Way into the place' });
  await slider.fill(`${Number(await slider.getAttribute('max')) / 3}`);
  expect(await radius(page)).toBeCloseTo(0.003, 8);
  expect(await slider.getAttribute('aria-valuetext')).toBe('0.006 wide');
  await page.getByRole('button', { name: 'Close the tour' }).click();
  expect(await page.locator('.tour').isVisible()).toBe(false);
  expect((await sceneOf(page)).tour).toBeNull();
});

test('who asked for less motion sees stills, a decade apart', async () => {
  const page = await openCrease(tests, (opened) => opened.emulateMedia({ reducedMotion: 'reduce' }), TOUR);
  await noteRadii(page);
  await play(page).click();
  await page.waitForFunction(
    () => window.crease?.scenes.value.view.radius === 0.003 && document.querySelector('.tour [title="Play (t)"]'),
  );
  const seen = [...new Set((await radii(page)).slice(1).map((r) => Number(r.toPrecision(6))))];
  expect(seen).toEqual([3, 0.3, 0.03, 0.003]);
});

test('the key and the panel tour into the middle of the present view', async () => {
  const page = await openCrease(tests, undefined, '#v=1&net=2-6-1:relu@torch:1&view=0.3,-0.2,0.05&resolution=48');
  await page.locator('.map').press('t');
  await pause(page).waitFor();
  await page.waitForFunction(() => (window.crease?.scenes.value.view.radius ?? 0) > 0.05);
  await page.keyboard.press('Escape');
  expect((await sceneOf(page)).tour).toEqual({ from: 10, to: 0.1 });
  await page.locator('#panel').getByRole('button', { name: 'tour into the centre' }).click();
  await page.waitForFunction(() => window.crease?.scenes.value.view.radius === 0.05);
  await settled(page);
});
