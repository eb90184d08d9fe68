// Draws a field as a surface: its numbers as heights over the plane, in the colours of its map, lit from beside the viewer.

// Written by gpu/surface-pass.ts. `at` are field coordinates (column, row; cell i spans [i, i + 1)); the box is the unit cube.
struct Surface {
  // From the box to clip space.
  matrix: mat4x4f,
  // The box's side lengths.
  sides: vec3f,
  columns: u32,
  // To the light, in the directions of the box's sides; of length 1.
  light: vec3f,
  rows: u32,
  // The place in the box's base is at * scale + offset.
  scale: vec2f,
  offset: vec2f,
  // The part of the field that is drawn, and the cell's middle from which every stride-th is a vertex.
  low: vec2f,
  high: vec2f,
  first: vec2f,
  stride: vec2f,
}

// How much light counts, and the least that is left of a colour where there is none.
const RELIEF = 0.5;
const DARKEST = 0.5;

@group(0) @binding(0) var<uniform> surface: Surface;
@group(0) @binding(1) var<uniform> palette: Palette;
@group(0) @binding(2) var<storage, read> field: array<f32>;
// Packed sRGB bytes.
@group(0) @binding(3) var<storage, read> table: array<u32>;

struct Vertex {
  @builtin(position) position: vec4f,
  @location(0) at: vec2f,
  // 0 where there is a number.
  @location(1) hole: f32,
}

fn is_finite(value: f32) -> bool {
  return (bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u;
}

fn sample(at: vec2f) -> f32 {
  return interpolated(vec2i(i32(surface.columns), i32(surface.rows)), at);
}

// Of a number in the box, 0 to 1; a field that has no extent lies in the middle.
fn height_of(value: f32) -> f32 {
  return select(clamp((value - palette.lo) * palette.inverse_length, 0.0, 1.0), 0.5, palette.inverse_length == 0.0);
}

// How much the height changes over one cell along an axis; 0 beside what is no number.
fn rise_along(at: vec2f, axis: vec2f) -> f32 {
  let low = sample(at - 0.5 * axis);
  let high = sample(at + 0.5 * axis);
  return select(0.0, height_of(high) - height_of(low), is_finite(low) && is_finite(high));
}

// One row of quads an instance, as a strip.
@vertex
fn place(@builtin(vertex_index) index: u32, @builtin(instance_index) row: u32) -> Vertex {
  let step = vec2f(f32(index >> 1u), f32(row + (index & 1u)));
  let at = clamp(surface.first + (step - 1.0) * surface.stride, surface.low, surface.high);
  let value = sample(at);
  let known = is_finite(value);
  let height = select(0.0, height_of(value), known);
  return Vertex(surface.matrix * vec4f(at * surface.scale + surface.offset, height, 1.0), at, select(1.0, 0.0, known));
}

@fragment
fn shade(vertex: Vertex, @builtin(front_facing) from_above: bool) -> @location(0) vec4f {
  let across = dpdx(vertex.at);
  let down = dpdy(vertex.at);
  let value = sample(vertex.at);
  if (vertex.hole != 0.0 || !is_finite(value)) {
    discard;
  }
  let rise = vec2f(rise_along(vertex.at, vec2f(1.0, 0.0)), rise_along(vertex.at, vec2f(0.0, 1.0)));
  var fill = unpack4x8unorm(table[entry_of(palette, value)]).rgb;
  if (has_contours(palette)) {
    let per_pixel = vec2f(dot(rise, across), dot(rise, down)) / palette.inverse_length;
    fill = lined(fill, line_coverage(palette, value, per_pixel));
  }
  let slope = rise * surface.sides.z / (surface.scale * surface.sides.xy);
  let upwards = normalize(vec3f(-slope, 1.0));
  let normal = select(-upwards, upwards, from_above);
  // A level part has its colour as it is.
  let brightness = 1.0 + RELIEF * (dot(normal, surface.light) - surface.light.z);
  let lit = mix(fill * clamp(brightness, DARKEST, 1.0), vec3f(1.0), max(brightness - 1.0, 0.0));
  return vec4f(lit, 1.0);
}
