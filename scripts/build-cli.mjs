// Builds dist/crease.mjs, the command line, from src/cli/main.ts; used after an install and by bin/crease.mjs.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
export const CLI_BUNDLE = join(ROOT, 'dist/crease.mjs');

/** True when the bundle is missing or older than any of its sources. */
export async function isStale() {
  if (!existsSync(CLI_BUNDLE)) {
    return true;
  }
  const built = (await stat(CLI_BUNDLE)).mtimeMs;
  const sources = await readdir(join(ROOT, 'src'), { recursive: true, withFileTypes: true });
  const files = sources.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const times = await Promise.all([...files, join(ROOT, 'vite.node.config.ts')].map(async (file) => (await stat(file)).mtimeMs));
  return times.some((time) => time > built);
}

/** Builds quietly. The bundle is written aside and renamed, so that a command running at the same time never reads half of it. */
export async function buildCli() {
  // Here and not above, so that who imports this file can say in words that vite is not installed.
  const { build } = await import('vite');
  const draft = join('dist', `.crease-${randomUUID()}`);
  try {
    await build({
      root: ROOT,
      configFile: join(ROOT, 'vite.node.config.ts'),
      mode: 'crease',
      logLevel: 'silent',
      build: { outDir: draft },
    });
    await rename(join(ROOT, draft, 'crease.mjs'), CLI_BUNDLE);
  } finally {
    await rm(join(ROOT, draft), { recursive: true, force: true });
  }
}
