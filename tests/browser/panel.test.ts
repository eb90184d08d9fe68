// Accepted when every number can be typed key by key, counts as a whole, and is refused or limited in words, when undo and plain keys work
// from the panel, when weights set by hand and networks outlive what hides them, and when nothing that is asked for blames the hardware.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { coordinateNumber, parseCoordinate } from '../../src/model/coordinate.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { useBrowser } from '../support/browser.ts';
import { openCrease, QUICK, sceneOf, settled, subjectIn } from './page.ts';

const tests = useBrowser();

/** A scene that is drawn in a moment. */
const SMALL = `${QUICK}&resolution=64`;

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true }).and(page.locator('input'));
const toast = (page: Page) => page.locator('#toast').textContent();

/** Types into a field key by key, in place of what is there; returns what it shows afterwards. */
async function type(page: Page, name: string, text: string, end: 'Enter' | 'Tab' | 'Escape' = 'Enter'): Promise<string> {
  const input = field(page, name);
  // A frame that is under way may still write what it held, which undoes a selection.
  await input.focus();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await input.press('Control+a');
  await input.pressSequentially(text);
  // The field is not written over while it is typed in, frames later neither.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await input.inputValue()).toBe(text);
  await input.press(end);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return input.inputValue();
}

describe('numbers', () => {
  test('are typed key by key, as coordinates, ends, weights and wholes', async () => {
    const page = await openCrease(tests, undefined, SMALL);
    const view = async () => (await sceneOf(page)).view;
    expect(await type(page, 'centre x₁', '-2.50')).toBe('-2.5');
    expect(await type(page, 'centre x₂', '1e-5', 'Tab')).toBe('0.00001');
    expect((await view()).center).toEqual([parseCoordinate('-2.5'), parseCoordinate('1e-5')]);
    expect(await type(page, 'centre x₁', '−0.25')).toBe('-0.25');
    expect(await type(page, '± bound', '2.5e-1')).toBe('0.25');
    expect((await view()).radius).toBe(0.25);
    expect(Number(await type(page, 'x₂ from', '-1.5'))).toBeCloseTo(-1.5, 7);
    expect(Number(await type(page, 'x₂ to', '2.5'))).toBeCloseTo(2.5, 7);
    expect(coordinateNumber((await view()).center[1])).toBeCloseTo(0.5, 7);
    // Past the other side, which goes along.
    expect(Number(await type(page, 'x₂ from', '10'))).toBeCloseTo(10, 7);
    expect(coordinateNumber((await view()).center[1])).toBeCloseTo(12, 7);

    // "10" is no "1" on its way.
    await type(page, 'hidden layers', '10', 'Tab');
    expect((await sceneOf(page)).networks[0].widths).toHaveLength(12);
    await page.keyboard.press('Control+z');
    expect((await sceneOf(page)).networks[0].widths).toEqual([2, 12, 12, 1]);

    expect(await type(page, 'seed', '77', 'Escape')).toBe('1');
    expect((await sceneOf(page)).networks[0].seed).toBe(1);
    expect(await type(page, 'seed', '77')).toBe('77');

    await page.getByRole('button', { name: 'Weights and biases', exact: true }).click();
    await page.getByRole('button', { name: /^layer 1:/ }).click();
    expect(await type(page, 'weight 0, 3', '-1.25e-3')).toBe('-0.00125');
    expect(await type(page, 'weight 0, 4', '1e30')).toBe('1e+30');
    expect(await type(page, 'weight 0, 5', '0.1')).toBe('0.1');
    const [layer] = recipeNetwork((await subjectIn(page)).recipe).layers.slice(1);
    expect([...layer.weight.subarray(3, 6)]).toEqual([-1.25e-3, 1e30, 0.1].map(Math.fround));
  });

  test('that cannot be leave the one from before, with words', async () => {
    const page = await openCrease(tests, undefined, SMALL.replace('panes=value', 'panes=value~over:0,50'));
    const domain = async () => (await subjectIn(page)).colouring.domain;
    const [low, high] = [field(page, 'from'), field(page, 'to')];
    await type(page, 'from', '100');
    expect(await domain()).toEqual({ kind: 'fixed', lo: 100, hi: 150 });
    expect(await high.inputValue()).toBe('150');
    await type(page, 'to', '1e36');
    expect(await domain()).toEqual({ kind: 'fixed', lo: 100, hi: 150 });
    expect(await toast(page)).toMatch(/1e\+36 long; domains from 1e-35 to 1e\+35 long/);
    expect(await type(page, 'from', 'abc')).toBe('100');
    expect(await toast(page)).toContain('"abc"; it must be a finite decimal number');
    await settled(page);
    // Nobody was sent to the processor.
    expect(await page.locator('#status-line').textContent()).not.toContain('without WebGPU');
    expect(await low.inputValue()).toBe('100');

    expect(await type(page, 'seed', '4294967296')).toBe('1');
    expect(await toast(page)).toContain('from 0 to 4294967295');
    expect(await type(page, 'contours', '999')).toBe('50');
    expect(await toast(page)).toBe('contours is a whole number from 0 to 50: for 999 it is 50 now.');
    await page.getByLabel('resolution', { exact: true }).selectOption('custom');
    expect(await type(page, 'points a side', '99')).toBe('99');
    expect(await type(page, 'centre x₁', '1e10')).toBe('0');
    expect(await toast(page)).toContain('centre x₁ cannot be 1e10');
    expect(await type(page, 'centre x₁', '1..2')).toBe('0');
    expect(await toast(page)).toContain('write a decimal number');
    expect(await type(page, '± bound', '-3')).toBe('3');
    expect(await toast(page)).toContain('± bound cannot be -3');

    await page.getByRole('button', { name: 'Weights and biases', exact: true }).click();
    await page.getByRole('button', { name: /^layer 1:/ }).click();
    const before = await field(page, 'weight 0, 3').inputValue();
    for (const text of ['3.5e38', '1e308', '1e309']) {
      expect(await type(page, 'weight 0, 3', text)).toBe(before);
      expect(await toast(page)).toMatch(/finite/);
    }
    expect((await sceneOf(page)).networks[0].edits).toEqual([]);
  });
});

test('undo works from fields that nobody types in and from lists, and plain keys after a list', async () => {
  const page = await openCrease(tests, undefined, SMALL);
  const seed = field(page, 'seed');
  await seed.press('ArrowUp');
  expect((await sceneOf(page)).networks[0].seed).toBe(2);
  await page.keyboard.press('Control+z');
  expect((await sceneOf(page)).networks[0].seed).toBe(1);
  await expect.poll(() => seed.inputValue()).toBe('1');
  await page.keyboard.press('Control+Shift+z');
  expect((await sceneOf(page)).networks[0].seed).toBe(2);
  // What is being typed has its own.
  await seed.press('5');
  await page.keyboard.press('Control+z');
  expect((await sceneOf(page)).networks[0].seed).toBe(2);
  await seed.press('Escape');

  const colours = page.getByRole('combobox', { name: 'colour map', exact: true });
  await colours.focus();
  await colours.selectOption('magma');
  await page.keyboard.press('Control+z');
  expect((await subjectIn(page)).colouring.colormap).toBe('viridis');

  // Who chooses by keys stays in the list, whose letters are for its options; who chooses with the mouse is done with it.
  await page.keyboard.press('4');
  expect((await sceneOf(page)).layout).toBe('one');
  await colours.selectOption('viridis');
  const box = await colours.boundingBox();
  if (!box) throw new Error('The list of colour maps is not on the screen.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await colours.selectOption('magma');
  await page.keyboard.press('4');
  expect((await sceneOf(page)).layout).toBe('bounds');
});

test('layers that stay keep what was set in them, and what goes is told', async () => {
  const page = await openCrease(tests, undefined, '#v=1&net=2-6-1:relu@torch:1&resolution=64');
  const edits = async () => (await sceneOf(page)).networks[0].edits;
  await page.getByRole('button', { name: 'Weights and biases', exact: true }).click();
  await page.getByRole('button', { name: /^layer 0:/ }).click();
  await type(page, 'weight 0, 1', '0.75');
  const before = await sceneOf(page);
  await field(page, 'hidden layers').press('ArrowUp');
  expect((await sceneOf(page)).networks[0].widths).toEqual([2, 6, 6, 1]);
  expect(await edits()).toEqual(before.networks[0].edits);
  await field(page, 'hidden layers').press('ArrowDown');
  expect((await sceneOf(page)).networks).toEqual(before.networks);
  await field(page, 'hidden layers').press('ArrowDown');
  expect(await edits()).toEqual([]);
  expect(await toast(page)).toBe('One number set by hand went with its layer; undo brings it back.');
});

test('network B waits while it is not shown', async () => {
  const page = await openCrease(tests, undefined, SMALL);
  const press = async (key: string) => {
    await page.keyboard.press(key);
    await settled(page);
  };
  await page.locator('.map').first().focus();
  await press('5');
  const title = page.getByRole('button', { name: 'Network B', exact: true });
  expect(await title.isVisible()).toBe(true);
  const { networks } = await sceneOf(page);
  await press('1');
  await expect.poll(() => title.isVisible()).toBe(false);
  await press('5');
  expect((await sceneOf(page)).networks).toEqual(networks);
});

test('a request that no GPU takes is told, blames nobody, and leaves the picture and the GPU in place', async () => {
  const page = await openCrease(tests, undefined, SMALL);
  const machine = () => page.evaluate(() => window.crease?.status.value.machine?.kind);
  expect(await machine()).toBe('software');
  // Past the panel and links, which refuse it before.
  await page.evaluate(() =>
    window.crease?.subject.update((subject) => ({
      ...subject,
      colouring: { ...subject.colouring, domain: { kind: 'fixed', lo: 0, hi: 1e-36 } },
    })),
  );
  await expect.poll(() => toast(page)).toContain('The domain from 0 to 1e-36');
  expect(await machine()).toBe('software');
  expect(await page.locator('#notice').textContent()).not.toContain('hardware');
  await page.keyboard.press('Control+z');
  await settled(page);
  expect(await toast(page)).toBe('');
  expect(await machine()).toBe('software');
});

test('the notice of a broken link goes once something else is shown', async () => {
  const page = await openCrease(tests, undefined, '#v=1&net=2-20-1:rule');
  const notice = page.getByText('Here is the first scene instead', { exact: false }).first();
  expect(await notice.isVisible()).toBe(true);
  await page.getByRole('button', { name: '±5', exact: true }).click();
  await expect.poll(() => notice.isVisible()).toBe(false);
});

test('creases are those of all layers or of one that has some, and of no others', async () => {
  const page = await openCrease(tests, undefined, SMALL);
  const quantity = async () => (await subjectIn(page)).quantity;
  await page.getByLabel('shown', { exact: true }).selectOption('distance to a crease');
  expect(await quantity()).toEqual({ kind: 'crease', layer: null });
  expect((await subjectIn(page)).colouring.domain).toEqual({ kind: 'fixed', lo: 0, hi: 1.5 });
  await page.getByLabel('all layers', { exact: true }).uncheck();
  expect(await quantity()).toEqual({ kind: 'crease', layer: 0 });
  // The output layer, which is the third, has none.
  await type(page, 'layer', '2');
  expect(await quantity()).toEqual({ kind: 'crease', layer: 1 });
  await page.getByLabel('shown', { exact: true }).selectOption('activation pattern');
  await page.getByLabel('all hidden layers', { exact: true }).waitFor();
  await settled(page);
});
