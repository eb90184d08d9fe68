// Accepted when memory stays flat however long the page is used: 2,000 scene changes leave no buffers, objects or elements behind.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { countGpuUse, gpuCounts } from '../support/gpu-counts.ts';
import { openCrease, QUICK, settled } from './page.ts';

const tests = useBrowser();
/** As many as fill what is kept on purpose, the 200 steps of undo among it. */
const WARM_UP = 400;
const CHANGES = 2000;

/** Changes the scene so often, as hands would that do not wait, and comes back to the scene that was there. */
async function changeScene(page: Page, times: number): Promise<void> {
  await page.evaluate(async (count) => {
    const { crease } = window;
    if (!crease) throw new Error('The page did not start.');
    const { scenes, subject } = crease;
    const first = scenes.value;
    const press = (name: string) => {
      const button = [...document.querySelectorAll<HTMLButtonElement>('#toolbar button')].find((b) => b.textContent === name);
      if (!button) throw new Error(`There is no button "${name}".`);
      button.click();
    };
    const changes: ((n: number) => void)[] = [
      (n) => subject.update((s) => ({ ...s, view: { ...s.view, radius: 1 + (n % 7) } })),
      (n) => subject.update((s) => ({ ...s, recipe: { ...s.recipe, widths: s.recipe.widths.with(1, 4 + (n % 13)) } })),
      (n) => {
        const edit = { layer: 0, unit: n % 4, input: n % 2, value: Math.sin(n) };
        subject.update((s) => ({ ...s, recipe: { ...s.recipe, edits: [...s.recipe.edits.slice(-9), edit] } }));
      },
      (n) => subject.update((s) => ({ ...s, colouring: { ...s.colouring, contours: n % 5, reversed: n % 2 === 0 } })),
      (n) => subject.update((s) => ({ ...s, quantity: n % 3 ? { kind: 'value', output: 0 } : { kind: 'pattern', layer: null } })),
      (n) => subject.update((s) => ({ ...s, recipe: { ...s.recipe, seed: n } })),
    ];
    for (let n = 0; n < count; n++) {
      changes[n % changes.length](n);
      if (n % 40 === 17) press('Neurons');
      if (n % 50 === 23) press('Surface');
      if (n % 100 === 31) press(['Four', 'Two', 'A | B', 'Bounds', 'One'][((n / 100) % 5) | 0]);
      if (n % 8 === 0) await new Promise(requestAnimationFrame);
      if (n % 200 === 0) await new Promise((resolve) => setTimeout(resolve, 500));
    }
    scenes.set(first);
  }, times);
  await settled(page);
  // Until the strip's maps and the contours' labels, which come after the pictures, have been given back.
  await page.waitForTimeout(1000);
}

async function memoryOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  // Twice: what is finalised by the first is given back by the second.
  for (let n = 0; n < 2; n++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const metric = (name: string) => metrics.find((of) => of.name === name)?.value ?? Number.NaN;
  const { resources, bytes } = await gpuCounts(page);
  return { resources, bytes, heap: metric('JSHeapUsedSize'), nodes: metric('Nodes'), listeners: metric('JSEventListeners') };
}

test('2,000 scene changes leave nothing behind', async () => {
  const page = await openCrease(tests, countGpuUse, QUICK);
  await changeScene(page, WARM_UP);
  const before = await memoryOf(page);
  await changeScene(page, CHANGES);
  const after = await memoryOf(page);
  expect(before.heap).toBeGreaterThan(1e6);
  expect(before.resources).toBeGreaterThan(0);
  // What is alive differs a little with what was drawn last; what leaked would be there 2,000 times.
  expect(after.resources - before.resources).toBeLessThan(20);
  expect(after.bytes - before.bytes).toBeLessThan(2e6);
  expect(after.nodes - before.nodes).toBeLessThan(200);
  expect(after.listeners - before.listeners).toBeLessThan(50);
  // Undo keeps 200 scenes, and their networks.
  expect(after.heap - before.heap).toBeLessThan(2e6);
});
