// Accepted when every hand on the map does what its reader expects: the place under the cursor stays there at every depth, a drag takes
// the picture along and lets it glide, two fingers pinch, and clicks pin.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { MIN_VIEW_WIDTH, offsetOf, type View, viewAround } from '../../src/model/view.ts';
import { type PixelPoint, pixelOf, placeUnder } from '../../src/ui/camera.ts';
import { useBrowser } from '../support/browser.ts';
import { mapBox, openCrease, pointAt, SMALL, sceneOf, setScene, show, sizeIn, subjectIn, touch, viewIn } from './page.ts';

const tests = useBrowser();
/** In the map's pixels. */
const PLACE: PixelPoint = [170, 260];

const open = (prepare?: (page: Page) => Promise<unknown>): Promise<Page> => openCrease(tests, prepare, SMALL);

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

  /** Drags from PLACE by BY, rests for `wait` ms and lets go; the view before. The times are the hand's, however busy the machine is. */
  async function drag(page: Page, wait: number): Promise<View> {
    const before = await viewIn(page);
    const box = await mapBox(page);
    const session = await page.context().newCDPSession(page);
    const begun = Date.now();
    const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', part: number, ms: number) =>
      session.send('Input.dispatchMouseEvent', {
        type,
        x: box.x + PLACE[0] + part * BY[0],
        y: box.y + PLACE[1] + part * BY[1],
        button: 'left',
        buttons: type === 'mouseReleased' ? 0 : 1,
        clickCount: 1,
        timestamp: (begun + ms) / 1000,
      });
    await send('mousePressed', 0, 0);
    for (let step = 1; step <= 6; step++) await send('mouseMoved', step / 6, 16 * step);
    await send('mouseReleased', 1, 96 + wait);
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
    const before = await drag(page, 8);
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
    const before = await drag(page, 8);
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

test('a card over the map takes its own clicks, and a drag goes on below it', async () => {
  const page = await open();
  await setScene(page, { pin: [0n, 0n] });
  await page.locator('#pinned').waitFor();
  const card = await page.locator('#pinned').boundingBox();
  if (!card) throw new Error('There is no card.');
  const before = await sceneOf(page);
  await page.mouse.dblclick(card.x + 20, card.y + card.height - 12);
  await page.waitForTimeout(400);
  expect(await sceneOf(page)).toEqual(before);
  await pointAt(page, [80, 150]);
  await page.mouse.down();
  await page.mouse.move(card.x + 20, card.y + card.height - 12, { steps: 6 });
  await page.waitForTimeout(250);
  await page.mouse.up();
  const box = await mapBox(page);
  const size = await sizeIn(page);
  const [x, y] = pixelOf(await viewIn(page), size, placeUnder(before.view, size, [80, 150]));
  expect(Math.hypot(x - (card.x + 20 - box.x), y - (card.y + card.height - 12 - box.y))).toBeLessThan(0.1);
});

test('a map that becomes a surface under the hand has no number card', async () => {
  const page = await open();
  await pointAt(page, PLACE);
  await page.locator('#probe').waitFor({ state: 'visible' });
  await page.keyboard.press('s');
  await page.locator('#probe').waitFor({ state: 'hidden' });
});

test('the wheel zooms over the pane’s title too, whose list still opens', async () => {
  const page = await open();
  const before = await viewIn(page);
  const title = page.locator('.pane-head');
  await title.hover({ position: { x: 30, y: 12 } });
  const kind = await page.locator('.pane-head select').inputValue();
  await page.mouse.wheel(0, -300);
  await expect.poll(async () => (await viewIn(page)).radius).toBeLessThan(0.7 * before.radius);
  expect(await page.locator('.pane-head select').inputValue()).toBe(kind);
  await page.locator('.pane-head select').selectOption('pattern');
  expect((await subjectIn(page)).quantity.kind).toBe('pattern');
});

test('without WebGPU a surface is a map under every hand, and the page says what surfaces need', async () => {
  const withoutGpu = (page: Page) =>
    page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined }));
  const page = await openCrease(tests, withoutGpu, `${SMALL}~as:surface`);
  const map = page.locator('.pane .map');
  expect(await map.getAttribute('aria-label')).toMatch(/^Map/);
  const button = page.getByRole('button', { name: 'Surface', exact: true });
  expect(await button.isDisabled()).toBe(true);
  expect(await button.getAttribute('aria-pressed')).toBe('false');
  expect(await button.getAttribute('title')).toContain('WebGPU');
  const before = await viewIn(page);
  await pointAt(page, PLACE);
  await page.locator('#probe').waitFor({ state: 'visible' });
  await page.mouse.wheel(0, -300);
  await expect.poll(async () => (await viewIn(page)).radius).toBeLessThan(0.7 * before.radius);
  const zoomed = await viewIn(page);
  await map.focus();
  await page.keyboard.press('ArrowRight');
  expect(offsetOf(zoomed, (await viewIn(page)).center)[0]).toBeGreaterThan(0);
  const { panes } = await sceneOf(page);
  await page.keyboard.press('s');
  expect((await sceneOf(page)).panes).toEqual(panes);
  expect(await page.locator('#toast').textContent()).toContain('WebGPU');
});

test('a picture has the screen’s pixels after its density has changed, where the browser tells no exact sizes', async () => {
  const page = await open((opened) =>
    opened.addInitScript(() => {
      Reflect.deleteProperty(ResizeObserverEntry.prototype, 'devicePixelContentBoxSize');
    }),
  );
  const widthIn = () => page.evaluate(() => window.crease?.sizes()[0].width);
  const { width } = await mapBox(page);
  expect(await widthIn()).toBe(width);
  const session = await page.context().newCDPSession(page);
  for (const deviceScaleFactor of [2, 1.5]) {
    await session.send('Emulation.setDeviceMetricsOverride', { width: 800, height: 600, deviceScaleFactor, mobile: false });
    await expect.poll(widthIn).toBe(Math.round(width * deviceScaleFactor));
  }
});
