// np.gradient of a field: central differences inside, one-sided at the edges of the grid; or those minus the exact derivative.

// Written by gpu/difference-pass.ts.
struct Difference {
  // 1 / (2 step) of x1 and x2.
  scale: vec2f,
  // The exact derivative at the centre, where it is taken off.
  base: f32,
  width: u32,
  height: u32,
  // The grid rows of the first value, and of the first difference; how many values there are.
  first_value_row: u32,
  first_row: u32,
  // The buffer's points [first, end) are this dispatch's.
  first: u32,
  end: u32,
}

@group(0) @binding(0) var<uniform> difference: Difference;
@group(0) @binding(1) var<storage, read> values: array<f32>;
// How far the exact derivative lies above its base; bound only where the error is asked for.
@group(0) @binding(2) var<storage, read> exact: array<f32>;
@group(0) @binding(3) var<storage, read_write> field: array<f32>;

fn value_at(column: u32, row: u32) -> f32 {
  return values[(row - difference.first_value_row) * difference.width + column];
}

fn along_x1(column: u32, row: u32) -> f32 {
  let low = max(column, 1u) - 1u;
  let high = min(column + 1u, difference.width - 1u);
  return (value_at(high, row) - value_at(low, row)) * (difference.scale.x * select(1.0, 2.0, high - low == 1u));
}

fn along_x2(column: u32, row: u32) -> f32 {
  let low = max(row, 1u) - 1u;
  let high = min(row + 1u, difference.height - 1u);
  return (value_at(column, high) - value_at(column, low)) * (difference.scale.y * select(1.0, 2.0, high - low == 1u));
}

fn along_norm(column: u32, row: u32) -> f32 {
  return length(vec2f(along_x1(column, row), along_x2(column, row)));
}

fn finite_difference(point: u32) -> f32 {
  return along(point % difference.width, difference.first_row + point / difference.width);
}

fn error(point: u32) -> f32 {
  return finite_difference(point) - (difference.base + exact[point]);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let point = difference.first + id.x;
  if (point < difference.end) {
    field[point] = wanted(point);
  }
}
