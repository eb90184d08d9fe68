// How much there is to see in a view: which layers have creases in it, into how many cells these cut it, and how fairly.

/** Cells with a smaller share of the view's area are dust: a square of half a percent of the view’s width. */
const DUST = 2.5e-5;
/** Directions are told apart by 10°. */
const DIRECTIONS = 18;

export interface ViewScore {
  /** Layers that have a crease in the view. */
  readonly layers: number;
  /** Cells that are no dust. */
  readonly cells: number;
  /** Their share of the area, 0 to 1. */
  readonly calm: number;
  /** How equal they are: the entropy of their shares of the area by that of equal shares, 0 to 1. */
  readonly evenness: number;
  /** How the creases, by length, spread over the directions: the entropy of their shares by that of equal shares, 0 to 1. */
  readonly spread: number;
  /** layers × log2(cells) × calm × evenness × spread. */
  readonly score: number;
}

/** A piece of a crease, at an offset from the view's centre. */
export interface CreasePiece {
  readonly layer: number;
  readonly at: readonly [number, number];
  /** In radians; a half turn makes no difference. */
  readonly direction: number;
  readonly length: number;
}

/** What can be seen of a network in a view. */
export interface Sight {
  readonly pieces: readonly CreasePiece[];
  readonly score: ViewScore;
  /** Whether all of the network's layers are in it. */
  readonly whole: boolean;
}

/** `areas` of the cells, in any unit. */
export function scoreView(pieces: Iterable<CreasePiece>, areas: Iterable<number>): ViewScore {
  const layers = new Set<number>();
  const lengths = new Array<number>(DIRECTIONS).fill(0);
  for (const { layer, direction, length } of pieces) {
    layers.add(layer);
    lengths[Math.floor((direction / Math.PI + 2) * DIRECTIONS) % DIRECTIONS] += length;
  }
  const all = [...areas];
  const view = total(all);
  const shown = all.filter((area) => area >= DUST * view);
  const cells = shown.length;
  const calm = total(shown) / view;
  const evenness = cells > 1 ? entropy(shown) / Math.log(cells) : 0;
  const spread = entropy(lengths) / Math.log(DIRECTIONS);
  return { layers: layers.size, cells, calm, evenness, spread, score: layers.size * Math.log2(cells) * calm * evenness * spread };
}

/** Of amounts that need not sum to 1, in nats; 0 where there are none. */
function entropy(amounts: readonly number[]): number {
  const sum = total(amounts);
  return amounts.reduce((so, amount) => (amount > 0 ? so - (amount / sum) * Math.log(amount / sum) : so), 0);
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
