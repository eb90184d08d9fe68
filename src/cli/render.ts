// crease render: a picture of a field into a .png file.
import { parseColormap } from '../formats/colormap.ts';
import { parseWhole } from '../formats/number.ts';
import { encodePng } from '../formats/png.ts';
import { formatQuantity } from '../formats/quantity.ts';
import { COLORMAP_NAMES } from '../model/colormap.ts';
import { type Colouring, type Domain, MAX_CONTOURS, scaleOf } from '../model/colouring.ts';
import { defaultColouring } from '../model/default-colouring.ts';
import { FormatError } from '../model/errors.ts';
import type { Quantity } from '../model/quantity.ts';
import { type OptionNames, type Options, parseDomain, readOptions } from './arguments.ts';
import { openMachine } from './backend.ts';
import { JOB_HELP, JOB_OPTIONS, readJob, summary } from './job.ts';
import { writeWhole } from './output-file.ts';
import { createProgress } from './progress.ts';

const RENDER_OPTIONS: OptionNames = { ...JOB_OPTIONS, colormap: true, domain: true, contours: true };

export const RENDER_HELP = `Usage: crease render MODEL --bounds X0,X1,Y0,Y1 --res N[xM] --quantity Q --out FILE.png [options]

Colours a network over linspace(X0, X1, N) × linspace(Y0, Y1, M) and writes a picture of N × M pixels, the largest x2 on top.

${JOB_HELP}
  --colormap NAME         ${COLORMAP_NAMES.join(', ')}; with _r behind it, reversed.
                          Default: viridis for values, coolwarm for signed, magma for norms, twilight for directions,
                          tab20 for classes and patterns, gray for distances to creases
  --domain LO,HI          what the ends of the colour map stand for; or auto (smallest and largest value), percentiles
                          (1st and 99th), symmetric about 0. Default: auto; symmetric for signed derivatives,
                          0,1 for probabilities, -π,π for directions, 0,1.5 for distances to creases
  --contours N            draws N iso-lines, equally spaced inside the domain; default 0, at most ${MAX_CONTOURS}
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

function readColouring(options: Options, quantity: Quantity): Colouring {
  const defaults = defaultColouring(quantity);
  const [colormap, domain, contours] = [options.text('colormap'), options.text('domain'), options.text('contours')];
  if (scaleOf(quantity) !== 'linear' && (domain !== undefined || contours !== undefined))
    throw new FormatError(
      `The options --domain and --contours have no meaning for ${formatQuantity(quantity)}, whose numbers are no amounts; leave them out.`,
    );
  return {
    ...(colormap === undefined ? defaults : parseColormap(colormap)),
    domain: domain === undefined ? defaults.domain : parseDomain(domain),
    contours: contours === undefined ? defaults.contours : parseWhole(contours, 'number of contours', 0, MAX_CONTOURS),
  };
}

function describeDomain(domain: Domain | null): string {
  return domain === null ? '' : `, domain ${domain.map((end) => Number(end.toPrecision(6))).join(' to ')}`;
}
