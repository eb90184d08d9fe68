// How many activation patterns a grid's points have: the truth behind the GPU's count, and the count where there is no GPU.
import { type Grid, offset1, offset2 } from '../model/grid.ts';
import type { Network } from '../model/network.ts';
import { referenceOrbit } from '../model/orbit.ts';
import { lastPatternLayer } from '../model/pattern.ts';
import { rise } from './activation-difference.ts';
import { multiply } from './forward.ts';
import { pieceAround } from './perturbation.ts';

/**
 * The distinct patterns of the layers up to lastPatternLayer, whole and not hashed. The points are differences to the grid's centre, so
 * that they are told apart at every depth.
 */
export function distinctPatterns(network: Network, grid: Grid): number {
  const layers = network.layers.slice(0, lastPatternLayer(network) + 1);
  const orbit = referenceOrbit(network, grid);
  const patterns = new Set<string>();
  for (let j = 0; j < grid.height; j++)
    for (let i = 0; i < grid.width; i++) {
      let delta = Float64Array.of(offset1(grid, i), offset2(grid, j));
      let pattern = '';
      layers.forEach((layer, l) => {
        const { activation } = layer;
        const { preActivation: z, preRest } = orbit[l];
        const rises = multiply(layer, delta);
        // One character a unit.
        pattern += String.fromCharCode(...rises.map((d, o) => pieceAround(activation, z[o], d, preRest[o])));
        delta = rises.map((d, o) => rise(activation, z[o], d, preRest[o]));
      });
      patterns.add(pattern);
    }
  return patterns.size;
}
