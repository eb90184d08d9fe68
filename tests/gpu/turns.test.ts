// Accepted when one slice runs at a time, and the most urgent of those that wait comes next, as urgent as it is by then.
import { expect, test } from 'vitest';
import { Turns } from '../../src/gpu/turns.ts';

/** Work that ends when it is told to. */
function held(): { readonly work: () => Promise<void>; end(): void } {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => ended, end: () => end() };
}

test('the order is that of the ranks when a turn ends, and of asking among equals', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const first = held();
  const ranks = { a: 3, b: 2, c: 2, d: 9 };
  const run = (name: keyof typeof ranks) =>
    turns.take(
      () => ranks[name],
      async () => {
        order.push(name);
      },
    );
  const running = turns.take(() => 5, first.work);
  const all = [run('a'), run('b'), run('c'), run('d')];
  expect(order).toEqual([]);
  // The hand has moved on to d's pane.
  ranks.d = 0;
  first.end();
  await Promise.all([running, ...all]);
  expect(order).toEqual(['d', 'b', 'c', 'a']);
});

test('what is half a rank apart shares the turns, and what is a rank apart waits', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const first = held();
  const run = (name: string, rank: number, times: number): Promise<void> =>
    turns.take(
      () => rank,
      async () => {
        order.push(name);
        // Asks for its next turn before this one ends, as a hand does that moves on.
        if (times > 1) void run(name, rank, times - 1);
      },
    );
  const running = turns.take(() => 0, first.work);
  const all = [run('later', 2, 1), run('beside', 0.5, 3), run('urgent', 0, 6)];
  first.end();
  await Promise.all([running, ...all]);
  const share = 'urgent urgent beside urgent urgent beside urgent urgent beside later';
  expect(order.join(' ')).toBe(share);
});

test('work that fails gives its turn back, and its error to whoever asked', async () => {
  const turns = new Turns();
  const failing = turns.take(
    () => 0,
    () => Promise.reject(new Error('no memory')),
  );
  const next = turns.take(
    () => 0,
    async () => 7,
  );
  await expect(failing).rejects.toThrow('no memory');
  await expect(next).resolves.toBe(7);
});

test('two never run at once', async () => {
  const turns = new Turns();
  let running = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running--;
  };
  const asked = Array.from({ length: 20 }, (_, i) => turns.take(() => i % 3, work));
  await Promise.all([...asked, ...Array.from({ length: 5 }, () => turns.take(() => 0, work))]);
  expect(most).toBe(1);
});
