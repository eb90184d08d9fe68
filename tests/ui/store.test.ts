// Accepted when watchers hear of every change and of nothing else, and a part of a store writes through to the whole.
import { expect, test, vi } from 'vitest';
import { partOf, Store } from '../../src/ui/store.ts';

test('watchers hear the present value at once, and every other one until they end', () => {
  const store = new Store(1);
  const heard: number[] = [];
  const end = store.watch((value) => heard.push(value));
  store.set(2);
  store.set(2);
  store.update((value) => value + 1);
  end();
  store.set(9);
  expect(heard).toEqual([1, 2, 3]);
});

test('a part reads and writes the whole, and leaves it alone where nothing changes', () => {
  const whole = new Store({ a: 1, b: 2 });
  const part = partOf(
    whole,
    ({ a }) => a,
    (before, a) => ({ ...before, a }),
  );
  const before = whole.value;
  part.update((a) => a);
  expect(whole.value).toBe(before);
  const watcher = vi.fn();
  part.watch(watcher);
  part.update((a) => a + 4);
  expect(whole.value).toEqual({ a: 5, b: 2 });
  expect(part.value).toBe(5);
  expect(watcher.mock.calls).toEqual([[1], [5]]);
});
