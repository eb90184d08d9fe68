// Accepted when no file of src/ imports what the design forbids, and no import can hide from the check.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importsOf, importViolations } from './support/import-rule.ts';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

function readSources(): Map<string, string> {
  const entries = readdirSync(SRC, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [relative(SRC, file).replaceAll(sep, '/'), readFileSync(file, 'utf8')]));
}

test('src/ keeps to the rule', () => {
  const sources = readSources();
  expect(sources.size).toBeGreaterThan(10);
  expect(importViolations(sources)).toEqual([]);
});

test('every way to import is seen', () => {
  const source = `
    import './a.ts';
    import type { B } from './b.ts';
    import { type C, c } from "./c.ts";
    export * from './d.ts';
    export type { E } from './e.ts';
    const f = await import('./f.ts');
    type G = import('./g.ts').G;
    new Worker(new URL('./h.ts', import.meta.url), { type: 'module' });
    import text from './i.wgsl?raw';
    // import './comment.ts';
    const words = "import './string.ts'";`;
  const letters = importsOf('x.ts', source).map((specifier) => specifier.slice(2, 3));
  expect(letters.sort().join('')).toBe('abcdefghi');
});

const imports = (specifier: string) => `import type { X } from '${specifier}';`;

test.each([
  ['model/a.ts', '../formats/b.ts', 'src/model/a.ts imports src/formats/b.ts, but model may import nothing'],
  ['formats/a.ts', '../gpu/b.ts', 'but formats may import model'],
  ['gpu/a.ts', '../cpu-reference/b.ts', 'but gpu may import model, shaders'],
  ['ui/a.ts', '../gpu/b.ts', 'but ui may import model, formats'],
  ['workers/a.ts', '../ui/b.ts', 'src/workers/a.ts imports src/ui/b.ts'],
  ['cli/a.ts', '../main.ts', 'src/cli/a.ts imports src/main.ts'],
  ['main.ts', './cli/a.ts', 'src/main.ts imports src/cli/a.ts'],
  ['cli/a.ts', '../shaders/b.wgsl?raw', 'src/cli/a.ts imports src/shaders/b.wgsl'],
  ['model/a.ts', '../../tests/b.ts', 'which lies outside src'],
  ['attic/a.ts', '../model/b.ts', 'src/attic/a.ts lies in no room'],
])('%s must not import %s', (path, specifier, sentence) => {
  expect(importViolations(new Map([[path, imports(specifier)]]))).toEqual([expect.stringContaining(sentence)]);
});

test.each([
  ['formats/a.ts', '../model/b.ts'],
  ['formats/a.ts', './b.ts'],
  ['gpu/a.ts', '../shaders/b.wgsl?raw'],
  ['main.ts', './ui/a.ts'],
  ['main.ts', './gpu/a.ts'],
  ['cli/a.ts', '../../package.json'],
  ['model/a.ts', 'gl-matrix'],
])('%s may import %s', (path, specifier) => {
  expect(importViolations(new Map([[path, imports(specifier)]]))).toEqual([]);
});

test('a circle is found, even one of types within a room', () => {
  const sources = new Map([
    ['model/a.ts', imports('./b.ts')],
    ['model/b.ts', imports('./c.ts')],
    ['model/c.ts', imports('./a.ts')],
    ['model/d.ts', imports('./a.ts')],
  ]);
  expect(importViolations(sources)).toEqual(['a circle: model/a.ts → model/b.ts → model/c.ts → model/a.ts']);
});
