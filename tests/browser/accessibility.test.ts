// Accepted when axe-core finds nothing to object to in any arrangement of the page, in both themes and on a phone, and when what happens
// is announced: the view in words on request, what was copied, what went wrong, what stands in the way.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { coordinateOf } from '../../src/model/coordinate.ts';
import { useBrowser } from '../support/browser.ts';
import { openCrease, sceneOf, setScene, settled } from './page.ts';

const tests = useBrowser();

declare global {
  interface Window {
    axe: typeof axe;
    /** What a screen reader was told. */
    heard: string[];
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** All that axe-core checks for WCAG 2.2 AA, and its good practices. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/**
 * Bars of the neurons' weights are 19 pixels high so that all of a unit's fit; each number is also a field of the panel, which is what
 * WCAG 2.5.8 asks for in place of 24 pixels. Where fingers are at work the bars are higher.
 */
const SMALL_WITH_EQUIVALENT = '.strip-bar';

/** What axe-core objects to, one line for each rule and element. */
async function objections(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(
    async ([rules, small]) => {
      // Half-way through a fade colours are not what they will be.
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
      const { violations } = await window.axe.run(document, { runOnly: [...rules], resultTypes: ['violations'] });
      const isSmall = (selector: string) => document.querySelector(selector)?.matches(small) ?? false;
      return violations.flatMap(({ id, nodes }) =>
        nodes
          .filter(({ target }) => !(id === 'target-size' && isSmall(target.join(' '))))
          .map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
      );
    },
    [RULES, SMALL_WITH_EQUIVALENT] as const,
  );
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const press = async (page: Page, key: string) => {
  await page.keyboard.press(key);
  await settled(page);
};

/** Each changes the page that the ones before have left. */
const ARRANGEMENTS: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  ['one map', async () => {}],
  ['two', (page) => press(page, '2')],
  ['four', (page) => press(page, '3')],
  ['a row of bounds', (page) => press(page, '4')],
  ['A | B', (page) => press(page, '5')],
  [
    'a surface',
    async (page) => {
      await press(page, '1');
      await press(page, 's');
    },
  ],
  [
    'the neurons, one of them chosen',
    async (page) => {
      await press(page, 's');
      await press(page, 'n');
      await page.locator('.strip-tile').nth(3).click();
      await page.locator('.strip-bar').first().waitFor();
    },
  ],
  [
    'a pinned point, a cross-section and a notice',
    async (page) => {
      await press(page, 'n');
      await page.locator('.map').press('Enter');
      await button(page, 'Cross-section').click();
      await button(page, 'along x₁').click();
      await page.locator('#section .curve').waitFor();
      await page.locator('#pinned').waitFor();
      await button(page, 'What helps?').click();
      await button(page, 'What helps').click();
      await page.mouse.move(200, 300);
      await page.locator('#probe').waitFor();
    },
  ],
  [
    'every folder of the panel',
    async (page) => {
      for (const name of ['activation by layer', 'Weights and biases', /^layer 0:/]) await button(page, name).click();
      await page.locator('.lil-transition').waitFor({ state: 'detached' });
    },
  ],
  [
    'the linear regions, in full',
    async (page) => {
      await press(page, 'r');
      await page.locator('#regions:not(.waiting) .regions-total data').waitFor();
      for (const summary of await page.locator('#regions summary').all()) await summary.click();
    },
  ],
  ['the keys', (page) => page.keyboard.press('?')],
  [
    'saving, and a size that cannot be',
    async (page) => {
      await page.keyboard.press('Escape');
      await button(page, 'Save PNG').click();
      await page.getByLabel('Width', { exact: true }).fill('7');
    },
  ],
  [
    'the gallery',
    async (page) => {
      await page.keyboard.press('Escape');
      await button(page, 'Gallery').click();
      await page.getByRole('dialog', { name: 'Gallery' }).waitFor();
    },
  ],
  [
    'the bar of a tour',
    async (page) => {
      await page.keyboard.press('Escape');
      await setScene(page, { tour: { from: 6, to: 1e-6 } });
      await page.locator('.tour').waitFor();
    },
  ],
];

const THEMES = ['dark', 'light'] as const;

/** What axe-core objects to in either theme, by the theme. */
async function objectionsInBoth(page: Page): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`:root[data-theme="${colorScheme}"]`).waitFor({ state: 'attached' });
    found[colorScheme] = await objections(page);
  }
  return found;
}

const NOTHING = { dark: [], light: [] };

test('axe-core finds nothing in any arrangement', async () => {
  const page = await openCrease(tests, (opened) => opened.emulateMedia({ reducedMotion: 'reduce' }));
  await page.setViewportSize({ width: 1280, height: 720 });
  // What the pictures show makes no difference.
  await setScene(page, { resolution: 64 });
  const found: Record<string, unknown> = {};
  for (const [name, arrange] of ARRANGEMENTS) {
    await arrange(page);
    await settled(page);
    found[name] = await objectionsInBoth(page);
  }
  expect(found).toEqual(Object.fromEntries(ARRANGEMENTS.map(([name]) => [name, NOTHING])));
});

test('axe-core finds nothing on a phone', async () => {
  const page = await tests.browser.newPage({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
  try {
    await page.goto(tests.pageUrl);
    await settled(page);
    expect(await objectionsInBoth(page)).toEqual(NOTHING);
    await page.touchscreen.tap(200, 300);
    await page.locator('#pinned').waitFor();
    await button(page, 'Neurons').tap();
    await page.locator('.strip-tile').first().waitFor();
    expect(await objectionsInBoth(page)).toEqual(NOTHING);
    await button(page, 'Regions').tap();
    await page.locator('#regions:not(.waiting) .regions-total data').waitFor();
    expect(await objectionsInBoth(page)).toEqual(NOTHING);
    await button(page, 'Controls (p)').tap();
    await page.locator('#panel').waitFor();
    expect(await objectionsInBoth(page)).toEqual(NOTHING);
  } finally {
    await page.close();
  }
});

test('what happens is announced', async () => {
  const page = await openCrease(tests);
  await page.evaluate(() => {
    window.heard = [];
    for (const region of document.querySelectorAll('[role="status"], [role="alert"]'))
      new MutationObserver(() => {
        if (region.textContent) window.heard.push(region.textContent);
      }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  const heard = async (count: number) => {
    await page.waitForFunction((least) => window.heard.length >= least, count);
    const all = await page.evaluate(() => window.heard.splice(0));
    expect(all).toHaveLength(count);
    return all[count - 1].replace(/\u00a0/g, '');
  };

  await page.keyboard.press('d');
  const summary = await heard(1);
  for (const part of ['Direction of the gradient of y', '2-12-12-1 relu', 'torch, seed 1', 'x₁ from −3', 'Colours stand for'])
    expect(summary).toContain(part);
  // The same again is news again.
  await page.keyboard.press('d');
  expect(await heard(1)).toBe(summary);
  await page.locator('.map').press('Enter');
  await page.keyboard.press('d');
  expect(await heard(1)).toContain('At the pinned point (0.000, 0.000) the value is');

  await button(page, 'Copy link').click();
  expect(await heard(1)).toMatch(/^Link copied\.$|^The browser does not let the page copy/);

  await page.evaluate(() => window.crease?.status.update((before) => ({ ...before, problem: 'Nothing can be drawn.' })));
  expect(await heard(1)).toBe('Nothing can be drawn.');
  // A question is answered all the same.
  await page.keyboard.press('d');
  expect(await heard(1)).toContain('2-12-12-1 relu');

  await button(page, 'What helps?').click();
  expect(await heard(1)).toContain('The processor stands in for the graphics hardware');
  expect(await page.getByRole('alert').textContent()).toContain('a software adapter');
});

test('fields say their names, numbers and limits', async () => {
  const page = await openCrease(tests);
  const width = page.getByRole('spinbutton', { name: 'width of layer 0' });
  const said = () =>
    width.evaluate((field) => [field.ariaValueMin, field.ariaValueNow, field.ariaValueMax, (field as HTMLInputElement).value]);
  expect(await said()).toEqual(['1', '12', '64', '12']);
  await width.press('ArrowUp');
  expect(await said()).toEqual(['1', '13', '64', '13']);
  await width.fill('90');
  await width.press('Enter');
  expect(await said()).toEqual(['1', '90', '512', '90']);
  expect(await page.getByRole('spinbutton', { name: 'seed' }).getAttribute('aria-valuenow')).toBe('1');
});

test('the page has a language, and a title that says what is seen', async () => {
  const page = await openCrease(tests);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await page.getByRole('combobox', { name: 'Quantity shown in this pane' }).selectOption('activation pattern');
  await settled(page);
  expect(await page.title()).toBe('Activation pattern of all hidden layers · 2-12-12-1 relu · torch, seed 1 – Crease');
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.title()).toMatch(/y.* · 2-12-12-1 relu · torch, seed 1 – Crease$/);
});

test('a pinned card’s button stays under the hand that reaches for it, on a low stage too', async () => {
  const page = await openCrease(tests, (opened) => opened.setViewportSize({ width: 1280, height: 720 }));
  await setScene(page, { resolution: 64, pin: [0n, 0n] });
  const unpin = button(page, 'Unpin');
  const reach = async () => {
    await unpin.waitFor();
    const { x, y } = (await unpin.boundingBox()) ?? { x: Number.NaN, y: Number.NaN };
    // Over the map, where the other card appears, and on to the button.
    await page.mouse.move(x - 320, y + 12);
    await page.locator('#probe').waitFor();
    await page.mouse.move(x + 12, y + 12, { steps: 8 });
    await page.locator('#probe').waitFor({ state: 'hidden' });
    await page.mouse.down();
    await page.mouse.up();
    await expect.poll(async () => (await sceneOf(page)).pin).toBe(null);
  };
  await reach();
  await page.setViewportSize({ width: 1280, height: 640 });
  const [left, right] = [coordinateOf(-1), coordinateOf(1)];
  await setScene(page, {
    strip: 'pre',
    pin: [0n, 0n],
    section: [
      [left, 0n],
      [right, 0n],
    ],
  });
  await reach();
});
