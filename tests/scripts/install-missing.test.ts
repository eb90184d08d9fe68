// Accepted when an install is asked for exactly where node_modules is not what package-lock.json says.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { whyInstall } from '../../scripts/install-missing.mjs';

const A = { version: '1.0.0', integrity: 'sha512-a' };
const FOREIGN = { version: '2.0.0', integrity: 'sha512-b', optional: true };
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crease-'));
  mkdirSync(join(root, 'node_modules/a'), { recursive: true });
  lock({ '': { version: '0.1.0' }, 'node_modules/a': A, 'node_modules/foreign': FOREIGN });
});

afterEach(() => rmSync(root, { recursive: true }));

function lock(packages: object): void {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
}

function installed(packages: object): void {
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

test('an install that was cut short is repeated', () => {
  expect(whyInstall(root)).toBe('nothing is installed yet');
});

test('a complete install is left alone, packages for other platforms missing or not', () => {
  installed({ 'node_modules/a': A });
  expect(whyInstall(root)).toBeNull();
  mkdirSync(join(root, 'node_modules/foreign'));
  installed({ 'node_modules/a': A, 'node_modules/foreign': FOREIGN });
  expect(whyInstall(root)).toBeNull();
});

test('another version, other contents and a missing folder ask for an install', () => {
  installed({ 'node_modules/a': { ...A, version: '0.9.0' } });
  expect(whyInstall(root)).toBe('a is installed as 0.9.0, and package-lock.json says 1.0.0');
  installed({ 'node_modules/a': { ...A, integrity: 'sha512-x' } });
  expect(whyInstall(root)).not.toBeNull();
  installed({ 'node_modules/a': A });
  rmSync(join(root, 'node_modules/a'), { recursive: true });
  expect(whyInstall(root)).toBe('a is not installed');
});

test('development dependencies that were left out are named as such', () => {
  lock({ 'node_modules/b': { ...A, dev: true } });
  installed({});
  expect(whyInstall(root)).toBe('b is not installed (a development dependency)');
});
