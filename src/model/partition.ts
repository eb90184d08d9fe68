// The exact partition of a convex part of the plane into a network's linear regions, as flat arrays.
import { activationKinks, isPiecewiseLinear } from './activation.ts';
import { type Place, placeOf } from './coordinate.ts';
import { NetworkError } from './errors.ts';
import type { Bounds } from './grid.ts';
import { classCount, type Network } from './network.ts';

/**
 * A convex polygon. Its corners are offsets from the centre in input units, counter-clockwise, so that it keeps its shape at any depth
 * and at any distance from the origin.
 */
export interface Domain {
  readonly center: Place;
  readonly corners: readonly (readonly [number, number])[];
}

/** What else to cut along, both of the last layer's outputs y before the head: {y_k = 0}, and where the largest y changes. */
export interface Cut {
  readonly zeroSet: number | null;
  readonly classes: boolean;
}

export const NO_CUT: Cut = { zeroSet: null, classes: false };

/** What stops a partition before it is whole; Infinity for no limit. */
export interface PartitionLimit {
  readonly cells: number;
  readonly seconds: number;
}

export interface PartitionRequest {
  readonly network: Network;
  readonly domain: Domain;
  readonly cut: Cut;
  readonly limit: PartitionLimit;
}

/**
 * V vertices, E edges, F cells, K outputs. All positions are offsets from the domain's centre, in input units. Where the partition is not
 * complete, the cells that are there are whole and right, and a side towards what is missing has −1 for its other cell.
 */
export interface Partition {
  readonly domain: Domain;
  readonly cut: Cut;
  readonly layout: PatternLayout;
  /** [V × 2] x1, x2. */
  readonly vertices: Float64Array;
  /** [E × 2] from, to. */
  readonly edges: Uint32Array;
  /** [E × 2] the cell to the left of from → to, and the one to the right; −1 where there is none. */
  readonly edgeCells: Int32Array;
  /** [E] what bore the edge: a crease's code (see creaseAt), BORDER, ZERO_SET or CLASS_BOUNDARY. */
  readonly edgeCreases: Uint32Array;
  /** Pairs [edge, crease code], by edge: further creases that run along an edge. */
  readonly coincident: Uint32Array;
  /** [F + 1] where each cell's corners and sides begin. */
  readonly cellStarts: Uint32Array;
  /** Vertices of each cell, counter-clockwise. */
  readonly corners: Uint32Array;
  /** Edges of each cell: side n goes from corner n to corner n + 1. */
  readonly sides: Uint32Array;
  /** [F × layout.words] one bit for each crease: 1 where z > its threshold. */
  readonly patterns: Uint32Array;
  /** [F × K × 3] (b, a1, a2): y_k(x) = b + a1 (x1 − center1) + a2 (x2 − center2), behind the last activation, before the head. */
  readonly affine: Float64Array;
  /** [F] the class with the largest y, ties to the lowest; null unless cut along the classes. */
  readonly classes: Uint16Array | null;
  /** False where a limit stopped it. */
  readonly complete: boolean;
  /** How much of the domain's area the cells cover, 0 to 1; 1 where it is complete. */
  readonly covered: number;
}

/** What is needed of a partition to fill its cells. */
export type PartitionCells = Pick<Partition, 'domain' | 'vertices' | 'cellStarts' | 'corners'>;

/** What is needed of a partition to draw its lines. */
export type PartitionLines = Pick<Partition, 'domain' | 'layout' | 'vertices' | 'edges' | 'edgeCreases'>;

/** Codes of edges that no neuron bore. */
export const BORDER = 0xffffffff;
export const ZERO_SET = 0xfffffffe;
export const CLASS_BOUNDARY = 0xfffffffd;

/** Where the bits of a pattern lie: layer by layer, each from a new word on; in it unit by unit, thresholds ascending. */
export interface PatternLayout {
  /** 32-bit words of a pattern. */
  readonly words: number;
  /** One per layer of the network. */
  readonly layers: readonly LayerBits[];
}

export interface LayerBits {
  /** The layer's first bit, a multiple of 32. */
  readonly first: number;
  readonly units: number;
  /** Where the activation has its kinks, ascending; none for identity. */
  readonly thresholds: readonly number[];
}

/** The line on which unit `unit` of layer `layer` is at threshold number `threshold` of its activation; all count from 0. */
export interface Crease {
  readonly layer: number;
  readonly unit: number;
  readonly threshold: number;
}

/** Throws NetworkError unless the network has 2 inputs, only piecewise linear activations, and what `cut` asks for. */
export function checkPartitionable(network: Network, { zeroSet, classes }: Cut = NO_CUT): void {
  const inputs = network.layers[0].fanIn;
  if (inputs !== 2)
    throw new NetworkError(
      `The network has ${inputs} ${inputs === 1 ? 'input' : 'inputs'}; the plane is partitioned by exactly 2.`,
    );
  const smooth = network.layers.findIndex(({ activation }) => !isPiecewiseLinear(activation));
  if (smooth >= 0)
    throw new NetworkError(
      `Layer ${smooth} has the smooth activation ${network.layers[smooth].activation.name}, and a smooth network has no linear regions; ` +
        'choose relu, leaky-relu, abs, hardtanh, step, identity or tent for every layer.',
    );
  const outputs = classCount(network);
  if (zeroSet !== null && !(Number.isInteger(zeroSet) && zeroSet >= 0 && zeroSet < outputs))
    throw new NetworkError(
      `There is no output ${zeroSet} whose zero set could be cut along; the network has ${outputs}, counted from 0.`,
    );
  if (classes && outputs < 2)
    throw new NetworkError(
      `Class boundaries need at least 2 outputs; this network has ${outputs}: cut along its zero set instead.`,
    );
}

export function patternLayout({ layers }: Pick<Network, 'layers'>): PatternLayout {
  let words = 0;
  const bits = layers.map(({ fanOut, activation }): LayerBits => {
    const thresholds = activationKinks(activation);
    const layer = { first: words * 32, units: fanOut, thresholds };
    words += Math.ceil((fanOut * thresholds.length) / 32);
    return layer;
  });
  return { words, layers: bits };
}

/** The crease's code: its bit's number in a pattern. */
export function creaseCode({ layers }: PatternLayout, { layer, unit, threshold }: Crease): number {
  const { first, thresholds } = layers[layer];
  return first + unit * thresholds.length + threshold;
}

/** The crease with this code; null for BORDER, ZERO_SET and CLASS_BOUNDARY. */
export function creaseAt({ layers }: PatternLayout, code: number): Crease | null {
  const layer = layers.findLastIndex(({ first, thresholds }) => thresholds.length > 0 && first <= code);
  if (layer < 0 || code >= CLASS_BOUNDARY) return null;
  const { first, thresholds } = layers[layer];
  return { layer, unit: Math.floor((code - first) / thresholds.length), threshold: (code - first) % thresholds.length };
}

/** The piece that a unit of `layer` is on in a cell: how many of its thresholds lie below z. */
export function cellPiece(
  { layout, patterns }: Pick<Partition, 'layout' | 'patterns'>,
  cell: number,
  layer: number,
  unit: number,
): number {
  const { first, thresholds } = layout.layers[layer];
  let piece = 0;
  for (let t = 0; t < thresholds.length; t++) {
    const bit = first + unit * thresholds.length + t;
    piece += (patterns[cell * layout.words + (bit >>> 5)] >>> (bit & 31)) & 1;
  }
  return piece;
}

export function cellCount(partition: Pick<Partition, 'cellStarts'>): number {
  return partition.cellStarts.length - 1;
}

/** Outputs that a partition has maps of: units of the last layer. */
export function outputsOf({ layout }: Pick<Partition, 'layout'>): number {
  return layout.layers[layout.layers.length - 1].units;
}

/** The box with these bounds, around its middle. */
export function boxDomain([x0, x1, y0, y1]: Bounds): Domain {
  const [x, y] = [x0 + (x1 - x0) / 2, y0 + (y1 - y0) / 2];
  const [l, r, b, t] = [x0 - x, x1 - x, y0 - y, y1 - y];
  return {
    center: placeOf([x, y]),
    corners: [
      [l, b],
      [r, b],
      [r, t],
      [l, t],
    ],
  };
}
