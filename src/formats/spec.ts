// A network in one line, such as "2-20-1:relu@torch:0": widths, activations, head, initialiser and seed.
import { FormatError } from '../model/errors.ts';
import { type Architecture, INITIALISER_NAMES, type Initialiser, initialise, MAX_SEED } from '../model/init.ts';
import { HEAD_NAMES, type Head, MAX_LAYERS, MAX_WIDTH, type Network, NO_HEAD } from '../model/network.ts';
import { activationPerLayer, formatActivationList, parseActivationList, shortActivationList } from './activation-list.ts';
import { parseNumber, parseWhole } from './number.ts';

/** All that a freshly drawn network depends on. */
export interface NetworkSpec {
  readonly architecture: Architecture;
  readonly initialiser: Initialiser;
  readonly seed: number;
}

/** For error messages. */
const SPEC_GRAMMAR = 'WIDTHS:ACTIVATIONS[/HEAD][@INITIALISER[:SEED]], as in 2-20-1:relu@torch:0';

const SPEC = /^\s*([^:/@]*):([^:/@]*)(?:\/([^:/@]*))?(?:@([^:/@]*)(?::([^:/@]*))?)?$/;

/**
 * Reads WIDTHS ':' ACTIVATIONS ['/' HEAD] ['@' INITIALISER [':' SEED]].
 * WIDTHS: inputs, hidden widths and outputs, joined by '-'. ACTIVATIONS: see activation-list.ts. HEAD: none, softmax[=λ],
 * log-sum-exp[=λ], max, one-hot. INITIALISER: torch (default), xavier-uniform, xavier-normal, he, uniform[=bound]; SEED: 0.
 * Throws FormatError for anything else; every spec that is returned can be initialised.
 */
export function parseSpec(text: string): NetworkSpec {
  const match = SPEC.exec(text);
  if (!match) throw new FormatError(`The network spec "${text}" is not of the form ${SPEC_GRAMMAR}.`);
  const [, widthText, activations, head, initialiser, seed] = match;
  const widths = widthText.split('-').map((width, i) => parseWhole(width, `width ${i} in "${text}"`, 1, MAX_WIDTH));
  if (widths.length < 2)
    throw new FormatError(`The network spec "${text}" has 1 width; it needs at least 2, inputs and outputs, as in 2-20-1.`);
  if (widths.length - 1 > MAX_LAYERS)
    throw new FormatError(
      `The network spec has ${widths.length - 1} layers; at most ${MAX_LAYERS} are supported: take out some.`,
    );
  return {
    architecture: {
      widths,
      activations: activationPerLayer(parseActivationList(activations), widths.length - 1),
      head: head === undefined ? NO_HEAD : parseHead(head),
    },
    initialiser: parseInitialiser(initialiser ?? 'torch'),
    seed: parseWhole(seed ?? '0', 'seed', 0, MAX_SEED),
  };
}

/** The shortest activations and head, initialiser and seed always. */
export function formatSpec({ architecture: { widths, activations, head }, initialiser, seed }: NetworkSpec): string {
  const headPart = head.name === 'none' ? '' : `/${formatHead(head)}`;
  const list = formatActivationList(shortActivationList(activations));
  return `${widths.join('-')}:${list}${headPart}@${formatInitialiser(initialiser)}:${seed}`;
}

/** Draws the network. */
export function specNetwork({ architecture, initialiser, seed }: NetworkSpec): Network {
  return initialise(architecture, initialiser, seed);
}

/** Reads none, softmax[=λ], log-sum-exp[=λ], max or one-hot; λ = 1 where it is not given. */
function parseHead(text: string): Head {
  const [name, scale] = splitParameter(text);
  const known = HEAD_NAMES.find((head) => head === name);
  if (known === undefined) throw new FormatError(`The head "${name}" is unknown; choose one of ${HEAD_NAMES.join(', ')}.`);
  if (scale === undefined) return { name: known, scale: 1 };
  if (known !== 'softmax' && known !== 'log-sum-exp')
    throw new FormatError(`The head "${text}" has a parameter too many; only softmax and log-sum-exp take one, λ.`);
  return { name: known, scale: parsePositive(scale, `λ of ${known}`) };
}

export function formatHead({ name, scale }: Head): string {
  return scale === 1 ? name : `${name}=${scale}`;
}

/** Reads an initialiser; "uniform" alone has the bound 1, which is also what the others, which need none, carry. */
function parseInitialiser(text: string): Initialiser {
  const [name, bound] = splitParameter(text);
  const known = INITIALISER_NAMES.find((initialiser) => initialiser === name);
  if (known === undefined)
    throw new FormatError(`The initialiser "${name}" is unknown; choose one of ${INITIALISER_NAMES.join(', ')}.`);
  if (bound === undefined) return { name: known, bound: 1 };
  if (known !== 'uniform')
    throw new FormatError(`The initialiser "${text}" has a parameter too many; only uniform takes one, its bound.`);
  return { name: known, bound: parsePositive(bound, 'bound of uniform') };
}

export function formatInitialiser({ name, bound }: Initialiser): string {
  return name === 'uniform' ? `${name}=${bound}` : name;
}

function splitParameter(text: string): [name: string, parameter: string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), undefined] : [text.slice(0, at).trim(), text.slice(at + 1)];
}

/** Half of f32's range, because an initialiser holds the difference of its two bounds in f32. */
const LARGEST = 1e38;

function parsePositive(text: string, what: string): number {
  const value = parseNumber(text, what);
  if (!(value > 0 && value <= LARGEST))
    throw new FormatError(`The ${what} is ${value}; it must be above 0 and at most ${LARGEST}.`);
  return value;
}
