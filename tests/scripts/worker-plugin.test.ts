// Accepted when the built page starts its workers from files of its own folder and has no module in two files, the service worker aside.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('what workers share with the page is built once', async () => {
  const built = await build({ root, configFile: `${root}/vite.config.ts`, logLevel: 'silent', build: { write: false } });
  const files = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const chunks = files.filter((file) => file.type === 'chunk').filter(({ fileName }) => fileName !== 'sw.js');
  const places = new Map<string, string[]>();
  for (const { fileName, modules } of chunks)
    for (const id of Object.keys(modules)) places.set(id, [...(places.get(id) ?? []), fileName]);
  expect([...places].filter(([, names]) => names.length > 1)).toEqual([]);

  const started = chunks.flatMap(({ code }) =>
    [...code.matchAll(/new Worker\(new URL\([`'"]([^`'"]+)/g)].map(([, name]) => name),
  );
  expect(started.length).toBeGreaterThan(0);
  const names = chunks.map(({ fileName }) => fileName);
  for (const name of started) expect(names).toContain(`assets/${name}`);
  // Both have the network's model.
  const shared = [...places].find(([id]) => id.endsWith('/src/model/network.ts'));
  expect(shared?.[1]).toHaveLength(1);
});
