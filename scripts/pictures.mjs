// Makes the README's pictures in docs/images: `node scripts/pictures.mjs`. Maps come from the command line; pictures of the page are those
// that tests/browser/screenshots.test.ts keeps: run `npm run test:browser` before.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The arguments of `crease render` but for --out, by the picture's name. */
const PICTURES = {
  creases: '2-24-24-24-1:relu@torch:3 --bounds -4.5,4.5,-1.8,1.8 --res 1200x480 --quantity grad-direction',
  value: '2-20-20-20-1:abs@torch:6 --bounds -3,3,-3,3 --res 400 --quantity value --colormap prism',
  pattern: '2-16-16-16-1:relu@torch:4 --bounds -3,3,-3,3 --res 400 --quantity pattern',
  lines: '2-16-16-16-1:relu@torch:4 --bounds -3,3,-3,3 --res 400 --quantity crease-layer',
  contours: '2-32-32-1:sin@he:5 --bounds -4,4,-4,4 --res 400 --quantity value --colormap magma --contours 12',
  norm: '2-24-24-24-1:abs@torch:8 --bounds -3,3,-3,3 --res 400 --quantity grad-norm --colormap inferno',
};

/** The page's pictures and the artefacts that they are. */
const PAGE_PICTURES = {
  page: 'one-dark',
  four: 'four-light',
  surface: 'surface-dark',
  neurons: 'neurons-dark',
  section: 'section-light',
  'regions-card': 'regions-dark',
};

const folder = join(ROOT, 'docs/images');
mkdirSync(folder, { recursive: true });
for (const [name, words] of Object.entries(PICTURES)) {
  const args = ['render', ...words.split(' '), '--out', join(folder, `${name}.png`)];
  const { status } = spawnSync(process.execPath, [join(ROOT, 'bin/crease.mjs'), ...args], { stdio: 'inherit' });
  if (status !== 0) {
    process.exitCode = 1;
  }
}
for (const [name, artefact] of Object.entries(PAGE_PICTURES)) {
  copyFileSync(join(ROOT, 'test-artifacts', `${artefact}.png`), join(folder, `${name}.png`));
}
