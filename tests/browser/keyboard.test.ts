// Accepted when the keyboard reaches every control, shows where it is, works what it is on, is caught nowhere and lost nowhere.
import { decode } from 'fast-png';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { coordinateOf } from '../../src/model/coordinate.ts';
import { useBrowser } from '../support/browser.ts';
import { openCrease, sceneOf, setScene, settled, shareOfDifferent, subjectIn } from './page.ts';

const tests = useBrowser();

const CONTROLS = 'button, input, select, [tabindex="0"]';
/** Room around a control for its focus ring, in CSS pixels. */
const RING = 6;
/** How many pixels of a ring differ at least, and by how many levels. */
const LEAST_PIXELS = 60;
const LEVELS = 40;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const hasFocus = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);
const expectFocus = (locator: Locator) => expect.poll(() => hasFocus(locator)).toBe(true);

/** All that the page has at once: neurons with one chosen, a pinned point, a cross-section and a notice. */
async function openWithEverything(): Promise<Page> {
  const page = await openCrease(tests, (opened) => opened.emulateMedia({ reducedMotion: 'reduce' }));
  await page.setViewportSize({ width: 1280, height: 860 });
  const [left, right] = [coordinateOf(-1), coordinateOf(1.5)];
  await setScene(page, {
    resolution: 64,
    strip: 'pre',
    pin: [0n, 0n],
    section: [
      [left, left],
      [right, left],
    ],
  });
  await page.evaluate(() =>
    window.crease?.subject.update((subject) => ({ ...subject, quantity: { kind: 'preactivation', layer: 0, neuron: 3 } })),
  );
  await page.evaluate(() => document.querySelector<HTMLElement>('#status-line button')?.click());
  for (const part of ['#pinned', '#section .curve', '.strip-bar >> nth=0', '#notice']) await page.locator(part).waitFor();
  await settled(page);
  return page;
}

/** Whether the focused control looks different from how it looks without the focus; takes the focus from it. */
async function showsFocus(page: Page): Promise<boolean> {
  const box = await page.evaluate((ring) => {
    const { left, top, right, bottom } = (document.activeElement ?? document.body).getBoundingClientRect();
    const [x, y] = [Math.max(left - ring, 0), Math.max(top - ring, 0)];
    return { x, y, width: Math.min(right + ring, innerWidth) - x, height: Math.min(bottom + ring, innerHeight) - y };
  }, RING);
  const shot = async () => decode(await page.screenshot({ clip: box }));
  const focused = await shot();
  // Tab goes on from here all the same.
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
  const plain = await shot();
  return shareOfDifferent(focused, plain, LEVELS) * focused.width * focused.height >= LEAST_PIXELS;
}

test('Tab reaches every control once and leaves the page, and each control shows that it has the focus', async () => {
  const page = await openWithEverything();
  // Of the folders with the same rows for every layer, one stands for all.
  await page.$$eval('.lil-closed > .lil-title', (titles) => {
    for (const title of titles) if (title instanceof HTMLElement && !/^layer [^0]/.test(title.textContent)) title.click();
  });
  const withoutFocus: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const control = await page.evaluate(() => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement) || at === document.body) return null;
      const words = at.outerHTML.slice(0, 120);
      if (at.dataset.reached) throw new Error(`Tab came back to ${words}`);
      at.dataset.reached = 'yes';
      return words;
    });
    if (control === null) break;
    if (!(await showsFocus(page))) withoutFocus.push(control);
  }
  expect(withoutFocus).toEqual([]);
  const missed = await page.$$eval(CONTROLS, (controls) =>
    controls
      .filter((control) => control.checkVisibility() && !control.matches(':disabled, [tabindex="-1"], [data-reached]'))
      .map((control) => control.outerHTML.slice(0, 120)),
  );
  expect(missed).toEqual([]);
  expect(await page.locator('[data-reached]').count()).toBeGreaterThan(70);
});

test('focus stays near when its control goes, or returns to the map', async () => {
  const page = await openWithEverything();
  const map = page.locator('.map').first();
  for (const name of ['Unpin', 'Close the neuron maps', 'Dismiss']) {
    await button(page, name).press('Enter');
    await expectFocus(map);
    await expect.poll(() => button(page, name).isVisible()).toBe(false);
  }
  await button(page, 'Cross-section').press('Enter');
  await button(page, 'remove').press('Enter');
  await expectFocus(button(page, 'along x₁'));

  const undo = button(page, 'Undo (Ctrl+Z)');
  while (await undo.isEnabled()) {
    await undo.press('Enter');
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await expectFocus(button(page, 'Redo (Shift+Ctrl+Z)'));

  await page.keyboard.press('3');
  await page.locator('.map').nth(3).focus();
  await page.keyboard.press('1');
  await expectFocus(map);
  await button(page, 're-roll').focus();
  await page.keyboard.press('p');
  await expectFocus(map);
});

test('dialogs take the focus, close with Escape and give it back', async () => {
  const page = await openCrease(tests);
  for (const [opener, dialog] of [
    ['Keys', 'Keys and gestures'],
    ['Save PNG', 'Save picture'],
    ['Gallery', 'Gallery'],
  ] as const) {
    await button(page, opener).press('Enter');
    const opened = page.getByRole('dialog', { name: dialog });
    await opened.waitFor();
    expect(await opened.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    // Keys of the page behind do nothing.
    await page.keyboard.press('n');
    await page.keyboard.press('Escape');
    await opened.waitFor({ state: 'hidden' });
    await expectFocus(button(page, opener));
    expect((await sceneOf(page)).strip).toBe('none');
  }
  await page.locator('.map').press('?');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).press('Enter');
  await expectFocus(page.locator('.map'));
});

test('the page’s keys work from wherever they are not meant for a field', async () => {
  const page = await openCrease(tests);
  await setScene(page, { resolution: 64 });
  const seed = async () => (await subjectIn(page)).recipe.seed;
  await button(page, 're-roll').press('Enter');
  expect(await seed()).not.toBe(1);
  await page.keyboard.press('Control+z');
  expect(await seed()).toBe(1);
  await page.keyboard.press('n');
  expect((await sceneOf(page)).strip).toBe('pre');
  // In a field they are letters.
  await page.getByRole('spinbutton', { name: 'seed' }).press('n');
  expect((await sceneOf(page)).strip).toBe('pre');
});

test('a point, a line and its ends are set and moved by keys, and Escape takes them away', async () => {
  const page = await openCrease(tests);
  await setScene(page, { resolution: 64 });
  await page.locator('.map').press('Enter');
  await expect.poll(async () => (await sceneOf(page)).pin).toEqual([0n, 0n]);
  await button(page, 'Cross-section').press('Enter');
  await button(page, 'along x₂').press('Enter');
  await page.locator('#section .curve').waitFor();
  const before = (await sceneOf(page)).section;
  await button(page, 'End of the cross-section; arrow keys move it').press('ArrowLeft');
  const after = (await sceneOf(page)).section;
  expect(after?.[0]).toEqual(before?.[0]);
  expect(after && before && after[1][0] < before[1][0]).toBe(true);

  const slider = page.getByRole('slider', { name: 'Place on the line' });
  await slider.press('Home');
  const first = await slider.getAttribute('aria-valuetext');
  await slider.press('PageUp');
  expect(await slider.getAttribute('aria-valuenow')).toBe('5');
  expect(await slider.getAttribute('aria-valuetext')).not.toBe(first);

  await page.locator('.map').press('Escape');
  expect(await sceneOf(page)).toMatchObject({ pin: null, section: null });
});
