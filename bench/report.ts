// The results as Markdown tables.
import { COMPILE_QUANTITIES } from './compile.ts';
import type { Watched } from './other-load.ts';
import { type Measured, type PeerCase, type Results, type Throughput, type ThroughputCase, wasSkipped } from './results.ts';

/** No architecture up to 4×64 or 2×512 may take longer on the software adapter. */
export const COMPILE_LIMIT_MS = 2000;

/** The adapter's name, without its driver's version, as a file name. */
export function adapterSlug(adapter: string): string {
  const name = adapter.split('(')[0].toLowerCase();
  return name.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'unnamed';
}

export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  // Numbers stand in all but the first column.
  const ruler = header.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(header), line(ruler), ...rows.map(line)].join('\n');
}

/** Three significant digits, without an exponent. */
export function digits(value: number): string {
  if (value === 0) return '0';
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(places, 20));
}

export function reportMarkdown(results: Results): string {
  const sections = [
    machineSection(results),
    results.throughput.result.length > 0 ? throughputSection(results) : '',
    results.peers.length + results.missingPeers.length > 0 ? peerSection(results) : '',
    results.compile.result.length > 0 ? compileSection(results) : '',
    startSection(results),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function machineSection({ machine }: Results): string {
  const { adapter, software, date, node, cpu, threads, platform } = machine;
  return `# ${adapter}${software ? ', in software' : ''}

Measured by \`npm run bench\` on ${date}: ${cpu}, ${threads} threads, ${platform}, Node ${node}.`;
}

function throughputSection({ throughput, limit }: Results): string {
  const rows = throughput.result.map(({ net, quantity, points, strategy, flopsPerPoint, measured }) => [
    net,
    quantity,
    sizeOf(points),
    strategy,
    ...cells(measured, ({ rate, ms, runs }) => [
      digits(rate / 1e6),
      digits((rate * flopsPerPoint) / 1e9),
      digits(ms),
      String(runs),
    ]),
  ]);
  return `## Evaluation

Submission to completion, the field staying on the GPU; the median of the runs, after a warm-up where more than one is made. GFLOP/s
counts 2 for each multiply-add, of which a point has planes × Σ fan-in × fan-out: 1 plane for a value, 2 for a finite difference, 3
for a gradient's norm; activations and biases are not counted. What would take longer than ${limit} s a case was not run.
${othersWords(throughput)}

${markdownTable(['network', 'quantity', 'points', 'kernel', 'million points/s', 'GFLOP/s', 'ms', 'runs'], rows)}`;
}

function peerSection({ throughput, peers, missingPeers }: Results): string {
  const rows = peers.map((peer) => [
    peer.net,
    peer.quantity,
    sizeOf(peer.points),
    peer.peer,
    ...cells(peer.measured, ({ rate, ms, runs }) => [
      digits(rate / 1e6),
      digits(ms),
      String(runs),
      ratioOf(peer, rate, throughput.result),
    ]),
  ]);
  const header = ['network', 'quantity', 'points', 'peer', 'million points/s', 'ms', 'runs', 'Crease / peer'];
  return [
    "## Peers\n\nThe same weights and grids in f32, in the same run: forward, np.gradient or torch.gradient of the field, autograd. The last column\nis Crease's points/s over the peer's.",
    ...(rows.length > 0 ? [markdownTable(header, rows)] : []),
    ...missingPeers,
  ].join('\n\n');
}

function ratioOf(peer: PeerCase, rate: number, ours: readonly ThroughputCase[]): string {
  const same = ours.find(({ net, quantity, points }) => net === peer.net && quantity === peer.quantity && points === peer.points);
  return same === undefined || wasSkipped(same.measured) ? 'not measured' : `${digits(same.measured.rate / rate)} ×`;
}

function compileSection({ compile }: Results): string {
  const cases = compile.result;
  const nets = [...new Set(cases.map(({ net }) => net))];
  const rows = nets.map((net) => [
    net,
    ...COMPILE_QUANTITIES.map((quantity) => {
      const found = cases.find((c) => c.net === net && c.quantity === quantity);
      return found === undefined ? '' : `${found.ms.toFixed(0)} ${found.strategy}`;
    }),
  ]);
  const over = cases.filter(({ ms }) => ms > COMPILE_LIMIT_MS);
  const slowest = cases.toSorted((a, b) => b.ms - a.ms)[0];
  const verdict =
    over.length === 0
      ? `None takes longer than ${COMPILE_LIMIT_MS} ms; the slowest is ${slowest.net} ${slowest.quantity} with ${slowest.ms.toFixed(0)} ms.`
      : `${over.length} take longer than ${COMPILE_LIMIT_MS} ms: ${over.map(({ net, quantity }) => `${net} ${quantity}`).join(', ')}.`;
  return `## Compilation

The first evaluation on a fresh device less the second, in ms; the best of two devices. ${verdict} ${othersWords(compile)}

${markdownTable(['network', ...COMPILE_QUANTITIES], rows)}`;
}

function startSection({ firstPicture, page, pageStart }: Results): string {
  const picture = wasSkipped(firstPicture)
    ? `First picture: not measured, ${firstPicture.skipped}.`
    : `First picture, ${firstPicture.net} ${firstPicture.quantity} at ${firstPicture.side}² into RGBA bytes, in a fresh process: ` +
      `${digits(firstPicture.pictured)} ms after the process began, of which ${digits(firstPicture.started)} ms load the program and ` +
      `${digits(firstPicture.opened - firstPicture.started)} ms open the device. The same picture again takes ${digits(firstPicture.again)} ms. ` +
      `Medians of ${firstPicture.runs} processes.`;
  const size = wasSkipped(page)
    ? `The page: not measured, ${page.skipped}.`
    : `The page: ${digits(page.bytes / 1024)} KiB in ${page.files.length} files, ${digits(page.gzipped / 1024)} KiB gzipped, of which ${digits(page.atFirst / 1024)} KiB open it.`;
  const start = wasSkipped(pageStart)
    ? `Opening the page: not measured, ${pageStart.skipped}.`
    : `Opening the page in a browser, ${pageStart.width} × ${pageStart.height}: its controls are there after ${digits(pageStart.shown)} ms, the first ` +
      `picture after ${digits(pageStart.first)} ms, the full one after ${digits(pageStart.full)} ms. Medians of ${pageStart.visits} visits with nothing kept.`;
  return `## Start\n\n${picture}\n\n${size}\n\n${start}`;
}

export function othersWords({ othersShare }: Watched<unknown>): string {
  return `Other programs took ${(100 * othersShare).toFixed(0)} % of the processors meanwhile.`;
}

function cells(measured: Measured<Throughput>, of: (measured: Throughput) => string[]): string[] {
  if (!wasSkipped(measured)) return of(measured);
  return ['', '', '', ''].map((_, i) => (i === 0 ? `not run: ${measured.skipped}` : '–'));
}

function sizeOf(points: number): string {
  return `${Math.sqrt(points)}²`;
}
