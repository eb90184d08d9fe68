// The creases of a network as a quantity: which layers have them, and how far the distance to the nearest one reaches.
import { patternThresholds } from './activation.ts';
import type { Network } from './network.ts';
import { lastPatternLayer } from './pattern.ts';

/**
 * In grid steps: what is further away than this, or nowhere, is this far. A hundred times the largest grid's width, and finite, so that
 * the statistics of a field are.
 */
export const CREASE_REACH = 1e6;

/**
 * The layers that have creases, ascending: lines where a unit's piece changes, as the pattern has them. Where an activation has kinks the network
 * bends or breaks there; a smooth unit changes its sign there, and its crease is soft. The output's own activation counts where it has kinks.
 */
export function creaseLayers(network: Pick<Network, 'layers'>): number[] {
  const layers = network.layers.slice(0, lastPatternLayer(network) + 1);
  return layers.flatMap(({ activation }, l) => (patternThresholds(activation).length > 0 ? [l] : []));
}

/** In grid steps: how far from a crease creaseLayerNumber says more than whose it is. */
export const CREASE_FADE = 4;
/** So that f32 keeps the layer and the distance apart, up to layer 63. */
const MOST_FADED = 1 - 2 ** -12;

/** The layer of the nearest crease and how far that is, in grid steps, as one number: layer + distance / CREASE_FADE, and just below layer + 1 from there on. */
export function creaseLayerNumber(layer: number, distance: number): number {
  return layer + Math.min(distance / CREASE_FADE, MOST_FADED);
}
