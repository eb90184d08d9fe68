// Accepted when the network strip shows every neuron's own map, chosen ones large with the weights into them, and when a dragged bar
// changes its weight and with it the maps; with the keyboard too, and without a GPU.
import { decode } from 'fast-png';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { renderOnCpu } from '../../src/cpu-reference/render.ts';
import { parseSpec } from '../../src/formats/spec.ts';
import { drawnRecipe, recipeNetwork } from '../../src/model/recipe.ts';
import { type Shown, stripColouring } from '../../src/model/strip.ts';
import { gridOf } from '../../src/model/view.ts';
import { useBrowser } from '../support/browser.ts';
import { openCrease, type Pixels, settled, shareOfDifferent, show, subjectIn } from './page.ts';

const tests = useBrowser();

async function openStrip(spec = '2-18-3:relu@torch:1', prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await openCrease(tests, prepare);
  const { architecture, initialiser, seed } = parseSpec(spec);
  await show(page, { recipe: drawnRecipe(architecture, initialiser, seed), quantity: { kind: 'value', output: 0 } });
  await page.getByRole('button', { name: 'Neurons', exact: true }).click();
  await tile(page, 0, 0).waitFor();
  return page;
}

const tile = (page: Page, layer: number, unit: number) =>
  page.getByRole('button', { name: `unit ${unit} of layer ${layer}`, exact: true });

const bars = (page: Page) => page.locator('#strip').getByRole('slider');

/** What a tile shows on the screen. */
async function tilePixels(page: Page, layer: number, unit: number): Promise<Pixels> {
  const square = tile(page, layer, unit).locator('.strip-map');
  const style = '.strip-map { box-shadow: none !important; outline: none !important; border-radius: 0 !important }';
  return decode(await square.screenshot({ style }));
}

/** The share of a tile's pixels that are not those of its unit's own map. */
async function shareWrong(page: Page, showing: Shown, layer: number, unit: number, levels = 6): Promise<number> {
  const pixels = await tilePixels(page, layer, unit);
  const { recipe, view } = await subjectIn(page);
  const kind = showing === 'pre' ? 'preactivation' : 'activation';
  const grid = gridOf(view, pixels.width, pixels.height);
  const wanted = await renderOnCpu(recipeNetwork(recipe), grid, { kind, layer, neuron: unit }, stripColouring(showing));
  return shareOfDifferent(pixels, { ...pixels, channels: 4, data: wanted.pixels }, levels);
}

async function expectTile(page: Page, showing: Shown, layer: number, unit: number, levels = 6): Promise<void> {
  await expect.poll(() => shareWrong(page, showing, layer, unit, levels), { timeout: 20_000 }).toBeLessThan(0.02);
}

const numberOf = async (bar: Locator) => Number(await bar.getAttribute('aria-valuenow'));

describe('the strip', () => {
  test('shows the map of every neuron, before and after its activation, and follows the view', async () => {
    const page = await openStrip();
    for (const [layer, unit] of [
      [0, 0],
      [0, 15],
      [1, 2],
    ] as const)
      await expectTile(page, 'pre', layer, unit);
    await page.locator('#strip').getByRole('button', { name: 'f(z)', exact: true }).click();
    await expectTile(page, 'post', 0, 7);
    const { view } = await subjectIn(page);
    await show(page, { view: { ...view, radius: 0.7 } });
    await expectTile(page, 'post', 0, 7);
    await page.setViewportSize({ width: 1000, height: 640 });
    await expectTile(page, 'post', 0, 7);
  });

  test('shows a chosen neuron large, turns pages, and goes from tile to tile with arrows', async () => {
    const page = await openStrip();
    await tile(page, 0, 4).click();
    await settled(page);
    expect((await subjectIn(page)).quantity).toEqual({ kind: 'preactivation', layer: 0, neuron: 4 });
    await expect.poll(() => tile(page, 0, 4).getAttribute('aria-pressed')).toBe('true');
    for (const [key, layer, unit] of [
      ['ArrowRight', 0, 5],
      ['ArrowDown', 1, 2],
      ['ArrowLeft', 1, 1],
      ['ArrowUp', 0, 1],
      ['End', 0, 15],
    ] as const) {
      await page.keyboard.press(key);
      expect(await tile(page, layer, unit).evaluate((button) => button === document.activeElement)).toBe(true);
    }
    await page.getByRole('button', { name: 'Next units of layer 0' }).click();
    await tile(page, 0, 17).press('Enter');
    await settled(page);
    expect((await subjectIn(page)).quantity).toEqual({ kind: 'preactivation', layer: 0, neuron: 17 });
    await expectTile(page, 'pre', 0, 17);
    await show(page, { quantity: { kind: 'preactivation', layer: 0, neuron: 2 } });
    await expect.poll(() => tile(page, 0, 2).getAttribute('aria-pressed')).toBe('true');
  });

  test('changes a weight while its bar is dragged, and takes the change back', async () => {
    const page = await openStrip();
    await tile(page, 0, 4).click();
    await expect.poll(() => bars(page).count()).toBe(3);
    const bar = page.getByRole('slider', { name: 'Weight from x₁' });
    const drawn = await numberOf(bar);
    await bar.scrollIntoViewIfNeeded();
    const box = await bar.boundingBox();
    if (!box) throw new Error('The bar is not on the screen.');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2, { steps: 4 });
    await expect.poll(() => numberOf(bar)).toBeGreaterThan(drawn + 0.05);
    await page.mouse.up();
    await settled(page);
    const { edits } = (await subjectIn(page)).recipe;
    expect(edits).toMatchObject([{ layer: 0, unit: 4, input: 0 }]);
    expect(edits[0].value).toBeCloseTo(await numberOf(bar), 5);
    expect(await bar.getAttribute('aria-valuetext')).toContain('set by hand');
    await expectTile(page, 'pre', 0, 4);
    await bar.dblclick();
    await expect.poll(() => numberOf(bar)).toBe(drawn);
    expect((await subjectIn(page)).recipe.edits).toEqual([]);
  });

  test('changes weights by keys: Shift finely, Delete back', async () => {
    const page = await openStrip();
    await tile(page, 1, 2).click();
    await expect.poll(() => bars(page).count()).toBe(17);
    const bias = page.getByRole('slider', { name: 'Bias' });
    const drawn = await numberOf(bias);
    await bias.press('ArrowRight');
    await expect.poll(() => numberOf(bias)).toBeGreaterThan(drawn);
    const coarse = (await numberOf(bias)) - drawn;
    await bias.press('Shift+ArrowRight');
    await expect.poll(() => numberOf(bias)).toBeGreaterThan(drawn + coarse);
    expect((await numberOf(bias)) - drawn - coarse).toBeLessThan(0.3 * coarse);
    await bias.press('Delete');
    await expect.poll(() => numberOf(bias)).toBe(drawn);
    await page.getByRole('button', { name: 'Next inputs' }).click();
    await expect.poll(() => bars(page).count()).toBe(3);
    await page.getByRole('slider', { name: 'Weight from unit 17 of layer 0' }).press('ArrowLeft');
    await expect.poll(async () => (await subjectIn(page)).recipe.edits).toMatchObject([{ layer: 1, unit: 2, input: 17 }]);
  });

  test('keeps what a key asked for though something else changes in the same frame', async () => {
    const page = await openStrip();
    await tile(page, 1, 2).click();
    await expect.poll(() => bars(page).count()).toBe(17);
    await page.getByRole('slider', { name: 'Bias' }).evaluate((bar) => {
      window.crease?.subject.update((subject) => ({ ...subject, view: { ...subject.view, radius: 2 } }));
      bar.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    });
    await expect.poll(async () => (await subjectIn(page)).recipe.edits).toMatchObject([{ layer: 1, unit: 2, input: null }]);
  });

  test('is gone when it is closed', async () => {
    const page = await openStrip();
    await page.getByRole('button', { name: 'Close the neuron maps' }).click();
    await expect.poll(() => page.locator('#strip').isVisible()).toBe(false);
  });

  test('shows its maps where there is no WebGPU', async () => {
    const page = await openStrip('2-6-1:tanh@torch:1', (opened) =>
      opened.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined })),
    );
    // With fewer points: smooth maps are nearly the same.
    await expectTile(page, 'pre', 0, 5, 16);
    await expectTile(page, 'pre', 1, 0, 16);
  });
});
