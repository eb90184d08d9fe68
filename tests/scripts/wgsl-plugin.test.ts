// Accepted when the shaders that the page carries say the same as those that are read and tested, and nothing else.
import { expect, test } from 'vitest';
import { bareShader } from '../../scripts/wgsl-plugin.ts';
import { WGSL } from '../../src/gpu/wgsl.ts';

/** The tokens of a shader: what is left once comments and white space are gone. */
function tokensOf(source: string): string[] {
  return source
    .split('\n')
    .map((line) => line.split('//')[0])
    .join(' ')
    .split(/\s+/)
    .filter(Boolean);
}

test.each(Object.entries(WGSL))('%s keeps every token, and no comment', (_, source) => {
  const bare = bareShader(source);
  expect(tokensOf(bare)).toEqual(tokensOf(source));
  expect(bare).not.toContain('//');
  expect(bare.length).toBeLessThanOrEqual(source.length);
});

test('lines stay lines, so that a compiler’s words still point somewhere', () => {
  expect(bareShader('// a\n\nfn f() {\n  let a = 1; // b\n}\n')).toBe('fn f() {\nlet a = 1;\n}');
});
