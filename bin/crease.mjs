#!/usr/bin/env node
// The command `crease`: runs dist/crease.mjs, which it builds first when a source is newer.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { buildCli, CLI_BUNDLE, isStale } from '../scripts/build-cli.mjs';

if (await isStale()) {
  try {
    await buildCli();
  } catch (error) {
    const old = existsSync(CLI_BUNDLE) ? 'The last one that was built runs instead.' : 'Run "npm ci" first.';
    process.stderr.write(`crease: the command line cannot be built. ${old}\n${error instanceof Error ? error.message : error}\n`);
  }
}
if (existsSync(CLI_BUNDLE)) {
  await import(pathToFileURL(CLI_BUNDLE).href);
} else {
  process.exitCode = 2;
}
