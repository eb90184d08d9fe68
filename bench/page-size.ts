// The bytes of the built page, as they are and gzipped.
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
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
  const files = await Promise.all(
    paths.map(async (path) => {
      const data = await readFile(path);
      const gzipped = await promisify(gzip)(data);
      return { path: relative(folder, path).replaceAll(sep, '/'), bytes: data.length, gzipped: gzipped.length };
    }),
  );
  const sum = (key: 'bytes' | 'gzipped') => files.reduce((total, file) => total + file[key], 0);
  return { files: files.toSorted((a, b) => b.bytes - a.bytes), bytes: sum('bytes'), gzipped: sum('gzipped') };
}
