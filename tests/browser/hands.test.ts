// Accepted when every hand on the map does what its reader expects: the place under the cursor stays there at every depth, a drag takes
// the picture along and lets it glide, two fingers pinch, clicks pin, and the keys move, fit, undo and redo.
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { MIN_VIEW_WIDTH, offsetOf, type View, viewAround } from '../../src/model/view.ts';
import { halfExtents, type PixelPoint, pixelOf, placeUnder } from '../../src/ui/camera.ts';
import { useBrowser } from '../support/browser.ts';
import { mapBox, openCrease, QUICK, sceneOf, setScene, show, subjectIn } from './page.ts';

const tests = useBrowser();
/** In the map's pixels. */
const PLACE: PixelPoint = [170, 260];

const open = (prepare?: (page: Page) => Promise<unknown>): Promise<Page> => openCrease(tests, prepare, QUICK);

async function sizeIn(page: Page) {
  const { width, height } = await mapBox(page);
  return { width, height };
}

async function viewIn(page: Page): Promise<View> {
  return (await subjectIn(page)).view;
}

async function pointAt(page: Page, [x, y]: PixelPoint): Promise<void> {
  const box = await mapBox(page);
  await page.mouse.move(box.x + x, box.y + y, { steps: 3 });
}

/** How many pixels from `pixel` the place lies that was there in another view. */
async function driftOf(page: Page, before: View, pixel: PixelPoint): Promise<number> {
  const size = await sizeIn(page);
  const [x, y] = pixelOf(await viewIn(page), size, placeUnder(before, size, pixel));
  return Math.hypot(x - pixel[0], y - pixel[1]);
}

describe('the wheel', () => {
  test.each([
    [3, [0, 0]],
    [1e-3, [0.31, -0.27]],
    [1e-9, [0.31, -0.27]],
    [3 * MIN_VIEW_WIDTH, [-0.7, 0.1234567]],
  ] as const)('zooms at the cursor in a view of ±%d: what is under it stays under it', async (radius, center) => {
    const page = await open();
    await show(page, { view: viewAround(center, radius) });
    await pointAt(page, PLACE);
    const before = await viewIn(page);
    for (let notch = 0; notch < 4; notch++) await page.mouse.wheel(0, -100);
    await expect.poll(async () => (await viewIn(page)).radius).toBeLessThan(0.55 * radius);
    expect(await driftOf(page, before, PLACE)).toBeLessThan(0.1);
    for (let notch = 0; notch < 4; notch++) await page.mouse.wheel(0, 100);
    await expect.poll(async () => (await viewIn(page)).radius).toBeGreaterThan(0.95 * radius);
    expect(await driftOf(page, before, PLACE)).toBeLessThan(0.1);
  });
});

describe('a drag', () => {
  const BY: PixelPoint = [83, 57];

  /** Drags from PLACE by BY, rests for `wait` ms and lets go; the view before. */
  async function drag(page: Page, wait: number): Promise<View> {
    await pointAt(page, PLACE);
    const before = await viewIn(page);
    const box = await mapBox(page);
    await page.mouse.down();
    await page.mouse.move(box.x + PLACE[0] + BY[0], box.y + PLACE[1] + BY[1], { steps: 6 });
    if (wait > 0) await page.waitForTimeout(wait);
    await page.mouse.up();
    return before;
  }

  /** How far beyond the hand's own way the picture is. */
  async function glideOf(page: Page, before: View): Promise<number> {
    const [x, y] = pixelOf(await viewIn(page), await sizeIn(page), placeUnder(before, await sizeIn(page), PLACE));
    return Math.hypot(x - PLACE[0] - BY[0], y - PLACE[1] - BY[1]);
  }

  test('keeps the place in the hand, and the picture rests where the hand rested', async () => {
    const page = await open();
    const before = await drag(page, 250);
    expect(await glideOf(page, before)).toBeLessThan(0.1);
    await page.waitForTimeout(200);
    expect(await glideOf(page, before)).toBeLessThan(0.1);
  });

  test('that is let go of in motion glides on, and comes to rest', async () => {
    const page = await open();
    const before = await drag(page, 0);
    await expect.poll(() => glideOf(page, before)).toBeGreaterThan(2);
    let last = -1;
    const isAtRest = async () => {
      const now = await glideOf(page, before);
      const rests = now === last;
      last = now;
      return rests;
    };
    await expect.poll(isAtRest, { timeout: 10_000 }).toBe(true);
  });

  test('does not glide where the reader asked for less motion', async () => {
    const page = await open((opened) => opened.emulateMedia({ reducedMotion: 'reduce' }));
    const before = await drag(page, 0);
    await page.waitForTimeout(200);
    expect(await glideOf(page, before)).toBeLessThan(0.1);
  });
});

test('two fingers pinch: both places stay under their fingers', async () => {
  const page = await open();
  const box = await mapBox(page);
  const session = await page.context().newCDPSession(page);
  const before = await viewIn(page);
  const fingers = (a: PixelPoint, b: PixelPoint) =>
    [a, b].map(([x, y], id) => ({ x: box.x + x, y: box.y + y, id, radiusX: 1, radiusY: 1, force: 1 }));
  await touch(session, 'touchStart', fingers([150, 200], [250, 300]));
  for (let step = 1; step <= 5; step++)
    await touch(session, 'touchMove', fingers([150 - 10 * step, 200 - 10 * step], [250 + 10 * step, 300 + 10 * step]));
  await touch(session, 'touchEnd', []);
  await expect.poll(async () => (await viewIn(page)).radius).toBeLessThan(0.6 * before.radius);
  const view = await viewIn(page);
  expect(view.radius).toBeCloseTo(before.radius / 2, 9);
  const size = await sizeIn(page);
  for (const [from, to] of [
    [
      [150, 200],
      [100, 150],
    ],
    [
      [250, 300],
      [300, 350],
    ],
  ] as const) {
    const [x, y] = pixelOf(view, size, placeUnder(before, size, from));
    expect(Math.hypot(x - to[0], y - to[1])).toBeLessThan(0.1);
  }
});

function touch(session: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: object[]): Promise<unknown> {
  return session.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints as { x: number; y: number }[] });
}

describe('clicks', () => {
  test('a double click zooms in where it is, and pins nothing', async () => {
    const page = await open();
    const before = await viewIn(page);
    const box = await mapBox(page);
    await page.mouse.dblclick(box.x + PLACE[0], box.y + PLACE[1]);
    expect((await viewIn(page)).radius).toBe(before.radius / 2);
    expect(await driftOf(page, before, PLACE)).toBeLessThan(0.1);
    await page.waitForTimeout(400);
    expect((await sceneOf(page)).pin).toBeNull();
  });

  test('a click pins the place, its card stays, and Escape lets it go', async () => {
    const page = await open();
    const before = await viewIn(page);
    const box = await mapBox(page);
    await page.mouse.click(box.x + PLACE[0], box.y + PLACE[1]);
    await page.locator('#pinned').waitFor({ state: 'visible' });
    const { pin } = await sceneOf(page);
    if (!pin) throw new Error('Nothing is pinned.');
    const [x, y] = pixelOf(before, await sizeIn(page), pin);
    expect(Math.hypot(x - PLACE[0], y - PLACE[1])).toBeLessThan(0.1);
    expect(await viewIn(page)).toEqual(before);
    await page.keyboard.press('Escape');
    await page.locator('#pinned').waitFor({ state: 'hidden' });
  });
});

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
    const fitted = await viewIn(page);
    expect(fitted.radius).toBeGreaterThan(home.radius);
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
    await seed.press('Enter');
    const scene = await sceneOf(page);
    expect(scene.layout).toBe('one');
    expect(scene.panes[0].surface).toBe(false);
    expect(scene.networks[0].seed).toBe(4);
  });
});
