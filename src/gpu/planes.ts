// The differences that a kernel carries through the layers for each point, as named planes.
import type { Component } from '../model/quantity.ts';

/** 0 for ∂/∂x1, 1 for ∂/∂x2. */
export type Axis = 0 | 1;

/** What a kernel takes of the network; each is a function of take.wgsl, with the component behind its name where there is one. */
export type Take = 'value' | 'grad' | 'fd' | 'error' | 'argmax' | 'pattern' | 'crease' | 'crease-layer';

/**
 * A point that differences are carried for: the grid point itself, or its lower neighbour along an axis. `tangents` are the derivatives
 * carried with it; `chord` is the difference from it to the upper neighbour along the same axis. `steps` are derivatives per grid step, which are
 * carried in full, and not as what lies above the centre's: exactly 0 where a unit does not change.
 */
export interface Anchor {
  readonly at: 'here' | Axis;
  readonly tangents: readonly Axis[];
  readonly steps?: readonly Axis[];
}

/**
 * One plane: the difference of an anchor to the grid's centre, that of a derivative, a derivative per step, or the chord of an anchor at a
 * neighbour.
 */
export interface Plane {
  readonly name: string;
  readonly anchor: number;
  readonly kind: 'value' | 'chord' | 'step-x1' | 'step-x2' | Axis;
  /** Where evaluate.wgsl's run() leaves the outputs, [OUTPUTS]; null where nobody asks for them. */
  readonly result: string | null;
}

/** The anchors that a plan needs: the point for values, exact derivatives and distances to creases, neighbours for finite differences. */
export function anchorsOf(take: Take, component: Component | 'direction' | null): Anchor[] {
  if (take === 'crease' || take === 'crease-layer') return [{ at: 'here', tangents: [], steps: [0, 1] }];
  const axes: Axis[] = component === 'x1' ? [0] : component === 'x2' ? [1] : component === null ? [] : [0, 1];
  const chords = axes.map((at): Anchor => ({ at, tangents: [] }));
  if (take === 'fd') return chords;
  const here: Anchor = { at: 'here', tangents: axes };
  return take === 'error' ? [here, ...chords] : [here];
}

/** The planes of all anchors, in the order that kernels store them; an anchor's value comes first. */
export function planesOf(anchors: readonly Anchor[]): Plane[] {
  const firstChord = anchors.filter(({ at }) => at === 'here').length;
  return anchors.flatMap(({ at, tangents, steps = [] }, anchor): Plane[] => [
    { name: `v${anchor}`, anchor, kind: 'value', result: `y_values[${anchor}]` },
    ...tangents.map((kind): Plane => ({ name: `t${anchor}_${kind}`, anchor, kind, result: `y_tangents[${kind}]` })),
    ...steps.map((axis): Plane => ({ name: `s${anchor}_${axis}`, anchor, kind: STEPS[axis], result: null })),
    ...(at === 'here'
      ? []
      : [{ name: `c${anchor}`, anchor, kind: 'chord', result: `y_chords[${anchor - firstChord}]` } as const]),
  ]);
}

const STEPS = ['step-x1', 'step-x2'] as const;

/** WGSL for input `i` (0: x1, 1: x2) of a plane, from `points` (points.wgsl). */
export function planeInput(anchors: readonly Anchor[], { anchor, kind }: Plane, i: Axis): string {
  const { at } = anchors[anchor];
  if (kind === 'value') return at === i ? `points.low[${i}]` : `points.here[${i}]`;
  if (kind === STEPS[i]) return `vec4f(tile.step[${i}])`;
  // The input's own derivative is the same everywhere: nothing lies above the centre's.
  return kind === 'chord' && at === i ? `(points.span[${i}] * tile.step[${i}])` : 'vec4f(0.0)';
}
