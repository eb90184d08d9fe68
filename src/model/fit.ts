// The view in which a network's first layer is seen whole.
import type { Network } from './network.ts';
import { DEFAULT_VIEW, type View, viewAround } from './view.ts';

/** How much wider than the farthest crease the view is. */
const MARGIN = 1.25;

/**
 * A view around the origin that every crease of the first layer passes through: the line w·x + b = 0 lies |b|/|w| from the origin. The
 * view that is seen first where no unit has one.
 */
export function fittingView({ layers: [first] }: Network): View {
  const { fanIn, weight, bias } = first;
  const distances = Array.from(bias, (b, o) => Math.abs(b) / Math.hypot(...weight.subarray(o * fanIn, (o + 1) * fanIn)));
  const farthest = Math.max(0, ...distances.filter(Number.isFinite));
  return farthest > 0 ? viewAround([0, 0], MARGIN * farthest) : DEFAULT_VIEW;
}
