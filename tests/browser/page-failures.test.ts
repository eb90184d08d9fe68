// Accepted when the page says in words, with the remedy, why it cannot draw, and goes on by itself after a device is lost.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { mapPixels, openCrease, settled, shareOfDifferent } from './page.ts';

const tests = useBrowser();

async function failureOf(page: Page): Promise<string> {
  const failure = page.locator('#failure');
  await failure.waitFor({ state: 'visible', timeout: 30_000 });
  return failure.innerText();
}

test('a browser without WebGPU is told which ones have it, and the flags on Linux', async () => {
  const { page } = await tests.openPage(tests.pageUrl, (opened) =>
    opened.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined })),
  );
  const text = await failureOf(page);
  for (const words of [
    'This browser has no WebGPU',
    'chrome://flags/#enable-unsafe-webgpu',
    '--enable-unsafe-webgpu --enable-features=Vulkan',
    'Firefox',
    'Safari',
  ])
    expect(text).toContain(words);
});

test('a browser without an adapter is told what to switch on', async () => {
  const { page } = await tests.openPage(tests.pageUrl, (opened) =>
    opened.addInitScript(() => {
      GPU.prototype.requestAdapter = () => Promise.resolve(null);
    }),
  );
  const text = await failureOf(page);
  expect(text).toContain('The browser finds no graphics adapter');
  expect(text).toContain('--enable-unsafe-webgpu --enable-features=Vulkan');
});

test('an address that is not secure is told to use https or localhost', async () => {
  const insecure = 'http://crease.example/';
  const { page } = await tests.openPage(insecure, (opened) =>
    opened.route(`${insecure}**`, async (route) => {
      const url = new URL(route.request().url().slice(insecure.length), tests.pageUrl).href;
      await route.fulfill({ response: await route.fetch({ url }) });
    }),
  );
  const text = await failureOf(page);
  expect(text).toContain('not secure enough for WebGPU');
  expect(text).toContain('https://crease.example/');
  expect(text).toContain('http://localhost');
});

test('a device that will not open is reported in its own words', async () => {
  const { page } = await tests.openPage(tests.pageUrl, (opened) =>
    opened.addInitScript(() => {
      GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('the planted reason'));
    }),
  );
  expect(await failureOf(page)).toContain('the planted reason');
});

test('a lost device is replaced once, with nothing lost; the second time the page says so', async () => {
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
  const before = await mapPixels(page);
  const loseDevice = () =>
    page.evaluate(() => {
      const devices: unknown = Reflect.get(globalThis, 'devices');
      if (Array.isArray(devices)) devices.at(-1)?.destroy();
      return Array.isArray(devices) ? devices.length : 0;
    });
  expect(await loseDevice()).toBe(1);
  await page.waitForFunction(() => window.crease?.status.value.pictures.length === 0);
  await settled(page);
  expect(await page.locator('#toast').isHidden()).toBe(true);
  expect(shareOfDifferent(await mapPixels(page), before, 0)).toBe(0);
  expect(await loseDevice()).toBe(2);
  expect(await failureOf(page)).toContain('stopped twice');
});
