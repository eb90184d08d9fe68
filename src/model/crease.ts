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
