// crease zoom: the way into a place, as numbered pictures. What is there of it is kept, so that it can be gone on with.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseWhole } from '../formats/number.ts';
import { encodePng } from '../formats/png.ts';
import { formatQuantity } from '../formats/quantity.ts';
import type { Colouring } from '../model/colouring.ts';
import { formatCoordinate, type Place } from '../model/coordinate.ts';
import { FormatError } from '../model/errors.ts';
import { gridAround } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { evaluationOf, type Quantity } from '../model/quantity.ts';
import { tourWidth } from '../model/tour.ts';
import { type OptionNames, parseCenter, parseChoice, parseExtent, parseResolution, readOptions } from './arguments.ts';
import { BACKENDS, type BackendName, openMachine } from './backend.ts';
import { COLOURING_HELP, COLOURING_OPTIONS, readColouring } from './colouring-options.ts';
import { MODEL_HELP, QUANTITY_HELP, readQuantity } from './job.ts';
import { readModel } from './model-argument.ts';
import { reasonOf, writeWhole } from './output-file.ts';
import { createProgress } from './progress.ts';

const MAX_FRAMES = 100_000;
/** What the pictures in a folder are of. */
const NOTE = 'tour.json';

const ZOOM_OPTIONS: OptionNames = {
  activation: true,
  center: true,
  from: true,
  to: true,
  frames: true,
  res: true,
  quantity: true,
  spacing: true,
  backend: true,
  out: true,
  ...COLOURING_OPTIONS,
};

export const ZOOM_HELP = `Usage: crease zoom MODEL --center X,Y --from W --to W --frames N --res N[xM] --quantity Q --out DIR [options]

Draws the way into a place: N pictures, each as many times narrower than the one before, as DIR/frame-0001.png and so on. Frames that are there
are kept, so that a tour that was stopped goes on where it was; DIR/tour.json says what they are of.

${MODEL_HELP}
  --center X,Y            the place, as decimal numbers of any length, of which 60 decimals count
  --from W, --to W        the length of the longer side in the first and in the last picture, down to 1e-30
  --frames N              pictures, from 2 to ${MAX_FRAMES}
${QUANTITY_HELP}
${COLOURING_HELP}
  --out DIR               made where it is not there; each picture is written whole or not at all

A film of it: ffmpeg -framerate 30 -i DIR/frame-%04d.png -pix_fmt yuv420p film.mp4
`;

interface Tour {
  readonly network: Network;
  readonly center: Place;
  /** Of the longer side, frame by frame. */
  readonly widths: readonly number[];
  readonly size: readonly [number, number];
  readonly quantity: Quantity;
  readonly colouring: Colouring;
  readonly backend: BackendName;
  readonly folder: string;
  /** All that a picture depends on, to be compared with what is in the folder. */
  readonly note: string;
}

/** Runs the command. Throws the typed errors of the model; resolves once all pictures are there. */
export async function zoomCommand(args: readonly string[]): Promise<void> {
  const tour = await readTour(args);
  const start = performance.now();
  const missing = await missingFrames(tour);
  const machine = missing.length > 0 ? await openMachine(tour.backend) : null;
  const progress = createProgress(process.stderr);
  try {
    for (const [n, frame] of missing.entries()) {
      if (!machine) break;
      const grid = gridAround(tour.center, tour.widths[frame], ...tour.size);
      const picture = await machine.render(tour.network, grid, tour.quantity, tour.colouring);
      await writeWhole(framePath(tour, frame), [encodePng(picture.pixels, picture.width, picture.height)]);
      progress.update((n + 1) / missing.length);
    }
    progress.end();
    const seconds = (performance.now() - start) / 1000;
    const { widths } = tour;
    const kept = widths.length - missing.length;
    process.stdout.write(
      `${tour.folder}: ${widths.length} frames of ${tour.size.join(' × ')} pixels, ${formatQuantity(tour.quantity)} from ${widths[0]} to ` +
        `${widths[widths.length - 1]} wide, ${kept > 0 ? `${kept} of them were there, ` : ''}${seconds.toFixed(1)} s` +
        `${machine ? ` on ${machine.description}` : ''}\n`,
    );
  } finally {
    progress.end();
    machine?.close();
  }
}

async function readTour(args: readonly string[]): Promise<Tour> {
  const options = readOptions('zoom', args, ZOOM_OPTIONS);
  const quantity = readQuantity(options);
  const colouring = readColouring(options, quantity);
  const center = parseCenter(options.required('center'));
  const [from, to] = [parseExtent(options.required('from')), parseExtent(options.required('to'))];
  const frames = parseWhole(options.required('frames'), 'number of frames', 2, MAX_FRAMES);
  const size = parseResolution(options.required('res'), 2);
  const backend = parseChoice(options.text('backend') ?? 'gpu', 'backend', BACKENDS);
  const folder = options.required('out');
  const { network } = await readModel(options.model, options.text('activation'));
  // Asked for what it throws where the network has no such output, layer or neuron.
  evaluationOf(network, quantity);
  const widths = Array.from({ length: frames }, (_, n) => tourWidth({ from, to }, n / (frames - 1)));
  const about = {
    model: options.model,
    network: fingerprint(network),
    center: center.map(formatCoordinate),
    from,
    to,
    frames,
    size,
  };
  const note = `${JSON.stringify({ ...about, quantity: formatQuantity(quantity), spacing: options.text('spacing') ?? 'input', colouring }, null, 2)}\n`;
  return { network, center, widths, size, quantity, colouring, backend, folder, note };
}

/** What tells networks apart, whose file may have changed. */
function fingerprint({ layers, head }: Network): string {
  const hash = createHash('sha256');
  for (const { weight, bias, activation } of layers) hash.update(JSON.stringify(activation)).update(weight).update(bias);
  return hash.update(JSON.stringify(head)).digest('hex').slice(0, 16);
}

/** Those that are not in the folder, which is made, or must hold the same tour. Throws FormatError where it is of something else. */
async function missingFrames(tour: Tour): Promise<number[]> {
  const { folder, note, widths } = tour;
  const files = await mkdir(folder, { recursive: true })
    .then(() => readdir(folder))
    .catch((error) => {
      throw new FormatError(`The folder "${folder}" cannot be made or read: ${reasonOf(error)}; name another.`, { cause: error });
    });
  const path = join(folder, NOTE);
  if (!files.includes(NOTE)) {
    if (files.some((file) => /^frame-\d+\.png$/.test(file)))
      throw new FormatError(`The folder "${folder}" holds frames but no ${NOTE} that says what they are of; name another.`);
    await writeWhole(path, [new TextEncoder().encode(note)]);
  } else if ((await readFile(path, 'utf8')) !== note) {
    throw new FormatError(
      `The folder "${folder}" holds another tour, which its ${NOTE} describes; name another folder, or delete it.`,
    );
  }
  const there = new Set(files.map((file) => join(folder, file)));
  return [...widths.keys()].filter((frame) => !there.has(framePath(tour, frame)));
}

/** Counted from 1. */
function framePath({ folder, widths }: Tour, frame: number): string {
  const digits = Math.max(`${widths.length}`.length, 4);
  return join(folder, `frame-${`${frame + 1}`.padStart(digits, '0')}.png`);
}
