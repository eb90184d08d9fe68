// Accepted when the region under the pin is told as the exact partition has it, shown on the map, left through its edges, and extended over the
// view; when cells are filled as the map of patterns is; and when the count follows a hand that has not come to rest.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { defaultColouring } from '../../src/model/default-colouring.ts';
import type { Partition } from '../../src/model/partition.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import type { Region } from '../../src/model/region.ts';
import { gridOf, offsetOf, type View } from '../../src/model/view.ts';
import { cellAt } from '../../src/regions/cell-at.ts';
import { partition } from '../../src/regions/partition.ts';
import { regionOf } from '../../src/regions/region.ts';
import { domainOf } from '../../src/ui/region-count.ts';
import { useBrowser } from '../support/browser.ts';
import { enginePixels, mapBox, mapPixels, openCrease, sceneOf, settled, shareOfDifferent, sizeIn, subjectIn } from './page.ts';

const tests = useBrowser();

const NETWORK = '#v=1&net=2-8-8-2:relu@torch:3&panes=value:1';
const details = (page: Page) => page.locator('#regions section', { has: page.getByText('Region under the pin') });

async function open(prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await openCrease(
    tests,
    async (opened) => {
      await opened.setViewportSize({ width: 1100, height: 640 });
      await prepare?.(opened);
    },
    NETWORK,
  );
  await page.keyboard.press('r');
  await page.locator('#regions:not(.waiting) .regions-total data').waitFor();
  await settled(page);
  return page;
}

/** The region under the pin, by a partition of its own. */
async function truth(page: Page): Promise<{ whole: Partition; region: Region }> {
  const { recipe, view } = await subjectIn(page);
  const { width, height } = await sizeIn(page);
  const { pin } = await sceneOf(page);
  if (!pin) throw new Error('There is no pin.');
  const whole = partition({ network: recipeNetwork(recipe), domain: domainOf(gridOf(view, width, height)) });
  const cell = cellAt(whole, offsetOf(whole.domain, pin));
  if (cell === null) throw new Error('The pin is in no cell.');
  return { whole, region: regionOf(whole, cell) };
}

const near = (text: string, value: number) => expect(Number(text.replaceAll('−', '-')) / value).toBeCloseTo(1, 2);

async function expectDetails(page: Page, { pattern, area, inradius, sides }: Region): Promise<void> {
  const fact = (name: string) => details(page).locator(`dt:text-is("${name}") + dd`).textContent();
  for (const [layer, pieces] of pattern.entries())
    if (pieces.length > 0) await expect.poll(() => fact(`layer ${layer}`)).toBe(pieces.join(''));
  near((await fact('area')) ?? '', area);
  near((await fact('inradius')) ?? '', inradius);
  const rows = await details(page).locator('tr').allTextContents();
  expect(rows).toHaveLength(1 + sides.length);
  const names = await details(page).locator('tr td:first-child').allTextContents();
  expect(names).toEqual(
    sides.map(({ crease }) => (typeof crease === 'string' ? 'the view’s edge' : `layer ${crease.layer}, unit ${crease.unit}`)),
  );
}

/** Where an offset from the view's centre lies on the first map. */
function onMap(view: View, size: { width: number; height: number }, [d1, d2]: readonly [number, number]) {
  const step = (2 * view.radius) / Math.min(size.width, size.height);
  return { x: size.width / 2 + d1 / step, y: size.height / 2 - d2 / step };
}

test('a click tells the region there, which is outlined; its edges lead to the neighbours', async () => {
  const page = await open();
  await details(page).getByText('Click the map').waitFor();
  const bare = await page.screenshot();
  const box = await mapBox(page);
  await page.mouse.click(box.x + 0.55 * box.width, box.y + 0.3 * box.height);
  await details(page).getByText('inradius').waitFor();
  const { whole, region } = await truth(page);
  await expectDetails(page, region);
  expect((await page.screenshot()).equals(bare)).toBe(false);
  // The outline: white, at the middle of each side that is in view and not under a card.
  const { view } = await subjectIn(page);
  const size = await sizeIn(page);
  const middles = region.corners.map(([x, y], n) => {
    const [u, v] = region.corners[(n + 1) % region.corners.length];
    return onMap(view, size, [(x + u) / 2, (y + v) / 2]);
  });
  const white = await page.evaluate((places) => {
    const overlay = document.querySelector<HTMLCanvasElement>('.pane .overlay');
    const picture = overlay?.getContext('2d')?.getImageData(0, 0, overlay.width, overlay.height);
    return places.map(({ x, y }) => picture?.data[4 * (Math.floor(y) * picture.width + Math.floor(x))] ?? 0);
  }, middles);
  expect(white.filter((red) => red > 200).length).toBeGreaterThanOrEqual(3);

  const side = region.sides.findIndex(({ neighbour }) => neighbour !== null);
  await details(page)
    .locator('tr')
    .nth(1 + side)
    .getByRole('button')
    .click();
  const next = regionOf(whole, region.sides[side].neighbour?.cell ?? -1);
  await expect.poll(async () => (await truth(page)).region.cell).toBe(next.cell);
  await expectDetails(page, next);
});

test('the affine map of the region is drawn over the whole view, and taken away again', async () => {
  const page = await open();
  const box = await mapBox(page);
  await page.mouse.click(box.x + 0.3 * box.width, box.y + 0.4 * box.height);
  const extend = page.getByRole('button', { name: 'Extend over the view' });
  await extend.click();
  await page.locator('.pane-head', { hasText: 'affine map of one region' }).waitFor();
  await settled(page);
  const { region } = await truth(page);
  const [b, a1, a2] = region.affine[1];
  const { view } = await subjectIn(page);
  const size = await sizeIn(page);
  const step = (2 * view.radius) / Math.min(size.width, size.height);
  const rise = (Math.abs(a1) * (size.width - 1) * step + Math.abs(a2) * (size.height - 1) * step) / 2;
  const domain = () => page.evaluate(() => window.crease?.status.value.pictures[0]?.domain);
  const [lo, hi] = (await domain()) ?? [];
  expect(lo).toBeCloseTo(b - rise, 4);
  expect(hi).toBeCloseTo(b + rise, 4);
  expect(await extend.getAttribute('aria-pressed')).toBe('true');
  await extend.click();
  await settled(page);
  const [low, high] = (await domain()) ?? [];
  expect([low, high]).not.toEqual([lo, hi]);
  expect(await page.locator('.pane-head').textContent()).not.toContain('affine map');
});

test('cells are filled as the map of patterns is coloured, from the exact partition', async () => {
  const page = await open();
  await page.getByLabel('Edges').selectOption('off');
  await page.getByLabel('Fill').selectOption('pattern');
  const subject = await subjectIn(page);
  const quantity = { kind: 'pattern', layer: null } as const;
  const size = await sizeIn(page);
  const sampled = await enginePixels(
    { ...subject, quantity, colouring: defaultColouring(quantity) },
    Math.round(size.width),
    Math.round(size.height),
  );
  await expect.poll(async () => shareOfDifferent(await mapPixels(page), sampled, 2)).toBeLessThan(0.01);
  // Of slopes there are as many colours as the distribution's bars have, or more, and the bars have them.
  await page.getByLabel('Fill').selectOption('slope');
  const bars = page.locator('.regions-bars').nth(1).locator('i');
  await expect.poll(() => bars.first().evaluate((bar) => bar.style.backgroundColor)).toMatch(/^rgb/);
  const colours = await bars.evaluateAll((all) => new Set(all.map((bar) => (bar as HTMLElement).style.backgroundColor)).size);
  expect(colours).toBeGreaterThan(10);
  await expect.poll(async () => shareOfDifferent(await mapPixels(page), sampled, 2)).toBeGreaterThan(0.5);
  expect(await page.locator('.pane-legend').isVisible()).toBe(false);
  await page.getByLabel('Fill').selectOption('off');
  await expect.poll(() => page.locator('.pane-legend').isVisible()).toBe(true);
});

test('every map of the network has the regions', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Two', exact: true }).click();
  await page.getByLabel('Edges').selectOption('off');
  await settled(page);
  // In the middle of a pane nothing else lies over the map; of two panes one may be a pixel narrower.
  const colours = async (pane: number) => {
    const { data, width, height, channels } = await mapPixels(page, pane);
    return [0.4, 0.5, 0.6].map((t) => {
      const at = (Math.round(t * height) * width + 100) * channels;
      return [data[at], data[at + 1], data[at + 2]].join();
    });
  };
  const values = await colours(1);
  await page.getByLabel('Fill').selectOption('area');
  await expect.poll(async () => [await colours(0), await colours(1)].join(), { timeout: 20_000 }).not.toContain(values.join());
  await expect.poll(async () => (await colours(0)).join() === (await colours(1)).join()).toBe(true);
});

test('the page says how many sampled points are not on the exact region, and shows them', async () => {
  // In every pattern that the page reads back from the GPU some numbers are spoilt.
  const spoil = (page: Page) =>
    page.addInitScript(() => {
      const { getMappedRange } = GPUBuffer.prototype;
      GPUBuffer.prototype.getMappedRange = function (...args) {
        const range = getMappedRange.apply(this, args);
        if ('isSpoilt' in window && range.byteLength > 1e5) new Uint32Array(range)[5000] ^= 1 << 12;
        return range;
      };
    });
  const page = await open(spoil);
  const seen = page.locator('#regions section', { has: page.getByText('Seen at a resolution') });
  await seen.getByText(/At each of [\d\s]+ points it has the pattern of the exact region\./).waitFor({ timeout: 60_000 });
  expect(await seen.getByRole('button', { name: 'Show where' }).isVisible()).toBe(false);
  await page.evaluate(() => Object.assign(window, { isSpoilt: true }));
  await page.evaluate(() => window.crease?.subject.update((subject) => ({ ...subject, view: { ...subject.view, radius: 2.9 } })));
  await seen.getByText(/At 1 of [\d\s]+ points it has another pattern/).waitFor({ timeout: 60_000 });
  const bare = await page.screenshot();
  await seen.getByRole('button', { name: 'Show where' }).click();
  await expect.poll(async () => (await page.screenshot()).equals(bare)).toBe(false);
  const marked = await page.evaluate(() => {
    const overlay = document.querySelector<HTMLCanvasElement>('.pane .overlay');
    const { width, height } = window.crease?.sizes()[0] ?? { width: 1, height: 1 };
    const [x, y] = [5000 % width, height - 1 - Math.floor(5000 / width)];
    const ring = overlay?.getContext('2d')?.getImageData(x + 9, y, 1, 1).data;
    return ring?.[0] ?? 0;
  });
  expect(marked).toBeGreaterThan(200);
});

test('beside another network each map has the regions of its own', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'A | B', exact: true }).click();
  await page.getByLabel('Edges').selectOption('off');
  await page.getByLabel('Fill').selectOption('pattern');
  await settled(page);
  const patterns = { kind: 'pattern', layer: null } as const;
  for (const pane of [0, 1]) {
    const subject = { ...(await subjectIn(page, pane)), quantity: patterns, colouring: defaultColouring(patterns) };
    const { width, height } = await page.evaluate((i) => window.crease?.sizes()[i] ?? { width: 0, height: 0 }, pane);
    const sampled = await enginePixels(subject, width, height);
    const isFilled = async () => {
      const shown = await mapPixels(page, pane);
      return shown.width === width && shown.height === height && shareOfDifferent(shown, sampled, 2) < 0.01;
    };
    await expect.poll(isFilled, { timeout: 20_000 }).toBe(true);
  }
});

test('the count follows a hand that does not rest', async () => {
  const page = await open();
  const counts = await page.evaluate(async () => {
    const { crease } = window;
    if (!crease) throw new Error('The page did not start.');
    const seen = new Set<string>();
    const began = performance.now();
    // A frame without a change would be a rest.
    for (let n = 0; performance.now() - began < 15_000 && seen.size < 4; n++) {
      crease.scenes.update((scene) => ({ ...scene, view: { ...scene.view, radius: 0.3 + ((n % 200) / 200) * 3 } }));
      await new Promise(requestAnimationFrame);
      seen.add(document.querySelector<HTMLDataElement>('#regions .regions-total data')?.value ?? '');
    }
    return seen.size;
  });
  expect(counts).toBeGreaterThanOrEqual(4);
});
