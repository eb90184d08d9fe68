// The bytes of the built page, as they are and gzipped.
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Measured, PageSize } from './results.ts';

/** Builds the page anew where vite is installed, and measures dist/page where it is not. */
export async function measurePage(root: string): Promise<Measured<PageSize>> {
  const folder = join(root, 'dist', `.bench-page-${randomUUID()}`);
  try {
    const built = await buildPage(root, folder);
    return await sizeOfFolder(built ? folder : join(root, 'dist/page'));
  } catch (error) {
    return { skipped: `the page is not built: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildPage(root: string, outDir: string): Promise<boolean> {
  const vite = await import('vite').catch(() => null);
  if (vite === null) return false;
  await vite.build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'silent', build: { outDir } });
  return true;
}

/** All files below `folder`, the largest first. */
export async function sizeOfFolder(folder: string): Promise<PageSize> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(
    paths.map(async (path) => {
      const data = await readFile(path);
      const gzipped = await promisify(gzip)(data);
      const name = relative(folder, path).replaceAll(sep, '/');
      return { file: { path: name, bytes: data.length, gzipped: gzipped.length }, text: data.toString('latin1') };
    }),
  );
  const files = read.map(({ file }) => file);
  const first = loadedAtFirst(new Map(read.map(({ file, text }) => [file.path, text])));
  const sum = (key: 'bytes' | 'gzipped') => files.reduce((total, file) => total + file[key], 0);
  const atFirst = files.reduce((total, { path, gzipped }) => total + (first.has(path) ? gzipped : 0), 0);
  return { files: files.toSorted((a, b) => b.bytes - a.bytes), bytes: sum('bytes'), gzipped: sum('gzipped'), atFirst };
}

/** What index.html names, the threads that are always started, and all modules that these import without waiting to be asked. */
function loadedAtFirst(texts: ReadonlyMap<string, string>): Set<string> {
  const first = new Set<string>();
  const load = (path: string) => {
    const text = texts.get(path);
    if (text === undefined || first.has(path)) return;
    first.add(path);
    if (!path.endsWith('.js')) return;
    for (const [, name] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g))
      load(join(dirname(path), name).replaceAll(sep, '/'));
  };
  for (const path of texts.keys()) if (path === 'index.html' || /(^|\/)(sw|cpu-worker)\b.*\.js$/.test(path)) load(path);
  for (const [, path] of (texts.get('index.html') ?? '').matchAll(/(?:src|href)="\.\/([^"]+)"/g)) load(path);
  return first;
}
