// Which browser the tests start, and how: the packaged Chromium with a software adapter, or the developer's own.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { type AdapterChoice, adapterChoice } from '../../src/cli/dawn.ts';
import { cachedFolder, hasSoftwareAdapter, unpackArchive } from '../../src/cli/software-adapter.ts';

// With fewer flags the adapter appears, but the canvas stays blank.
const SOFTWARE_FLAGS = [
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  '--ignore-gpu-blocklist',
];

/** Unpacks Chromium and all that it needs into one cached folder (about 230 MB, three seconds the first time). */
async function packagedChromium(): Promise<string> {
  return cachedFolder('chromium', async (folder) => {
    await Promise.all([
      unpackArchive('chromium', folder),
      // Chromium looks for SwiftShader and its Vulkan loader beside itself.
      unpackArchive('swiftshader', folder),
      unpackArchive('al2023', join(folder, 'al2023')),
      unpackArchive('fonts', join(folder, 'fonts')),
    ]);
    const config = join(folder, 'fonts/fonts.conf');
    // The archive's own configuration names folders of one cloud.
    const text = (await readFile(config, 'utf8'))
      .replace(/\s*<dir>.*<\/dir>/g, '')
      .replace(/<cachedir>.*<\/cachedir>/, '<dir prefix="relative">fonts</dir>\n  <cachedir prefix="xdg">fontconfig</cachedir>');
    await writeFile(config, text);
  });
}

/** How to start the browser: CREASE_BROWSER's, else the packaged Chromium on Linux x64, else an installed Chrome. */
export async function launchOptions(
  choice: AdapterChoice = adapterChoice(),
  path: string | undefined = process.env.CREASE_BROWSER,
): Promise<LaunchOptions> {
  const common = ['--no-sandbox', '--enable-unsafe-webgpu'];
  const software = [...common, ...SOFTWARE_FLAGS];
  // Chrome on Linux reaches a real GPU through Vulkan only.
  const real = process.platform === 'linux' ? [...common, '--enable-features=Vulkan'] : common;
  if (path) {
    return { executablePath: path, args: choice === 'software' ? software : real };
  }
  if (!hasSoftwareAdapter() || choice === 'real') {
    return { channel: 'chrome', args: choice === 'software' ? software : real };
  }
  const folder = await packagedChromium();
  return {
    executablePath: join(folder, 'chromium'),
    args: software,
    env: {
      ...environment(),
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
  };
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Starts the browser. Throws, with the remedy, where there is none: browser tests never skip. */
export async function launchBrowser(): Promise<Browser> {
  const options = await launchOptions();
  try {
    return await chromium.launch(options);
  } catch (cause) {
    const name = options.executablePath ?? 'an installed Google Chrome';
    throw new Error(`Cannot start ${name}: install Chrome, or set CREASE_BROWSER to the path of a Chromium 113 or newer.`, {
      cause,
    });
  }
}
