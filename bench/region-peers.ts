// The PyTorch programs that partition the plane, where the user has them: each a process that answers line by line.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Bounds } from '../src/model/grid.ts';
import type { Network } from '../src/model/network.ts';
import { layerRows, type RunPython, runPython } from './peers.ts';
import type { Contestant, Count } from './turn-about.ts';

/** Where the published program lies: a clone of github.com/arturs-berzins/relu_edge_subdivision. */
export const PUBLISHED = 'EDGE_SUBDIVISION';

/** `name` is the library until the program has said its own. */
export interface RegionPeer extends Contestant {
  /** Hands it what the runs that follow partition. */
  prepare(network: Network, bounds: Bounds): void;
  close(): void;
}

export interface RegionPeers {
  readonly peers: readonly RegionPeer[];
  /** Sentences on those that are not there. */
  readonly missing: readonly string[];
}

export async function openRegionPeers(root: string, run: RunPython = runPython): Promise<RegionPeers> {
  const python = process.env.PYTHON || 'python3';
  if ((await run(python, ['-c', ''], '')).code !== 0)
    return { peers: [], missing: [`${python} does not run, so PyTorch was not measured (PYTHON names another one).`] };
  if ((await run(python, ['-c', 'import torch'], '')).code !== 0)
    return { peers: [], missing: [`PyTorch was not measured: ${python} cannot import torch (PYTHON names another one).`] };
  const open = (name: string, program: string) => openPeer(name, python, [join(root, 'bench/peers', program)]);
  const ours = open('PyTorch', 'torch_regions.py');
  if (process.env[PUBLISHED]) return { peers: [open('Berzins 2023', 'published_regions.py'), ours], missing: [] };
  const missing = `The published edge subdivision was not measured: ${PUBLISHED} names no clone of github.com/arturs-berzins/relu_edge_subdivision.`;
  return { peers: [ours], missing: [missing] };
}

/** Starts a program that answers "run" with {"peer", "cells", "ms"}; see bench/peers/regions_peer.py. */
export function openPeer(name: string, command: string, args: readonly string[]): RegionPeer {
  const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const child = spawn(command, args, { env });
  // A program that does not start or that ends too early ends its answers; run() says so.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const complaints = text(child.stderr);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const tell = (line: unknown) => child.stdin.write(`${JSON.stringify(line)}\n`);
  let said = name;
  return {
    get name() {
      return said;
    },
    prepare({ layers }, bounds) {
      // Nothing is cut along the last layer.
      tell({ layers: layers.slice(0, -1).map(layerRows), bounds });
    },
    async run() {
      tell('run');
      const { value, done } = await answers.next();
      if (done) throw new Error(`it failed with ${(await complaints).trim().split('\n').at(-1) || 'no word'}`);
      const { peer, cells, ms } = JSON.parse(value) as Count & { readonly peer: string };
      said = peer;
      return { cells, ms };
    },
    close() {
      child.stdin.end();
    },
  };
}
