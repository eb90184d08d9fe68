// A PyTorch state_dict of nn.Linear layers as nested JSON lists, as {k: v.tolist() for k, v in model.state_dict().items()} makes it.
import type { Activation } from '../model/activation.ts';
import { FormatError } from '../model/errors.ts';
import { createNetwork, type Head, type Layer, MAX_LAYERS, type Network, NO_HEAD } from '../model/network.ts';
import { activationPerLayer } from './activation-list.ts';
import { readMatrix, readObject, readVector } from './json-array.ts';

interface Module {
  weight?: unknown;
  bias?: unknown;
}

/**
 * Reads "0.weight" [out][in], "0.bias" [out], "2.weight" …: modules in the order of their numbers where all names end in one
 * ("net.0"), else in file order ("fc1"). A missing bias is 0; numbers are rounded to f32.
 * `activations`: one for all hidden layers, one each, or one per layer; the output layer's default is identity.
 * Throws FormatError or NetworkError where this is not a chain of nn.Linear layers.
 */
export function parseStateDict(json: unknown, activations: readonly Activation[], head: Head = NO_HEAD): Network {
  const modules = orderedModules(json);
  if (modules.length === 0) throw new FormatError('The state_dict has no "….weight" entry; it needs one for each nn.Linear.');
  if (modules.length > MAX_LAYERS)
    throw new FormatError(`The state_dict has ${modules.length} layers; at most ${MAX_LAYERS} are supported.`);
  const perLayer = activationPerLayer(activations, modules.length);
  const layers = modules.map(([name, { weight, bias }], l): Layer => {
    const what = (part: string) => `${part} of layer ${l} ("${name ? `${name}.` : ''}${part}")`;
    const matrix = readMatrix(weight, what('weight'));
    return {
      fanIn: matrix.columns,
      fanOut: matrix.rows,
      weight: matrix.data,
      bias: bias === undefined ? new Float32Array(matrix.rows) : readVector(bias, what('bias'), matrix.rows),
      activation: perLayer[l],
    };
  });
  return createNetwork(layers, head);
}

function orderedModules(json: unknown): [string, Module][] {
  const modules = new Map<string, Module>();
  for (const [key, value] of readObject(json, 'state_dict')) {
    const dot = key.lastIndexOf('.');
    const [name, part] = [key.slice(0, Math.max(dot, 0)), key.slice(dot + 1)];
    if (part !== 'weight' && part !== 'bias')
      throw new FormatError(`The state_dict has the entry "${key}"; only the weight and bias of nn.Linear layers can be read.`);
    modules.set(name, { ...modules.get(name), [part]: value });
  }
  const entries = [...modules];
  const numbers = entries.map(([name]) => /^(.*\.)?(\d+)$/.exec(name));
  const sequential = numbers.every((match) => match && match[1] === numbers[0]?.[1]);
  return sequential ? entries.sort(([a], [b]) => moduleNumber(a) - moduleNumber(b)) : entries;
}

function moduleNumber(name: string): number {
  return Number(name.slice(name.lastIndexOf('.') + 1));
}
