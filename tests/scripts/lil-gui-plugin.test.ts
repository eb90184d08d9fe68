// Accepted when the page carries of lil-gui what it uses and neither its style sheet nor its colours, and another version of it is noticed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { bareLilGui } from '../../scripts/lil-gui-plugin.ts';

const module = createRequire(import.meta.url)
  .resolve('lil-gui')
  .replace(/umd\.js$/, 'esm.js');
const source = readFileSync(module, 'utf8');
const classesIn = (text: string) => [...text.matchAll(/^class (\w+)/gm)].map(([, name]) => name);
/** What stands between the line that begins a class and the one that ends it. */
const bodyOf = (text: string, name: string) => new RegExp(`^class ${name}\\b.*?\\n}$`, 'ms').exec(text)?.[0];

test('style sheet and colour picker are gone, and all else is there', () => {
  const bare = bareLilGui(source);
  expect(parseSync('lil-gui.js', bare).errors).toEqual([]);
  expect(classesIn(bare)).toEqual(classesIn(source));
  for (const name of classesIn(source).filter((name) => name !== 'ColorController'))
    expect(bodyOf(bare, name)).toBe(bodyOf(source, name));
  expect(bare).not.toMatch(/font-face|lil-color/);
  expect(source.length - bare.length).toBeGreaterThan(8000);
});

test('a module without them is refused', () => {
  expect(() => bareLilGui(bareLilGui(source))).toThrow('adapt scripts/lil-gui-plugin.ts');
});
