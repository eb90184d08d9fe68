// The rates of linear regions as Markdown tables.
import { ALONE } from './region-threads.ts';
import { CELLS_FOR_THREADS } from './regions.ts';
import { digits, markdownTable, othersWords } from './report.ts';
import { type CellRate, type Measured, type RegionCase, type RegionProcess, type RegionResults, wasSkipped } from './results.ts';

/** The processor's name as the results' file name. */
export function regionsSlug(cpu: string): string {
  return `regions-${
    cpu
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'unnamed'
  }`;
}

export function regionsMarkdown(results: RegionResults): string {
  const { date, cpu, threads, platform, node } = results.host;
  const sections = [
    `# Linear regions on ${cpu}

Measured by \`npm run bench -- --parts regions\` on ${date}: ${threads} threads, ${platform}, Node ${node}. Every network is partitioned in the box
[−${results.bound}, ${results.bound}]². Rates are cells of the result over the median time of the runs, after a warm-up, in turns with whatever it
is compared with. A case has ${results.limit} s; what takes longer than half of them is run once, and what is expected to take more is not run.`,
    shapeSection(results),
    ...(results.threads.result.length > 0 ? [threadSection(results)] : []),
    ...(results.processes.length > 0 ? [processSection(results)] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

function shapeSection({ shapes, missingPeers }: RegionResults): string {
  const rows = shapes.result.map((one) => [one.net, one.program, ...cells(one.measured), ratioOf(one, shapes.result)]);
  return [
    `## One thread

Crease's cells come in f64, with their patterns, adjacency and affine maps. The peers are edge subdivision in f32: vertices, edges and which
faces they lie between. "Berzins 2023" is the published program as it is; "PyTorch" is [bench/peers/torch_regions.py](../peers/torch_regions.py),
the same method made faster for this comparison. The last column is Crease's cells/s over the peer's. ${othersWords(shapes)}`,
    markdownTable(['network', 'program', 'cells', 'thousand cells/s', 'ms', 'runs', 'Crease / peer'], rows),
    ...missingPeers,
  ].join('\n\n');
}

function ratioOf({ net, program, measured }: RegionCase, cases: readonly RegionCase[]): string {
  if (program === 'Crease') return '';
  const ours = cases.find((one) => one.net === net && one.program === 'Crease')?.measured;
  return ours === undefined || wasSkipped(ours) || wasSkipped(measured)
    ? 'not measured'
    : `${digits(ours.rate / measured.rate)} ×`;
}

function threadSection({ threads }: RegionResults): string {
  const rows = threads.result.map(({ net, threads: count, measured }) => {
    const one = threads.result.find((other) => other.net === net && other.threads === 1)?.measured;
    const known = one !== undefined && !wasSkipped(one) && !wasSkipped(measured);
    return [net, String(count), ...cells(measured), known ? `${digits(measured.rate / one.rate)} ×` : 'not measured'];
  });
  return `## By threads

Networks of at least ${CELLS_FOR_THREADS} cells, by threads that are kept; the time ends with the partition, before its proof. ${othersWords(threads)}

${markdownTable(['network', 'threads', 'cells', 'thousand cells/s', 'ms', 'runs', 'over one thread'], rows)}`;
}

function processSection({ processes }: RegionResults): string {
  const rows = processes.flatMap((process) => (wasSkipped(process) ? [] : [processRow(process)]));
  const failures = processes.flatMap((process) =>
    wasSkipped(process) ? [`A fresh process was not measured: ${process.skipped}.`] : [],
  );
  return [
    `## Memory

The largest of these once, in a fresh process, so that the time includes whatever is compiled. Memory is the most that the process held. First
the partition alone, in the only thread; then as \`crease regions\` makes it, by threads besides the one that puts their pieces together and proves
the result.`,
    ...(rows.length > 0 ? [markdownTable(['network', 'threads', 'cells', 's', 'proof, s', 'peak MB'], rows)] : []),
    ...failures,
  ].join('\n\n');
}

function processRow({ net, threads, cells: count, ms, proof, peak }: RegionProcess): string[] {
  const proven = proof === null ? '–' : `${digits(proof.ms / 1000)}${proof.ok ? '' : ', failed'}`;
  return [net, threads === ALONE ? 'alone' : String(threads), String(count), digits(ms / 1000), proven, digits(peak / 1e6)];
}

function cells(measured: Measured<CellRate>): string[] {
  if (wasSkipped(measured)) return ['–', `not run: ${measured.skipped}`, '–', '–'];
  const { cells: count, rate, ms, runs } = measured;
  return [String(count), digits(rate / 1000), digits(ms), String(runs)];
}
