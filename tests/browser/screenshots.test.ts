// Accepted when every layout is kept as an artefact in both themes, full of the picture that it should show: test-artifacts/LAYOUT-THEME.png.
// Whoever changes the look opens them; the README's pictures of the page are these.

import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Place } from '../../src/model/coordinate.ts';
import { coordinateOf } from '../../src/model/coordinate.ts';
import type { Layer } from '../../src/model/network.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { type Layout, subjectOf } from '../../src/model/scene.ts';
import type { Subject } from '../../src/model/subject.ts';
import { viewAround } from '../../src/model/view.ts';
import { DEFAULT_SCENE } from '../../src/ui/default-scene.ts';
import { useBrowser } from '../support/browser.ts';
import { mapBox, openCrease, setScene, settled, show } from './page.ts';

const tests = useBrowser();

const first = subjectOf(DEFAULT_SCENE);
const place = (x1: number, x2: number): Place => [coordinateOf(x1), coordinateOf(x2)];

const VALUE: Partial<Subject> = {
  quantity: { kind: 'value', output: 0 },
  colouring: { colormap: 'viridis', reversed: false, domain: { kind: 'extent' }, contours: 0 },
};

const arrange = (page: Page, layout: Layout) =>
  page.keyboard.press(`${['one', 'two', 'four', 'bounds', 'networks'].indexOf(layout) + 1}`);

/** Where the creases of units 1 and 4 of the first layer cross. */
const CROSSING = crossingOf(recipeNetwork(first.recipe).layers[0], 1, 4);

function crossingOf({ weight, bias }: Layer, i: number, j: number): [number, number] {
  const [a, b, c, d] = [weight[2 * i], weight[2 * i + 1], weight[2 * j], weight[2 * j + 1]];
  const determinant = a * d - b * c;
  return [(b * bias[j] - d * bias[i]) / determinant, (c * bias[i] - a * bias[j]) / determinant];
}

/** How each picture comes about, from the page's first scene. */
const PICTURES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  one: async (page) => {
    const box = await mapBox(page);
    await page.mouse.move(box.x + 470, box.y + 300);
  },
  contours: (page) =>
    show(page, { ...VALUE, colouring: { ...first.colouring, colormap: 'viridis', domain: { kind: 'extent' }, contours: 14 } }),
  two: (page) => arrange(page, 'two'),
  four: (page) => arrange(page, 'four'),
  bounds: async (page) => {
    await show(page, VALUE);
    await arrange(page, 'bounds');
  },
  networks: async (page) => {
    await arrange(page, 'networks');
    await page.getByRole('button', { name: '20 units | 4 × 5 units' }).click();
  },
  surface: async (page) => {
    await show(page, VALUE);
    await page.keyboard.press('s');
  },
  neurons: async (page) => {
    await page.keyboard.press('n');
    await page.getByRole('button', { name: /unit 3 of layer 1/ }).click();
  },
  section: async (page) => {
    await show(page, VALUE);
    await setScene(page, { pin: place(0.5, 0), section: [place(-3, -1), place(3, 1)] });
    await page.locator('.section-plot svg, .section-plot canvas').first().waitFor();
  },
  deep: (page) => show(page, { view: viewAround(CROSSING, 1e-9) }),
  keys: (page) => page.keyboard.press('?'),
  save: async (page) => {
    await page.getByRole('button', { name: 'Save PNG', exact: true }).click();
    await page.getByRole('dialog').waitFor();
  },
  // The last one: what is open is no part of the scene.
  regions: async (page) => {
    await page.keyboard.press('r');
    await page.locator('#regions:not(.waiting) .regions-picture').waitFor();
    await setScene(page, { pin: place(-0.6, 0.7) });
    await page.locator('.region-sides td').first().waitFor();
  },
};

/** What a second theme would say nothing new of. */
const DARK_ONLY = new Set(['contours', 'deep', 'keys', 'save']);

test('every layout on a desktop', { timeout: 240_000 }, async () => {
  const page = await openCrease(tests, (opened) => opened.setViewportSize({ width: 1280, height: 720 }));
  for (const [name, arrangeIt] of Object.entries(PICTURES)) {
    await page.evaluate((scene) => window.crease?.scenes.set(scene), DEFAULT_SCENE);
    await page.mouse.move(1270, 10);
    // The focus that a control of the last picture left behind would take the keys.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await arrangeIt(page);
    await keepThemes(page, name, DARK_ONLY.has(name) ? ['dark'] : ['dark', 'light']);
    await page.keyboard.press('Escape');
  }
});

test('a phone', async () => {
  const page = await tests.browser.newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true });
  await page.goto(tests.pageUrl);
  await keepThemes(page, 'phone');
  await page.getByRole('button', { name: 'Controls (p)', exact: true }).tap();
  await keepThemes(page, 'phone-panel');
  await page.close();
});

test('4K with two device pixels a CSS pixel', async () => {
  const page = await tests.browser.newPage({ viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 2 });
  // What a software adapter draws in seconds even at this size.
  await page.goto(`${tests.pageUrl}#v=1&net=2-12-12-1:relu@torch:1&panes=value~contours:14`);
  await atRest(page);
  await keep(page, '4k');
  await page.close();
});

async function keepThemes(page: Page, name: string, themes: readonly ('dark' | 'light')[] = ['dark', 'light']): Promise<void> {
  for (const [n, theme] of themes.entries()) {
    await page.emulateMedia({ colorScheme: theme });
    // Another theme leaves the pictures as they are.
    if (n === 0) await atRest(page);
    else await settled(page);
    await keep(page, `${name}-${theme}`);
  }
}

/** Waits for the full picture, and for dialogs, strips and cards, which come a frame or two after it. */
async function atRest(page: Page): Promise<void> {
  await settled(page);
  await page.waitForTimeout(400);
  await settled(page);
}

/** Keeps what the window shows, and looks whether it can be the page. */
async function keep(page: Page, name: string): Promise<void> {
  const path = `test-artifacts/${name}.png`;
  await page.screenshot({ path });
  const { width, height, data, channels } = decode(readFileSync(path));
  const viewport = page.viewportSize();
  const ratio = await page.evaluate(() => devicePixelRatio);
  expect([width, height]).toEqual([(viewport?.width ?? 0) * ratio, (viewport?.height ?? 0) * ratio]);
  const colours = new Set<number>();
  for (let p = 0; p < width * height; p += 7)
    colours.add((data[p * channels] << 16) | (data[p * channels + 1] << 8) | data[p * channels + 2]);
  expect(colours.size, name).toBeGreaterThan(20);
}
