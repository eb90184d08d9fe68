// The views in which a network's structure is seen whole: all of it, or its first layer.
import type { Network } from './network.ts';
import type { StructureFrame } from './partition-report.ts';
import { DEFAULT_VIEW, type View, viewAround } from './view.ts';

/** How much wider than the farthest crease or corner the view is. */
const MARGIN = 1.25;
const FRAME_MARGIN = 1.05;

/** A view of every vertex of the frame, or as wide as views go; around a lone one it reaches to the origin, or to 1 where that is it. */
export function frameView({ center, radius }: StructureFrame): View {
  return viewAround(center, FRAME_MARGIN * (radius || Math.max(...center.map(Math.abs)) || 1));
}

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
