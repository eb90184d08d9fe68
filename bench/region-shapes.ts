// Linear regions a second by shape, one thread: Crease and its peers turn about.
import { parseSpec, specNetwork } from '../src/formats/spec.ts';
import { boxDomain, cellCount } from '../src/model/partition.ts';
import { partition } from '../src/regions/partition.ts';
import type { BenchOptions } from './arguments.ts';
import { type Watched, watchOthers } from './other-load.ts';
import { REGION_BOUNDS } from './region-box.ts';
import type { RegionPeer } from './region-peers.ts';
import { type CellRate, type Measured, type RegionCase, wasSkipped } from './results.ts';
import { type Contestant, type Count, turnAbout } from './turn-about.ts';

/** f32 merges and misses some tiny cells; a program that is further off does something else. */
const CELL_TOLERANCE = 1e-3;

/** Of every network Crease first, then each peer. */
export async function measureShapes(
  { regionNets, limit }: Pick<BenchOptions, 'regionNets' | 'limit'>,
  peers: readonly RegionPeer[],
  log: (line: string) => void,
): Promise<Watched<RegionCase[]>> {
  const cases: RegionCase[] = [];
  const time = { own: 0, others: 0 };
  /** Cells a second of each peer on the network before. */
  const rates = new Map<RegionPeer, number>();
  for (const net of regionNets) {
    const network = specNetwork(parseSpec(net));
    const crease = creaseOn(net, time);
    const { cells } = await crease.run();
    const seconds = (peer: RegionPeer) => cells / (rates.get(peer) ?? Infinity);
    const isRelu = network.layers.slice(0, -1).every(({ activation }) => activation.name === 'relu');
    const fitting = isRelu ? peers.filter((peer) => seconds(peer) <= limit) : [];
    const why = (peer: RegionPeer) => (isRelu ? `about ${Math.ceil(seconds(peer))} s at the rate before` : 'it knows relus only');
    for (const peer of fitting) peer.prepare(network, REGION_BOUNDS);
    const [ours, ...theirs] = await turnAbout([crease, ...fitting], limit * 1000);
    const add = (program: string, measured: Measured<CellRate>) => {
      cases.push({ net, program, measured });
      log(JSON.stringify(cases.at(-1)));
    };
    add(crease.name, ours);
    for (const peer of peers) {
      const n = fitting.indexOf(peer);
      const found = n < 0 ? { skipped: why(peer) } : theirs[n];
      if (!wasSkipped(found)) rates.set(peer, found.rate);
      const isOff = !wasSkipped(found) && Math.abs(found.cells - cells) > CELL_TOLERANCE * cells;
      add(peer.name, isOff ? { skipped: `it finds ${found.cells} cells where Crease finds ${cells}` } : found);
    }
  }
  return { result: cases, othersShare: time.own > 0 ? time.others / time.own : 0 };
}

/** Adds to `time` what its runs take, in ms, and how much of it others had. */
function creaseOn(net: string, time: { own: number; others: number }): Contestant {
  const request = { network: specNetwork(parseSpec(net)), domain: boxDomain(REGION_BOUNDS) };
  return {
    name: 'Crease',
    async run() {
      const { result, othersShare } = await watchOthers(async (): Promise<Count> => {
        const start = performance.now();
        const cells = cellCount(partition(request));
        return { cells, ms: performance.now() - start };
      });
      time.own += result.ms;
      time.others += othersShare * result.ms;
      return result;
    },
  };
}
