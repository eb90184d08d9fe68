// The differences that a kernel carries through the layers for each point, as named planes.
import type { Component } from '../model/quantity.ts';

/** 0 for ∂/∂x1, 1 for ∂/∂x2. */
export type Axis = 0 | 1;

/** What a kernel takes of the network; each is a function of take.wgsl, with the component behind its name where there is one. */
export type Take = 'value' | 'grad' | 'fd' | 'error' | 'hessian' | 'argmax' | 'pattern' | 'crease' | 'crease-layer';

/**
 * A point that differences are carried for: the grid point itself, or a neighbour along an axis. `tangents` are the derivatives carried
 * with it; `chord` is the difference from a lower neighbour to the upper one along the same axis. `steps` are derivatives per grid step, which
 * are carried in full, and not as what lies above the centre's: exactly 0 where a unit does not change.
 */
export interface Anchor {
  readonly at: 'here' | Neighbour;
  readonly tangents: readonly Axis[];
  readonly chord?: true;
  readonly steps?: readonly Axis[];
}

export interface Neighbour {
  readonly side: 'low' | 'high';
  readonly axis: Axis;
}

/**
 * One plane: the difference of an anchor to the grid's centre, that of a derivative, a derivative per step, or the chord of an anchor at a
 * neighbour.
 */
export interface Plane {
  readonly name: string;
  readonly anchor: number;
  readonly kind: 'value' | 'chord' | 'step-x1' | 'step-x2' | Axis;
}

/**
 * The anchors that a plan needs: the point for values, exact derivatives and distances to creases, neighbours for finite differences. Those
 * with a chord come last; a Hessian's are the lower and the upper neighbour along x1, then along x2.
 */
export function anchorsOf(take: Take, component: Component | 'direction' | null): Anchor[] {
  if (take === 'crease' || take === 'crease-layer') return [{ at: 'here', tangents: [], steps: [0, 1] }];
  if (take === 'hessian')
    return AXES.flatMap((axis) => (['low', 'high'] as const).map((side): Anchor => ({ at: { side, axis }, tangents: AXES })));
  const axes: readonly Axis[] = component === 'x1' ? [0] : component === 'x2' ? [1] : component === null ? [] : AXES;
  const chords = axes.map((axis): Anchor => ({ at: { side: 'low', axis }, tangents: [], chord: true }));
  if (take === 'fd') return chords;
  const here: Anchor = { at: 'here', tangents: axes };
  return take === 'error' ? [here, ...chords] : [here];
}

/** The planes of all anchors, in the order that kernels store them; an anchor's value comes first. */
export function planesOf(anchors: readonly Anchor[]): Plane[] {
  return anchors.flatMap(({ tangents, steps = [], chord }, anchor): Plane[] => [
    { name: `v${anchor}`, anchor, kind: 'value' },
    ...tangents.map((kind): Plane => ({ name: `t${anchor}_${kind}`, anchor, kind })),
    ...steps.map((axis): Plane => ({ name: `s${anchor}_${axis}`, anchor, kind: STEPS[axis] })),
    ...(chord ? [{ name: `c${anchor}`, anchor, kind: 'chord' } as const] : []),
  ]);
}

/** The number of the first anchor with a chord; that of all anchors where none has one. */
export function firstChord(anchors: readonly Anchor[]): number {
  return anchors.filter(({ chord }) => !chord).length;
}

/** Where evaluate.wgsl's run() leaves the outputs of a plane of the anchor that has the number `anchor` in WGSL, [OUTPUTS]; null where nobody asks for them. */
export function planeResult({ kind }: Plane, anchor: string): string | null {
  if (kind === 'value') return `y_values[${anchor}]`;
  if (kind === 'chord') return `y_chords[${anchor} - FIRST_CHORD]`;
  return typeof kind === 'number' ? `y_tangents[${anchor}][${kind}]` : null;
}

const AXES: readonly Axis[] = [0, 1];
const STEPS = ['step-x1', 'step-x2'] as const;

/** WGSL for input `i` (0: x1, 1: x2) of a plane, from `points` (points.wgsl). */
export function planeInput(anchors: readonly Anchor[], { anchor, kind }: Plane, i: Axis): string {
  const { at } = anchors[anchor];
  const moved = at !== 'here' && at.axis === i;
  if (kind === 'value') return `points.${moved ? at.side : 'here'}[${i}]`;
  if (kind === STEPS[i]) return `vec4f(tile.step[${i}])`;
  // The input's own derivative is the same everywhere: nothing lies above the centre's.
  return kind === 'chord' && moved ? `(points.span[${i}] * tile.step[${i}])` : 'vec4f(0.0)';
}
