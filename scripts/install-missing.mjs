// Runs `npm ci` when node_modules is not what package-lock.json says. Imports nothing that would have to be installed first.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** @param {string} path */
function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/**
 * Why the folder needs an install, or null. Compares contents, because a checkout gives files whatever time it likes.
 * @param {string} root
 * @returns {string | null}
 */
export function whyInstall(root) {
  // npm writes this file last, so it is absent after an install that was cut short.
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) {
    return 'nothing is installed yet';
  }
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(hidden);
  for (const [path, { version, integrity, optional, dev, devOptional }] of Object.entries(wanted)) {
    const present = installed[path];
    if (path === '' || (present === undefined && optional && !existsSync(join(root, path)))) {
      // The project itself, or a package for another platform.
      continue;
    }
    const name = path.replace(/^.*node_modules\//, '');
    if (present === undefined || !existsSync(join(root, path))) {
      return `${name} is not installed${dev || devOptional ? ' (a development dependency)' : ''}`;
    }
    if (present.version !== version || present.integrity !== integrity) {
      return `${name} is installed as ${present.version}, and package-lock.json says ${version}`;
    }
  }
  return null;
}

function main() {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const reason = whyInstall(root);
  if (reason === null) {
    return 0;
  }
  process.stderr.write(`Running npm ci, for ${reason}.\n`);
  // The npm that started this script, which need not be on the path.
  const npm = process.env.npm_execpath;
  const [program, args] = npm ? [process.execPath, [npm, 'ci', '--include=dev']] : ['npm', ['ci', '--include=dev']];
  // On Windows a bare npm is a batch file, which needs a shell. What npm says goes to stderr, as messages do.
  const result = spawnSync(program, args, { cwd: root, stdio: ['ignore', process.stderr, process.stderr], shell: !npm });
  return result.status ?? 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main();
}
