// A test file's browser and its pages, whose errors and warnings fail the test.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { launchBrowser } from './chromium.ts';

/** A page under observation. */
export interface TestPage {
  readonly page: Page;
  /** Console errors and warnings, exceptions and failed requests so far, one line each. */
  readonly problems: readonly string[];
  /** Throws when there was a problem. Reports each problem once. */
  assertNoProblems(): void;
}

/** Opens a page of `browser` on `url`, watched from its first request on. `prepare` runs before the page loads. */
export async function openPage(browser: Browser, url: string, prepare?: (page: Page) => Promise<unknown>): Promise<TestPage> {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      problems.push(`console.${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) =>
    problems.push(`request failed: ${request.url()}: ${request.failure()?.errorText ?? '?'}`),
  );
  await prepare?.(page);
  await page.goto(url);
  return {
    page,
    problems,
    assertNoProblems() {
      const found = problems.splice(0);
      if (found.length > 0) {
        throw new Error(`The page at ${url} had ${found.length} problem(s):\n${found.join('\n')}`);
      }
    },
  };
}

/** A test file's browser. */
export interface TestBrowser {
  readonly browser: Browser;
  /** Where the built page is served. */
  readonly pageUrl: string;
  /** Opens a watched page, which is closed after the test; a test fails on any problem of its pages. */
  openPage(url: string, prepare?: (page: Page) => Promise<unknown>): Promise<TestPage>;
}

/** Gives a test file its browser: call it once at the top level and use it inside tests and hooks. */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;
  let pages: TestPage[] = [];
  const current = (): Browser => {
    if (browser === undefined) {
      throw new Error('The browser is open only inside tests and hooks: use it there, not while the file is collected.');
    }
    return browser;
  };
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    const opened = pages;
    pages = [];
    await Promise.all(opened.map(({ page }) => page.close()));
    for (const page of opened) {
      page.assertNoProblems();
    }
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    get browser() {
      return current();
    },
    get pageUrl() {
      const page = inject('servedPage');
      if ('problem' in page) {
        throw new Error(`The page cannot be built or served: ${page.problem}`);
      }
      return page.url;
    },
    async openPage(url, prepare) {
      const opened = await openPage(current(), url, prepare);
      pages.push(opened);
      return opened;
    },
  };
}
