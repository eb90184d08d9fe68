// Accepted when a WebGPU canvas in a real browser shows the colour that it was cleared to, on the screen and not only in memory.
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { openPage, useBrowser } from '../support/browser.ts';

const tests = useBrowser();
// A page of our own on the server's address, for WebGPU exists only in secure contexts such as loopback.
const blankUrl = () => new URL('blank-for-tests', tests.pageUrl).href;
const HTML = '<!doctype html><link rel="icon" href="data:,"><body style="margin:0"><canvas width="100" height="80"></canvas>';

test('a WebGPU canvas shows its colour on a screenshot', async () => {
  const url = blankUrl();
  const { page } = await tests.openPage(url, (blank) =>
    blank.route(url, (route) => route.fulfill({ contentType: 'text/html', body: HTML })),
  );
  const vendor = await page.evaluate(async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const device = await adapter?.requestDevice();
    const context = document.querySelector('canvas')?.getContext('webgpu');
    if (!adapter || !device || !context) {
      return 'nothing';
    }
    context.configure({ device, format: navigator.gpu.getPreferredCanvasFormat() });
    const encoder = device.createCommandEncoder();
    const view = context.getCurrentTexture().createView();
    const clearValue = { r: 1, g: 0.2, b: 0.6, a: 1 };
    encoder.beginRenderPass({ colorAttachments: [{ view, clearValue, loadOp: 'clear', storeOp: 'store' }] }).end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return adapter.info.vendor;
  });
  expect(vendor).not.toBe('nothing');
  const { data, width, channels } = decode(await page.screenshot({ type: 'png' }));
  const pixel = (x: number, y: number) => [0, 1, 2].map((channel) => data[(y * width + x) * channels + channel]);
  expect(pixel(50, 40)).toEqual([255, 51, 153]);
  expect(pixel(99, 79)).toEqual([255, 51, 153]);
  expect(pixel(101, 40)).toEqual([255, 255, 255]);
});

test('a page cannot hide its errors', async () => {
  const body = `${HTML}<script>console.warn('planted warning'); console.error('planted error'); throw new Error('planted exception')</script>`;
  const url = blankUrl();
  const watched = await openPage(tests.browser, url, (blank) =>
    blank.route(url, (route) => route.fulfill({ contentType: 'text/html', body })),
  );
  const planted = /3 problem.*planted warning.*planted error.*planted exception/s;
  expect(() => watched.assertNoProblems()).toThrow(planted);
  watched.assertNoProblems();
  await watched.page.close();
});
