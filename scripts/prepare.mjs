// What npm runs after an install: builds the command line, so that `npx crease` works at once.
import { createRequire } from 'node:module';
import { buildCli } from './build-cli.mjs';

function hasVite() {
  try {
    createRequire(import.meta.url).resolve('vite');
    return true;
  } catch {
    return false;
  }
}

if (hasVite()) {
  // Sources that do not build must not keep anyone from installing: the tests say what is wrong, and bin/crease.mjs builds again.
  await buildCli().catch((error) => process.stderr.write(`crease: the command line cannot be built. ${error.message}\n`));
} else {
  process.stderr.write('crease: the command line is not built, for development dependencies were left out.\n');
}
