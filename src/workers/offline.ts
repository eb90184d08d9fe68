// The service worker: keeps the page's files, so that it works offline once loaded. Built as sw.js beside index.html.

/** What the build puts in front of this file: every other file of the page, relative to it, and a hash of them all; `later` are kept once they were asked for. */
declare const BUILT: { readonly version: string; readonly files: readonly string[]; readonly later: readonly string[] };

interface LifeEvent {
  waitUntil(work: Promise<unknown>): void;
}

interface RequestEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** The part of ServiceWorkerGlobalScope that is used here; TypeScript's own lies in a library that does not go with the DOM's. */
declare const self: {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
};

const { scope } = self.registration;
/** Other pages of this host, and other folders with this page, have caches of their own. */
const MINE = `crease ${scope} `;
const CACHE = MINE + BUILT.version;

// index.html is kept under the folder's address, which hosts do not redirect.
const kept = new Set(BUILT.files.map((file) => new URL(file === 'index.html' ? './' : file, scope).href));
const keptLater = new Set(BUILT.later.map((file) => new URL(file, scope).href));

self.addEventListener('install', (event) => {
  // All or none: where one file is missing, the browser stays with the worker that it has. Past the HTTP cache, which may be older.
  const requests = [...kept].map((url) => new Request(url, { cache: 'no-cache' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

// A newer worker waits until no page of the older build is open, which may still want files of its own.
self.addEventListener('activate', (event) => {
  event.waitUntil(dropOlder().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = request.url.replace(/#.*$/s, '');
  if (request.mode === 'navigate') {
    // From the network wherever there is one: a newer build is never hidden by an older one.
    const isPage = [scope, `${scope}index.html`].includes(url.replace(/\?.*$/s, ''));
    if (isPage) event.respondWith(fetch(request).catch(async () => (await match(scope)) ?? Response.error()));
  } else if (kept.has(url)) {
    event.respondWith(match(url).then((response) => response ?? fetch(request)));
  } else if (keptLater.has(url)) {
    event.respondWith(match(url).then((response) => response ?? fetchToKeep(request)));
  }
});

async function fetchToKeep(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

async function match(url: string): Promise<Response | undefined> {
  const cache = await caches.open(CACHE);
  return cache.match(url, { ignoreVary: true });
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(MINE) && name !== CACHE).map((name) => caches.delete(name)));
}

// A module for TypeScript, so that its names are its own; the build leaves a plain script.
export {};
