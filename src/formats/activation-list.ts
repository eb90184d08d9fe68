// A list of activations as text, such as "relu,leaky-relu=0.2,tanh", and which layer each of them belongs to.
import { ACTIVATION_NAMES, type Activation, activation, DEFAULT_LEAKY_SLOPE, isActivationName } from '../model/activation.ts';
import { FormatError } from '../model/errors.ts';
import { parseNumber } from './number.ts';

/** Reads names separated by commas; leaky relu may carry its slope, as in "leaky-relu=0.2". */
export function parseActivationList(text: string): Activation[] {
  return text.split(',').map(parseActivation);
}

export function formatActivationList(activations: readonly Activation[]): string {
  return activations.map(formatActivation).join(',');
}

/** Reads one activation. Throws FormatError for an unknown name or a parameter that it does not take. */
export function parseActivation(text: string): Activation {
  const [name, parameter, ...more] = text.trim().split('=');
  if (!isActivationName(name))
    throw new FormatError(`The activation "${name}" is unknown; choose one of ${ACTIVATION_NAMES.join(', ')}.`);
  if (parameter === undefined) return activation(name);
  if (name !== 'leaky-relu' || more.length > 0)
    throw new FormatError(`The activation "${text.trim()}" has a parameter too many; only leaky-relu takes one, its slope.`);
  const slope = parseNumber(parameter, 'slope of leaky-relu');
  if (!Number.isFinite(Math.fround(slope)))
    throw new FormatError(`The slope of leaky-relu is ${slope}; at most 3.4028235e38 in magnitude fits f32.`);
  return activation(name, slope);
}

export function formatActivation({ name, slope }: Activation): string {
  return name === 'leaky-relu' && slope !== DEFAULT_LEAKY_SLOPE ? `${name}=${slope}` : name;
}

/**
 * One activation per layer, out of a list that gives one for all hidden layers, one for each hidden layer, or one for each layer;
 * what it does not give is identity, the output layer's default. A network without hidden layers takes one, for its only layer.
 */
export function activationPerLayer(list: readonly Activation[], layers: number): Activation[] {
  const hidden = layers - 1;
  if (list.length === layers) return [...list];
  if (list.length === hidden) return [...list, activation('identity')];
  if (list.length === 1 && hidden > 0) return [...Array.from({ length: hidden }, () => list[0]), activation('identity')];
  const counts = [...new Set([1, hidden, layers])].filter((count) => count > 0);
  throw new FormatError(
    `There are ${list.length} activations for a network of ${layers} layers; give ${counts.join(' or ')}, the output layer's last.`,
  );
}

/** The shortest list from which activationPerLayer makes `activations`, one per layer. */
export function shortActivationList(activations: readonly Activation[]): readonly Activation[] {
  const hidden = activations.slice(0, -1);
  if (hidden.length === 0 || activations[hidden.length].name !== 'identity') return activations;
  return hidden.every((f) => f.name === hidden[0].name && f.slope === hidden[0].slope) ? hidden.slice(0, 1) : hidden;
}
