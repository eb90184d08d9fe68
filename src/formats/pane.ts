// Panes as text, such as "grad-x2~map:coolwarm~over:symmetric~net:B": the quantity, and what else is not as usual.
import { type Colouring, type DomainRule, MAX_CONTOURS } from '../model/colouring.ts';
import { FormatError } from '../model/errors.ts';
import type { Quantity } from '../model/quantity.ts';
import type { Pane } from '../model/scene.ts';
import { type ColormapChoice, formatColormap, parseColormap } from './colormap.ts';
import { parseNumber, parseWhole } from './number.ts';
import { formatView, parseView } from './place.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';
import { listOf, type RecordForm } from './record.ts';

/** The most panes that a layout has. */
const MAX_PANES = 5;
const NETWORKS = ['A', 'B'];

type Parts = Omit<Pane, 'colouring'> & Omit<Colouring, 'colormap' | 'reversed'> & { readonly colours: ColormapChoice };

const PANE: RecordForm<Parts> = {
  what: 'pane',
  between: '~',
  after: ':',
  fields: {
    quantity: { name: '', absent: null, format: formatSpacedQuantity, parse: parseSpacedQuantity },
    colours: { name: 'map', absent: 'viridis', format: formatColormap, parse: parseColormap },
    domain: { name: 'over', absent: 'extent', format: formatDomain, parse: parseDomain },
    contours: {
      name: 'contours',
      absent: '0',
      format: String,
      parse: (text) => parseWhole(text, 'number of contours', 0, MAX_CONTOURS),
    },
    network: { name: 'net', absent: 'A', format: (index) => NETWORKS[index], parse: parseNetwork },
    frame: {
      name: 'frame',
      absent: 'shared',
      format: (frame) => (frame === null ? 'shared' : formatView(frame)),
      parse: (text) => (text === 'shared' ? null : parseView(text)),
    },
    surface: { name: 'as', absent: 'map', format: (surface) => (surface ? 'surface' : 'map'), parse: parseSurface },
  },
};

const PANES = listOf(PANE, ';', MAX_PANES);

export async function formatPanes(panes: readonly Pane[]): Promise<string> {
  return PANES.format(
    panes.map(({ colouring: { colormap, reversed, ...rest }, ...pane }) => {
      return { ...pane, ...rest, colours: { colormap, reversed } };
    }),
  );
}

/** Throws FormatError; whether the panes fit their scene is not checked here. */
export async function parsePanes(text: string): Promise<Pane[]> {
  return (await PANES.parse(text)).map(({ colours, domain, contours, ...pane }) => {
    return { ...pane, colouring: { ...colours, domain, contours } };
  });
}

/** A finite difference per index, as by np.gradient without spacing, has "/index" behind it. */
function formatSpacedQuantity(quantity: Quantity): string {
  return formatQuantity(quantity) + (quantity.kind === 'fd' && quantity.spacing === 'index' ? '/index' : '');
}

function parseSpacedQuantity(text: string): Quantity {
  const perIndex = text.endsWith('/index');
  const quantity = parseQuantity(perIndex ? text.slice(0, -'/index'.length) : text, perIndex ? 'index' : 'input');
  if (perIndex && quantity.kind !== 'fd')
    throw new FormatError(`The quantity "${text}" is no finite difference; only these are per /index.`);
  return quantity;
}

function formatDomain(rule: DomainRule): string {
  return rule.kind === 'fixed' ? `${rule.lo},${rule.hi}` : rule.kind;
}

function parseDomain(text: string): DomainRule {
  if (text === 'extent' || text === 'percentiles' || text === 'symmetric' || text === 'from-zero') return { kind: text };
  const ends = text.split(',');
  if (ends.length !== 2)
    throw new FormatError(
      `The domain "${text}" is unknown; write extent, percentiles, symmetric, from-zero or two numbers, as in -1,1.`,
    );
  const [lo, hi] = ends.map((end) => parseNumber(end, 'end of the domain'));
  return { kind: 'fixed', lo, hi };
}

function parseNetwork(text: string): number {
  const index = NETWORKS.indexOf(text);
  if (index < 0) throw new FormatError(`The pane shows the network "${text}"; there are ${NETWORKS.join(' and ')}.`);
  return index;
}

function parseSurface(text: string): boolean {
  if (text !== 'map' && text !== 'surface') throw new FormatError(`The pane is drawn as "${text}"; write map or surface.`);
  return text === 'surface';
}
