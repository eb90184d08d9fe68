// The place of a network that is worth most.
import { parseSpec, specNetwork } from '../src/formats/spec.ts';
import { formatCoordinate } from '../src/model/coordinate.ts';
import { dive, type Stop } from './dive.ts';
import type { ViewScore } from './score.ts';

/** The square that every search begins with, around the origin. */
const FROM = 6;
/** Below it a picture's own digits give out. */
const TO = 1e-13;
/** A place, as found.json has it. */
export interface FoundPlace {
  readonly net: string;
  readonly center: readonly string[];
  /** Of the view that is scored. */
  readonly width: number;
  readonly score: ViewScore;
  /** The score times the decades from the first view to this one. */
  readonly worth: number;
}

/** The stop that is worth most, of those that show all layers; null where there is none. */
export function bestPlace(net: string): FoundPlace | null {
  const worth = ({ score, width }: Stop) => score.score * Math.log10(FROM / width);
  let best: Stop | null = null;
  for (const stop of dive(specNetwork(parseSpec(net)), FROM, TO))
    if (stop.whole && worth(stop) > (best ? worth(best) : 0)) best = stop;
  if (!best) return null;
  const { center, width, score } = best;
  return { net, center: center.map(formatCoordinate), width, score, worth: worth(best) };
}
