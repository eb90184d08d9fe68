// crease regions: the exact partition of the plane into linear regions, counted, certified, and written to a file.
import { availableParallelism } from 'node:os';
import { formatPartitionCsv } from '../formats/partition-csv.ts';
import { formatPartitionGeoJson } from '../formats/partition-geojson.ts';
import { formatPartitionJson } from '../formats/partition-json.ts';
import { formatPartitionSvg } from '../formats/partition-svg.ts';
import { placeNumbers } from '../model/coordinate.ts';
import { FormatError } from '../model/errors.ts';
import type { Bounds } from '../model/grid.ts';
import {
  boxDomain,
  type Domain,
  NO_CUT,
  type Partition,
  type PartitionLimit,
  type PartitionRequest,
} from '../model/partition.ts';
import type { StructureFrame } from '../model/partition-report.ts';
import type { PartitionProgress } from '../model/partitioning.ts';
import { shapeBounds } from '../model/shape-bounds.ts';
import { frameDomain, structureFrame, wholePlane } from '../regions/fit.ts';
import { startNodeThread } from '../workers/node-thread.ts';
import { partitionInThreads } from '../workers/partition-pool.ts';
import { readOptions } from './arguments.ts';
import { openMachine } from './backend.ts';
import { utf8Chunks, writeWhole } from './output-file.ts';
import { createProgress, type Progress } from './progress.ts';
import { brokenChecks, formatRegionsJson, formatRegionsText, type RegionsResult, type Seen } from './regions-report.ts';
import {
  DEFAULT_LIMIT,
  OUTPUTS,
  type OutputKind,
  REGIONS_OPTIONS,
  type RegionsRequest,
  readRegionsRequest,
  seenGrid,
} from './regions-request.ts';

export const REGIONS_HELP = `Usage: crease regions MODEL --bounds X0,X1,Y0,Y1 [options]
       crease regions MODEL --fit [options]

Cuts the box into the network's linear regions, exactly, in f64: for piecewise linear activations (relu, leaky-relu, abs, hardtanh, step,
identity, tent). Prints the cells, vertices and edges, what networks of the shape can have at most, and a certificate of what was checked.

  MODEL                   a spec, as in 2-20-1:relu@torch:0, or a JSON file: a PyTorch state_dict as lists, or Crease's own
  --activation NAME[,…]   of a state_dict: one for all hidden layers, one each, or one per layer with the output's last
  --bounds X0,X1,Y0,Y1    the part of the plane
  --fit                   in the place of bounds: the smallest square that shows every vertex of the whole plane, and how large it is
  --zero-set K            cuts along output K = 0 as well, before the head; K counts from 0
  --classes               cuts along the boundaries of the classes as well: where another output becomes the largest
  --limit CELLS           stops there and says how far it got; default ${DEFAULT_LIMIT.toLocaleString('en')}
  --seconds S             stops then and says how far it got; default: no limit
  --threads N             default: as many as the processor runs at once
  --seen N[,N…]           also counts the regions that a grid of N × N points sees, and sets them against the exact count
  --backend gpu|cpu       for --seen: gpu (default) or the f64 reference on the processor
  --json                  prints JSON
  --out FILE              ${OUTPUTS.slice(0, -1).join(', ')} or ${OUTPUTS.at(-1)}; written whole or not at all

docs/regions.md describes the files and the certificate. The exit code is 1 where the certificate does not hold.
`;

const FORMATS: Readonly<Record<OutputKind, (partition: Partition) => Iterable<string>>> = {
  '.json': formatPartitionJson,
  '.geojson': formatPartitionGeoJson,
  '.svg': formatPartitionSvg,
  '.csv': formatPartitionCsv,
};

/** Runs the command. Throws the typed errors of the model; resolves once all is said and the file is there. */
export async function regionsCommand(args: readonly string[]): Promise<void> {
  const request = await readRegionsRequest(readOptions('regions', args, REGIONS_OPTIONS), availableParallelism());
  const progress = createProgress(process.stderr);
  try {
    const result = await findRegions(request, progress);
    const { out } = request;
    if (out) await writeWhole(out.path, utf8Chunks(FORMATS[out.kind](result.partition)));
    progress.end();
    process.stdout.write(request.json ? formatRegionsJson(result) : formatRegionsText(result));
    if (out && !request.json) process.stdout.write(`written to ${out.path}\n`);
    sayProblems(result);
  } finally {
    progress.end();
  }
}

async function findRegions(request: RegionsRequest, progress: Progress): Promise<RegionsResult> {
  const { network, cut, limit, threads } = request;
  const machine = request.seen.length > 0 ? await openMachine(request.backend) : null;
  try {
    const { domain, frame } = request.bounds
      ? { domain: boxDomain(request.bounds), frame: null }
      : await fitStructure(request, progress);
    const bounds = request.bounds ?? boundsOf(domain);
    // Half of the bar is for the cells, half for their proof.
    const onProgress = ({ covered, proven }: PartitionProgress) => progress.update((covered + proven) / 2);
    const options = { threads, start: startNodeThread, onProgress };
    const { partition, report } = await partitionInThreads({ network, domain, cut, limit }, options);
    const seen: Seen[] = [];
    for (const grid of request.seen)
      if (machine) seen.push({ grid, patterns: await machine.distinctPatterns(network, seenGrid(bounds, grid)) });
    const shape = shapeBounds(network);
    return { request, partition, report, shape, frame, bounds, seen, machine: machine?.description ?? null };
  } finally {
    machine?.close();
  }
}

/** The square around all vertices of the whole plane. */
async function fitStructure(
  { network, limit, threads }: RegionsRequest,
  progress: Progress,
): Promise<{ domain: Domain; frame: StructureFrame }> {
  const partition = await unproven({ network, domain: wholePlane(network), cut: NO_CUT, limit }, threads, progress);
  if (!partition.complete)
    throw new FormatError(`${stoppedBy(limit)} the search for all vertices; raise --limit or --seconds, or give --bounds.`);
  const frame = structureFrame(partition);
  if (!frame) throw new FormatError('No two creases of this network meet, so that there is no structure to fit; give --bounds.');
  return { domain: frameDomain(frame), frame };
}

/** A partition without waiting for its certificate. */
async function unproven(request: PartitionRequest, threads: number, progress: Progress): Promise<Partition> {
  const enough = new AbortController();
  const found: Partition[] = [];
  const onPartition = (partition: Partition) => {
    found.push(partition);
    enough.abort();
  };
  const onProgress = ({ covered }: PartitionProgress) => progress.update(covered / 2);
  const options = { threads, start: startNodeThread, signal: enough.signal, onPartition, onProgress };
  const whole = partitionInThreads(request, options).then(({ partition }) => partition);
  return whole.catch((error) => {
    if (found.length === 0) throw error;
    return found[0];
  });
}

function boundsOf({ center, corners }: Domain): Bounds {
  const [x, y] = placeNumbers(center);
  const [xs, ys] = [corners.map(([dx]) => x + dx), corners.map(([, dy]) => y + dy)];
  return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
}

function sayProblems({ request, report }: RegionsResult): void {
  const broken = brokenChecks(report);
  if (broken.length > 0) {
    process.exitCode = 1;
    process.stderr.write(`crease: The certificate does not hold: ${broken.map(({ says }) => says).join(' ')}\n`);
  }
  if (!report.complete)
    process.stderr.write(
      `crease: ${stoppedBy(request.limit)} the partition at ${cellsText(report.cells)} on ` +
        `${percent(report.covered)} of the area; raise --limit or --seconds, or narrow the bounds.\n`,
    );
}

/** With the digits that tell it from all. */
function percent(part: number): string {
  return `${Number((100 * part).toPrecision(3))} %`;
}

function stoppedBy({ cells, seconds }: PartitionLimit): string {
  const time = Number.isFinite(seconds) ? ` or ${seconds} s` : '';
  return `The limit of ${cellsText(cells)}${time} stopped`;
}

function cellsText(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'cell' : 'cells'}`;
}
