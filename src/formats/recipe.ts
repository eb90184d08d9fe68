// A network recipe as text: its spec, the widths it was drawn at where they are others, and the numbers set by hand.
import { FormatError, NetworkError } from '../model/errors.ts';
import { MAX_LAYERS, MAX_WIDTH } from '../model/network.ts';
import { type Edit, type NetworkRecipe, recipeNetwork } from '../model/recipe.ts';
import { formatEdits, parseEdits } from './edits.ts';
import { parseWhole } from './number.ts';
import { listOf, type RecordForm } from './record.ts';
import { formatSpec, type NetworkSpec, parseSpec } from './spec.ts';

/** The most characters that the text of all networks may have. */
export const MAX_NETWORK_TEXT = 1_000_000;
/** The most weights and biases that a link asks for: drawn in about a tenth of a second. */
const MAX_PARAMETERS = 2 ** 22;

interface Parts {
  readonly spec: NetworkSpec;
  /** null where they are the spec's. */
  readonly drawnWidths: readonly number[] | null;
  readonly edits: readonly Edit[];
}

const RECIPE: RecordForm<Parts> = {
  what: 'network',
  between: '~',
  after: ':',
  fields: {
    spec: { name: '', absent: null, format: formatSpec, parse: parseSpec },
    drawnWidths: {
      name: 'drawn',
      absent: 'alike',
      format: (widths) => widths?.join('-') ?? 'alike',
      parse: (text) => (text === 'alike' ? null : parseDrawnWidths(text)),
    },
    edits: { name: 'set', absent: '', format: formatEdits, parse: parseEdits, longest: MAX_NETWORK_TEXT },
  },
};

const RECIPES = listOf(RECIPE, ';', 2);

/** One or two networks. Throws FormatError where they are too large for a link. */
export async function formatRecipes(recipes: readonly NetworkRecipe[]): Promise<string> {
  recipes.forEach(checkRecipe);
  return RECIPES.format(recipes.map(partsOf));
}

/** Throws FormatError; every recipe that is returned makes a network of two inputs. */
export async function parseRecipes(text: string): Promise<NetworkRecipe[]> {
  const recipes = (await RECIPES.parse(text)).map(recipeOf);
  recipes.forEach(checkRecipe);
  return recipes;
}

function partsOf(recipe: NetworkRecipe): Parts {
  const { widths, drawnWidths, initialiser, seed, edits } = recipe;
  const same = widths.join() === drawnWidths.join();
  return { spec: { architecture: recipe, initialiser, seed }, drawnWidths: same ? null : drawnWidths, edits };
}

function recipeOf({ spec: { architecture, initialiser, seed }, drawnWidths, edits }: Parts): NetworkRecipe {
  return { ...architecture, initialiser, seed, drawnWidths: drawnWidths ?? architecture.widths, edits };
}

function parseDrawnWidths(text: string): number[] {
  const widths = text.split('-', MAX_LAYERS + 2);
  return widths.map((width, i) => parseWhole(width, `width ${i} at which the network was drawn`, 1, MAX_WIDTH));
}

/** Refuses what would be too much before memory is taken for it. */
function checkRecipe(recipe: NetworkRecipe): void {
  const { widths, drawnWidths, edits } = recipe;
  if (widths[0] !== 2)
    throw new FormatError(`The network has ${widths[0]} inputs; a map over the plane needs exactly 2, as in 2-20-1.`);
  if (drawnWidths.length !== widths.length)
    throw new FormatError(
      `The network was drawn at ${drawnWidths.length} widths and has ${widths.length} now; both must be as many.`,
    );
  const count = Math.max(parameters(widths), parameters(drawnWidths));
  if (count > MAX_PARAMETERS)
    throw new FormatError(
      `The network has ${count} weights and biases; a link opens at most ${MAX_PARAMETERS}: make it smaller.`,
    );
  checkEdits(edits, widths.length - 1);
  try {
    recipeNetwork(recipe);
  } catch (error) {
    throw error instanceof NetworkError ? new FormatError(error.message) : error;
  }
}

function parameters(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, width, l) => sum + width * (widths[l] + 1), 0);
}

function checkEdits(edits: readonly Edit[], layers: number): void {
  const places = new Set<number>();
  for (const { layer, unit, input, value } of edits) {
    const where = `layer ${layer}, unit ${unit}, ${input === null ? 'bias' : `input ${input}`}`;
    if (layer >= layers || unit >= MAX_WIDTH || (input ?? 0) >= MAX_WIDTH)
      throw new FormatError(`A number is set by hand where the network has none: ${where}; the link is damaged.`);
    if (!Number.isFinite(Math.fround(value)))
      throw new FormatError(`The number set by hand at ${where} is ${value}; it must be finite in f32.`);
    places.add((layer * MAX_WIDTH + unit) * (MAX_WIDTH + 1) + (input ?? MAX_WIDTH));
  }
  if (places.size < edits.length) throw new FormatError('A number of the network is set by hand twice; the link is damaged.');
}
