// Accepted when every dependency is pinned and explained, and the lock file ties nobody to a registry.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const { dependencies, devDependencies }: Record<string, Record<string, string>> = JSON.parse(read('package.json'));

test('docs/dependencies.md has one line with a reason for each dependency, in its exact version', () => {
  const lines = [...read('docs/dependencies.md').matchAll(/^\| (\S+) \| (\d\S*) \| .{10,} \|$/gm)];
  const documented = lines.map(([, name, version]) => [name, version]).sort();
  expect(documented).toEqual(Object.entries({ ...dependencies, ...devDependencies }).sort());
});

test('the lock file names no registry', () => {
  const lock: unknown = JSON.parse(read('package-lock.json'), (key, value) => {
    // Where to donate is the only address that npm copies into a lock file without "resolved".
    return key === 'funding' ? undefined : value;
  });
  expect(JSON.stringify(lock)).not.toMatch(/"resolved"|https?:\/\//);
});
