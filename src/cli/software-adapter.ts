// Unpacks what @sparticuz/chromium ships as brotli archives (SwiftShader, Chromium, fonts) into a cache, once per machine.
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { GpuError } from '../model/errors.ts';

/** The archives of the package: three tar files and one bare executable. */
export type ArchiveName = 'swiftshader' | 'al2023' | 'fonts' | 'chromium';

/** The binaries in the package are for Linux on x64 and nothing else. */
export function hasSoftwareAdapter(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

function chromiumPackage(): string {
  try {
    // The entry point is build/cjs/index.cjs; package.json itself is not among the package's exports.
    return resolve(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../..');
  } catch {
    throw new GpuError(
      'The package @sparticuz/chromium, which holds the software adapter, is not installed: run "npm ci" without --omit=dev.',
      { kind: 'start' },
    );
  }
}

/** Unpacks one archive into `folder`; `chromium` becomes an executable of that name. */
export async function unpackArchive(name: ArchiveName, folder: string): Promise<void> {
  const tar = name !== 'chromium';
  const source = createReadStream(join(chromiumPackage(), 'bin', tar ? `${name}.tar.br` : `${name}.br`));
  const target = tar
    ? // Not at the top of the file, for the command line must start where development dependencies are left out.
      (await import('tar-fs')).default.extract(folder)
    : createWriteStream(join(folder, name), { mode: 0o755 });
  await pipeline(source, createBrotliDecompress({ chunkSize: 1 << 20 }), target);
}

/**
 * The cached folder `name`, filled by `fill` where it does not exist yet. Safe when several processes race: each fills a
 * folder of its own and the first to rename it wins.
 */
export async function cachedFolder(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const home = chromiumPackage();
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const target = resolve(home, '../../.cache/crease', `${name}-${version}`);
  if (existsSync(target)) {
    return target;
  }
  const draft = `${target}.${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  try {
    await fill(draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // A folder that another process has renamed into place in the meantime is as good as ours.
    if (!existsSync(target)) {
      throw error;
    }
  }
  return target;
}

/** The folder with libvulkan.so.1 and vk_swiftshader_icd.json. */
export function swiftshaderFolder(): Promise<string> {
  return cachedFolder('swiftshader', (folder) => unpackArchive('swiftshader', folder));
}
