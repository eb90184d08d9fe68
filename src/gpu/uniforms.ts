// The uniform structs of the evaluating shaders, one writer each; a test checks them against the shaders' own layouts.
import type { Grid } from '../model/grid.ts';
import type { Center, Plan } from './plan.ts';

/** points.wgsl's Tile: the points [first, end) of a buffer whose point 0 lies on grid row `firstRow`. */
export function writeTile(grid: Grid, firstRow: number, first: number, end: number): ArrayBuffer {
  const data = new ArrayBuffer(48);
  new Float32Array(data).set([(grid.width - 1) / 2, (grid.height - 1) / 2, ...grid.step, ...grid.shift]);
  new Uint32Array(data, 24).set([grid.width, grid.height, firstRow, first, end]);
  return data;
}

/** take.wgsl's Take. */
export function writeTake(plan: Plan, center: Center, { step }: Grid): ArrayBuffer {
  const data = new ArrayBuffer(40);
  const perStep = plan.spacing === 'index' ? [1, 1] : [1 / step[0], 1 / step[1]];
  new Float32Array(data).set([...center.gradient, ...perStep, Math.hypot(...center.gradient), plan.head.scale]);
  new Uint32Array(data, 24).set([plan.output, center.top, plan.seed]);
  return data;
}

/** layer.wgsl's LayerShape. */
export interface LayerShape {
  readonly fanIn: number;
  readonly units: number;
  /** In vec4f. */
  readonly firstWeight: number;
  readonly firstReference: number;
  readonly activation: number;
  /** Points/4 of one plane and of all planes. */
  readonly quads: number;
  readonly columns: number;
  readonly layer: number;
}

/** One LayerShape behind the other. */
export function writeLayerShapes(shapes: readonly LayerShape[]): ArrayBuffer {
  return Uint32Array.from(
    shapes.flatMap(({ fanIn, units, firstWeight, firstReference, activation, quads, columns, layer }) => [
      fanIn,
      units,
      firstWeight,
      firstReference,
      activation,
      quads,
      columns,
      layer,
    ]),
  ).buffer;
}

/** extent.wgsl's and histogram.wgsl's Span. */
export function writeSpan(first: number, end: number, lo = 0, scale = 0): ArrayBuffer {
  const data = new ArrayBuffer(16);
  new Uint32Array(data).set([first, end]);
  new Float32Array(data, 8).set([lo, scale]);
  return data;
}
