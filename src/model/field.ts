// A Field: one number for every point of a grid, as a base and what lies above it.

/**
 * The value at (column i, row j) is base + data[j * width + i]. The GPU hands over the difference to the grid's centre in f32 and
 * the value there in f64, so that what f32 cannot hold in an absolute value is kept; the CPU's base is 0. Row 0 is the smallest x2.
 */
export interface Field {
  readonly width: number;
  readonly height: number;
  readonly base: number;
  readonly data: Float32Array | Float64Array;
}

/** base + data as one array of the data's own precision. */
export function fieldValues(field: Field): Float32Array | Float64Array {
  return field.base === 0 ? field.data : field.data.map((d) => field.base + d);
}
