// The time from the start of a process to its first picture, measured in processes of their own.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openGpu } from '../src/cli/dawn.ts';
import { parseQuantity } from '../src/formats/quantity.ts';
import { parseSpec, specNetwork } from '../src/formats/spec.ts';
import { GpuEngine } from '../src/gpu/engine.ts';
import { defaultColouring } from '../src/model/default-colouring.ts';
import { gridOverBounds } from '../src/model/grid.ts';
import type { FirstPicture } from './results.ts';
import { BENCH_BOUNDS } from './throughput.ts';
import { median } from './timing.ts';

/** The flag that makes the benchmark draw one picture and print the times. */
export const FIRST_PICTURE_FLAG = '--first-picture';

const PROCESSES = 3;
const PICTURE = { net: '2-20-1:relu', side: 512, quantity: 'value' } as const;

type Times = Pick<FirstPicture, 'started' | 'opened' | 'pictured' | 'again'>;

/** What the process of its own does: `started` is when its first statement ran. */
export async function printFirstPicture(started: number): Promise<void> {
  const { adapter } = await openGpu();
  const engine = await GpuEngine.create(adapter);
  const opened = performance.now();
  const network = specNetwork(parseSpec(PICTURE.net));
  const quantity = parseQuantity(PICTURE.quantity);
  const grid = gridOverBounds(BENCH_BOUNDS, PICTURE.side, PICTURE.side);
  const draw = () => engine.render(network, grid, quantity, defaultColouring(quantity));
  await draw();
  const pictured = performance.now();
  await draw();
  const again = performance.now() - pictured;
  engine.destroy();
  const times: Times = { started, opened, pictured, again };
  process.stdout.write(`${JSON.stringify(times)}\n`);
}

/** `program` is the benchmark itself. */
export async function measureFirstPicture(program: string): Promise<FirstPicture> {
  const all: Times[] = [];
  for (let n = 0; n < PROCESSES; n++) {
    const { stdout } = await promisify(execFile)(process.execPath, [program, FIRST_PICTURE_FLAG]);
    all.push(JSON.parse(stdout) as Times);
  }
  const of = (key: keyof Times) => median(all.map((times) => times[key]));
  return {
    ...PICTURE,
    started: of('started'),
    opened: of('opened'),
    pictured: of('pictured'),
    again: of('again'),
    runs: PROCESSES,
  };
}
