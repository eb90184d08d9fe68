// How numbers become colours: which map, over which domain, with which contours.
import type { ColormapName } from './colormap.ts';
import { creaseLayers } from './crease.ts';
import { classCount, type Network } from './network.ts';
import type { Quantity } from './quantity.ts';

/**
 * The numbers that the ends of the colour map stand for. extent: the smallest and largest finite value in view; percentiles: the
 * 1st and 99th; symmetric: ±m with m the largest finite |value| in view; from-zero: the extent, as far as it must to hold 0; fixed: `lo` to
 * `hi`, lo < hi.
 */
export type DomainRule =
  | { readonly kind: 'extent' }
  | { readonly kind: 'percentiles' }
  | { readonly kind: 'symmetric' }
  | { readonly kind: 'from-zero' }
  | { readonly kind: 'fixed'; readonly lo: number; readonly hi: number };

export interface Colouring {
  readonly colormap: ColormapName;
  readonly reversed: boolean;
  readonly domain: DomainRule;
  /** Number of iso-lines, equally spaced inside the domain: lo + i (hi − lo)/(contours + 1), i = 1 … contours. 0 draws none. */
  readonly contours: number;
}

/** What the ends of a colour map stand for: lo and hi, or base + lo and base + hi where f64 would not tell these sums apart well. */
export type Domain = readonly [lo: number, hi: number, base?: number];

/** Numbers that vary by less than this part of themselves are told from a base, for f64 keeps few of their digits. */
const NARROW = 1e-9;

/** The domain from base + lo to base + hi. */
export function domainAbove(base: number, lo: number, hi: number): Domain {
  return hi - lo < NARROW * Math.abs(base) && hi > lo ? [lo, hi, base] : [base + lo, base + hi];
}

/** The shortest and the longest domain: what colours divide by and into must be normal numbers of f32. */
const MIN_DOMAIN = 1e-35;
const MAX_DOMAIN = 1e35;
const MAX_F32 = 3.4028234663852886e38;

/** Why nothing can be drawn over the domain from `lo` to `hi`, in a sentence; null where it can. */
export function domainProblem(lo: number, hi: number): string | null {
  if (!(lo < hi && -lo <= MAX_F32 && hi <= MAX_F32))
    return `The domain is from ${lo} to ${hi}; its first end must be below its second, both finite in f32.`;
  const length = hi - lo;
  if (length >= MIN_DOMAIN && length <= MAX_DOMAIN) return null;
  return `The domain from ${lo} to ${hi} is ${length} long; domains from ${MIN_DOMAIN} to ${MAX_DOMAIN} long can be drawn: choose another.`;
}

/** How a quantity's numbers are to be read: as amounts, as class numbers, as pattern hashes (see pattern.ts) or as layers' lines (see crease.ts). */
export type ScaleKind = 'linear' | 'classes' | 'hash' | 'lines';

export function scaleOf(quantity: Quantity): ScaleKind {
  switch (quantity.kind) {
    case 'argmax':
      return 'classes';
    case 'pattern':
      return 'hash';
    case 'crease-layer':
      return 'lines';
    default:
      return 'linear';
  }
}

/** How many classes, or layers up to the last with creases and one more, whose colour, a map's palest as a rule, nothing has. */
export function classesOf(network: Network, quantity: Quantity): number {
  return quantity.kind === 'crease-layer' ? (creaseLayers(network).at(-1) ?? 0) + 2 : classCount(network);
}

/** In grid steps: a line is solid on its crease and gone so far from it. */
export const LINE_REACH = 1.5;
/** Between lines: sRGB bytes. */
export const LINE_GROUND = [255, 255, 255] as const;

/** The most contours that are drawn. */
export const MAX_CONTOURS = 200;

/** What is drawn where there is no number: sRGB bytes. */
export const NAN_COLOR = [255, 0, 255] as const;
export const INFINITY_COLOR = [0, 255, 255] as const;

/** What is drawn beyond the field, while a moved view waits for its own. */
export const OUTSIDE_COLOR = [24, 24, 27] as const;
