// Builds workers as entries of the page's own build, so that what they share with the page is there once and not once in each.
import type { Plugin } from 'vite';

const WORKER = /new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g;

export function workerPlugin(): Plugin {
  return {
    name: 'crease-worker',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { code: /new Worker\(/ },
      async handler(source, importer) {
        let code = source;
        for (const [address, path] of source.matchAll(WORKER)) {
          const resolved = await this.resolve(path, importer);
          if (!resolved) throw new Error(`${importer} starts the worker ${path}, which is not there.`);
          const reference = this.emitFile({ type: 'chunk', id: resolved.id });
          code = code.replace(address, `import.meta.ROLLUP_FILE_URL_${reference}`);
        }
        return { code, map: null };
      },
    },
  };
}
