// The creases of a network as a quantity: which layers have them, and how far the distance to the nearest one reaches.
import { activationKinks } from './activation.ts';
import type { Layer, Network } from './network.ts';

/**
 * In grid steps: what is further away than this, or nowhere, is this far. A hundred times the largest grid's width, and finite, so that
 * the statistics of a field are.
 */
export const CREASE_REACH = 1e6;

/**
 * Whether the layer's units bend or break the plane along the lines where they are on a kink. A smooth unit's sign, which the pattern
 * records, is no crease: nothing happens there. Nor is elu's 0, where its slope goes on: only the slope's slope jumps.
 */
export function hasCreases({ activation }: Pick<Layer, 'activation'>): boolean {
  return activationKinks(activation).length > 0;
}

/** The layers that have creases, ascending. */
export function creaseLayers({ layers }: Pick<Network, 'layers'>): number[] {
  return layers.flatMap((layer, l) => (hasCreases(layer) ? [l] : []));
}
