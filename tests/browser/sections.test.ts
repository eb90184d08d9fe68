// Accepted when cross-sections and the pinned point are read where they are, however far outside the view, when a section without a
// length breaks nothing, and when its handles stay in reach.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { forward } from '../../src/cpu-reference/forward.ts';
import { evaluationOf } from '../../src/model/quantity.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { useBrowser } from '../support/browser.ts';
import { mapBox, numbersUnderCursor, openCrease, QUICK, sceneOf, setScene, settled, subjectIn } from './page.ts';

const tests = useBrowser();

async function valueIn(page: Page, point: readonly [number, number]): Promise<number> {
  const { recipe } = await subjectIn(page);
  return forward(evaluationOf(recipeNetwork(recipe), { kind: 'value', output: 0 }).network, point).outputs[0];
}

/** What the plot says to screen readers, once it shows numbers. */
async function summaryIn(page: Page): Promise<string> {
  const svg = page.locator('#section svg');
  await expect.poll(() => svg.getAttribute('aria-label'), { timeout: 20_000 }).toContain('long');
  return (await svg.getAttribute('aria-label')) ?? '';
}

test('a section and a pin far outside the view are read around themselves', async () => {
  const link =
    '#v=1&net=2-20-1:relu@torch:3&panes=value&view=100000,100000,1&section=0.3099999999995,-0.27,0.3100000000005,-0.27&pin=0.31,-0.27';
  const page = await openCrease(tests, undefined, link);
  expect(await summaryIn(page)).toContain('along a line 1.000e−12 long');
  const value = await valueIn(page, [0.31, -0.27]);
  const axis = await page.locator('#section svg text.note').textContent();
  expect(Number(axis?.replace('−', '-').replace(/[^-\d.].*$/, ''))).toBeCloseTo(value, 9);
  const pinned = page.locator('#pinned dt:text-is("y") + dd data');
  expect(Number(await pinned.getAttribute('value'))).toBeCloseTo(value, 14);
  // What is under the cursor is read in the view, as ever; a small stage shows one card.
  await setScene(page, { pin: null });
  const { x, y, height } = await mapBox(page);
  await page.mouse.move(x + 40, y + height / 2);
  await page.locator('#probe').waitFor({ state: 'visible' });
  const numbers = await numbersUnderCursor(page);
  expect(numbers.get('y')).toBeCloseTo(await valueIn(page, [numbers.get('x₁') ?? 0, numbers.get('x₂') ?? 0]), 7);
});

test('a section without a length breaks nothing: links may have one, hands draw none', async () => {
  const page = await openCrease(tests, undefined, `${QUICK}&section=1,1,1,1`);
  expect(await summaryIn(page)).toContain('along a line 0 long');
  expect(await page.locator('#section svg').innerHTML()).not.toContain('NaN');

  await setScene(page, { section: null });
  const { x, y } = await mapBox(page);
  await page.keyboard.down('Alt');
  await page.mouse.move(x + 150, y + 150);
  await page.mouse.down();
  await page.mouse.move(x + 250, y + 250, { steps: 4 });
  await page.mouse.move(x + 153, y + 152, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Alt');
  expect((await sceneOf(page)).section).toBeNull();
});

test('a handle that is dragged or moved out of the pane stays in it, and one on the other end is no section', async () => {
  const page = await openCrease(tests, undefined, `${QUICK}&section=-1,0,1,0`);
  const { x, y, width, height } = await mapBox(page);
  const handle = page.getByRole('button', { name: /^End of the cross-section/ });
  const middle = async () => {
    const box = await handle.boundingBox();
    return box ? [box.x + box.width / 2, box.y + box.height / 2] : [];
  };
  await handle.hover();
  await page.mouse.down();
  await page.mouse.move(x + width + 60, y - 90, { steps: 5 });
  await settled(page);
  expect(await handle.isVisible()).toBe(true);
  const [right, top] = await middle();
  expect(right).toBeGreaterThan(x + width - 20);
  expect(right).toBeLessThan(x + width);
  expect(top).toBeGreaterThan(y);
  expect(top).toBeLessThan(y + 20);
  await page.mouse.move(x + width / 2, y + height / 3, { steps: 5 });
  await page.mouse.up();
  await settled(page);
  expect((await middle())[1]).toBeCloseTo(y + height / 3, 0);

  await handle.focus();
  for (let press = 0; press < 40; press++) await handle.press('ArrowUp');
  await settled(page);
  expect(await handle.isVisible()).toBe(true);
  expect(await handle.evaluate((button) => button === document.activeElement)).toBe(true);

  const { section } = await sceneOf(page);
  const beginning = await page.getByRole('button', { name: /^Beginning of the cross-section/ }).boundingBox();
  if (!beginning || !section) throw new Error('There is no cross-section.');
  await handle.hover();
  await page.mouse.down();
  await page.mouse.move(beginning.x + 11, beginning.y + 11, { steps: 8 });
  await page.mouse.up();
  const [from, to] = (await sceneOf(page)).section ?? section;
  expect(to).not.toEqual(from);
});
