// np.gradient over the plane: central differences inside, one-sided at the edges (edge_order 1).
import { checkDifferenceAxes, type Grid } from '../model/grid.ts';
import { type Component, componentOf } from '../model/quantity.ts';

/** The derivatives along x1 (columns) and x2 (rows), each [height × width] like the field they are made of. */
export interface PlaneGradient {
  readonly d1: Float64Array;
  readonly d2: Float64Array;
}

/**
 * `np.gradient(data, dx2, dx1)` of a field [height × width]; NumPy's results in its order are d2, d1.
 * Spacing [1, 1] gives differences per index. Throws GridError where an axis has fewer than 2 points.
 */
export function npGradient(
  data: ArrayLike<number>,
  width: number,
  height: number,
  [dx1, dx2]: readonly [number, number] = [1, 1],
): PlaneGradient {
  checkDifferenceAxes(width, height);
  const d1 = new Float64Array(width * height);
  const d2 = new Float64Array(width * height);
  for (let j = 0; j < height; j++) {
    const [below, above] = neighbours(j, height);
    for (let i = 0; i < width; i++) {
      const [left, right] = neighbours(i, width);
      d1[j * width + i] = (data[j * width + right] - data[j * width + left]) / ((right - left) * dx1);
      d2[j * width + i] = (data[above * width + i] - data[below * width + i]) / ((above - below) * dx2);
    }
  }
  return { d1, d2 };
}

/** One component of npGradient over a grid's field, per unit of input or per index. */
export function finiteDifference(
  data: ArrayLike<number>,
  { width, height, step }: Grid,
  component: Component,
  spacing: 'input' | 'index',
): Float64Array {
  const { d1, d2 } = npGradient(data, width, height, spacing === 'input' ? step : [1, 1]);
  return d1.map((d, p) => componentOf(component, d, d2[p]));
}

/** The two indices between which the difference at `index` is taken: 2 apart inside, 1 apart at the ends of `count` points. */
export function neighbours(index: number, count: number): [number, number] {
  return [Math.max(index - 1, 0), Math.min(index + 1, count - 1)];
}
