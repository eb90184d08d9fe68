// The headless command: arguments in, files out.
import { version } from '../../package.json';
import { FormatError } from '../model/errors.ts';
import { serveNodeThread } from '../workers/node-thread.ts';
import { EVAL_HELP, evalCommand } from './eval.ts';
import { INFO_HELP, infoCommand } from './info.ts';
import { REGIONS_HELP, regionsCommand } from './regions.ts';
import { RENDER_HELP, renderCommand } from './render.ts';
import { ZOOM_HELP, zoomCommand } from './zoom.ts';

const HELP = `Usage: crease COMMAND MODEL [options]

  crease eval MODEL --bounds X0,X1,Y0,Y1 --res N[xM] --quantity Q --out FILE.npy     numbers for NumPy
  crease render MODEL --bounds X0,X1,Y0,Y1 --res N[xM] --quantity Q --out FILE.png   a picture
  crease info MODEL [--json]                                                         layers, parameters, adapter
  crease regions MODEL --bounds X0,X1,Y0,Y1 [--out FILE.svg]                         the exact linear regions, certified
  crease zoom MODEL --center X,Y --from W --to W --frames N --out DIR …              pictures on the way into a place

MODEL is a spec such as 2-20-1:relu@torch:0 or a JSON file. Try it:
  crease render 2-20-1:relu@torch:0 --bounds -10,10,-10,10 --res 800 --quantity value --out picture.png

  crease COMMAND --help   explains a command
  crease --version        prints the version
`;

interface Command {
  readonly help: string;
  readonly run: (args: readonly string[]) => Promise<void>;
}

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['eval', { help: EVAL_HELP, run: evalCommand }],
  ['render', { help: RENDER_HELP, run: renderCommand }],
  ['info', { help: INFO_HELP, run: infoCommand }],
  ['regions', { help: REGIONS_HELP, run: regionsCommand }],
  ['zoom', { help: ZOOM_HELP, run: zoomCommand }],
]);

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(COMMANDS.get(args[0])?.help ?? HELP);
    return;
  }
  if (name === '--version') {
    process.stdout.write(`${version}\n`);
    return;
  }
  const command = COMMANDS.get(name);
  const names = [...COMMANDS.keys()].join(', ');
  if (!command && name === undefined) throw new FormatError(`There is no command; give one of ${names}, or --help.`);
  if (!command) throw new FormatError(`The command "${name}" is unknown; choose one of ${names}, or --help.`);
  if (args.includes('--help') || args.includes('-h')) process.stdout.write(command.help);
  else await command.run(args);
}

function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\s*[\r\n]\s*/g, ' ');
}

function fail(error: unknown): void {
  process.exitCode = 2;
  process.stderr.write(`crease: ${oneLine(error)}\n`);
}

// The program starts itself as its threads, and then is nothing else.
if (!serveNodeThread()) {
  // A reader such as head may close the pipe before all is said; a full disk behind it is an error like any other.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') fail(error);
  });
  // Where nobody reads the errors, the exit code still says it.
  process.stderr.on('error', () => {
    process.exitCode = 2;
  });
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    fail(error);
  }
}
