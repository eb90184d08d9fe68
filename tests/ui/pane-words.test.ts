// Accepted when panes that differ are told apart by what they differ in, and by nothing else.
import { expect, test } from 'vitest';
import { withLayout } from '../../src/model/layout.ts';
import { DEFAULT_SCENE } from '../../src/ui/default-scene.ts';
import { paneWords } from '../../src/ui/pane-words.ts';

test('panes are told apart by their networks or their quantities', () => {
  const wordsOf = (layout: Parameters<typeof withLayout>[1]) => {
    const scene = withLayout(DEFAULT_SCENE, layout);
    return scene.panes.map((_, index) => paneWords(scene, index));
  };
  expect(wordsOf('one')).toEqual(['']);
  expect(wordsOf('networks')).toEqual(['A', 'B']);
  expect(new Set(wordsOf('bounds'))).toEqual(new Set(['']));
  expect(new Set(wordsOf('four')).size).toBe(4);
});
