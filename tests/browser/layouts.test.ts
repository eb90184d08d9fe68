// Accepted when every layout shows what it says, pixel by pixel, through one camera; when networks are compared side by side; and when
// what is seen can be drawn finer, as a surface, with labels, saved and passed on.
import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { BOUNDS_ROW } from '../../src/model/layout.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { subjectOf } from '../../src/model/scene.ts';
import { viewAround } from '../../src/model/view.ts';
import { gridAt } from '../../src/ui/camera.ts';
import { useBrowser } from '../support/browser.ts';
import {
  enginePixels,
  mapBox,
  mapPixels,
  openCrease,
  QUICK,
  sceneOf,
  setScene,
  settled,
  shareOfDifferent,
  show,
  subjectIn,
} from './page.ts';

const tests = useBrowser();

async function open(fragment = QUICK): Promise<Page> {
  return openCrease(tests, (page) => page.setViewportSize({ width: 800, height: 420 }), fragment);
}

async function arrange(page: Page, layout: string): Promise<void> {
  await page.getByRole('button', { name: layout, exact: true }).click();
  await settled(page);
}

/** Every pane shows the engine's picture of its subject. */
async function expectEnginePictures(page: Page): Promise<void> {
  for (const pane of (await sceneOf(page)).panes.keys()) {
    const pixels = await mapPixels(page, pane);
    const expected = await enginePixels(await subjectIn(page, pane), pixels.width, pixels.height);
    expect(shareOfDifferent(pixels, expected, 4), `pane ${pane}`).toBeLessThan(0.001);
  }
}

async function pointAt(page: Page, pane: number): Promise<void> {
  const { x, y, width, height } = await mapBox(page, pane);
  await page.mouse.move(x + 0.4 * width, y + 0.6 * height);
}

const folder = (page: Page, title: string) =>
  page.locator('.lil-gui').filter({ has: page.locator(':scope > .lil-title', { hasText: new RegExp(`^${title}$`) }) });

const row = (page: Page, name: string, inside = page.locator('#panel')) =>
  inside
    .locator('.lil-controller:visible', { has: page.locator('.lil-name', { hasText: new RegExp(`^${name}$`) }) })
    .locator('input, select')
    .first();

const value: Quantity = { kind: 'value', output: 0 };
const rise = (component: 'x1' | 'x2'): Quantity => ({ kind: 'grad', component, output: 0 });

describe('a layout', () => {
  test.each([
    ['Two', [value, rise('x2')]],
    ['Four', [value, rise('x1'), rise('x2'), { kind: 'pattern', layer: null }]],
  ] as const)('of linked panes shows its quantities, and one camera moves them all: %s', async (layout, quantities) => {
    const page = await open();
    await arrange(page, layout);
    const { panes, view } = await sceneOf(page);
    expect(panes.map(({ quantity }) => quantity)).toEqual(quantities);
    expect(panes.every(({ frame }) => frame === null)).toBe(true);
    await pointAt(page, 1);
    await page.mouse.wheel(0, -300);
    await expect.poll(async () => (await sceneOf(page)).view.radius).toBeLessThan(0.7 * view.radius);
    await settled(page);
    await expectEnginePictures(page);
  });

  test('of bounds has a frame for each, which moves alone', async () => {
    const page = await open();
    await arrange(page, 'Bounds');
    const before = await sceneOf(page);
    expect(before.panes.map(({ frame }) => frame)).toEqual(BOUNDS_ROW.map((bound) => viewAround([0, 0], bound)));
    await pointAt(page, 2);
    await page.mouse.wheel(0, -300);
    await expect.poll(async () => (await subjectIn(page, 2)).view.radius).toBeLessThan(70);
    await settled(page);
    const after = await sceneOf(page);
    expect(after.view).toEqual(before.view);
    for (const pane of [0, 1, 3, 4]) expect(after.panes[pane]).toEqual(before.panes[pane]);
    await expectEnginePictures(page);
  });

  test('lets each pane’s title change its own quantity', async () => {
    const page = await open();
    await arrange(page, 'Two');
    const before = await sceneOf(page);
    const title = page.locator('.pane').nth(1).getByRole('combobox');
    await title.selectOption({ value: 'grad-norm' });
    await settled(page);
    const { panes } = await sceneOf(page);
    expect(panes[0]).toEqual(before.panes[0]);
    expect(panes[1].quantity).toEqual({ kind: 'grad', component: 'norm', output: 0 });
    await expectEnginePictures(page);
  });

  test('of two networks has a section for each, and One shows the one that was active while the other waits', async () => {
    const page = await open();
    await arrange(page, 'A | B');
    await page.getByRole('button', { name: '20 units | 4 × 5 units' }).click();
    await settled(page);
    const widths = async () => (await sceneOf(page)).networks.map((network) => network.widths);
    expect((await sceneOf(page)).layout).toBe('networks');
    expect(await widths()).toEqual([
      [2, 20, 1],
      [2, 5, 5, 5, 5, 1],
    ]);
    for (const [name, width] of [
      ['Network A', '9'],
      ['Network B', '7'],
    ]) {
      const input = row(page, 'width of layer 0', folder(page, name));
      await input.fill(width);
      await input.press('Enter');
    }
    await settled(page);
    expect(await widths()).toEqual([
      [2, 9, 1],
      [2, 7, 5, 5, 5, 1],
    ]);
    await expectEnginePictures(page);
    await page.locator('.pane .map').nth(1).focus();
    await arrange(page, 'One');
    expect((await sceneOf(page)).panes.map(({ network }) => network)).toEqual([1]);
    expect(await folder(page, 'Network A').isVisible()).toBe(false);
    await expectEnginePictures(page);
    await arrange(page, 'A | B');
    expect(await widths()).toEqual([
      [2, 9, 1],
      [2, 7, 5, 5, 5, 1],
    ]);
  });
});

test('the pane under the cursor is painted first', async () => {
  // Large enough that each picture takes several turns.
  const page = await open('#v=1&net=2-48-48-48-1:relu@torch:1&layout=four&panes=value;grad-x1;grad-x2;pattern');
  for (const pane of [2, 0]) {
    await pointAt(page, pane);
    const order = await page.evaluate(async (radius) => {
      const { crease } = window;
      if (!crease) throw new Error('The page did not start.');
      const painted: number[] = [];
      let seen = crease.status.value.pictures;
      const end = crease.status.watch(({ pictures }) => {
        pictures.forEach((picture, i) => {
          if (picture?.full && picture !== seen[i]) painted.push(i);
        });
        seen = pictures;
      });
      crease.scenes.update((scene) => ({ ...scene, view: { ...scene.view, radius } }));
      while (painted.length < pictures().length) await new Promise(requestAnimationFrame);
      end();
      return painted;
      function pictures() {
        return crease?.status.value.pictures ?? [];
      }
    }, pane + 4);
    expect(order[0]).toBe(pane);
    expect(order.toSorted()).toEqual([0, 1, 2, 3]);
  }
});

test('a resolution changes the points that are evaluated, and not the picture’s pixels', async () => {
  const page = await open();
  const size = await page.evaluate(() => window.crease?.sizes()[0]);
  if (!size) throw new Error('The page has no pane.');
  const { view } = await subjectIn(page);
  for (const [name, side] of [
    ['500²', 500],
    ['2048²', 2048],
  ] as const) {
    await row(page, 'resolution').selectOption(name);
    await settled(page);
    const { width, height } = gridAt(view, size, side);
    expect(Math.min(width, height)).toBe(side);
    const shown = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.pane .map canvas');
      return { points: window.crease?.status.value.pictures[0]?.points, canvas: [canvas?.width, canvas?.height] };
    });
    expect(shown).toEqual({ points: width * height, canvas: [size.width, size.height] });
  }
});

test('a surface turns under the hand, and is a map again', async () => {
  const page = await open();
  const map = await mapPixels(page);
  const { view, camera } = await sceneOf(page);
  await page.locator('.pane .map').focus();
  await page.keyboard.press('s');
  await settled(page);
  const surface = await mapPixels(page);
  const flat = await enginePixels(await subjectIn(page), surface.width, surface.height);
  expect(shareOfDifferent(surface, flat, 8)).toBeGreaterThan(0.3);
  await pointAt(page, 0);
  await page.mouse.down();
  const box = await mapBox(page);
  await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.5 * box.height, { steps: 4 });
  await page.waitForTimeout(200);
  await page.mouse.up();
  await settled(page);
  const turned = await sceneOf(page);
  expect(turned.camera.azimuth).not.toBe(camera.azimuth);
  expect(turned.view).toEqual(view);
  expect(shareOfDifferent(await mapPixels(page), surface, 8)).toBeGreaterThan(0.1);
  await page.keyboard.press('s');
  await settled(page);
  // Out of the map, whose cursor would be seen.
  await page.mouse.move(2, 2);
  // The screen may be a frame behind the page.
  await expect.poll(async () => shareOfDifferent(await mapPixels(page), map, 0)).toBe(0);
});

test('contours have labels', async () => {
  const page = await open();
  /** Pixels of the overlay in the map's inner half, away from its rulers, that are drawn on. */
  const ink = () =>
    page.evaluate(() => {
      const overlay = document.querySelector<HTMLCanvasElement>('.pane .overlay');
      if (!overlay) throw new Error('The pane has no overlay.');
      const { width, height } = overlay;
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      context?.drawImage(overlay, 0, 0);
      const inner = context?.getImageData(width / 4, height / 4, width / 2, height / 2).data;
      return inner?.filter((byte, i) => i % 4 === 3 && byte > 0).length ?? 0;
    });
  const without = await ink();
  const { colouring } = await subjectIn(page);
  await show(page, { colouring: { ...colouring, contours: 9 } });
  await expect.poll(ink, { timeout: 20_000 }).toBeGreaterThan(without + 100);
  await show(page, { colouring });
  await expect.poll(ink, { timeout: 20_000 }).toBe(without);
});

describe('what is seen', () => {
  test('is saved as a PNG of the size that is asked for', async () => {
    const page = await open();
    const save = async (): Promise<ReturnType<typeof decode>> => {
      const download = page.waitForEvent('download');
      await page.getByRole('dialog').getByRole('button', { name: 'Save PNG' }).click();
      const file = await download;
      expect(file.suggestedFilename()).toMatch(/^[a-z0-9][a-z0-9.-]*\.png$/);
      return decode(await readFile(await file.path()));
    };
    await page.getByRole('button', { name: 'Save PNG', exact: true }).click();
    await page.getByLabel('Width', { exact: true }).fill('330');
    await page.getByLabel('Height', { exact: true }).fill('250');
    for (const around of ['Axes', 'Titles and colour bars']) await page.getByLabel(around).uncheck();
    const plain = await save();
    const expected = await enginePixels(await subjectIn(page), 330, 250);
    expect(shareOfDifferent(plain, expected, 4)).toBeLessThan(0.001);

    await arrange(page, 'Two');
    await page.getByRole('button', { name: 'Save PNG', exact: true }).click();
    await page.getByLabel('Width', { exact: true }).fill('1000');
    await page.getByLabel('Height', { exact: true }).fill('600');
    for (const around of ['Axes', 'Titles and colour bars']) await page.getByLabel(around).check();
    const decorated = await save();
    expect([decorated.width, decorated.height]).toEqual([1000, 600]);
  });

  test('is passed on by a copied link, to the pixel', async () => {
    const page = await open();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await arrange(page, 'Two');
    await setScene(page, { view: viewAround([0.25, -0.5], 1.5) });
    await page.getByRole('button', { name: 'Copy link', exact: true }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/#v=1&/);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const { page: other } = await tests.openPage(link, (opened) => opened.setViewportSize({ width: 800, height: 420 }));
    await settled(other);
    const [there, here] = [await sceneOf(other), await sceneOf(page)];
    expect(there.panes).toEqual(here.panes);
    for (const pane of there.panes.keys()) {
      expect(subjectOf(there, pane)).toEqual(subjectOf(here, pane));
      expect(shareOfDifferent(await mapPixels(other, pane), await mapPixels(page, pane), 0)).toBe(0);
    }
  });
});
