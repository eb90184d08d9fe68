// crease eval: a field of numbers into a .npy file.
import { formatNpyHeader } from '../formats/npy.ts';
import { fieldValues } from '../model/field.ts';
import { readOptions } from './arguments.ts';
import { openMachine } from './backend.ts';
import { JOB_HELP, JOB_OPTIONS, readJob, summary } from './job.ts';
import { writeWhole } from './output-file.ts';
import { createProgress } from './progress.ts';

export const EVAL_HELP = `Usage: crease eval MODEL --bounds X0,X1,Y0,Y1 --res N[xM] --quantity Q --out FILE.npy [options]

Evaluates a network over linspace(X0, X1, N) × linspace(Y0, Y1, M) and writes an array of shape [M, N], row 0 = smallest x2,
float32 from the GPU and float64 from the CPU.

${JOB_HELP}
  --out FILE.npy          written whole or not at all
`;

/** Runs the command. Throws the typed errors of the model; resolves once the file is there. */
export async function evalCommand(args: readonly string[]): Promise<void> {
  const job = await readJob(readOptions('eval', args, JOB_OPTIONS), '.npy');
  const machine = await openMachine(job.backend);
  const progress = createProgress(process.stderr);
  try {
    const start = performance.now();
    const field = await machine.evaluate(job.network, job.grid, job.quantity, { onProgress: progress.update });
    const seconds = (performance.now() - start) / 1000;
    const values = fieldValues(field);
    const shape = [field.height, field.width];
    await writeWhole(job.out, [
      formatNpyHeader(values, shape),
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    ]);
    progress.end();
    const type = values instanceof Float32Array ? 'float32' : 'float64';
    process.stdout.write(summary(job, `${type} [${shape.join(', ')}]`, seconds, machine.description));
  } finally {
    progress.end();
    machine.close();
  }
}
