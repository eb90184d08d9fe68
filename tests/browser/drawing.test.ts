// Accepted when Shift and a drag frame a box, Alt and a drag draw a cross-section, and a hand that changes its mind draws nothing and leaves
// nothing on the map.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { halfExtents, type PixelPoint, pixelOf, placeUnder } from '../../src/ui/camera.ts';
import { useBrowser } from '../support/browser.ts';
import { mapBox, openCrease, pointAt, SMALL, sceneOf, setScene, sizeIn, touch, viewIn } from './page.ts';

const tests = useBrowser();
/** In the map's pixels. */
const PLACE: PixelPoint = [170, 260];

const open = (prepare?: (page: Page) => Promise<unknown>): Promise<Page> => openCrease(tests, prepare, SMALL);

test('a Shift-drag frames its box', async () => {
  const page = await open();
  const before = await viewIn(page);
  const size = await sizeIn(page);
  await pointAt(page, [100, 100]);
  await page.keyboard.down('Shift');
  await page.mouse.down();
  await pointAt(page, [300, 180]);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  const view = await viewIn(page);
  expect(halfExtents(view, size)[0]).toBeCloseTo((halfExtents(before, size)[0] * 200) / size.width, 9);
  const [x, y] = pixelOf(before, size, view.center);
  expect(Math.hypot(x - 200, y - 140)).toBeLessThan(0.01);
});

test('an Alt-drag draws a cross-section whose plot follows, and whose handles move it', async () => {
  const page = await open();
  await pointAt(page, [120, 200]);
  await page.keyboard.down('Alt');
  await page.mouse.down();
  await pointAt(page, [320, 300]);
  await page.mouse.up();
  await page.keyboard.up('Alt');
  await page.locator('#section').waitFor({ state: 'visible' });
  const { section } = await sceneOf(page);
  if (!section) throw new Error('There is no cross-section.');
  await page.getByRole('button', { name: /^End of the cross-section/ }).press('ArrowRight');
  const after = (await sceneOf(page)).section;
  expect(after?.[0]).toEqual(section[0]);
  expect(Number(after?.[1][0])).toBeGreaterThan(Number(section[1][0]));
});

/** Presses at one place of the map, and moves by way of others; the button is still down. */
async function draw(page: Page, key: 'Shift' | 'Alt', ...pixels: readonly PixelPoint[]): Promise<void> {
  await pointAt(page, pixels[0]);
  await page.keyboard.down(key);
  await page.mouse.down();
  for (const pixel of pixels.slice(1)) await pointAt(page, pixel);
}

async function letGo(page: Page): Promise<void> {
  await page.mouse.up();
  for (const key of ['Shift', 'Alt']) await page.keyboard.up(key);
}

/** What is being drawn; null where nothing is. */
async function sketchIn(page: Page): Promise<string | null> {
  return (await page.evaluate(() => window.crease?.sketch.value?.kind)) ?? null;
}

describe('a hand that changes its mind', () => {
  /** Beside the cards. */
  const BOX = [
    [70, 110],
    [165, 210],
  ] as const;

  test('draws nothing where a box or a line comes back to where it began', async () => {
    const page = await open();
    const before = await sceneOf(page);
    await draw(page, 'Shift', BOX[0], BOX[1], [73, 112]);
    await letGo(page);
    await draw(page, 'Shift', BOX[0], BOX[1], [165, 113]);
    await letGo(page);
    await draw(page, 'Alt', BOX[0], BOX[1], BOX[0]);
    await letGo(page);
    expect(await sceneOf(page)).toEqual(before);
    await expect.poll(() => sketchIn(page)).toBeNull();
  });

  test('presses Escape: what it draws is given up, and nothing else', async () => {
    const page = await open();
    await setScene(page, { pin: [0n, 0n] });
    const before = await sceneOf(page);
    for (const [key, kind] of [
      ['Shift', 'box'],
      ['Alt', 'line'],
    ] as const) {
      await draw(page, key, ...BOX);
      await expect.poll(() => sketchIn(page)).toBe(kind);
      await page.keyboard.press('Escape');
      await expect.poll(() => sketchIn(page)).toBeNull();
      await pointAt(page, [160, 190]);
      await expect.poll(() => sketchIn(page)).toBeNull();
      await letGo(page);
      expect(await sceneOf(page)).toEqual(before);
    }
    expect(await page.locator('.map.held').count()).toBe(0);
  });

  test('is taken away by the system: nothing is drawn, nothing glides', async () => {
    const page = await open();
    const before = await sceneOf(page);
    const session = await page.context().newCDPSession(page);
    const box = await mapBox(page);
    const finger = ([x, y]: PixelPoint) => [{ x: box.x + x, y: box.y + y, id: 0, radiusX: 1, radiusY: 1, force: 1 }];
    for (const [modifiers, kind] of [
      [8, 'box'],
      [1, 'line'],
    ] as const) {
      const send = (type: string, at?: PixelPoint) =>
        session.send('Input.dispatchTouchEvent', { type: type as 'touchMove', touchPoints: at ? finger(at) : [], modifiers });
      await send('touchStart', BOX[0]);
      await send('touchMove', [130, 160]);
      await send('touchMove', BOX[1]);
      await expect.poll(() => sketchIn(page)).toBe(kind);
      await send('touchCancel');
      await expect.poll(() => sketchIn(page)).toBeNull();
    }
    expect(await sceneOf(page)).toEqual(before);
    await touch(session, 'touchStart', finger([200, 150]));
    for (let step = 1; step <= 5; step++) await touch(session, 'touchMove', finger([200 + 20 * step, 150 + 10 * step]));
    await session.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
    const { view } = await sceneOf(page);
    expect(view).not.toEqual(before.view);
    await page.waitForTimeout(200);
    expect((await sceneOf(page)).view).toEqual(view);
  });

  test('brings a second finger: the box is given up for a pinch', async () => {
    const page = await open();
    const before = await viewIn(page);
    const session = await page.context().newCDPSession(page);
    const box = await mapBox(page);
    const send = (type: string, ...pixels: readonly PixelPoint[]) =>
      session.send('Input.dispatchTouchEvent', {
        type: type as 'touchMove',
        touchPoints: pixels.map(([x, y], id) => ({ x: box.x + x, y: box.y + y, id, radiusX: 1, radiusY: 1, force: 1 })),
        modifiers: 8,
      });
    await send('touchStart', BOX[0]);
    await send('touchMove', [130, 160]);
    await send('touchMove', BOX[1]);
    await expect.poll(() => sketchIn(page)).toBe('box');
    await send('touchStart', BOX[1], [65, 310]);
    await expect.poll(() => sketchIn(page)).toBeNull();
    await send('touchMove', [175, 200], [55, 320]);
    await send('touchEnd');
    await expect.poll(async () => (await viewIn(page)).radius).toBeLessThan(before.radius);
    expect((await viewIn(page)).radius).toBeGreaterThan(0.8 * before.radius);
  });

  test('clicks and zooms at once: the pin is where the click was', async () => {
    const page = await open();
    const box = await mapBox(page);
    const place = placeUnder(await viewIn(page), await sizeIn(page), PLACE);
    await page.mouse.click(box.x + PLACE[0], box.y + PLACE[1]);
    await page.mouse.move(box.x + 60, box.y + 80);
    await page.mouse.wheel(0, -600);
    await expect.poll(async () => (await sceneOf(page)).pin).not.toBeNull();
    expect((await sceneOf(page)).pin).toEqual(place);
    expect((await viewIn(page)).radius).toBeLessThan(2);
  });

  test('clicks and takes the pane away at once: nothing breaks, and nothing is left of the hand', async () => {
    const page = await open();
    await page.locator('.pane .map').focus();
    await page.keyboard.press('3');
    await page.locator('.pane').nth(3).waitFor();
    const box = await mapBox(page, 3);
    await page.mouse.click(box.x + 60, box.y + 90);
    await page.keyboard.press('1');
    await page.waitForTimeout(400);
    const left = await page.evaluate(() => [window.crease?.cursor.value, window.crease?.scenes.value.pin]);
    expect(left).toEqual([null, null]);
  });
});
