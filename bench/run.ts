// npm run bench: measures Crease on this processor and on whatever adapter there is, and its peers, and writes the tables.
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FormatError, GpuError } from '../src/model/errors.ts';
import { serveNodeThread } from '../src/workers/node-thread.ts';
import { BENCH_HELP, type BenchOptions, type Part, readBenchOptions } from './arguments.ts';
import { measureCompile } from './compile.ts';
import { FIRST_PICTURE_FLAG, measureFirstPicture, printFirstPicture } from './first-picture.ts';
import { openBenchGpu } from './fresh-engine.ts';
import { watchOthers } from './other-load.ts';
import { measurePage } from './page-size.ts';
import { measurePageStart } from './page-start.ts';
import { measurePeers } from './peers.ts';
import { printRegions, REGIONS_FLAG } from './region-threads.ts';
import { measureRegions } from './regions.ts';
import { regionsMarkdown, regionsSlug } from './regions-report.ts';
import { adapterSlug, reportMarkdown } from './report.ts';
import type { Host, Results } from './results.ts';
import { measureThroughput } from './throughput.ts';

const started = performance.now();
const PROGRAM = fileURLToPath(import.meta.url);
/** The program lies in dist/. */
const ROOT = join(dirname(PROGRAM), '..');
const NOT_ASKED = { skipped: 'not asked for' };

async function bench(args: readonly string[]): Promise<void> {
  const options = readBenchOptions(args);
  // First, for it needs no adapter.
  if (options.parts.includes('regions')) await benchRegions(options);
  if (options.parts.some((part) => part !== 'regions')) await benchGpu(options);
}

async function benchRegions(options: BenchOptions): Promise<void> {
  const results = { host: host(), ...(await measureRegions(ROOT, PROGRAM, options, log)) };
  await write(options, regionsSlug(results.host.cpu), results, regionsMarkdown(results));
}

async function benchGpu(options: BenchOptions): Promise<void> {
  const has = (part: Part) => options.parts.includes(part);
  const gpu = await openBenchGpu();
  log(gpu.description);
  // The processes of their own come first, while this one holds no device.
  const firstPicture = has('picture') ? await measureFirstPicture(PROGRAM) : NOT_ASKED;
  const pageStart = has('page') ? await measurePageStart(ROOT) : NOT_ASKED;
  const throughput = await watchOthers(async () => (has('throughput') ? measureThroughput(gpu, options, log) : []));
  const peers = has('peers') ? await measurePeers(ROOT, options, log) : { cases: [], missing: [] };
  const compile = await watchOthers(async () => (has('compile') ? measureCompile(gpu, options.quick, log) : []));
  const page = has('page') ? await measurePage(ROOT) : NOT_ASKED;
  const results: Results = {
    machine: { adapter: gpu.description, software: gpu.software, ...host() },
    limit: options.limit,
    throughput,
    compile,
    firstPicture,
    page,
    pageStart,
    peers: peers.cases,
    missingPeers: peers.missing,
  };
  await write(options, adapterSlug(gpu.description), results, reportMarkdown(results));
}

function host(): Host {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? process.arch,
    threads: cpus().length,
    platform: `${process.platform}-${process.arch}`,
  };
}

async function write({ out }: BenchOptions, name: string, results: unknown, markdown: string): Promise<void> {
  const folder = out ?? join(ROOT, 'bench/results');
  const path = join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(`${path}.json`, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(`${path}.md`, markdown);
  process.stdout.write(`${markdown}\nWritten to ${relative(process.cwd(), path)}.md and .json.\n`);
}

function log(line: string): void {
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s  ${line}\n`);
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  try {
    if (args.includes('--help')) process.stdout.write(BENCH_HELP);
    else if (args[0] === FIRST_PICTURE_FLAG) await printFirstPicture(started);
    else if (args[0] === REGIONS_FLAG) await printRegions(args.slice(1));
    else await bench(args);
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof GpuError)) throw error;
    process.stderr.write(`bench: ${error.message}\n`);
    process.exitCode = 2;
  }
}

// The threads that partition run this program too.
if (!serveNodeThread()) await main();
