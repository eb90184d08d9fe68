// A program for the tests of output files: writes a file slowly, or fails in the middle. Arguments: path, "slowly" or "fail".
import { writeWhole } from '../../src/cli/output-file.ts';

const [path, how] = process.argv.slice(2);

async function* chunks(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(1 << 16).fill(1);
  process.stdout.write('half\n');
  if (how === 'fail') throw new Error('the source ran dry');
  await new Promise((resume) => setTimeout(resume, 60_000));
  yield new Uint8Array(1 << 16).fill(2);
}

await writeWhole(path, chunks()).catch((error: Error) => {
  process.stderr.write(error.message);
  process.exitCode = 2;
});
