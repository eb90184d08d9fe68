// Accepted when the whole structure is framed and its radius said, when the first layer's creases stand in while it is computed and where
// it has none, and when nobody who has moved on is taken back.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NetworkError } from '../../src/model/errors.ts';
import { fittingView, frameView } from '../../src/model/fit.ts';
import type { StructureFrame } from '../../src/model/partition-report.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import { type Scene, subjectOf } from '../../src/model/scene.ts';
import { DEFAULT_VIEW, viewAround } from '../../src/model/view.ts';
import { look } from '../../src/ui/actions.ts';
import { DEFAULT_SCENE } from '../../src/ui/default-scene.ts';
import { createFit } from '../../src/ui/region-fit.ts';
import { Store } from '../../src/ui/store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const FRAME: StructureFrame = { center: [1.25, -0.5], radius: 41.75, vertices: 1234 };
const first = fittingView(recipeNetwork(DEFAULT_SCENE.networks[0]));

/** A page whose structure takes `ms`; `answer` is what it is, or why there is none. */
function page(ms: number, answer: StructureFrame | null | Error) {
  const scenes = new Store<Scene>(DEFAULT_SCENE);
  const said: string[] = [];
  const signals: AbortSignal[] = [];
  const press = createFit({
    scenes,
    structure: (_, signal) => {
      signals.push(signal);
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        setTimeout(() => (answer instanceof Error ? reject(answer) : resolve(answer)), ms);
      });
    },
    say: (sentence) => said.push(sentence),
  });
  return { scenes, press, said, signals, view: () => subjectOf(scenes.value).view };
}

test('a structure that is soon known is framed at once', async () => {
  const { press, said, view } = page(100, FRAME);
  press();
  await vi.advanceTimersByTimeAsync(90);
  expect(view()).toEqual(DEFAULT_VIEW);
  await vi.advanceTimersByTimeAsync(20);
  expect(view()).toEqual(frameView(FRAME));
  expect(said).toEqual(['All 1\u202f234 corners of the whole plane lie within ±41.8 around (1.25, −0.5), which is in view.']);
});

test('meanwhile the first layer’s creases are in view, and it is said so', async () => {
  const { press, said, view } = page(1000, FRAME);
  press();
  await vi.advanceTimersByTimeAsync(500);
  expect(view()).toEqual(first);
  expect(said[0]).toMatch(/meanwhile the creases of the first layer are in view/);
  await vi.advanceTimersByTimeAsync(600);
  expect(view()).toEqual(frameView(FRAME));
  expect(said).toHaveLength(2);
});

test.each([
  ['without a corner', null, /^No two creases cross.* the creases of the first layer are in view, if it has any\.$/],
  ['that is smooth', new NetworkError('It is smooth.'), /^It is smooth\. The creases of the first layer are in view\.$/],
])('of a network %s the first layer’s creases are in view', async (_, answer, words) => {
  const { press, said, view } = page(100, answer);
  press();
  await vi.runAllTimersAsync();
  expect(view()).toEqual(first);
  expect(said).toEqual([expect.stringMatching(words)]);
});

test('what is wider than views go is said to be', async () => {
  const { press, said } = page(100, { ...FRAME, radius: 6e8 });
  press();
  await vi.runAllTimersAsync();
  expect(said[0]).toMatch(/wider than views go/);
});

test.each([50, 500])('whoever has moved on after %d ms stays there, and the work ends', async (ms) => {
  const { scenes, press, said, signals, view } = page(1000, FRAME);
  press();
  await vi.advanceTimersByTimeAsync(ms);
  const elsewhere = viewAround([5, 5], 1);
  look(scenes, () => elsewhere);
  expect(signals[0].aborted).toBe(true);
  await vi.runAllTimersAsync();
  expect(view()).toEqual(elsewhere);
  expect(said).toHaveLength(ms < 250 ? 0 : 1);
});

test('a second press asks anew', async () => {
  const { press, said, signals, view } = page(100, FRAME);
  press();
  press();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  await vi.runAllTimersAsync();
  expect(view()).toEqual(frameView(FRAME));
  expect(said).toHaveLength(1);
});
