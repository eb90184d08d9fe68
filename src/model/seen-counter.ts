// How many linear regions a grid of points sees.
import type { Grid } from './grid.ts';
import type { Network } from './network.ts';

/**
 * Counts the activation patterns that differ at the grid's points: regions that no point hits are missing. Rejects where the machine
 * cannot, and may go on in vain once the signal aborts.
 */
export type SeenCounter = (network: Network, grid: Grid, signal: AbortSignal) => Promise<number>;
