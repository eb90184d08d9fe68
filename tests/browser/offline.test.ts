// Accepted when a page that was loaded once, from a sub-folder of a static host under a strict policy, works without that host, and when
// a newer build is shown as soon as there is one.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { settled } from './page.ts';

const BUILT = fileURLToPath(new URL('../../dist/page', import.meta.url));
const BASE = '/deep/folder/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

const tests = useBrowser();
let folder = '';
let host: Server | undefined;
let port = 0;

/** A static host of `folder`; it forbids the browser's own cache, so that only the service worker can help. */
async function open(): Promise<void> {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
    const name = path === BASE ? 'index.html' : path.slice(BASE.length);
    const own = path.startsWith(BASE) ? await readFile(join(folder, name)).catch(() => null) : null;
    const data = path === '/' ? 'another page' : own;
    response.writeHead(data === null ? 404 : 200, {
      'content-type': TYPES[extname(name)] ?? 'text/html',
      'content-security-policy': "default-src 'self'",
      'cache-control': 'no-store',
    });
    response.end(data);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
  host = server;
}

async function close(): Promise<void> {
  const closed = new Promise((resolve) => (host ? host.close(resolve) : resolve(null)));
  host?.closeAllConnections();
  host = undefined;
  await closed;
}

const address = () => `http://127.0.0.1:${port}${BASE}`;

beforeEach(async () => {
  // Throws the reason where the page was not built.
  expect(tests.pageUrl).toMatch(/^http:/);
  folder = await mkdtemp(join(tmpdir(), 'crease-host-'));
  await cp(BUILT, folder, { recursive: true });
  await open();
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

/** The page, loaded, drawn and kept. */
async function openKept(): Promise<Page> {
  const { page } = await tests.openPage(address());
  await settled(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  });
  return page;
}

/** The paths of all that the page's caches hold, below the folder. */
function keptFiles(page: Page): Promise<string[]> {
  return page.evaluate(async (base) => {
    const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
    const requests = await Promise.all(caches.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname.slice(base.length));
  }, BASE);
}

test('every file of the page is kept, once; the gallery’s pictures once they were looked at, and then without the host', async () => {
  const page = await openKept();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const expected = files.filter((file) => file !== 'sw.js').map((file) => (file === 'index.html' ? '' : file));
  const isLater = (file: string) => file.startsWith('gallery/');
  expect((await keptFiles(page)).sort()).toEqual(expected.filter((file) => !isLater(file)).sort());
  const openGallery = () => page.getByRole('button', { name: 'Gallery' }).click();
  await openGallery();
  await expect.poll(async () => (await keptFiles(page)).sort()).toEqual(expected.sort());
  await close();
  await page.context().setOffline(true);
  await page.reload();
  await settled(page);
  await openGallery();
  await expect
    .poll(() =>
      page.$$eval('.gallery img', (images) => images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length),
    )
    .toBe(expected.filter(isLater).length);
});

test('the page draws without its host and without a network, opened anew or again', async () => {
  const page = await openKept();
  const scene = await page.evaluate(() => location.hash);
  await close();
  await page.context().setOffline(true);
  await page.reload();
  await settled(page);
  expect(await page.evaluate(() => location.hash)).toBe(scene);
  for (const url of [`${address()}index.html`, `${address()}?from=elsewhere#v=1&net=2-5-1:tanh@torch:3`]) {
    await page.goto(url);
    await settled(page);
  }
  const widths = await page.evaluate(() => window.crease?.scenes.value.networks[0].widths);
  expect(widths).toEqual([2, 5, 1]);
});

test('a newer build is shown at once, and kept once no older page is open', async () => {
  const page = await openKept();
  const [html, worker] = [join(folder, 'index.html'), join(folder, 'sw.js')];
  await writeFile(html, (await readFile(html, 'utf8')).replace(/(name="description" content=)"[^"]*"/, '$1"Newer"'));
  await writeFile(worker, (await readFile(worker, 'utf8')).replace(/"version":"\w+"/, '"version":"newer"'));
  await page.reload();
  await settled(page);
  expect(await page.getAttribute('meta[name=description]', 'content')).toBe('Newer');
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const installing = registration.installing;
    if (installing) await new Promise((resolve) => installing.addEventListener('statechange', resolve, { once: true }));
  });
  const context = page.context();
  const waiting = await page.evaluate(() => caches.keys());
  expect(waiting).toHaveLength(2);
  // With another page of this host in its place, no page of the older build is open.
  await page.goto(`http://127.0.0.1:${port}/`);
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([`crease ${address()} newer`]);
  await close();
  await context.setOffline(true);
  await page.goto(address());
  await settled(page);
  expect(await page.getAttribute('meta[name=description]', 'content')).toBe('Newer');
});

test('where the browser keeps nothing, the page draws all the same and says so quietly', async () => {
  const notes: string[] = [];
  const { page } = await tests.openPage(address(), async (opening) => {
    opening.on('console', (message) => notes.push(`${message.type()}: ${message.text()}`));
    await opening.addInitScript(() => {
      const refusing = { register: () => Promise.reject(new Error('not here')) };
      Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: refusing });
    });
  });
  await settled(page);
  await expect.poll(() => notes).toEqual(['info: Crease is not kept for working offline: Error: not here']);
});
