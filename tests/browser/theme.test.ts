// Accepted when the theme is chosen, remembered and followed, and when the page keeps to what the system asks for: forced colours and
// little motion.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { openCrease, setScene, settled } from './page.ts';

const tests = useBrowser();

const themeButton = (page: Page) => page.getByRole('button', { name: /^Theme: / });
const shownTheme = (page: Page) => page.evaluate(() => document.documentElement.dataset.theme);
/** The lightness of the page's ground, 0 to 255. */
const ground = (page: Page) =>
  page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)?.[0] ?? Number.NaN));

test('the theme button goes through three themes, which last; as the system follows it at once', async () => {
  const page = await openCrease(tests, (opened) => opened.emulateMedia({ colorScheme: 'light' }));
  expect(await themeButton(page).getAttribute('aria-label')).toBe('Theme: as the system');
  expect(await shownTheme(page)).toBe('light');
  expect(await ground(page)).toBeGreaterThan(220);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => shownTheme(page)).toBe('dark');
  expect(await ground(page)).toBeLessThan(40);

  await themeButton(page).click();
  expect(await themeButton(page).getAttribute('aria-label')).toBe('Theme: light');
  expect(await shownTheme(page)).toBe('light');
  await page.reload();
  await settled(page);
  expect(await shownTheme(page)).toBe('light');

  await page.emulateMedia({ colorScheme: 'light' });
  await themeButton(page).click();
  expect(await themeButton(page).getAttribute('aria-label')).toBe('Theme: dark');
  expect(await shownTheme(page)).toBe('dark');
  await page.reload();
  await settled(page);
  expect(await ground(page)).toBeLessThan(40);

  await themeButton(page).click();
  expect(await themeButton(page).getAttribute('aria-label')).toBe('Theme: as the system');
  expect(await shownTheme(page)).toBe('light');
});

test('with forced colours every button has an edge, what is pressed and checked is told, and focus is seen', async () => {
  const page = await openCrease(tests, (opened) => opened.emulateMedia({ forcedColors: 'active' }));
  await setScene(page, { resolution: 64, strip: 'pre', pin: [0n, 0n] });
  await page.locator('#pinned').waitFor();
  const withoutEdge = await page.$$eval('button, #panel input, #panel .lil-display', (controls) =>
    controls
      // A folder's title is a heading with an arrow, a neuron's button is its picture.
      .filter((control) => control.checkVisibility() && !control.matches('.lil-title, .strip-tile'))
      .filter((control) => !(Number.parseFloat(getComputedStyle(control).borderTopWidth) >= 1))
      .map((control) => control.outerHTML),
  );
  expect(withoutEdge).toEqual([]);

  const grounds = (selector: string) =>
    page.$$eval(selector, (found) => [...new Set(found.map((element) => getComputedStyle(element).backgroundColor))]);
  const pressed = await grounds('#toolbar [aria-pressed="true"]');
  expect(pressed).toHaveLength(1);
  expect(await grounds('#toolbar [aria-pressed="false"]')).not.toContain(pressed[0]);
  expect(await grounds('#panel input:checked')).toEqual(pressed);
  expect(await grounds('#panel input[type="checkbox"]:not(:checked)')).not.toContain(pressed[0]);

  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      return [outlineStyle, Number.parseFloat(outlineWidth) >= 2];
    });
    expect(ring).toEqual(['solid', true]);
  }
});

test('where little motion is asked for nothing moves by itself', async () => {
  const page = await openCrease(tests, (opened) => opened.emulateMedia({ reducedMotion: 'reduce' }));
  await page.getByRole('button', { name: 'Cross-section', exact: true }).click();
  await page.getByRole('button', { name: 'along x₁', exact: true }).click();
  await page.locator('#section .curve').waitFor();
  expect(await page.getByRole('checkbox', { name: 'glide' }).isChecked()).toBe(false);
  const moving = () =>
    page.$$eval('*', (all) =>
      all
        .filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return animationName !== 'none' || transitionDuration.split(', ').some((time) => Number.parseFloat(time) > 0.001);
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
  expect(await moving()).toEqual([]);
  // Without it, something does.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moving()).not.toEqual([]);
});
