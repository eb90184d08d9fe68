// What `npm test` runs: format, lint, types and all tests, whatever fails on the way, and one line that counts them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countTests } from './count-tests.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const LIMIT_MINUTES = 30;
const REPORT = join(ROOT, 'test-artifacts/vitest.json');

/**
 * Runs a tool in this Node, so that neither a shell nor a path is needed. True when it succeeds.
 * @param {string} file its program below node_modules
 * @param {...string} args
 */
function tool(file, ...args) {
  const program = join(ROOT, 'node_modules', file);
  // A driver can hang a process beyond the reach of vitest's own limits.
  const timeout = LIMIT_MINUTES * 60_000;
  return (
    spawnSync(process.execPath, [program, ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], timeout }).status === 0
  );
}

/** @type {[string, () => boolean][]} */
const checks = [
  ['format', () => tool('@biomejs/biome/bin/biome', 'format', '.')],
  ['lint', () => tool('@biomejs/biome/bin/biome', 'check', '--formatter-enabled=false', '--error-on-warnings', '.')],
  ['types', () => tool('typescript/bin/tsc', '--noEmit')],
];

let passed = 0;
let failed = 0;
for (const [name, check] of checks) {
  const good = check();
  process.stdout.write(`${good ? 'passed' : 'FAILED'}: ${name}\n`);
  good ? passed++ : failed++;
}

if (!process.argv.includes('--static')) {
  mkdirSync(dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  const good = tool('vitest/vitest.mjs', 'run', ...reporters);
  const counts = countTests(existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : null, good);
  passed += counts.passed;
  failed += counts.failed;
  for (const note of counts.notes) {
    process.stdout.write(`FAILED: ${note}\n`);
  }
}

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
