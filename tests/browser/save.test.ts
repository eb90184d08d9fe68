// Accepted when a saved picture is what the page shows: the whole map between its rulers, with labels, pinned point and section, titles that
// tell networks apart, no axes where none are asked for; and when saving tells how it goes and outlives a lost device.
import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { coordinateOf } from '../../src/model/coordinate.ts';
import { defaultColouring } from '../../src/model/default-colouring.ts';
import type { Scene } from '../../src/model/scene.ts';
import { viewAround } from '../../src/model/view.ts';
import { useBrowser } from '../support/browser.ts';
import {
  enginePixels,
  openCrease,
  type Pixels,
  QUICK,
  sceneOf,
  setScene,
  settled,
  shareOfDifferent,
  show,
  subjectIn,
} from './page.ts';

const tests = useBrowser();

async function open(): Promise<Page> {
  return openCrease(tests, (page) => page.setViewportSize({ width: 800, height: 420 }), QUICK);
}

interface Wanted {
  readonly size: readonly [width: number, height: number];
  readonly axes: boolean;
  readonly titles: boolean;
}

async function save(page: Page, { size, axes, titles }: Wanted): Promise<{ pixels: Pixels; name: string }> {
  await page.getByRole('button', { name: 'Save PNG', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await page.getByLabel('Width', { exact: true }).fill(`${size[0]}`);
  await page.getByLabel('Height', { exact: true }).fill(`${size[1]}`);
  await page.getByLabel('Axes').setChecked(axes);
  await page.getByLabel('Titles and colour bars').setChecked(titles);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save PNG' }).click();
  const file = await download;
  return { pixels: decode(await readFile(await file.path())), name: file.suggestedFilename() };
}

/** A part of a picture. */
function part({ width, channels, data }: Pixels, x: number, y: number, across: number, down: number): Pixels {
  const cut = new Uint8Array(across * down * channels);
  for (let row = 0; row < down; row++)
    for (let k = 0; k < across * channels; k++) cut[row * across * channels + k] = data[((y + row) * width + x) * channels + k];
  return { width: across, height: down, channels, data: cut };
}

const size = [330, 250] as const;
const plain = { size, axes: false, titles: false };

test('the map lies whole between its rulers', async () => {
  const page = await open();
  // Where no line of an axis crosses it.
  await setScene(page, { view: viewAround([20, 30], 3) });
  const { pixels } = await save(page, { ...plain, axes: true });
  const [left, bottom] = [22, 22];
  const map = part(pixels, left, 0, size[0] - left, size[1] - bottom);
  const expected = await enginePixels(await subjectIn(page), map.width, map.height);
  expect(shareOfDifferent(map, expected, 4)).toBeLessThan(0.001);
});

test('the pinned point, the section and the contours’ labels are drawn', async () => {
  const page = await open();
  const { colouring } = await subjectIn(page);
  await show(page, { colouring: { ...colouring, contours: 9 } });
  const bare = await enginePixels(await subjectIn(page), ...size);
  const { pixels: labelled } = await save(page, plain);
  const labels = shareOfDifferent(labelled, bare, 40);
  expect(labels).toBeGreaterThan(0.002);
  const [left, right] = [coordinateOf(-2), coordinateOf(-1)];
  const marks: Partial<Scene> = {
    pin: [coordinateOf(1), coordinateOf(1)],
    section: [
      [left, coordinateOf(-1)],
      [right, coordinateOf(-1)],
    ],
  };
  await setScene(page, marks);
  const { pixels: marked } = await save(page, plain);
  // ±3 over 250 pixels.
  const [x, y] = [Math.round(165 + 250 / 6), Math.round(125 - 250 / 6)];
  expect(shareOfDifferent(part(marked, x - 8, y - 8, 16, 16), part(labelled, x - 8, y - 8, 16, 16), 40)).toBeGreaterThan(0.1);
  const [from, to, row] = [Math.round(165 - 250 / 3), Math.round(165 - 250 / 6), Math.round(125 + 250 / 6)];
  const line = [from + 4, row - 1, to - from - 8, 2] as const;
  expect(shareOfDifferent(part(marked, ...line), part(labelled, ...line), 20)).toBeGreaterThan(0.8);
});

test('regions are drawn as they are on the screen', async () => {
  const page = await open();
  const subject = await subjectIn(page);
  const bare = await enginePixels(subject, ...size);
  await page.keyboard.press('r');
  await page.locator('#regions:not(.waiting) .regions-total data').waitFor();
  await page.getByLabel('Edges').selectOption('plain');
  const { pixels: edged } = await save(page, plain);
  // Lines and their casings.
  expect(shareOfDifferent(edged, bare, 40)).toBeGreaterThan(0.03);
  expect(shareOfDifferent(edged, bare, 40)).toBeLessThan(0.6);
  await page.getByLabel('Edges').selectOption('off');
  await page.getByLabel('Fill').selectOption('pattern');
  const quantity = { kind: 'pattern', layer: null } as const;
  const sampled = await enginePixels({ ...subject, quantity, colouring: defaultColouring(quantity) }, ...size);
  const { pixels: filled } = await save(page, plain);
  expect(shareOfDifferent(filled, sampled, 2)).toBeLessThan(0.02);
});

test('a surface without axes stands before nothing, and names tell arrangements apart', async () => {
  const page = await open();
  const names = new Set<string>();
  names.add((await save(page, plain)).name);
  await page.keyboard.press('s');
  await settled(page);
  const axes = await save(page, { ...plain, axes: true });
  const none = await save(page, plain);
  names.add(none.name);
  const inks = ({ data, channels }: Pixels) => {
    let count = 0;
    for (let p = 0; p < data.length / channels; p++) if (data[p * channels] !== data[0]) count++;
    return count;
  };
  expect(inks(none.pixels)).toBeLessThan(inks(axes.pixels) - 300);
  await page.keyboard.press('s');
  for (const layout of ['Two', 'A | B']) {
    await page.getByRole('button', { name: layout, exact: true }).click();
    await settled(page);
    names.add((await save(page, plain)).name);
  }
  expect(names.size).toBe(4);
  expect((await sceneOf(page)).layout).toBe('networks');
});

test('titles and axes need room for each map, not for all together', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Four', exact: true }).click();
  await settled(page);
  await page.getByRole('button', { name: 'Save PNG', exact: true }).click();
  for (const [side, isOff] of [
    ['470', true],
    ['480', false],
  ] as const) {
    await page.getByLabel('Width', { exact: true }).fill(side);
    await page.getByLabel('Height', { exact: true }).fill(side);
    expect(await page.getByLabel('Axes').isDisabled()).toBe(isOff);
  }
});

test('saving says that it goes on, and what came of it', async () => {
  const page = await open();
  const said = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const words: string[] = [];
        const announcer = document.getElementById('announcer');
        if (!announcer) throw new Error('The page has no announcer.');
        new MutationObserver(() => {
          words.push(announcer.textContent ?? '');
          if (words.length > 1) resolve(words);
        }).observe(announcer, { subtree: true, childList: true, characterData: true });
      }),
  );
  const { name } = await save(page, plain);
  const words = await said;
  expect(words.some((sentence) => sentence.startsWith('Saving'))).toBe(true);
  await expect.poll(() => page.locator('#toast').textContent()).toBe(`Saved as ${name}.`);
});

test('a picture is saved though the device is lost on the way', async () => {
  const page = await tests.browser.newPage({ viewport: { width: 800, height: 420 } });
  try {
    await page.goto(tests.pageUrl + QUICK);
    await settled(page);
    const download = page.waitForEvent('download', { timeout: 110_000 });
    await page.getByRole('button', { name: 'Save PNG', exact: true }).click();
    for (const side of ['Width', 'Height']) await page.getByLabel(side, { exact: true }).fill('3000');
    await page.getByRole('dialog').getByRole('button', { name: 'Save PNG' }).click();
    await page.locator('#toast', { hasText: 'Saving' }).waitFor();
    await page.waitForTimeout(300);
    const session = await tests.browser.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess');
    await page.locator('#notice', { hasText: 'lost' }).waitFor();
    const { width, height } = decode(await readFile(await (await download).path()));
    expect([width, height]).toEqual([3000, 3000]);
  } finally {
    await page.close();
  }
});
