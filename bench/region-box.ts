// The box in which networks are partitioned.
import type { Bounds } from '../src/model/grid.ts';

/** Most of what a network of PyTorch's default weights does lies within. */
export const REGION_BOUND = 10;
export const REGION_BOUNDS: Bounds = [-REGION_BOUND, REGION_BOUND, -REGION_BOUND, REGION_BOUND];
