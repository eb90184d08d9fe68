// What tests of the real page share: opening it, waiting for its picture, reading its numbers and its pixels.
import { decode } from 'fast-png';
import type { CDPSession, Page } from 'playwright-core';
import { openGpu } from '../../src/cli/dawn.ts';
import { GpuEngine } from '../../src/gpu/engine.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { type Scene, subjectOf } from '../../src/model/scene.ts';
import type { Subject } from '../../src/model/subject.ts';
import { gridOf, type View } from '../../src/model/view.ts';
import type { PixelPoint } from '../../src/ui/camera.ts';
import type { TestBrowser } from '../support/browser.ts';

/** A picture as packed RGB or RGBA bytes, top row first. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

/** A link to the first scene's network with a quantity that a software adapter draws in a moment. */
export const QUICK = '#v=1&net=2-12-12-1:relu@torch:1&panes=value';

/** A link to a network that is compiled and drawn in no time. */
export const SMALL = '#v=1&net=2-6-1:relu@torch:1&panes=value';

/** Opens the built page, with the first scene or with a link's, and waits for its first full picture. */
export async function openCrease(tests: TestBrowser, prepare?: (page: Page) => Promise<unknown>, fragment = ''): Promise<Page> {
  const { page } = await tests.openPage(tests.pageUrl + fragment, prepare);
  await settled(page);
  return page;
}

/** Waits until every pane shows the present scene in full, and the page's texts and the screen follow. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => window.crease?.isSettled(), undefined, { timeout: 90_000 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** The scene that the page shows. */
export async function sceneOf(page: Page): Promise<Scene> {
  const scene = await page.evaluate(() => window.crease?.scenes.value);
  if (!scene) throw new Error('The page has no scene: it did not start.');
  return scene;
}

/** What the active pane, or another, shows. */
export async function subjectIn(page: Page, pane?: number): Promise<Subject> {
  return subjectOf(await sceneOf(page), pane);
}

/** Shows something else in the active pane, and waits for its picture. */
export async function show(page: Page, changes: Partial<Subject>): Promise<void> {
  await page.evaluate((to) => window.crease?.subject.update((subject) => ({ ...subject, ...to })), changes);
  await settled(page);
}

/** Changes the scene, and waits for its pictures. */
export async function setScene(page: Page, changes: Partial<Scene>): Promise<void> {
  await page.evaluate((to) => window.crease?.scenes.update((scene) => ({ ...scene, ...to })), changes);
  await settled(page);
}

/** Where a pane's map lies in the window, in CSS pixels. */
export async function mapBox(page: Page, pane = 0): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.locator('.pane .map').nth(pane).boundingBox();
  if (!box) throw new Error(`Pane ${pane} is not on the screen.`);
  return box;
}

/** What a pane's canvas shows on the screen, without what lies over it. */
export async function mapPixels(page: Page, pane = 0): Promise<Pixels> {
  const { x, y, width, height } = await mapBox(page, pane);
  // As browsers do, who paint whole pixels.
  const [left, top] = [Math.round(x), Math.round(y)];
  const clip = { x: left, y: top, width: Math.round(x + width) - left, height: Math.round(y + height) - top };
  const png = await page.screenshot({
    type: 'png',
    clip,
    style: '.card, .overlay, .pane::after { visibility: hidden !important }',
  });
  return decode(png);
}

/** What the engine makes of a subject, headless, at the size of a pane's canvas. */
export async function enginePixels(
  { view, recipe, quantity, colouring }: Subject,
  width: number,
  height: number,
): Promise<Pixels> {
  const { adapter } = await openGpu();
  const engine = await GpuEngine.create(adapter);
  try {
    const picture = await engine.render(recipeNetwork(recipe), gridOf(view, width, height), quantity, colouring);
    return { width, height, channels: 4, data: picture.pixels };
  } finally {
    engine.destroy();
  }
}

/** The share of pixels that differ by more than `levels` in a channel. */
export function shareOfDifferent(a: Pixels, b: Pixels, levels: number): number {
  if (a.width !== b.width || a.height !== b.height)
    throw new Error(`The pictures are ${a.width} × ${a.height} and ${b.width} × ${b.height} pixels; they must be of one size.`);
  let different = 0;
  for (let p = 0; p < a.width * a.height; p++)
    if ([0, 1, 2].some((c) => Math.abs(a.data[p * a.channels + c] - b.data[p * b.channels + c]) > levels)) different++;
  return different / (a.width * a.height);
}

/** The numbers under the cursor by their names, in full. */
export async function numbersUnderCursor(page: Page): Promise<ReadonlyMap<string, number>> {
  await settled(page);
  // Readings come from a worker: the newest is there once two looks in a row find the same.
  let last = '';
  for (let look = 0; look < 50; look++) {
    const rows = await page.$$eval('#probe dt', (terms) =>
      terms.map((term) => [term.textContent ?? '', term.nextElementSibling?.querySelector('data')?.value ?? ''] as const),
    );
    const text = JSON.stringify(rows);
    if (rows.length > 0 && text === last) return new Map(rows.map(([name, value]) => [name, Number(value)]));
    last = text;
    await page.waitForTimeout(200);
  }
  throw new Error('No numbers stand under the cursor: the probe did not answer.');
}

/** The size of the first pane's map, in CSS pixels. */
export async function sizeIn(page: Page) {
  const { width, height } = await mapBox(page);
  return { width, height };
}

/** The active pane's view. */
export async function viewIn(page: Page): Promise<View> {
  return (await subjectIn(page)).view;
}

/** Moves the cursor to a place of the first pane's map. */
export async function pointAt(page: Page, [x, y]: PixelPoint): Promise<void> {
  const box = await mapBox(page);
  await page.mouse.move(box.x + x, box.y + y, { steps: 3 });
}

/** Fingers come down, move or are lifted. */
export function touch(
  session: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  touchPoints: object[],
): Promise<unknown> {
  return session.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints as { x: number; y: number }[] });
}
