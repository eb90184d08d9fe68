// The time from opening the built page to its first picture, in a browser.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../tests/support/chromium.ts';
import type { Measured, PageStart } from './results.ts';
import { median } from './timing.ts';

const VISITS = 5;
const WINDOW = { width: 1280, height: 720 } as const;

/** Builds the page anew and visits it as a new reader does each time: nothing is kept from one visit to the next. */
export async function measurePageStart(root: string): Promise<Measured<PageStart>> {
  const outDir = join(root, 'dist', `.bench-start-${randomUUID()}`);
  const settings = { root, configFile: join(root, 'vite.config.ts'), logLevel: 'silent', build: { outDir } } as const;
  try {
    const vite = await import('vite');
    await vite.build(settings);
    const server = await vite.preview({ ...settings, preview: { host: '127.0.0.1', port: 0, open: false } });
    try {
      const visits: Visit[] = [];
      for (let n = 0; n < VISITS; n++) visits.push(await visit(server.resolvedUrls?.local[0] ?? ''));
      const of = (key: keyof Visit) => median(visits.map((times) => times[key]));
      return { ...WINDOW, shown: of('shown'), first: of('first'), full: of('full'), visits: VISITS };
    } finally {
      await server.close();
    }
  } catch (error) {
    return { skipped: `no browser opens the page: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

type Visit = Pick<PageStart, 'shown' | 'first' | 'full'>;

async function visit(url: string): Promise<Visit> {
  // A browser of its own: the next page of the same one would find its shaders compiled.
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: WINDOW });
    await page.goto(url);
    const first = await page.waitForFunction(() => (window.crease?.status.value.pictures[0] ? performance.now() : 0));
    const full = await page.waitForFunction(() => (window.crease?.isSettled() ? performance.now() : 0));
    const shown = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN);
    return { shown, first: await first.jsonValue(), full: await full.jsonValue() };
  } finally {
    await browser.close();
  }
}
