// crease eval: a field of numbers into a .npy file.
import { formatNpyHeader } from '../formats/npy.ts';
import { formatQuantity } from '../formats/quantity.ts';
import { FormatError } from '../model/errors.ts';
import { fieldValues } from '../model/field.ts';
import type { Quantity } from '../model/quantity.ts';
import { readOptions } from './arguments.ts';
import { openMachine } from './backend.ts';
import { JOB_HELP, JOB_OPTIONS, type Job, readJob, summary } from './job.ts';
import { writeWhole } from './output-file.ts';
import { createProgress } from './progress.ts';

/** Beside gradients. */
const RELATIVE: readonly Quantity['kind'][] = ['value', 'probability', 'preactivation', 'activation'];

export const EVAL_HELP = `Usage: crease eval MODEL --bounds X0,X1,Y0,Y1 --res N[xM] --quantity Q --out FILE.npy [options]
       crease eval MODEL --center X,Y --width W --res N[xM] --quantity Q --out FILE.npy [options]

Evaluates a network over linspace(X0, X1, N) × linspace(Y0, Y1, M) and writes an array of shape [M, N], row 0 = smallest x2,
float32 from the GPU and float64 from the CPU.

${JOB_HELP}
  --relative              writes each number less the one at the centre, as float64: the digits that an absolute number has no room for
  --out FILE.npy          written whole or not at all
`;

/** Runs the command. Throws the typed errors of the model; resolves once the file is there. */
export async function evalCommand(args: readonly string[]): Promise<void> {
  const options = readOptions('eval', args, { ...JOB_OPTIONS, relative: false });
  const job = await readJob(options, '.npy');
  const isRelative = options.has('relative');
  if (isRelative) checkRelative(job);
  const machine = await openMachine(job.backend);
  const progress = createProgress(process.stderr);
  try {
    const start = performance.now();
    const evaluate = isRelative ? machine.evaluateRelative : machine.evaluate;
    const field = await evaluate(job.network, job.grid, job.quantity, { onProgress: progress.update });
    const seconds = (performance.now() - start) / 1000;
    const values = isRelative ? Float64Array.from(field.data) : fieldValues(field);
    const shape = [field.height, field.width];
    await writeWhole(job.out, [
      formatNpyHeader(values, shape),
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    ]);
    progress.end();
    const type = values instanceof Float32Array ? 'float32' : 'float64';
    const less = isRelative ? ` less ${field.base} at the centre` : '';
    process.stdout.write(summary(job, `${type} [${shape.join(', ')}]${less}`, seconds, machine.description));
  } finally {
    progress.end();
    machine.close();
  }
}

/** Throws FormatError for a quantity that is computed whole, not as a difference to the centre. */
function checkRelative({ quantity }: Job): void {
  const { kind } = quantity;
  const hasBase = kind === 'grad' ? quantity.component !== 'direction' : RELATIVE.includes(kind);
  if (!hasBase)
    throw new FormatError(
      `The option --relative has no meaning for ${formatQuantity(quantity)}; it belongs to value, prob, preact, act, grad-x1, grad-x2 and grad-norm.`,
    );
}
