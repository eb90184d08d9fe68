// Accepted when every word that the page shows comes from src/ui/text, so that it can be translated in one place, and when no way of
// writing one elsewhere is missed.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shownWords } from '../support/shown-words.ts';

const SRC = new URL('../../src/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, SRC), 'utf8');
const sources = ['main.ts', ...readdirSync(new URL('ui/', SRC)).map((name) => `ui/${name}`)].filter((name) =>
  name.endsWith('.ts'),
);

test.each(sources)('%s has no words for readers', (path) => {
  expect(shownWords(path, read(path))).toEqual([]);
});

test('the page’s own file has none but what stands there before any script runs', () => {
  const html = readFileSync(new URL('../index.html', SRC), 'utf8');
  expect(html).toContain('<html lang="en">');
  const body = html.slice(html.indexOf('<body>')).replace(/<noscript>.*<\/noscript>/, '');
  expect(body).not.toMatch(/ (aria-label|title|alt|placeholder)="/);
  expect(body.replace(/<[^>]*>/g, '').trim()).toBe('');
});

test.each([
  ["const text = 'two words';", 'two words'],
  ['const text = "it has 3 words";', 'it has 3 words'],
  [`const text = \`\${count} points in \${time}\`;`, '… points in …'],
  ["const text = on ? 'is on' : '';", 'is on'],
  ["element('p', 'card wide', 'Word');", 'Word'],
  ["button.title = 'Word';", 'Word'],
  [`button.setAttribute('aria-label', \`Close \${name}\`);`, 'Close …'],
  ["folder.add(source, 'value').name('word');", 'word'],
  ["say('Unterwegs für dich');", 'Unterwegs für dich'],
])('%s is found', (source, words) => {
  expect(shownWords('x.ts', source)).toEqual([words]);
});

test.each([
  '// two words',
  "import { a } from './two words.ts';",
  "type Text = 'two words';",
  `throw new RangeError(\`The width is \${width}; it must be positive.\`);`,
  "const card = element('p', on ? 'card wide' : 'card');",
  "document.querySelector('main .card').closest('section button');",
  "if (matchMedia('(pointer: coarse) and (hover: none)').matches) act();",
  `context.font = \`italic \${size}px sans\`;`,
  "svg.setAttribute('d', 'M aa bb');",
  `const colour = \`rgb(\${r} \${g} \${b})\`;`,
  "button.textContent = '×';",
  "heading.textContent = 'Crease';",
])('%s is none', (source) => {
  expect(shownWords('x.ts', source)).toEqual([]);
});
