// Accepted when one thing is done at a time, only the newest of what waits is done, and nothing that was dropped is heard of again.
import { expect, test } from 'vitest';
import { Newest } from '../../src/ui/newest.ts';

/** Work that ends when it is told to. */
function controlled() {
  const begun: { question: number; end: (reply: string) => void; fail: (error: Error) => void }[] = [];
  const heard: string[] = [];
  const newest = new Newest<number, string>(
    (question) => new Promise((end, fail) => begun.push({ question, end, fail })),
    (reply, question) => heard.push(`${question}: ${reply}`),
    (error) => heard.push(`failed: ${String(error)}`),
  );
  return { begun, heard, newest };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

test('what is asked for meanwhile waits, and only the newest of it is done', async () => {
  const { begun, heard, newest } = controlled();
  for (const question of [1, 2, 3]) newest.ask(question);
  expect(begun.map(({ question }) => question)).toEqual([1]);
  begun[0].end('one');
  await turn();
  expect(begun.map(({ question }) => question)).toEqual([1, 3]);
  begun[1].end('three');
  await turn();
  expect(heard).toEqual(['1: one', '3: three']);
});

test('a failure is told, and the next question is asked even so', async () => {
  const { begun, heard, newest } = controlled();
  newest.ask(1);
  newest.ask(2);
  begun[0].fail(new Error('no'));
  await turn();
  begun[1].end('two');
  await turn();
  expect(heard).toEqual(['failed: Error: no', '2: two']);
});

test('what is dropped is not heard of, what is asked for afterwards is', async () => {
  const { begun, heard, newest } = controlled();
  newest.ask(1);
  newest.ask(2);
  newest.drop();
  newest.ask(3);
  begun[0].end('one');
  await turn();
  begun[1].end('three');
  await turn();
  expect(heard).toEqual(['3: three']);
});
