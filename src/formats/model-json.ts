// A network from a JSON file of either kind: Crease's own, or a PyTorch state_dict as lists.
import type { Activation } from '../model/activation.ts';
import { FormatError } from '../model/errors.ts';
import type { Network } from '../model/network.ts';
import { parseCreaseJson } from './crease-json.ts';
import { readObject } from './json-array.ts';
import { parseStateDict } from './state-dict.ts';

/** A file whose kind is known and whose contents are not checked yet. */
export interface ModelFile {
  readonly kind: 'crease' | 'state-dict';
  readonly json: unknown;
}

/** Tells the kind of a model file from its text. Throws FormatError where that is not a JSON object. */
export function parseModelFile(text: string): ModelFile {
  const json = parseJson(text);
  return { kind: readObject(json, 'model file').has('crease') ? 'crease' : 'state-dict', json };
}

/**
 * The network in a file. `activations` belong to a state_dict, which does not name its own (see activation-list.ts), and must be
 * null for a Crease file, which does. Throws FormatError or NetworkError; nothing is read in part.
 */
export function modelFileNetwork({ kind, json }: ModelFile, activations: readonly Activation[] | null): Network {
  if (kind === 'crease') {
    if (activations !== null) throw new FormatError('A Crease file names its own activations; leave them out beside it.');
    return parseCreaseJson(json);
  }
  if (activations === null)
    throw new FormatError('A state_dict does not name its activations; give them beside it, as in --activation relu.');
  return parseStateDict(json, activations);
}

/** Both steps in one. */
export function parseModelJson(text: string, activations: readonly Activation[] | null): Network {
  return modelFileNetwork(parseModelFile(text), activations);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (/\b(NaN|Infinity)\b/.test(text))
      throw new FormatError('The model file holds NaN or Infinity, which JSON does not have; every weight must be finite.', {
        cause,
      });
    const reason = cause instanceof Error ? cause.message : String(cause);
    // The engine quotes the text that it could not read, control characters and line breaks included.
    throw new FormatError(`The model file is not JSON (${reason.replaceAll(/[\s\p{C}]+/gu, ' ').slice(0, 120)}).`, { cause });
  }
}
