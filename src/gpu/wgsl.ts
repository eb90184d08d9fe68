// The shader sources that every page needs, by name, and how they are put together.
import activation from '../shaders/activation.wgsl?raw';
import chord from '../shaders/chord.wgsl?raw';
import colour from '../shaders/colour.wgsl?raw';
import evaluate from '../shaders/evaluate.wgsl?raw';
import extent from '../shaders/extent.wgsl?raw';
import head from '../shaders/head.wgsl?raw';
import histogram from '../shaders/histogram.wgsl?raw';
import layer from '../shaders/layer.wgsl?raw';
import layerwise from '../shaders/layerwise.wgsl?raw';
import matmul from '../shaders/matmul.wgsl?raw';
import numeric from '../shaders/numeric.wgsl?raw';
import palette from '../shaders/palette.wgsl?raw';
import points from '../shaders/points.wgsl?raw';
import sampling from '../shaders/sampling.wgsl?raw';
import stripColour from '../shaders/strip-colour.wgsl?raw';
import stripRange from '../shaders/strip-range.wgsl?raw';
import stripValues from '../shaders/strip-values.wgsl?raw';
import take from '../shaders/take.wgsl?raw';

export const WGSL = {
  activation,
  chord,
  colour,
  evaluate,
  extent,
  head,
  histogram,
  layer,
  layerwise,
  matmul,
  numeric,
  palette,
  points,
  sampling,
  stripColour,
  stripRange,
  stripValues,
  take,
} as const;

/** Libraries, entry file and generated parts as one module; what is generated goes last. */
export function assemble(...parts: readonly string[]): string {
  return parts.join('\n');
}
