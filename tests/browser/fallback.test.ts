// Accepted when the page goes on whatever is missing or breaks: it says what, with the remedy, and draws with the processor or with a new
// device, with nothing of the scene lost.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { forward } from '../../src/cpu-reference/forward.ts';
import { renderOnCpu } from '../../src/cpu-reference/render.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { gridOf } from '../../src/model/view.ts';
import { openPage, useBrowser } from '../support/browser.ts';
import { launchBrowser } from '../support/chromium.ts';
import {
  mapBox,
  mapPixels,
  numbersUnderCursor,
  openCrease,
  type Pixels,
  QUICK,
  sceneOf,
  settled,
  shareOfDifferent,
  show,
  subjectIn,
} from './page.ts';

const tests = useBrowser();

/** What the notice says, remedies unfolded. */
async function noticeOf(page: Page): Promise<string> {
  const more = page.getByRole('button', { name: 'What helps', exact: true });
  await more.waitFor({ state: 'visible', timeout: 30_000 });
  if ((await more.getAttribute('aria-expanded')) === 'false') await more.click();
  return page.locator('#notice').innerText();
}

const machineOf = (page: Page) => page.evaluate(() => window.crease?.status.value.machine?.kind);

/** The picture that the active pane is to show, from the reference, at full resolution. */
async function referencePixels(page: Page): Promise<Pixels> {
  const { recipe, view, quantity, colouring } = await subjectIn(page);
  const [{ width, height }] = await page.evaluate(() => window.crease?.sizes() ?? []);
  const { pixels } = await renderOnCpu(recipeNetwork(recipe), gridOf(view, width, height), quantity, colouring);
  return { width, height, channels: 4, data: pixels };
}

/** The page draws on the processor: the right picture but for its resolution. */
async function expectDrawsWithCpu(page: Page): Promise<void> {
  await settled(page);
  expect(await machineOf(page)).toBe('cpu');
  const smooth = { colormap: 'viridis', reversed: false, domain: { kind: 'fixed', lo: -1, hi: 1 }, contours: 0 } as const;
  await show(page, { quantity: { kind: 'value', output: 0 }, colouring: smooth });
  expect(shareOfDifferent(await mapPixels(page), await referencePixels(page), 6)).toBeLessThan(0.001);
}

/** It follows the hand, and reads the reference's numbers. */
async function expectFollowsTheHand(page: Page): Promise<void> {
  const before = await mapPixels(page);
  const { x, y, width, height } = await mapBox(page);
  await page.mouse.move(x + width / 3, y + height / 3);
  const numbers = await numbersUnderCursor(page);
  const point = ['x₁', 'x₂'].map((name) => numbers.get(name) ?? Number.NaN);
  const { recipe } = await subjectIn(page);
  expect(numbers.get('y')).toBeCloseTo(forward(recipeNetwork(recipe), point).outputs[0], 12);
  await page.mouse.wheel(0, -400);
  await expect.poll(async () => (await subjectIn(page)).view.radius).toBeLessThan(2.5);
  await page.mouse.move(0, 0);
  await settled(page);
  const zoomed = await mapPixels(page);
  expect(shareOfDifferent(zoomed, before, 6)).toBeGreaterThan(0.01);
  expect(shareOfDifferent(zoomed, await referencePixels(page), 6)).toBeLessThan(0.001);
}

describe('without a device the page draws with the processor', () => {
  test('where the browser has no WebGPU, and says which ones have it and the flags on Linux', async () => {
    const page = await openCrease(tests, (opened) =>
      opened.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined })),
    );
    const text = await noticeOf(page);
    for (const words of [
      'This browser has no WebGPU',
      'computes on the processor',
      'chrome://flags/#enable-unsafe-webgpu',
      '--enable-unsafe-webgpu --enable-features=Vulkan',
      'Firefox',
      'Safari',
    ])
      expect(text).toContain(words);
    await page.getByRole('button', { name: 'Dismiss' }).press('Enter');
    expect(await page.locator('#notice').isVisible()).toBe(false);
    await expectDrawsWithCpu(page);
    await expectFollowsTheHand(page);
  });

  test('where the browser has no adapter', async () => {
    const page = await openCrease(tests, (opened) =>
      opened.addInitScript(() => {
        GPU.prototype.requestAdapter = () => Promise.resolve(null);
      }),
    );
    const text = await noticeOf(page);
    expect(text).toContain('The browser finds no graphics adapter');
    expect(text).toContain('--enable-unsafe-webgpu --enable-features=Vulkan');
    await expectDrawsWithCpu(page);
  });

  test('at an address that is not secure, and names https and localhost', async () => {
    const insecure = 'http://crease.example/';
    const { page } = await tests.openPage(insecure, (opened) =>
      opened.route(`${insecure}**`, async (route) => {
        const url = new URL(route.request().url().slice(insecure.length), tests.pageUrl).href;
        await route.fulfill({ response: await route.fetch({ url }) });
      }),
    );
    const text = await noticeOf(page);
    expect(text).toContain('not secure enough for WebGPU');
    expect(text).toContain('https://crease.example/');
    expect(text).toContain('http://localhost');
    await expectDrawsWithCpu(page);
  });

  test('where the adapter gives no device, in its own words', async () => {
    const page = await openCrease(tests, (opened) =>
      opened.addInitScript(() => {
        GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('the planted reason'));
      }),
    );
    const text = await noticeOf(page);
    expect(text).toContain('could not be started');
    expect(text).toContain('the planted reason');
    await expectDrawsWithCpu(page);
  });

  test('where the limits are too small for the first picture', async () => {
    const page = await openCrease(tests, (opened) =>
      opened.addInitScript(() => {
        const limits = Object.getOwnPropertyDescriptor(GPUDevice.prototype, 'limits');
        Object.defineProperty(GPUDevice.prototype, 'limits', {
          get(this: GPUDevice) {
            const real: GPUSupportedLimits = limits?.get?.call(this);
            return new Proxy(real, {
              get: (target, name) => (name === 'maxStorageBufferBindingSize' ? 256 : Reflect.get(target, name, target)),
            });
          },
        });
      }),
    );
    const text = await noticeOf(page);
    expect(text).toContain('limits are too small');
    expect(text).toContain('storage limit of 256 bytes');
    await expectDrawsWithCpu(page);
  });

  test('where a shader does not compile', async () => {
    const page = await openCrease(tests, (opened) =>
      opened.addInitScript(() => {
        GPUDevice.prototype.createComputePipelineAsync = () => Promise.reject(new Error('the planted driver error'));
      }),
    );
    const text = await noticeOf(page);
    expect(text).toContain('does not take a shader');
    expect(text).toContain('the planted driver error');
    await expectDrawsWithCpu(page);
  });

  test('where the graphics memory is full', async () => {
    const page = await openCrease(tests, (opened) =>
      opened.addInitScript(() => {
        GPUDevice.prototype.popErrorScope = () => Promise.resolve(new GPUOutOfMemoryError('planted'));
      }),
    );
    const text = await noticeOf(page);
    expect(text).toContain('memory is full');
    await expectDrawsWithCpu(page);
  });

  test('under the strictest content security policy', async () => {
    const page = await openCrease(tests, async (opened) => {
      await opened.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined }));
      await opened.route(tests.pageUrl, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': "default-src 'self'" } });
      });
    });
    // No screenshots: what they hide, they hide with a style that this policy forbids.
    expect(await noticeOf(page)).toContain('This browser has no WebGPU');
    expect(await machineOf(page)).toBe('cpu');
  });
});

test('what is wrong in one pane is said until that pane has its picture, whatever others show', async () => {
  const page = await openCrease(tests, undefined, QUICK);
  await page.locator('.pane .map').press('2');
  await settled(page);
  const sentence = 'The second pane cannot be drawn.';
  await page.evaluate((problem) => {
    window.crease?.status.update((before) => ({ ...before, problems: [null, problem] }));
  }, sentence);
  const toast = page.locator('#toast');
  await expect.poll(() => toast.textContent()).toBe(sentence);
  const recolour = async (pane: number, contours: number) => {
    await page.evaluate(
      ([index, count]) => {
        window.crease?.scenes.update((scene) => ({
          ...scene,
          panes: scene.panes.map((pane, i) =>
            i === index ? { ...pane, colouring: { ...pane.colouring, contours: count } } : pane,
          ),
        }));
      },
      [pane, contours] as const,
    );
    await settled(page);
  };
  await recolour(0, 5);
  expect(await toast.textContent()).toBe(sentence);
  await recolour(1, 5);
  expect(await toast.isVisible()).toBe(false);
});

describe('a lost device', () => {
  test('is replaced once, with nothing lost; the second time the processor goes on', async () => {
    const page = await openCrease(tests, (opened) =>
      opened.addInitScript(() => {
        const devices: GPUDevice[] = [];
        Object.assign(globalThis, { devices });
        const request = GPUAdapter.prototype.requestDevice;
        GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
          const device = await request.call(this, descriptor);
          devices.push(device);
          return device;
        };
      }),
    );
    const [before, scene] = [await mapPixels(page), await sceneOf(page)];
    const loseDevice = () =>
      page.evaluate(() => {
        const devices: unknown = Reflect.get(globalThis, 'devices');
        if (Array.isArray(devices)) devices.at(-1)?.destroy();
        return Array.isArray(devices) ? devices.length : 0;
      });
    expect(await loseDevice()).toBe(1);
    const text = await noticeOf(page);
    expect(text).toContain('The graphics hardware stopped');
    expect(text).toContain('nothing is lost');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await settled(page);
    expect(await machineOf(page)).not.toBe('cpu');
    expect(await sceneOf(page)).toEqual(scene);
    expect(shareOfDifferent(await mapPixels(page), before, 0)).toBe(0);
    expect(await loseDevice()).toBe(2);
    expect(await noticeOf(page)).toContain('computes on the processor');
    await settled(page);
    expect(await sceneOf(page)).toEqual(scene);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expectDrawsWithCpu(page);
  });

  test('is replaced after the GPU process has crashed', async () => {
    // A browser of its own: after a second crash it would give no adapter any more.
    const browser = await launchBrowser();
    try {
      const { page } = await openPage(browser, tests.pageUrl);
      await settled(page);
      const [before, scene] = [await mapPixels(page), await sceneOf(page)];
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.crashGpuProcess');
      expect(await noticeOf(page)).toContain('nothing is lost');
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await settled(page);
      expect(await machineOf(page)).not.toBe('cpu');
      expect(await sceneOf(page)).toEqual(scene);
      expect(shareOfDifferent(await mapPixels(page), before, 0)).toBe(0);
      await show(page, { quantity: { kind: 'value', output: 0 } });
      expect(shareOfDifferent(await mapPixels(page), before, 4)).toBeGreaterThan(0.01);
    } finally {
      await browser.close();
    }
  });
});
