// crease info: what a model consists of, and the adapter that would compute it.
import { formatActivation } from '../formats/activation-list.ts';
import { formatHead } from '../formats/spec.ts';
import { GpuError } from '../model/errors.ts';
import { networkWidths, parameterCounts } from '../model/network.ts';
import { readOptions } from './arguments.ts';
import { type Model, readModel } from './model-argument.ts';

export const INFO_HELP = `Usage: crease info MODEL [--activation NAME[,…]] [--json]

Prints the layers of a network, its parameters, and the adapter that would be used.

  MODEL                   a spec, as in 2-20-1:relu@torch:0, or a JSON file: a PyTorch state_dict as lists, or Crease's own
  --activation NAME[,…]   of a state_dict; they need not be known here
  --json                  prints JSON
`;

/** Shape, activation and parameters of a model, as --json prints them. */
interface Info {
  readonly spec: string | null;
  readonly widths: readonly number[];
  readonly layers: readonly LayerInfo[];
  readonly head: string;
  readonly parameters: number;
  /** Null where there is none; then `adapterProblem` says why. */
  readonly adapter: string | null;
  readonly software: boolean | null;
  readonly adapterProblem: string | null;
}

interface LayerInfo {
  readonly inputs: number;
  readonly outputs: number;
  /** Null where a state_dict came without it. */
  readonly activation: string | null;
  readonly parameters: number;
}

/** Runs the command. Throws the typed errors of the model; a missing adapter is part of the answer. */
export async function infoCommand(args: readonly string[]): Promise<void> {
  const options = readOptions('info', args, { activation: true, json: false });
  const model = await readModel(options.model, options.text('activation'), true);
  const info = { ...modelInfo(model), ...(await adapterInfo()) };
  process.stdout.write(options.has('json') ? `${JSON.stringify(info, null, 2)}\n` : formatInfo(info));
}

function modelInfo({ network, spec, activationsKnown }: Model) {
  const counts = parameterCounts(network);
  return {
    spec,
    widths: networkWidths(network),
    layers: network.layers.map((layer, l) => ({
      inputs: layer.fanIn,
      outputs: layer.fanOut,
      activation: activationsKnown ? formatActivation(layer.activation) : null,
      parameters: counts[l],
    })),
    head: formatHead(network.head),
    parameters: counts.reduce((sum, count) => sum + count, 0),
  };
}

/** Opened in a function of its own, so that nothing holds the adapter when it returns and Node can exit. */
async function adapterInfo(): Promise<Pick<Info, 'adapter' | 'software' | 'adapterProblem'>> {
  try {
    const { openGpu } = await import('./dawn.ts');
    const { description, software } = await openGpu();
    return { adapter: description, software, adapterProblem: null };
  } catch (error) {
    if (!(error instanceof GpuError)) throw error;
    return { adapter: null, software: null, adapterProblem: error.message };
  }
}

function formatInfo(info: Info): string {
  const header = ['layer', 'inputs', 'outputs', 'activation', 'parameters'];
  const rows = info.layers.map(({ inputs, outputs, activation, parameters }, l) =>
    [l, inputs, outputs, activation ?? 'not named', parameters].map(String),
  );
  const total = ['all', info.widths[0], info.widths[info.widths.length - 1], `head ${info.head}`, info.parameters].map(String);
  const table = [header, ...rows, total];
  const widths = header.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  const lines = table.map((row) => row.map((cell, column) => cell.padStart(widths[column])).join('  '));
  const adapter = info.adapter ?? `none. ${info.adapterProblem}`;
  return `${info.spec ?? info.widths.join('-')}\n${lines.join('\n')}\nadapter: ${adapter}${info.software ? ', in software' : ''}\n`;
}
