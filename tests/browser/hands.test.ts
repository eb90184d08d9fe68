// Accepted when every hand on the map does what its reader expects: the place under the cursor stays there at every depth, a drag takes
// the picture along and lets it glide, two fingers pinch, clicks pin, and the keys move, fit, undo and redo.
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { fittingView } from '../../src/model/fit.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { MIN_VIEW_WIDTH, offsetOf, type View, viewAround } from '../../src/model/view.ts';
import { halfExtents, type PixelPoint, pixelOf, placeUnder } from '../../src/ui/camera.ts';
import { useBrowser } from '../support/browser.ts';
import { mapBox, openCrease, sceneOf, setScene, show, subjectIn } from './page.ts';

const tests = useBrowser();
/** In the map's pixels. */
const PLACE: PixelPoint = [170, 260];

/** A network that is compiled and drawn in no time. */
const SMALL = '#v=1&net=2-6-1:relu@torch:1&panes=value';

const open = (prepare?: (page: Page) => Promise<unknown>): Promise<Page> => openCrease(tests, prepare, SMALL);

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

test('a card over the map takes its own clicks, and a drag goes on below it', async () => {
  const page = await open();
  await setScene(page, { pin: [0n, 0n] });
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
    expect(await sketchIn(page)).toBeNull();
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
      expect(await sketchIn(page)).toBe(kind);
      await page.keyboard.press('Escape');
      expect(await sketchIn(page)).toBeNull();
      await pointAt(page, [160, 190]);
      expect(await sketchIn(page)).toBeNull();
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
      expect(await sketchIn(page)).toBe(kind);
      await send('touchCancel');
      expect(await sketchIn(page)).toBeNull();
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
    expect(await sketchIn(page)).toBe('box');
    await send('touchStart', BOX[1], [65, 310]);
    expect(await sketchIn(page)).toBeNull();
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
    expect(fitted).toEqual(fittingView(recipeNetwork((await subjectIn(page)).recipe)));
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
