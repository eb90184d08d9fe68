// Reads a field at and between its cells. The entry file binds `field`, of size.x columns and size.y rows.

// The cell's number; beyond the edge, that of the nearest cell.
fn value_at(size: vec2i, cell: vec2i) -> f32 {
  let inside = clamp(cell, vec2i(0), size - 1);
  return field[u32(inside.y) * u32(size.x) + u32(inside.x)];
}

// Cell i spans [i, i + 1) of `at` and holds its number in the middle.
fn interpolated(size: vec2i, at: vec2f) -> f32 {
  let corner = floor(at - 0.5);
  let part = at - 0.5 - corner;
  let cell = vec2i(corner);
  let lower = mix(value_at(size, cell), value_at(size, cell + vec2i(1, 0)), part.x);
  let upper = mix(value_at(size, cell + vec2i(0, 1)), value_at(size, cell + vec2i(1, 1)), part.x);
  return mix(lower, upper, part.y);
}
