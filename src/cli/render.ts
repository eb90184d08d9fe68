// crease render: a picture of a field into a .png file.
import { encodePng } from '../formats/png.ts';
import type { Domain } from '../model/colouring.ts';
import { type OptionNames, readOptions } from './arguments.ts';
import { openMachine } from './backend.ts';
import { COLOURING_HELP, COLOURING_OPTIONS, readColouring } from './colouring-options.ts';
import { JOB_HELP, JOB_OPTIONS, readJob, summary } from './job.ts';
import { writeWhole } from './output-file.ts';
import { createProgress } from './progress.ts';

const RENDER_OPTIONS: OptionNames = { ...JOB_OPTIONS, ...COLOURING_OPTIONS };

export const RENDER_HELP = `Usage: crease render MODEL --bounds X0,X1,Y0,Y1 --res N[xM] --quantity Q --out FILE.png [options]
       crease render MODEL --center X,Y --width W --res N[xM] --quantity Q --out FILE.png [options]

Colours a network over linspace(X0, X1, N) × linspace(Y0, Y1, M) and writes a picture of N × M pixels, the largest x2 on top.

${JOB_HELP}
${COLOURING_HELP}
  --out FILE.png          written whole or not at all
`;

/** Runs the command. Throws the typed errors of the model; resolves once the file is there. */
export async function renderCommand(args: readonly string[]): Promise<void> {
  const options = readOptions('render', args, RENDER_OPTIONS);
  const job = await readJob(options, '.png');
  const colouring = readColouring(options, job.quantity);
  const machine = await openMachine(job.backend);
  const progress = createProgress(process.stderr);
  try {
    const start = performance.now();
    const { network, grid, quantity } = job;
    const picture = await machine.render(network, grid, quantity, colouring, { onProgress: progress.update });
    const seconds = (performance.now() - start) / 1000;
    await writeWhole(job.out, [encodePng(picture.pixels, picture.width, picture.height)]);
    progress.end();
    const made = `${picture.width} × ${picture.height} pixels${describeDomain(picture.domain)}`;
    process.stdout.write(summary(job, made, seconds, machine.description));
  } finally {
    progress.end();
    machine.close();
  }
}

function describeDomain(domain: Domain | null): string {
  if (domain === null) return '';
  const [lo, hi, base] = domain;
  const ends = [lo, hi].map((end) => Number(end.toPrecision(6))).join(' to ');
  return `, domain ${base === undefined ? ends : `${base} + (${ends})`}`;
}
