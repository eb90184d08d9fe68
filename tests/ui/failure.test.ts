// Accepted when every kind of failure has words and remedies of its own, the GPU's own sentence, and what the page does meanwhile.
import { expect, test } from 'vitest';
import { GpuError, NetworkError } from '../../src/model/errors.ts';
import { deviceLost, noAdapter, noticeOf, softwareAdapter } from '../../src/ui/failure.ts';

const KINDS = ['start', 'limit', 'memory', 'shader', 'lost'] as const;

test('a GpuError has the title of its kind and its own sentence', () => {
  const notices = KINDS.map((kind) => noticeOf(new GpuError('The planted sentence.', { kind }), 'cpu'));
  expect(notices.map(({ kind }) => kind)).toEqual(KINDS);
  expect(new Set(notices.map(({ title }) => title)).size).toBe(KINDS.length);
  for (const { explanation, remedies } of notices) {
    expect(explanation).toMatch(/^The planted sentence\. Meanwhile Crease computes on the processor/);
    expect(remedies.length).toBeGreaterThan(0);
  }
});

test('a GpuError of no kind is about a limit, and what is none is told in its own words', () => {
  expect(noticeOf(new GpuError('Too large.'), 'kept')).toMatchObject({
    kind: 'limit',
    explanation: 'Too large. The last picture stays until something else is asked for.',
  });
  expect(noticeOf(new NetworkError('No.'), 'kept').kind).toBe('unknown');
  expect(noticeOf('a text without an end', 'kept').explanation).toMatch(/^a text without an end\. /);
});

test('a request that no GPU takes is not put down to the hardware', () => {
  const { kind, title } = noticeOf(new GpuError('The domain is too short.', { kind: 'request' }), 'kept');
  expect([kind, title]).toEqual(['unknown', 'Something went wrong']);
});

test('a lost device is told with the browser’s message, and how the page went on', () => {
  expect(deviceLost('the driver hung', 'rebuilt').explanation).toBe(
    'The browser took it away from this page: the driver hung. Crease has started it again; nothing is lost.',
  );
  expect(deviceLost('', 'cpu').explanation).toContain('from this page. Meanwhile');
});

test('who has no adapter or only a software one is told the flags on Linux', () => {
  for (const { remedies } of [noAdapter(), softwareAdapter('SwiftShader')]) {
    expect(remedies.join(' ')).toContain('`chrome://flags/#enable-unsafe-webgpu`');
    expect(remedies.join(' ')).toContain('`--enable-unsafe-webgpu --enable-features=Vulkan`');
  }
  expect(softwareAdapter('SwiftShader').explanation).toContain('only SwiftShader');
});
