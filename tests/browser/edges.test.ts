// Accepted when the map shows the edges of the exact partition, and nothing else of it changes, in the view in which they were found and in the
// next; when they go with the card or on request; and when a page without WebGPU says why there are none.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { BORDER } from '../../src/model/partition.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { gridOf, viewAround } from '../../src/model/view.ts';
import { partition } from '../../src/regions/partition.ts';
import { domainOf } from '../../src/ui/region-count.ts';
import { useBrowser } from '../support/browser.ts';
import { mapPixels, openCrease, type Pixels, SMALL, setScene, settled, sizeIn, subjectIn } from './page.ts';

const tests = useBrowser();

const choose = (page: Page, edges: string) => page.getByLabel('Edges').selectOption(edges);
const counted = (page: Page) => page.locator('#regions:not(.waiting) .regions-total data').waitFor();

async function openEdges(): Promise<Page> {
  const page = await openCrease(tests, (opened) => opened.setViewportSize({ width: 900, height: 500 }), SMALL);
  await page.keyboard.press('r');
  await counted(page);
  // What draws them is loaded with the first edges.
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('regions-layer')));
  await settled(page);
  return page;
}

/** The map once it stays as it is: edges come when they are there, and nobody tells. */
async function stillPixels(page: Page): Promise<Pixels> {
  let last = await mapPixels(page);
  for (let look = 0; look < 40; look++) {
    await page.waitForTimeout(250);
    const next = await mapPixels(page);
    if (largest(differences(last, next)) === 0) return next;
    last = next;
  }
  throw new Error('The map does not come to rest.');
}

/** For every pixel of the map, how far its middle is from the nearest edge of the exact partition. */
async function distances(page: Page): Promise<Float64Array> {
  const { recipe, view } = await subjectIn(page);
  const { width, height } = await sizeIn(page);
  const pixels = gridOf(view, width, height);
  const { vertices, edges, edgeCreases } = partition({ network: recipeNetwork(recipe), domain: domainOf(pixels) });
  const place = (vertex: number) => [
    (vertices[2 * vertex] - pixels.shift[0]) / pixels.step[0] + width / 2,
    height / 2 - (vertices[2 * vertex + 1] - pixels.shift[1]) / pixels.step[1],
  ];
  const found = new Float64Array(width * height).fill(Number.POSITIVE_INFINITY);
  edgeCreases.forEach((code, e) => {
    if (code === BORDER) return;
    const [[x0, y0], [x1, y1]] = [place(edges[2 * e]), place(edges[2 * e + 1])];
    const [dx, dy] = [x1 - x0, y1 - y0];
    for (let p = 0; p < found.length; p++) {
      const [x, y] = [(p % width) + 0.5 - x0, Math.floor(p / width) + 0.5 - y0];
      const t = Math.min(Math.max((x * dx + y * dy) / (dx * dx + dy * dy), 0), 1);
      found[p] = Math.min(found[p], Math.hypot(x - t * dx, y - t * dy));
    }
  });
  return found;
}

/** By how much each pixel differs, in levels of the channel that does most. */
function differences(a: Pixels, b: Pixels): number[] {
  return Array.from({ length: a.width * a.height }, (_, p) =>
    Math.max(...[0, 1, 2].map((c) => Math.abs(a.data[p * a.channels + c] - b.data[p * b.channels + c]))),
  );
}

const largest = (levels: readonly number[]) => levels.reduce((most, level) => Math.max(most, level), 0);

/** Asserts that edges are on the map where they should be, and leaves them off. */
async function expectEdges(page: Page): Promise<void> {
  await settled(page);
  const shown = await stillPixels(page);
  await choose(page, 'off');
  await expect.poll(async () => largest(differences(await mapPixels(page), shown))).toBeGreaterThan(60);
  const bare = await stillPixels(page);
  const away = await distances(page);
  const off = differences(bare, shown);
  const near = off.filter((_, p) => away[p] < 0.4);
  expect(near.length).toBeGreaterThan(300);
  expect(near.filter((levels) => levels > 15).length / near.length).toBeGreaterThan(0.97);
  expect(off.filter((levels, p) => away[p] > 3 && levels > 0)).toEqual([]);
}

test('the edges in view are on the map, go where the map goes, and go away', async () => {
  const page = await openEdges();
  await expect.poll(() => page.getByLabel('Edges').inputValue()).toBe('layer');
  const shown = await stillPixels(page);
  await expectEdges(page);
  await choose(page, 'plain');
  await setScene(page, { view: viewAround([0.4, -0.3], 1.5) });
  await counted(page);
  await expectEdges(page);
  await choose(page, 'layer');
  await setScene(page, { view: viewAround([0, 0], 3) });
  await counted(page);
  await expect.poll(async () => largest(differences(await mapPixels(page), shown))).toBeLessThan(3);
  // They go with the card.
  const closed = async () => {
    await page.locator('.pane .map').focus();
    await page.keyboard.press('r');
    await page.locator('#regions').waitFor({ state: 'hidden' });
    await settled(page);
    return stillPixels(page);
  };
  const without = await closed();
  await page.keyboard.press('r');
  await counted(page);
  await choose(page, 'off');
  expect(largest(differences(await closed(), without))).toBeLessThan(3);
});

test('a network that is changed to a smooth one shows none', async () => {
  const page = await openEdges();
  await page.getByLabel('activation', { exact: true }).first().selectOption('tanh');
  await settled(page);
  const shown = await stillPixels(page);
  await choose(page, 'off');
  await settled(page);
  expect(largest(differences(await stillPixels(page), shown))).toBe(0);
});

test('without WebGPU the control says why there are none', async () => {
  const prepare = (page: Page) =>
    page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined }));
  const page = await openCrease(tests, prepare, SMALL);
  await page.keyboard.press('r');
  await counted(page);
  const control = page.getByLabel('Edges');
  expect(await control.isDisabled()).toBe(true);
  expect(await control.inputValue()).toBe('off');
  expect(await page.locator('label', { has: control }).getAttribute('title')).toMatch(/WebGPU.*\.$/);
});
