// Accepted when cards and bars leave the map to be seen: one card on a phone, none on the colour bar, none under the cursor, each saying
// whose numbers it shows; when the pinned one can be read and copied; and when whatever is open leaves the stage nearly half the window.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { coordinateOf } from '../../src/model/coordinate.ts';
import { useBrowser } from '../support/browser.ts';
import { mapBox, openCrease, QUICK, sceneOf, setScene, settled } from './page.ts';

const tests = useBrowser();

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function open(width: number, height: number): Promise<Page> {
  return openCrease(tests, (page) => page.setViewportSize({ width, height }), QUICK);
}

async function boxOf(page: Page, selector: string): Promise<Box> {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not on the screen.`);
  return box;
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe('a phone', () => {
  test.each([
    [390, 844],
    [844, 390],
  ])('of %i × %i has one card after a tap, clear of the colour bar and of the point', async (width, height) => {
    const page = await tests.browser.newPage({ viewport: { width, height }, hasTouch: true });
    try {
      await page.goto(tests.pageUrl + QUICK);
      await settled(page);
      const map = await mapBox(page);
      const [x, y] = [map.x + 0.5 * map.width, map.y + 0.5 * map.height];
      await page.touchscreen.tap(x, y);
      await page.locator('#pinned').waitFor();
      await page.locator('#probe').waitFor({ state: 'hidden' });
      const card = await boxOf(page, '#pinned');
      expect(meet(card, await boxOf(page, '.pane-legend'))).toBe(false);
      expect(meet(card, { x: x - 3, y: y - 3, width: 6, height: 6 })).toBe(false);
      const stage = await boxOf(page, '#stage');
      expect(card.x >= stage.x && card.x + card.width <= stage.x + stage.width).toBe(true);
      expect(card.y >= stage.y && card.y + card.height <= stage.y + stage.height).toBe(true);
      expect(card.width * card.height).toBeLessThan(0.4 * stage.width * stage.height);
    } finally {
      await page.close();
    }
  });

  test('has every tool in sight, and all five bounds', async () => {
    const page = await open(390, 844);
    const buttons = page.locator('#toolbar button');
    for (const button of await buttons.all()) {
      const box = await button.boundingBox();
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true);
    }
    await page.getByRole('button', { name: 'Bounds', exact: true }).click();
    await settled(page);
    const stage = await boxOf(page, '#stage');
    for (const pane of await page.locator('.pane').all()) {
      const box = await pane.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 999)).toBeLessThanOrEqual(stage.y + stage.height + 1);
    }
  });
});

test.each([
  [844, 390],
  [1024, 600],
  [390, 844],
])('whatever is open, the stage keeps nearly half of a window of %i × %i', async (width, height) => {
  const page = await open(width, height);
  await page.locator('#status-line button').click();
  await page.locator('.notice-more').click();
  const place = (x: number) => [coordinateOf(x), 0n] as const;
  await setScene(page, { strip: 'pre', section: [place(-1), place(1)] });
  await page.locator('#section .curve').waitFor();
  expect((await boxOf(page, '#stage')).height).toBeGreaterThan(0.44 * height);
  const status = await boxOf(page, '#status-line');
  expect(status.y + status.height).toBeLessThanOrEqual(height + 1);
});

test('the card under the cursor stays inside its pane and off the cursor, and says whose numbers it shows', async () => {
  const page = await open(1024, 600);
  await page.getByRole('button', { name: 'A | B', exact: true }).click();
  await settled(page);
  for (const pane of [0, 1]) {
    const map = await mapBox(page, pane);
    for (const [u, v] of [
      [0.3, 0.3],
      [0.9, 0.9],
      [0.5, 0.6],
      [0.9, 0.2],
    ]) {
      const [x, y] = [map.x + u * map.width, map.y + v * map.height];
      await page.mouse.move(x, y);
      await page.locator('#probe').waitFor();
      await expect
        .poll(async () => {
          const card = await boxOf(page, '#probe');
          return (
            !meet(card, { x: x - 10, y: y - 10, width: 20, height: 20 }) &&
            card.x >= map.x &&
            card.x + card.width <= map.x + map.width
          );
        })
        .toBe(true);
      await expect.poll(() => page.locator('#probe h2').textContent()).toBe(pane === 0 ? 'A' : 'B');
    }
  }
});

test('a pinned card is read and selected, and what is done on it does not reach the map', async () => {
  const page = await open(1024, 600);
  await setScene(page, { pin: [0n, 0n] });
  await page.locator('#pinned dd').first().waitFor();
  const before = await sceneOf(page);
  await page.locator('#pinned dd').nth(2).dblclick();
  expect(await page.evaluate(() => String(getSelection()).trim())).not.toBe('');
  await page.waitForTimeout(400);
  expect(await sceneOf(page)).toEqual(before);
});

test('in small panes surfaces stand between title and colour bar', async () => {
  const page = await open(1024, 600);
  await page.getByRole('button', { name: 'Two', exact: true }).click();
  await page.getByRole('button', { name: 'Surface', exact: true }).click();
  await settled(page);
  const map = await mapBox(page);
  expect(meet(map, await boxOf(page, '.pane-head'))).toBe(false);
  expect(meet(map, await boxOf(page, '.pane-legend'))).toBe(false);
});

test('the browser’s bar has the theme’s colour', async () => {
  const page = await openCrease(tests, (opened) => opened.emulateMedia({ colorScheme: 'light' }), QUICK);
  const colours = () =>
    page.evaluate(() => [
      ...[...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].map(({ content }) => content),
      getComputedStyle(document.querySelector('#toolbar') ?? document.body).backgroundColor,
    ]);
  const light = await colours();
  expect(new Set(light).size).toBe(1);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(colours).not.toEqual(light);
  expect(new Set(await colours()).size).toBe(1);
});

test('where no number is finite the colour bar and the words claim none', async () => {
  const page = await openCrease(tests, undefined, '#v=1&net=2-6-3:relu/log-sum-exp=1e-300@torch:0&panes=value');
  await expect.poll(() => page.locator('.pane-legend').textContent()).toMatch(/^no finite number/);
  await page.locator('.pane .map').focus();
  await page.keyboard.press('d');
  await expect.poll(() => page.locator('#announcer').textContent()).toContain('No number here is finite.');
  expect(await page.locator('#announcer').textContent()).not.toContain('Colours stand for');
});
