// Crease's own network file: JSON with layers, activations and head, exact in f32.
import { ACTIVATION_NAMES, type Activation, activation, isActivationName } from '../model/activation.ts';
import { FormatError } from '../model/errors.ts';
import { createNetwork, HEAD_NAMES, type Head, type Layer, MAX_LAYERS, type Network, NO_HEAD } from '../model/network.ts';
import { describe, readMatrix, readObject, readVector } from './json-array.ts';

/** What stands behind the key "crease"; a change that older readers would misread makes it 2. */
const CREASE_JSON_VERSION = 1;

/**
 * Reads { "crease": 1, "layers": [{ "activation": "relu" | { "name": "leaky-relu", "slope": 0.2 }, "weight": [out][in],
 * "bias": [out] }, …], "head": { "name": "softmax", "scale": 2 } }; the head may be missing and so may its scale.
 * Throws FormatError or NetworkError for anything else, unknown keys included.
 */
export function parseCreaseJson(json: unknown): Network {
  const file = readObject(json, 'Crease file');
  const version = file.get('crease');
  if (version !== CREASE_JSON_VERSION)
    throw new FormatError(
      `The Crease file has version ${describe(version)}; this program reads version ${CREASE_JSON_VERSION}: update it or the file.`,
    );
  refuseOthers(file, ['crease', 'layers', 'head'], 'Crease file');
  const layers = file.get('layers');
  if (!Array.isArray(layers))
    throw new FormatError(`The Crease file has layers that are ${describe(layers)}; they must be a list.`);
  if (layers.length > MAX_LAYERS)
    throw new FormatError(`The Crease file has ${layers.length} layers; at most ${MAX_LAYERS} are supported: take out some.`);
  const head = file.get('head');
  return createNetwork(layers.map(readLayer), head === undefined ? NO_HEAD : readHead(head));
}

function readLayer(json: unknown, l: number): Layer {
  const layer = readObject(json, `layer ${l}`);
  refuseOthers(layer, ['activation', 'weight', 'bias'], `layer ${l}`);
  const weight = readMatrix(layer.get('weight'), `weight of layer ${l}`);
  return {
    fanIn: weight.columns,
    fanOut: weight.rows,
    weight: weight.data,
    bias: readVector(layer.get('bias'), `bias of layer ${l}`, weight.rows),
    activation: readActivation(layer.get('activation'), l),
  };
}

function readActivation(json: unknown, l: number): Activation {
  const where = `activation of layer ${l}`;
  const object = typeof json === 'string' ? new Map<string, unknown>([['name', json]]) : readObject(json, where);
  const [name, slope] = [object.get('name'), object.get('slope')];
  if (typeof name !== 'string' || !isActivationName(name))
    throw new FormatError(`The ${where} is ${describe(name)}; it must be one of ${ACTIVATION_NAMES.join(', ')}.`);
  refuseOthers(object, name === 'leaky-relu' ? ['name', 'slope'] : ['name'], where);
  return slope === undefined ? activation(name) : activation(name, finite(slope, `slope of layer ${l}`));
}

function readHead(json: unknown): Head {
  const object = readObject(json, 'head');
  const name = HEAD_NAMES.find((known) => known === object.get('name'));
  if (name === undefined)
    throw new FormatError(`The head is ${describe(object.get('name'))}; it must be one of ${HEAD_NAMES.join(', ')}.`);
  refuseOthers(object, name === 'softmax' || name === 'log-sum-exp' ? ['name', 'scale'] : ['name'], 'head');
  const scale = object.get('scale');
  return { name, scale: scale === undefined ? 1 : finite(scale, 'scale of the head') };
}

function finite(json: unknown, where: string): number {
  if (typeof json !== 'number' || !Number.isFinite(Math.fround(json)))
    throw new FormatError(`The ${where} is ${describe(json)}; it must be a number that is finite in f32.`);
  return json + 0;
}

/** A key that is not understood may matter, so it is not passed over. */
function refuseOthers(object: ReadonlyMap<string, unknown>, keys: readonly string[], where: string): void {
  const other = [...object.keys()].find((key) => !keys.includes(key));
  if (other !== undefined)
    throw new FormatError(`The ${where} has the key ${JSON.stringify(other.slice(0, 40))}; only ${keys.join(', ')} can be read.`);
}

/** The network as a file; parseCreaseJson gives it back to the last bit. Every row of weights is a line. */
export function formatCreaseJson({ layers, head }: Network): string {
  const body = layers.map(({ fanIn, fanOut, weight, bias, activation: f }) => {
    const rows = Array.from({ length: fanOut }, (_, o) => `        ${formatRow(weight.subarray(o * fanIn, (o + 1) * fanIn))}`);
    const name = f.name === 'leaky-relu' ? { name: f.name, slope: f.slope } : f.name;
    return (
      `    {\n      "activation": ${JSON.stringify(name)},\n` +
      `      "weight": [\n${rows.join(',\n')}\n      ],\n      "bias": ${formatRow(bias)}\n    }`
    );
  });
  const scaled = head.name === 'softmax' || head.name === 'log-sum-exp';
  const end = head.name === 'none' ? '' : `,\n  "head": ${JSON.stringify(scaled ? head : { name: head.name })}`;
  return `{\n  "crease": ${CREASE_JSON_VERSION},\n  "layers": [\n${body.join(',\n')}\n  ]${end}\n}\n`;
}

function formatRow(row: Float32Array): string {
  return `[${Array.from(row, formatFloat32).join(', ')}]`;
}

/** Below it, f32 has fewer digits. */
const SMALLEST_NORMAL = 2 ** -126;

/** The shortest decimal that is `value` again once it is rounded to f32; -0 keeps its sign. */
export function formatFloat32(value: number): string {
  if (Object.is(value, -0)) return '-0';
  // Any decimal of 6 digits survives the way through a normal f32, so no shorter one needs to be tried; 9 always suffice.
  let digits = Math.abs(value) < SMALLEST_NORMAL ? 1 : 6;
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== value) digits++;
  return String(Number(value.toPrecision(digits)));
}
