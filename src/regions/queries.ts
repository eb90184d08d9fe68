// What the page asks of a partition, loaded with the first one.
import type { RegionQueries } from '../model/region.ts';
import { cellAt } from './cell-at.ts';
import { cellColours } from './cell-colours.ts';
import { cellsIn } from './cells-in.ts';
import { disagreementOf } from './disagreement.ts';
import { regionOf } from './region.ts';

export const queries: RegionQueries = { cellAt, region: regionOf, cellsIn, disagreement: disagreementOf, fill: cellColours };
