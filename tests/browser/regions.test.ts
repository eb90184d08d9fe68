// Accepted when the card about linear regions says how many there are in view, exactly and as a grid sees them, follows the view, frames the
// whole structure on request, says why a smooth network has none, and is worked by keys alone.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { distinctPatterns } from '../../src/cpu-reference/distinct.ts';
import { coordinateOf, placeNumbers } from '../../src/model/coordinate.ts';
import type { Layer } from '../../src/model/network.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { gridOf, type View, viewAround } from '../../src/model/view.ts';
import { halfExtents, type PictureSize } from '../../src/ui/camera.ts';
import { useBrowser } from '../support/browser.ts';
import { openCrease, SMALL, setScene, settled, sizeIn, subjectIn, viewIn } from './page.ts';

const tests = useBrowser();

interface Fixture {
  readonly widths: readonly number[];
  readonly activation: string;
  readonly seed: number;
  readonly bound: number;
  readonly cells: number;
}

/** Counts on which two other programs agree. */
const FIXTURES: readonly Fixture[] = JSON.parse(
  readFileSync(new URL('../fixtures/partition/cells.json', import.meta.url), 'utf8'),
).slice(0, 3);

const total = (page: Page) => page.locator('#regions .regions-total data');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Opens the card over a network. */
async function openRegions(fragment: string): Promise<Page> {
  const page = await openCrease(tests, (opened) => opened.setViewportSize({ width: 1100, height: 640 }), fragment);
  await page.keyboard.press('r');
  // The card is loaded when it is first opened, and takes its place from the map.
  await page.locator('#regions h2').waitFor();
  await settled(page);
  return page;
}

/** The number of regions once the present view's are counted; until then what was counted before is dimmed. */
async function counted(page: Page): Promise<number> {
  await page.locator('#regions:not(.waiting) .regions-total data').waitFor();
  return Number(await total(page).getAttribute('value'));
}

/** Lines cut a convex domain into 1 + those that meet it + their crossings in it. */
function cellsOf({ weight, bias, fanOut }: Layer, view: View, size: PictureSize): number {
  const [x, y] = placeNumbers(view.center);
  const [h1, h2] = halfExtents(view, size);
  const lines = Array.from({ length: fanOut }, (_, o) => [weight[2 * o], weight[2 * o + 1], bias[o]] as const);
  let cells = 1;
  for (const [i, [a, b, c]] of lines.entries()) {
    if (Math.abs(a * x + b * y + c) < Math.abs(a) * h1 + Math.abs(b) * h2) cells++;
    for (const [d, e, f] of lines.slice(0, i)) {
      const determinant = a * e - b * d;
      const crossing = [(b * f - e * c) / determinant, (d * c - a * f) / determinant];
      if (Math.abs(crossing[0] - x) < h1 && Math.abs(crossing[1] - y) < h2) cells++;
    }
  }
  return cells;
}

async function cellsInView(page: Page): Promise<number> {
  const { recipe, view } = await subjectIn(page);
  const [size] = await page.evaluate(() => window.crease?.sizes() ?? []);
  return cellsOf(recipeNetwork(recipe).layers[0], view, size);
}

test('the count in view is exact, certified, and follows the view', async () => {
  const page = await openRegions(SMALL);
  const counts = new Set<number>();
  for (const view of [viewAround([0, 0], 3), viewAround([0.2, -0.4], 0.5), viewAround([1, 1], 0.01)]) {
    await setScene(page, { view });
    const cells = await counted(page);
    expect(cells).toBe(await cellsInView(page));
    counts.add(cells);
  }
  expect(counts.size).toBeGreaterThan(1);
  await expect.poll(() => page.locator('#regions output').textContent()).toMatch(/^\d+ linear regions? in view\.$/);
  await page.locator('#regions summary').first().click();
  const checks = await page.locator('#regions details li').allTextContents();
  expect(checks.length).toBeGreaterThanOrEqual(5);
  for (const says of checks) expect(says).toMatch(/\.$/);
  expect(await page.locator('#regions .failed').count()).toBe(0);
});

test('what was counted before is dimmed as long as another view is counted, whatever else changes', async () => {
  const page = await openRegions('#v=1&net=2-64-64-64-1:relu@torch:0&panes=value&resolution=64');
  await counted(page);
  const dimmed = await page.evaluate(async () => {
    const { crease } = window;
    const card = document.querySelector('#regions');
    if (!crease || !card) throw new Error('The page did not start.');
    const seen: boolean[] = [];
    crease.scenes.update((scene) => ({ ...scene, view: { ...scene.view, radius: 9 } }));
    for (let n = 0; n < 3; n++) {
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      seen.push(card.classList.contains('waiting'));
      crease.status.update((status) => ({ ...status }));
    }
    return seen;
  });
  expect(dimmed).toEqual([true, true, true]);
});

test('a control of the card keeps the focus while pictures come and go', async () => {
  const page = await openRegions(SMALL);
  await counted(page);
  await setScene(page, { pin: [coordinateOf(0.1), coordinateOf(0.2)] });
  const neighbour = page.locator('.region-sides button').first();
  await neighbour.focus();
  await page.evaluate(async () => {
    window.crease?.status.update((status) => ({ ...status }));
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
  expect(await neighbour.evaluate((button) => button === document.activeElement)).toBe(true);
});

test.each(FIXTURES)('$widths with seed $seed has the regions of the fixture, $cells over ±$bound', async (fixture) => {
  const { widths, activation, seed, bound, cells } = fixture;
  const page = await openRegions(`#v=1&net=${widths.join('-')}:${activation}@torch:${seed}&panes=value&resolution=64`);
  const { width, height } = await sizeIn(page);
  const whole = page.viewportSize() ?? { width: 0, height: 0 };
  await page.setViewportSize({ width: whole.width + height - width, height: whole.height });
  await setScene(page, { view: viewAround([0, 0], bound) });
  await page.waitForFunction(() => window.crease?.sizes().every(({ width, height }) => width === height));
  await settled(page);
  expect(await counted(page)).toBe(cells);
});

test('all of the structure is framed, and then 1 + n + n(n − 1)/2 regions are in view', async () => {
  const page = await openRegions(SMALL);
  await button(page, 'Fit structure').click();
  await expect.poll(() => page.locator('#announcer').textContent()).toMatch(/^All 15 corners .* within ±[\d.]+ around/);
  expect(await counted(page)).toBe(1 + 6 + 15);
  // The corners touch the frame: a view much narrower loses some.
  const { center, radius } = await viewIn(page);
  await setScene(page, { view: { center, radius: 0.5 * radius } });
  expect(await counted(page)).toBeLessThan(22);
  await page.locator('.pane .map').focus();
  await page.keyboard.press('0');
  await expect.poll(() => viewIn(page)).toEqual({ center, radius });
});

test('finer grids see more of the regions, in a plot and in a table', async () => {
  const page = await openRegions('#v=1&net=2-20-1:relu@torch:0&panes=value');
  const cells = await counted(page);
  await page.locator('#regions summary', { hasText: 'as a table' }).click();
  const rows = page.locator('#regions details tr');
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBeGreaterThan(6);
  // Finer grids go on to be counted meanwhile.
  const { words, circles, summary } = await page.evaluate(() => {
    const plot = document.querySelector('#regions svg[role="img"]');
    return {
      words: [...document.querySelectorAll<HTMLElement>('#regions details tr')].map((row) => row.innerText),
      circles: plot?.querySelectorAll('circle').length,
      summary: plot?.getAttribute('aria-label'),
    };
  });
  const table = words.map((row) => row.split('\t'));
  expect(table.slice(0, 4).map(([points]) => points)).toEqual(['points', '16²', '32²', '64²']);
  const seen = table.slice(1).map(([, count]) => Number(count));
  // The first count is the reference's.
  const { recipe, view } = await subjectIn(page);
  const [size] = await page.evaluate(() => window.crease?.sizes() ?? []);
  const pixels = gridOf(view, size.width, size.height);
  const step = [(pixels.step[0] * size.width) / 16, (pixels.step[1] * size.height) / 16] as const;
  expect(seen[0]).toBe(distinctPatterns(recipeNetwork(recipe), { ...pixels, step, width: 16, height: 16 }));
  expect(Math.max(...seen)).toBeLessThanOrEqual(cells);
  expect(seen[0]).toBeLessThan(cells);
  expect(seen[seen.length - 1]).toBeGreaterThan(seen[0]);
  expect(table.slice(1).map(([, , share]) => Number.parseFloat(share))).toEqual(
    seen.map((count) => Math.floor((1000 * count) / cells) / 10),
  );
  expect(circles).toBe(seen.length);
  expect(summary).toContain(`${seen[0]} at 256 points`);
  await expect.poll(() => page.locator('.regions-picture').textContent()).toMatch(/This picture’s .* points see \d+: [\d.]+ %\./);
});

test('without WebGPU the processor counts what grids see', async () => {
  const prepare = (page: Page) =>
    page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined }));
  const page = await openCrease(tests, prepare, SMALL);
  await page.keyboard.press('r');
  const cells = await counted(page);
  const dots = page.locator('#regions svg[role="img"] circle');
  await expect.poll(() => dots.count(), { timeout: 60_000 }).toBeGreaterThan(3);
  const summary = await page.locator('#regions svg[role="img"]').getAttribute('aria-label');
  const seen = [...(summary ?? '').matchAll(/(\d+) at/g)].map(([, count]) => Number(count));
  expect(seen.length).toBeGreaterThan(3);
  expect(Math.max(...seen)).toBeLessThanOrEqual(cells);
  expect(Math.max(...seen)).toBeGreaterThan(cells / 2);
});

test('a smooth network has none, and the card says why and what can be done', async () => {
  const page = await openRegions('#v=1&net=2-6-1:tanh@torch:1&panes=value');
  await expect
    .poll(() => page.locator('#regions').textContent())
    .toMatch(/Layer 0 has the smooth activation tanh.*What can be done:/);
  expect(await total(page).count()).toBe(0);
  await page.locator('.pane .map').focus();
  await page.keyboard.press('0');
  await expect.poll(() => page.locator('#announcer').textContent()).toMatch(/smooth.*creases of the first layer are in view/);
  // With an activation that has kinks there are regions again.
  await page.getByLabel('activation', { exact: true }).first().selectOption('relu');
  expect(await counted(page)).toBe(await cellsInView(page));
});

test('keys open the card, reach what is in it, and close it', async () => {
  const page = await openCrease(tests, (opened) => opened.setViewportSize({ width: 1100, height: 640 }), SMALL);
  const regions = page.locator('#regions');
  expect(await regions.isVisible()).toBe(false);
  await page.keyboard.press('r');
  await counted(page);
  const close = button(page, 'Close the linear regions');
  const reached: string[] = [];
  await close.focus();
  while (await page.evaluate(() => document.activeElement?.closest('#regions') !== null)) {
    reached.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
    await page.keyboard.press('Tab');
  }
  expect(reached).toEqual([
    '×',
    expect.stringMatching(/^certified by \d checks$/),
    expect.stringContaining('by layer'),
    expect.stringContaining('by slope'),
    'Fit structure',
    'as a table',
  ]);
  await close.focus();
  await page.keyboard.press('Enter');
  await regions.waitFor({ state: 'hidden' });
  // The focus goes on where there is something to do.
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('map');
  await page.keyboard.press('r');
  await regions.waitFor();
  await page.keyboard.press('r');
  await regions.waitFor({ state: 'hidden' });
});

test('it leaves the maps nearly half of a small window', async () => {
  const page = await openCrease(tests, (opened) => opened.setViewportSize({ width: 390, height: 780 }), SMALL);
  await button(page, 'Regions').click();
  await counted(page);
  const place = (x: number) => [coordinateOf(x), 0n] as const;
  await setScene(page, { strip: 'pre', section: [place(-1), place(1)] });
  const box = async (selector: string) => (await page.locator(selector).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  expect((await box('#stage')).height).toBeGreaterThan(0.44 * 780);
  const status = await box('#status-line');
  expect(status.y + status.height).toBeLessThanOrEqual(781);
  expect((await box('#regions')).height).toBeGreaterThan(60);
});
