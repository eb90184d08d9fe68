// The real program for tests: built as it is shipped, started as a user starts it.
import { type SpawnOptionsWithoutStdio, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The path of a file under tests/fixtures. */
export function fixturePath(path: string): string {
  return join(ROOT, 'tests/fixtures', path);
}

export interface Run {
  /** The exit code, or null where a signal ended the program. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProgram {
  readonly result: Promise<Run>;
  kill(signal: NodeJS.Signals): void;
}

export interface Program {
  /** Starts it with these arguments. */
  start(...args: readonly string[]): RunningProgram;
  /** Starts it and waits for its end. */
  run(...args: readonly string[]): Promise<Run>;
  /** The same with other environment variables beside the present ones. */
  runWith(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Run>;
  /** The same in another working folder. */
  runIn(folder: string, ...args: readonly string[]): Promise<Run>;
  /** A fresh, empty folder for output. */
  folder(): string;
}

/**
 * Builds `entry`, the command line by default, before the tests of a file, and removes it and all output folders behind them. Each
 * file has a build of its own, under node_modules, where imports find their packages.
 */
export function useProgram(entry = 'src/cli/main.ts'): Program {
  const folders: string[] = [];
  let program = '';
  beforeAll(async () => {
    const outDir = join(ROOT, 'node_modules/.cache/crease', `test-${process.pid}`);
    folders.push(outDir);
    await build({
      configFile: join(ROOT, 'vite.node.config.ts'),
      mode: 'crease',
      root: ROOT,
      logLevel: 'error',
      build: { outDir, emptyOutDir: false, rolldownOptions: { input: { crease: join(ROOT, entry) } } },
    });
    program = join(outDir, 'crease.mjs');
  }, 60_000);
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return {
    start: (...args) => startNode([program, ...args]),
    run: (...args) => startNode([program, ...args]).result,
    runWith: (environment, ...args) => startNode([program, ...args], { env: { ...process.env, ...environment } }).result,
    runIn: (cwd, ...args) => startNode([program, ...args], { cwd }).result,
    folder() {
      const folder = mkdtempSync(join(tmpdir(), 'crease-test-'));
      folders.push(folder);
      return folder;
    },
  };
}

function startNode(args: readonly string[], options: SpawnOptionsWithoutStdio = {}): RunningProgram {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const result = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { result, kill: (signal) => child.kill(signal) };
}

/** The names of all files in a folder, hidden ones included. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder).sort();
}
