// A network from a JSON file of either kind: Crease's own, or a PyTorch state_dict as lists.
import type { Activation } from '../model/activation.ts';
import { FormatError } from '../model/errors.ts';
import type { Network } from '../model/network.ts';
import { parseCreaseJson } from './crease-json.ts';
import { readObject } from './json-array.ts';
import { parseStateDict } from './state-dict.ts';

/**
 * Reads the text of a model file. `activations` belong to a state_dict, which does not name its own (see activation-list.ts), and
 * must be null for a Crease file, which does. Throws FormatError or NetworkError; nothing is read in part.
 */
export function parseModelJson(text: string, activations: readonly Activation[] | null): Network {
  const json = parseJson(text);
  if (readObject(json, 'model file').has('crease')) {
    if (activations !== null) throw new FormatError('A Crease file names its own activations; leave them out beside it.');
    return parseCreaseJson(json);
  }
  if (activations === null)
    throw new FormatError('A state_dict does not name its activations; give them beside it, as in --activation relu.');
  return parseStateDict(json, activations);
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
    // The engine quotes the text that it could not read, line breaks included.
    throw new FormatError(`The model file is not JSON (${reason.replaceAll(/\s+/g, ' ').slice(0, 120)}).`, { cause });
  }
}
