// The same networks and grids through NumPy and PyTorch, where the user has them.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { forward } from '../src/cpu-reference/forward.ts';
import { parseQuantity } from '../src/formats/quantity.ts';
import { parseSpec, specNetwork } from '../src/formats/spec.ts';
import { placeNumbers } from '../src/model/coordinate.ts';
import { gridOverBounds, offset1, offset2 } from '../src/model/grid.ts';
import type { Layer, Network } from '../src/model/network.ts';
import type { BenchOptions } from './arguments.ts';
import type { PeerCase } from './results.ts';
import { BENCH_BOUNDS } from './throughput.ts';

const PEERS = [
  { library: 'NumPy', module: 'numpy', program: 'numpy_mlp.py' },
  { library: 'PyTorch', module: 'torch', program: 'torch_mlp.py' },
] as const;

/** f32 through a few layers, relative to the largest value among the probes. */
const PROBE_TOLERANCE = 1e-4;

/** What a program prints for each case; without `ms` it was skipped. */
interface Report {
  readonly peer: string;
  readonly quantity: string;
  readonly points: number;
  readonly ms?: number;
  readonly runs?: number;
  readonly probes?: readonly number[];
  readonly skipped?: string;
}

export interface PeerResults {
  readonly cases: PeerCase[];
  /** Sentences on the peers that are not there, and on what they could not do. */
  readonly missing: string[];
}

/** A program's end: its exit code, below 0 where it did not start, and what it printed. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `python` with `args` and `input` on stdin. */
export type RunPython = (python: string, args: readonly string[], input: string) => Promise<Ended>;

export async function measurePeers(
  root: string,
  options: BenchOptions,
  log: (line: string) => void,
  run: RunPython = runPython,
): Promise<PeerResults> {
  const python = process.env.PYTHON || 'python3';
  const cases: PeerCase[] = [];
  const missing: string[] = [];
  if ((await run(python, ['-c', ''], '')).code !== 0)
    return { cases, missing: [`${python} does not run, so neither NumPy nor PyTorch was measured (PYTHON names another one).`] };
  for (const { library, module, program } of PEERS) {
    if ((await run(python, ['-c', `import ${module}`], '')).code !== 0) {
      missing.push(`${library} was not measured: ${python} cannot import ${module}.`);
      continue;
    }
    for (const net of options.nets) {
      try {
        for (const report of await runPeer((input) => run(python, [join(root, 'bench/peers', program)], input), net, options)) {
          cases.push(caseOf(net, report));
          log(`${net} ${JSON.stringify(report)}`);
        }
      } catch (error) {
        // What was measured before is not to be lost with it.
        missing.push(`${library} was not measured on ${net}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return { cases, missing };
}

/** Throws Error where the program fails or computes something else. */
async function runPeer(run: (input: string) => Promise<Ended>, net: string, options: BenchOptions): Promise<Report[]> {
  const network = specNetwork(parseSpec(net));
  const { code, stdout, stderr } = await run(JSON.stringify(requestOf(network, options)));
  if (code !== 0) throw new Error(`it failed with ${stderr.trim().split('\n').at(-1)}.`);
  const reports = JSON.parse(stdout) as Report[];
  for (const report of reports) checkProbes(network, report);
  return reports;
}

function requestOf({ layers }: Network, { quantities, points, limit }: BenchOptions) {
  return {
    layers: layers.map((layer) => ({ ...layerRows(layer), activation: layer.activation.name })),
    bounds: BENCH_BOUNDS,
    quantities,
    points,
    limit,
  };
}

/** Weights and biases as the programs read them. */
export function layerRows({ weight, bias, fanIn, fanOut }: Layer) {
  return {
    weight: Array.from({ length: fanOut }, (_, o) => [...weight.subarray(o * fanIn, (o + 1) * fanIn)]),
    bias: [...bias],
  };
}

function caseOf(net: string, { peer, quantity, points, ms, runs, skipped }: Report): PeerCase {
  const measured =
    ms === undefined || runs === undefined ? { skipped: skipped ?? 'no reason given' } : { ms, runs, rate: points / (ms / 1000) };
  return { peer, net, quantity, points, measured };
}

/** Values are compared with the f64 reference at the corners and in the middle, so that no peer is timed on another function. */
function checkProbes(network: Network, { quantity, points, probes }: Report): void {
  if (probes === undefined || parseQuantity(quantity).kind !== 'value') return;
  const side = Math.sqrt(points);
  const grid = gridOverBounds(BENCH_BOUNDS, side, side);
  const last = side - 1;
  const middle = side >> 1;
  const at = [
    [0, 0],
    [0, last],
    [middle, middle],
    [last, 0],
    [last, last],
  ];
  const [c1, c2] = placeNumbers(grid.center);
  const exact = at.map(([row, column]) => forward(network, [c1 + offset1(grid, column), c2 + offset2(grid, row)]).outputs[0]);
  const scale = Math.max(...exact.map(Math.abs));
  const worst = Math.max(...exact.map((value, i) => Math.abs(value - probes[i])));
  if (!(worst <= PROBE_TOLERANCE * scale)) throw new Error(`it computes another function, off by ${worst}.`);
}

export async function runPython(python: string, args: readonly string[], input: string): Promise<Ended> {
  const child = spawn(python, args);
  const started = new Promise<number>((resolve) => {
    child.on('error', () => resolve(-1));
    child.on('close', (code) => resolve(code ?? -1));
  });
  // A program that ends without reading breaks the pipe; its exit code says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code, stdout, stderr] = await Promise.all([started, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
