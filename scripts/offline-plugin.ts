// Builds the service worker into the page as sw.js and tells it every file that it is to keep: at once, or once it was asked for.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const WORKER = 'sw.js';
/** Pictures that not everybody looks at. */
const LATER = 'gallery/';

export function offlinePlugin(): Plugin {
  return {
    name: 'crease-offline',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          input: {
            main: fileURLToPath(new URL('../index.html', import.meta.url)),
            sw: fileURLToPath(new URL('../src/workers/offline.ts', import.meta.url)),
          },
          // Its name is its identity for browsers, and where it lies is all that it may serve.
          output: { entryFileNames: ({ name }) => (name === 'sw' ? WORKER : 'assets/[name]-[hash].js') },
        },
      },
    }),
    async writeBundle({ dir }) {
      if (dir === undefined) throw new Error('The page is written into no folder: set build.outDir.');
      const worker = join(dir, WORKER);
      const built = await builtFiles(dir);
      await writeFile(worker, `const BUILT=${JSON.stringify(built)};${await readFile(worker, 'utf8')}`);
    },
  };
}

/** All files below `folder` but the worker, with forward slashes, and a hash of their names and bytes. */
async function builtFiles(folder: string): Promise<{ version: string; files: string[]; later: string[] }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const names = paths.map((path) => relative(folder, path).replaceAll(sep, '/'));
  const all = names.filter((name) => name !== WORKER).sort();
  const hash = createHash('sha256');
  for (const file of all) hash.update(`${file}\0`).update(await readFile(join(folder, file)));
  const [files, later] = [false, true].map((isLater) => all.filter((name) => name.startsWith(LATER) === isLater));
  return { version: hash.digest('hex').slice(0, 16), files, later };
}
