// What eval and render have in common: a network, a grid and a quantity, checked before any work is done.
import { formatQuantity, parseQuantity, SPACINGS } from '../formats/quantity.ts';
import { formatCoordinate } from '../model/coordinate.ts';
import { FormatError } from '../model/errors.ts';
import { type Grid, gridAround, gridOverBounds } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { evaluationOf, isDifference, type Quantity } from '../model/quantity.ts';
import {
  type OptionNames,
  type Options,
  parseBounds,
  parseCenter,
  parseChoice,
  parseExtent,
  parseResolution,
} from './arguments.ts';
import { BACKENDS, type BackendName } from './backend.ts';
import { readModel } from './model-argument.ts';
import { checkOutput } from './output-file.ts';

export interface Job {
  readonly network: Network;
  readonly grid: Grid;
  /** The part of the plane, in words. */
  readonly where: string;
  readonly quantity: Quantity;
  readonly backend: BackendName;
  readonly out: string;
}

export const JOB_OPTIONS: OptionNames = {
  activation: true,
  bounds: true,
  center: true,
  width: true,
  res: true,
  quantity: true,
  spacing: true,
  backend: true,
  out: true,
};

export const MODEL_HELP = `  MODEL                   a spec, WIDTHS:ACTIVATIONS[/HEAD][@INITIALISER[:SEED]], as in 2-20-1:relu@torch:0,
                          or a JSON file: a PyTorch state_dict as lists, or Crease's own
  --activation NAME[,…]   of a state_dict: one for all hidden layers, one each, or one per layer with the output's last`;

const PART_HELP = `  --bounds X0,X1,Y0,Y1    the part of the plane, ends included; or in its place, at any depth:
  --center X,Y            the middle, as decimal numbers of any length, of which 60 decimals count
  --width W               the length of the longer side, ends included, down to 1e-30; points are as far apart along the other`;

export const QUANTITY_HELP = `  --res N[xM]             points along x1 [and along x2], up to 8192
  --quantity Q            value[:k], fd-x1[:k], fd-x2[:k], fd-norm[:k], grad-x1[:k], grad-x2[:k], grad-norm[:k],
                          grad-direction[:k], error-x1[:k], error-x2[:k], error-norm[:k], hessian-norm[:k],
                          prob:k, argmax, pattern[:l], crease[:l], crease-layer, preact:l:i, act:l:i; k, l and i count from 0
  --spacing input|index   what fd-… is divided by: the step in input units (default), or 1 as by np.gradient
  --backend gpu|cpu       gpu (default) or the f64 reference on the processor`;

/** The lines on these options in a command's help. */
export const JOB_HELP = [MODEL_HELP, PART_HELP, QUANTITY_HELP].join('\n');

/** Checks what `options` say; throws FormatError, GridError or NetworkError. `extension` is that of the output file. */
export async function readJob(options: Options, extension: string): Promise<Job> {
  const quantity = readQuantity(options);
  const [width, height] = parseResolution(options.required('res'), isDifference(quantity) ? 2 : 1);
  const backend = parseChoice(options.text('backend') ?? 'gpu', 'backend', BACKENDS);
  const out = options.required('out');
  const part = readPart(options, width, height);
  await checkOutput(out, extension);
  const { network } = await readModel(options.model, options.text('activation'));
  // Asked for what it throws where the network has no such output, layer or neuron.
  evaluationOf(network, quantity);
  return { network, ...part, quantity, backend, out };
}

/** The grid over the bounds, or around the centre. */
function readPart(options: Options, width: number, height: number): Pick<Job, 'grid' | 'where'> {
  const [center, extent] = [options.text('center'), options.text('width')];
  if (center === undefined && extent === undefined) {
    const bounds = parseBounds(options.required('bounds'));
    const grid = gridOverBounds(bounds, width, height);
    if (!(grid.step[0] > 0 && grid.step[1] > 0))
      throw new FormatError(`The bounds ${bounds.join(',')} are too close together for ${width} × ${height} points in f64.`);
    const [x0, x1, y0, y1] = bounds;
    return { grid, where: `over [${x0}, ${x1}] × [${y0}, ${y1}]` };
  }
  if (options.text('bounds') !== undefined)
    throw new FormatError('The options --bounds and --center both say where; give one of them.');
  if (center === undefined || extent === undefined)
    throw new FormatError(
      `The options --center and --width belong together; give --${center === undefined ? 'center' : 'width'} too.`,
    );
  const place = parseCenter(center);
  return {
    grid: gridAround(place, parseExtent(extent), width, height),
    where: `around (${place.map(formatCoordinate).join(', ')}), ${extent} wide`,
  };
}

/** The quantity with its spacing. Throws FormatError for a spacing that has no meaning. */
export function readQuantity(options: Options): Quantity {
  const spacing = options.text('spacing');
  const quantity = parseQuantity(options.required('quantity'), parseChoice(spacing ?? 'input', 'spacing', SPACINGS));
  if (spacing !== undefined && quantity.kind !== 'fd')
    throw new FormatError(
      `The option --spacing has no meaning for ${formatQuantity(quantity)}; it belongs to fd-x1, fd-x2, fd-norm.`,
    );
  return quantity;
}

/** One line for stdout: what was made, of what, how fast and by whom. */
export function summary(job: Job, made: string, seconds: number, description: string): string {
  return (
    `${job.out}: ${made}, ${formatQuantity(job.quantity)} ${job.where}, ` +
    `${seconds.toFixed(seconds < 10 ? 3 : 1)} s on ${description}\n`
  );
}
