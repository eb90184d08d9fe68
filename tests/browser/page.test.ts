// Accepted when the real page draws the engine's own picture, follows the panel, the wheel and the hand, and reads the reference's
// numbers, without a word on the console.
import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { forward } from '../../src/cpu-reference/forward.ts';
import { gradient } from '../../src/cpu-reference/gradient.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { gridOf, type Scene } from '../../src/model/scene.ts';
import { useBrowser } from '../support/browser.ts';
import {
  enginePixels,
  mapPixels,
  numbersUnderCursor,
  openCrease,
  pointUnderCursor,
  sceneOf,
  settled,
  shareOfDifferent,
  show,
} from './page.ts';

const tests = useBrowser();
const SIZE = { width: 800, height: 600 };

/** A row of the panel by its name. */
const row = (page: Page, name: string) =>
  page.locator('.lil-controller', { has: page.locator('.lil-name', { hasText: new RegExp(`^${name}$`) }) });

describe('the picture', () => {
  const plain = { colormap: 'viridis', reversed: true, domain: { kind: 'extent' }, contours: 12 } as const;
  const scenes: readonly (readonly [string, Partial<Scene>])[] = [
    ['the first scene', {}],
    ['a value with contours', { quantity: { kind: 'value', output: 0 }, colouring: plain }],
    ['a pattern', { quantity: { kind: 'pattern', layer: null } }],
    [
      'a finite difference at great depth',
      {
        quantity: { kind: 'fd', component: 'x2', output: 0, spacing: 'input' },
        view: { center: [0.31, -0.27], radius: 1e-9 },
        colouring: { ...plain, domain: { kind: 'fixed', lo: -1, hi: 1 }, contours: 0 },
      },
    ],
  ];

  test.each(scenes)('of %s is the engine’s, pixel by pixel', async (_, changes) => {
    const page = await openCrease(tests);
    await show(page, changes);
    const expected = await enginePixels(await sceneOf(page), SIZE.width, SIZE.height);
    // Two compilers may round a number to either side of a border of colours.
    expect(shareOfDifferent(await mapPixels(page), expected, 4)).toBeLessThan(0.001);
  });

  test('is kept as an artefact, as large as the README shows it', async () => {
    const page = await openCrease(tests);
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect.poll(() => page.evaluate(() => window.crease?.size.value.width), { timeout: 30_000 }).toBe(1280);
    await page.mouse.move(470, 300);
    await settled(page);
    const path = 'test-artifacts/page.png';
    await page.screenshot({ path });
    const { width, height } = decode(readFileSync(path));
    expect([width, height]).toEqual([1280, 720]);
  });

  test('fills the window at every size, in device pixels', async () => {
    const page = await openCrease(tests);
    await page.setViewportSize({ width: 390, height: 500 });
    await expect
      .poll(() => page.evaluate(() => window.crease?.size.value), { timeout: 30_000 })
      .toEqual({ width: 390, height: 500 });
    await settled(page);
    const pixels = await mapPixels(page);
    expect(shareOfDifferent(pixels, await enginePixels(await sceneOf(page), 390, 500), 4)).toBeLessThan(0.001);
  });
});

test('a phone gets its own device pixels and a closed panel', async () => {
  const page = await tests.browser.newPage({ viewport: { width: 300, height: 400 }, deviceScaleFactor: 2, hasTouch: true });
  try {
    await page.goto(tests.pageUrl);
    await settled(page);
    expect(await page.evaluate(() => window.crease?.size.value)).toEqual({ width: 600, height: 800 });
    const controls = page.getByRole('button', { name: 'Controls', exact: true });
    expect(await controls.getAttribute('aria-expanded')).toBe('false');
    await page.touchscreen.tap(60, 200);
    expect((await pointUnderCursor(page))[0]).toBeCloseTo(((60 - 150) * 6) / 300, 12);
    await controls.tap();
    await page.getByRole('button', { name: '±100', exact: true }).tap();
    await settled(page);
    expect((await sceneOf(page)).view.radius).toBe(100);
  } finally {
    await page.close();
  }
});

describe('the panel', () => {
  test('acts while a width slider moves, and keeps the units that were there', async () => {
    const page = await openCrease(tests);
    const before = { scene: await sceneOf(page), pixels: await mapPixels(page) };
    const slider = row(page, 'width of layer 0').locator('.lil-slider');
    const box = await slider.boundingBox();
    if (!box) throw new Error('The width slider is not on the screen.');
    await page.mouse.move(box.x + 0.2 * box.width, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.3 * box.width, box.y + box.height / 2, { steps: 4 });
    // The button is still down.
    await settled(page);
    const { recipe } = await sceneOf(page);
    expect(recipe.widths[1]).toBe(Math.round(1 + 63 * 0.3));
    expect(shareOfDifferent(await mapPixels(page), before.pixels, 4)).toBeGreaterThan(0.05);
    await page.mouse.up();
    const old = recipeNetwork(before.scene.recipe).layers[0];
    const wide = recipeNetwork(recipe).layers[0];
    expect([...wide.weight.subarray(0, old.weight.length)]).toEqual([...old.weight]);
  });

  test('takes typed widths beyond the slider’s end, and arrow keys', async () => {
    const page = await openCrease(tests);
    const input = row(page, 'width of layer 1').locator('input');
    await input.fill('90');
    await input.press('Enter');
    expect((await sceneOf(page)).recipe.widths[2]).toBe(90);
    await input.press('ArrowUp');
    expect((await sceneOf(page)).recipe.widths[2]).toBe(91);
    await input.fill('5000');
    await input.press('Enter');
    expect((await sceneOf(page)).recipe.widths[2]).toBe(512);
    await input.fill('6');
    await input.press('Enter');
    await settled(page);
    expect((await sceneOf(page)).recipe.widths[2]).toBe(6);
  });

  test('changes layers, activation, quantity, colours and bounds', async () => {
    const page = await openCrease(tests);
    await row(page, 'hidden layers').locator('input').fill('3');
    await row(page, 'activation').locator('select').selectOption('tanh');
    await row(page, 'outputs').locator('input').fill('4');
    await row(page, 'shown').locator('select').selectOption('pre-activation');
    await row(page, 'colour map').locator('select').selectOption('magma');
    await row(page, 'contours').locator('input').fill('7');
    await page.getByRole('button', { name: '±100', exact: true }).click();
    await settled(page);
    expect(await sceneOf(page)).toMatchObject({
      recipe: {
        widths: [2, 12, 12, 12, 4],
        activations: [{ name: 'tanh' }, { name: 'tanh' }, { name: 'tanh' }, { name: 'identity' }],
      },
      view: { center: [0, 0], radius: 100 },
      quantity: { kind: 'preactivation', layer: 0, neuron: 0 },
      colouring: { colormap: 'magma', contours: 7 },
    });
    expect(await page.locator('#title').textContent()).toContain('Pre-activation of unit 0 in layer 0');
    expect(await page.locator('#title').textContent()).toContain('2-12-12-12-4 tanh · torch, seed 1 · ±100');
  });

  test('sets weights by hand, and re-rolls', async () => {
    const page = await openCrease(tests);
    await page.getByRole('button', { name: 'Weights and biases', exact: true }).click();
    await page.getByRole('button', { name: /^layer 1:/ }).click();
    await row(page, 'weight 0, 3').locator('input').fill('-1.25');
    await row(page, 'bias 0').locator('input').fill('2');
    await settled(page);
    const layer = recipeNetwork((await sceneOf(page)).recipe).layers[1];
    expect([layer.weight[3], layer.bias[0]]).toEqual([-1.25, 2]);
    await page.getByRole('button', { name: 're-roll', exact: true }).click();
    await settled(page);
    const { seed, edits } = (await sceneOf(page)).recipe;
    expect(seed).not.toBe(1);
    expect(edits).toEqual([]);
  });
});

describe('the hand on the map', () => {
  const PLACE = [170, 260] as const;

  test('zooms with the wheel at the cursor: what is under it stays under it', async () => {
    const page = await openCrease(tests);
    await page.mouse.move(...PLACE);
    const before = await pointUnderCursor(page);
    const colour = colourAt(await mapPixels(page), PLACE);
    const { radius } = (await sceneOf(page)).view;
    for (const notch of [-100, -100, -100, -100]) await page.mouse.wheel(0, notch);
    await expect.poll(async () => (await sceneOf(page)).view.radius).toBeLessThan(0.55 * radius);
    await settled(page);
    const { view } = await sceneOf(page);
    const [step] = gridOf(view, SIZE.width, SIZE.height).step;
    const after = await pointUnderCursor(page);
    expect(Math.hypot(after[0] - before[0], after[1] - before[1])).toBeLessThan(0.1 * step);
    expect(colourAt(await mapPixels(page), PLACE)).toEqual(colour);
  });

  test('zooms in with a double click', async () => {
    const page = await openCrease(tests);
    const { radius } = (await sceneOf(page)).view;
    await page.mouse.dblclick(...PLACE);
    expect((await sceneOf(page)).view.radius).toBe(radius / 2);
    await settled(page);
  });

  test('pans with a drag: the point stays in the hand', async () => {
    const page = await openCrease(tests);
    await page.mouse.move(...PLACE);
    const before = await pointUnderCursor(page);
    await page.mouse.down();
    await page.mouse.move(PLACE[0] + 83, PLACE[1] + 57, { steps: 5 });
    await page.mouse.up();
    const after = await pointUnderCursor(page);
    expect(after[0]).toBeCloseTo(before[0], 12);
    expect(after[1]).toBeCloseTo(before[1], 12);
    const { view } = await sceneOf(page);
    expect(view.center[0]).toBeLessThan(0);
    expect(view.center[1]).toBeGreaterThan(0);
  });

  test('reads the reference’s value and gradient under the cursor', async () => {
    const page = await openCrease(tests);
    await show(page, { quantity: { kind: 'grad', component: 'x1', output: 0 } });
    await page.mouse.move(...PLACE);
    const numbers = await numbersUnderCursor(page);
    const { recipe, view } = await sceneOf(page);
    const [step] = gridOf(view, SIZE.width, SIZE.height).step;
    const point = [numbers.get('x₁') ?? Number.NaN, numbers.get('x₂') ?? Number.NaN];
    expect(point[0]).toBeCloseTo((PLACE[0] - 400) * step, 12);
    expect(point[1]).toBeCloseTo((300 - PLACE[1]) * step, 12);
    const network = recipeNetwork(recipe);
    const [d1, d2] = gradient(network, point).outputs.map(([d]) => d);
    expect(Object.fromEntries(numbers)).toMatchObject({
      y: forward(network, point).outputs[0],
      '∂/∂x₁ exact': d1,
      '∂/∂x₂ exact': d2,
      'on the map': d1,
    });
    await page.mouse.move(700, 100);
    await page.locator('#probe').waitFor({ state: 'hidden' });
  });
});

test('a strict content security policy is kept', async () => {
  const url = tests.pageUrl;
  const page = await openCrease(tests, (opened) =>
    opened.route(url, async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'content-security-policy': "default-src 'self'" },
      });
    }),
  );
  await page.getByRole('button', { name: 'Colours', exact: true }).click();
  await settled(page);
});

function colourAt({ data, width, channels }: Awaited<ReturnType<typeof mapPixels>>, [x, y]: readonly [number, number]): number[] {
  return [0, 1, 2].map((c) => data[(y * width + x) * channels + c]);
}
