// Accepted when the real page draws the engine's own picture, follows the panel, the wheel and the hand, and reads the reference's
// numbers, without a word on the console.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { forward } from '../../src/cpu-reference/forward.ts';
import { gradient } from '../../src/cpu-reference/gradient.ts';
import { defaultColouring } from '../../src/model/default-colouring.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import type { Subject } from '../../src/model/subject.ts';
import { gridOf, viewAround } from '../../src/model/view.ts';
import { useBrowser } from '../support/browser.ts';
import {
  enginePixels,
  mapBox,
  mapPixels,
  numbersUnderCursor,
  openCrease,
  QUICK,
  settled,
  shareOfDifferent,
  show,
  subjectIn,
} from './page.ts';

const tests = useBrowser();

/** A row of the panel by its name. */
const row = (page: Page, name: string) =>
  page.locator('.lil-controller:visible', { has: page.locator('.lil-name', { hasText: new RegExp(`^${name}$`) }) });

describe('the picture', () => {
  const plain = { colormap: 'viridis', reversed: true, domain: { kind: 'extent' }, contours: 12 } as const;
  const scenes: readonly (readonly [string, Partial<Subject>])[] = [
    ['the first scene', {}],
    ['a value with contours', { quantity: { kind: 'value', output: 0 }, colouring: plain }],
    ['a pattern', { quantity: { kind: 'pattern', layer: null } }],
    ['creases', { quantity: { kind: 'crease', layer: null }, colouring: defaultColouring({ kind: 'crease', layer: null }) }],
    ['bends', { quantity: { kind: 'hessian', output: 0 }, colouring: defaultColouring({ kind: 'hessian', output: 0 }) }],
    [
      'a finite difference at great depth',
      {
        quantity: { kind: 'fd', component: 'x2', output: 0, spacing: 'input' },
        view: viewAround([0.31, -0.27], 1e-9),
        colouring: { ...plain, domain: { kind: 'fixed', lo: -1, hi: 1 }, contours: 0 },
      },
    ],
  ];

  test.each(scenes)('of %s is the engine’s, pixel by pixel', async (_, changes) => {
    const page = await openCrease(tests);
    await show(page, changes);
    const pixels = await mapPixels(page);
    const expected = await enginePixels(await subjectIn(page), pixels.width, pixels.height);
    // Two compilers may round a number to either side of a border of colours.
    expect(shareOfDifferent(pixels, expected, 4)).toBeLessThan(0.001);
  });

  test('fills its pane at every size, in device pixels', async () => {
    const page = await openCrease(tests);
    await page.setViewportSize({ width: 390, height: 500 });
    await page.getByRole('button', { name: 'Controls (p)', exact: true }).click();
    await expect.poll(() => page.evaluate(() => window.crease?.sizes()[0].width), { timeout: 30_000 }).toBe(390);
    await settled(page);
    const pixels = await mapPixels(page);
    expect(shareOfDifferent(pixels, await enginePixels(await subjectIn(page), pixels.width, pixels.height), 4)).toBeLessThan(
      0.001,
    );
  });
});

test('a phone gets its own device pixels and a closed panel', async () => {
  const page = await tests.browser.newPage({ viewport: { width: 300, height: 500 }, deviceScaleFactor: 2, hasTouch: true });
  try {
    await page.goto(tests.pageUrl);
    await settled(page);
    const box = await mapBox(page);
    expect(await page.evaluate(() => window.crease?.sizes()[0])).toEqual({ width: 2 * box.width, height: 2 * box.height });
    expect(box.width).toBe(300);
    const controls = page.getByRole('button', { name: 'Controls (p)', exact: true });
    expect(await controls.getAttribute('aria-expanded')).toBe('false');
    await page.touchscreen.tap(60, 300);
    const numbers = await numbersUnderCursor(page);
    expect(numbers.get('x₁')).toBeCloseTo(((60 - 150) * 6) / 300, 3);
    await controls.tap();
    await page.getByRole('button', { name: '±100', exact: true }).tap();
    await settled(page);
    expect((await subjectIn(page)).view.radius).toBe(100);
  } finally {
    await page.close();
  }
});

describe('the panel', () => {
  test('acts while a width slider moves, and keeps the units that were there', async () => {
    const page = await openCrease(tests, undefined, QUICK);
    const before = { subject: await subjectIn(page), pixels: await mapPixels(page) };
    const slider = row(page, 'width of layer 0').locator('.lil-slider');
    const box = await slider.boundingBox();
    if (!box) throw new Error('The width slider is not on the screen.');
    await page.mouse.move(box.x + 0.2 * box.width, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.3 * box.width, box.y + box.height / 2, { steps: 4 });
    // The button is still down.
    await settled(page);
    const { recipe } = await subjectIn(page);
    expect(recipe.widths[1]).toBe(Math.round(1 + 63 * 0.3));
    expect(shareOfDifferent(await mapPixels(page), before.pixels, 4)).toBeGreaterThan(0.05);
    await page.mouse.up();
    const old = recipeNetwork(before.subject.recipe).layers[0];
    const wide = recipeNetwork(recipe).layers[0];
    expect([...wide.weight.subarray(0, old.weight.length)]).toEqual([...old.weight]);
  });

  test('takes typed widths beyond the slider’s end, and arrow keys', async () => {
    const page = await openCrease(tests, undefined, QUICK);
    const input = row(page, 'width of layer 1').locator('input');
    await input.fill('90');
    await input.press('Enter');
    expect((await subjectIn(page)).recipe.widths[2]).toBe(90);
    await input.press('ArrowUp');
    expect((await subjectIn(page)).recipe.widths[2]).toBe(91);
    await input.fill('5000');
    await input.press('Enter');
    expect((await subjectIn(page)).recipe.widths[2]).toBe(512);
    await input.fill('6');
    await input.press('Enter');
    await settled(page);
    expect((await subjectIn(page)).recipe.widths[2]).toBe(6);
  });

  test('changes layers, activation, quantity, colours and bounds', async () => {
    const page = await openCrease(tests, undefined, QUICK);
    await row(page, 'hidden layers').locator('input').fill('3');
    await row(page, 'activation').locator('select').selectOption('tanh');
    await row(page, 'outputs').locator('input').fill('4');
    await row(page, 'shown').locator('select').selectOption('pre-activation z');
    await row(page, 'colour map').locator('select').selectOption('magma');
    await row(page, 'contours').locator('input').fill('7');
    await page.getByRole('button', { name: '±100', exact: true }).click();
    await settled(page);
    expect(await subjectIn(page)).toMatchObject({
      recipe: {
        widths: [2, 12, 12, 12, 4],
        activations: [{ name: 'tanh' }, { name: 'tanh' }, { name: 'tanh' }, { name: 'identity' }],
      },
      view: viewAround([0, 0], 100),
      quantity: { kind: 'preactivation', layer: 0, neuron: 0 },
      colouring: { colormap: 'magma', contours: 7 },
    });
    expect(await page.locator('.pane-head').textContent()).toContain('Pre-activation of unit 0 in layer 0');
    expect(await page.locator('.pane-head').textContent()).toContain('2-12-12-12-4 tanh · torch, seed 1 · ±100');
  });

  test('sets weights by hand, and re-rolls', async () => {
    const page = await openCrease(tests, undefined, QUICK);
    await page.getByRole('button', { name: 'Weights and biases', exact: true }).click();
    await page.getByRole('button', { name: /^layer 1:/ }).click();
    await row(page, 'weight 0, 3').locator('input').fill('-1.25');
    await row(page, 'bias 0').locator('input').fill('2');
    await row(page, 'bias 0').locator('input').press('Enter');
    await settled(page);
    const layer = recipeNetwork((await subjectIn(page)).recipe).layers[1];
    expect([layer.weight[3], layer.bias[0]]).toEqual([-1.25, 2]);
    await page.getByRole('button', { name: 're-roll', exact: true }).click();
    await settled(page);
    const { seed, edits } = (await subjectIn(page)).recipe;
    expect(seed).not.toBe(1);
    expect(edits).toEqual([]);
  });
});

test('the probe reads the reference’s value and gradient under the cursor', async () => {
  const page = await openCrease(tests, undefined, QUICK);
  await show(page, { quantity: { kind: 'grad', component: 'x1', output: 0 } });
  const box = await mapBox(page);
  await page.mouse.move(box.x + 170, box.y + 260);
  const numbers = await numbersUnderCursor(page);
  const { recipe, view } = await subjectIn(page);
  const [step] = gridOf(view, box.width, box.height).step;
  const point = [numbers.get('x₁') ?? Number.NaN, numbers.get('x₂') ?? Number.NaN];
  expect(Math.abs(point[0] - (170 - box.width / 2) * step)).toBeLessThan(1e-6 * step);
  expect(Math.abs(point[1] - (box.height / 2 - 260) * step)).toBeLessThan(1e-6 * step);
  const network = recipeNetwork(recipe);
  const [d1, d2] = gradient(network, point).outputs.map(([d]) => d);
  const close = (name: string, expected: number) => expect(numbers.get(name)).toBeCloseTo(expected, 12);
  close('y', forward(network, point).outputs[0]);
  close('∂/∂x₁ exact', d1);
  close('∂/∂x₂ exact', d2);
  close('on the map', d1);
  await page.mouse.move(700, 10);
  await page.locator('#probe').waitFor({ state: 'hidden' });
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
