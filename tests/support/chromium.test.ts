// Accepted when the environment decides which browser the tests start, as documented, without a browser being started.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hasSoftwareAdapter } from '../../src/cli/software-adapter.ts';
import { launchOptions } from './chromium.ts';

test('a browser named by the developer uses its own adapter unless the software one is asked for', async () => {
  const own = await launchOptions('auto', '/opt/my-browser');
  expect(own.executablePath).toBe('/opt/my-browser');
  expect(own.args).not.toContain('--use-webgpu-adapter=swiftshader');
  const software = await launchOptions('software', '/opt/my-browser');
  expect(software.args).toContain('--use-webgpu-adapter=swiftshader');
});

test('the real adapter needs an installed Chrome, for the packaged browser has only the software one', async () => {
  expect(await launchOptions('real', '')).toMatchObject({ channel: 'chrome' });
});

test('otherwise the packaged browser is unpacked where it runs, and an installed Chrome is used elsewhere', async () => {
  const options = await launchOptions('auto', '');
  if (hasSoftwareAdapter()) {
    expect(existsSync(options.executablePath ?? '')).toBe(true);
    expect(options.args).toContain('--use-webgpu-adapter=swiftshader');
  } else {
    expect(options.channel).toBe('chrome');
  }
}, 60_000);
