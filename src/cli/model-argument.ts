// MODEL: a network spec, or the path of a JSON file.
import { readFile, stat } from 'node:fs/promises';
import { parseActivationList } from '../formats/activation-list.ts';
import { modelFileNetwork, parseModelFile } from '../formats/model-json.ts';
import { formatSpec, parseSpec, specNetwork } from '../formats/spec.ts';
import { activation } from '../model/activation.ts';
import { FormatError } from '../model/errors.ts';
import type { Network } from '../model/network.ts';
import { reasonOf } from './output-file.ts';

export interface Model {
  readonly network: Network;
  /** The spec with nothing left to defaults; null for a file. */
  readonly spec: string | null;
  /** False where a state_dict came without activations and every layer stands as identity. */
  readonly activationsKnown: boolean;
}

/** Enough for 64 layers of 512 × 512 weights with all their digits; more does not fit a string. */
const MAX_BYTES = 500_000_000;

/**
 * Reads MODEL. `activations` is what --activation says. `mayLackActivations` lets a state_dict pass without them, for those who
 * only count. Throws FormatError or NetworkError, whatever is wrong with it.
 */
export async function readModel(model: string, activations: string | undefined, mayLackActivations = false): Promise<Model> {
  const list = activations === undefined ? null : parseActivationList(activations);
  // No file is taken for a spec by mistake unless its name begins with a width and holds a colon; then "./" helps.
  if (/^\s*\d[\d-]*:/.test(model)) {
    if (list !== null) throw new FormatError('A network spec names its own activations; leave --activation out.');
    const spec = parseSpec(model);
    return { network: specNetwork(spec), spec: formatSpec(spec), activationsKnown: true };
  }
  const file = parseModelFile(await readText(model));
  const unknown = mayLackActivations && list === null && file.kind === 'state-dict';
  const network = modelFileNetwork(file, unknown ? [activation('identity')] : list);
  return { network, spec: null, activationsKnown: !unknown };
}

async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  // torch.save writes a zip archive, before version 1.6 a pickle.
  if (bytes[0] === 0x80 || (bytes[0] === 0x50 && bytes[1] === 0x4b))
    throw new FormatError(
      `The file ${path} is a pickle or an archive; save the state_dict as JSON, with json.dump({k: v.tolist() for k, v in …}).`,
    );
  // Some editors begin a file with a byte order mark, which JSON does not have.
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    // A pipe may be a shell's <(command); a device may have no end.
    if (!found.isFile() && !found.isFIFO() && !found.isDirectory())
      throw new FormatError(`MODEL "${path}" is a device; name a file.`);
    if (found.size > MAX_BYTES)
      throw new FormatError(`The file ${path} has ${found.size} bytes; a model file has at most ${MAX_BYTES}.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(
      `MODEL "${path}" is neither a network spec such as 2-20-1:relu nor a file that can be read: ${reasonOf(error)}.`,
      { cause: error },
    );
  }
}
