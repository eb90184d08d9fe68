// Builds the page once for all browser tests, serves it on a free loopback port and hands them its address.
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The page's address, or what kept it from being built. */
    readonly servedPage: { readonly url: string } | { readonly problem: string };
  }
}

/** Serves dist/page on a free port of 127.0.0.1. */
export async function servePage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  // Port 0 lets the system choose, so that two runs at a time do not meet.
  const server = await preview({ logLevel: 'warn', preview: { host: '127.0.0.1', port: 0, open: false } });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) {
    throw new Error('The page server has no loopback address although it listens on 127.0.0.1.');
  }
  return { url, close: () => server.close() };
}

/** What vitest calls before and after the browser project. A page that does not build fails the browser tests and no others. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    await build({ logLevel: 'silent' });
    const { url, close } = await servePage();
    project.provide('servedPage', { url });
    return close;
  } catch (error) {
    project.provide('servedPage', { problem: error instanceof Error ? error.message : String(error) });
    return async () => {};
  }
}
