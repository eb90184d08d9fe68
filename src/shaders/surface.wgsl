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
  stride: f32,
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
  @location(1) height: f32,
  // How much the height changes over a cell along both axes.
  @location(2) rise: vec2f,
  // 0 where there is a number.
  @location(3) hole: f32,
}

// Where the shape, of every stride-th cell, is so far off the field, as at a cliff, it is coloured and lit for what it is.
const TRUSTED = 0.01;
const UNTRUSTED = 0.05;

// What three neighbours along an axis count for.
struct Weights {
  height: vec3f,
  rise: vec3f,
}

struct Relief {
  height: f32,
  rise: vec2f,
  // Whether any number that counts for the height is none.
  missing: bool,
}

// Linear between the cells' middles, with a slope that is linear too; t is how far the place is from the middle of the nearest cell.
fn between(t: f32) -> Weights {
  return Weights(vec3f(max(-t, 0.0), 1.0 - abs(t), max(t, 0.0)), vec3f(t - 0.5, -2.0 * t, t + 0.5));
}

// Over half a stride: what is finer than the vertices would make saws of cliffs.
fn smoothed(reach: i32) -> Weights {
  return Weights(vec3f(0.25, 0.5, 0.25), vec3f(-0.5, 0.0, 0.5) / f32(reach));
}

// Of numbers in the box, 0 to 1; a field that has no extent lies in the middle.
fn heights_of(values: vec3f) -> vec3f {
  let heights = clamp((values - palette.lo) * palette.inverse_length, vec3f(0.0), vec3f(1.0));
  return select(heights, vec3f(0.5), palette.inverse_length == 0.0);
}

// From 3 × 3 cells, `reach` apart.
fn relief_of(cell: vec2i, reach: i32, across: Weights, up: Weights) -> Relief {
  let size = vec2i(i32(surface.columns), i32(surface.rows));
  let neighbours = vec3i(-reach, 0, reach);
  let columns = clamp(cell.x + neighbours, vec3i(0), vec3i(size.x - 1));
  let rows = clamp(cell.y + neighbours, vec3i(0), vec3i(size.y - 1)) * size.x;
  let middle = vec3f(field[rows[1] + columns[1]]);
  var heights: vec3f;
  var rises: vec3f;
  var missing: vec3f;
  for (var r = 0; r < 3; r++) {
    let values = vec3f(field[rows[r] + columns[0]], field[rows[r] + columns[1]], field[rows[r] + columns[2]]);
    let known = (bitcast<vec3u>(values) & vec3u(0x7f800000u)) != vec3u(0x7f800000u);
    // Beside what is no number the surface is taken to go on as high as here.
    let height = heights_of(select(middle, values, known));
    heights[r] = dot(height, across.height);
    rises[r] = dot(height, across.rise);
    missing[r] = dot(select(vec3f(1.0), vec3f(0.0), known), across.height);
  }
  let rise = vec2f(dot(rises, up.height), dot(heights, up.rise));
  return Relief(dot(heights, up.height), rise, dot(missing, up.height) > 0.0);
}

fn relief_at(at: vec2f) -> Relief {
  let cell = floor(at);
  let t = at - cell - 0.5;
  return relief_of(vec2i(cell), 1, between(t.x), between(t.y));
}

fn relief_around(at: vec2f, reach: i32) -> Relief {
  return relief_of(vec2i(at), reach, smoothed(reach), smoothed(reach));
}

// One row of quads an instance, as a strip.
@vertex
fn place(@builtin(vertex_index) index: u32, @builtin(instance_index) row: u32) -> Vertex {
  let vertex = vec2f(f32(index >> 1u), f32(row + (index & 1u)));
  let at = clamp(surface.first + (vertex - 1.0) * surface.stride, surface.low, surface.high);
  var relief: Relief;
  if (surface.stride == 1.0) {
    relief = relief_at(at);
  } else {
    relief = relief_around(at, i32(surface.stride) / 2);
  }
  let position = surface.matrix * vec4f(at * surface.scale + surface.offset, relief.height, 1.0);
  return Vertex(position, at, relief.height, relief.rise, select(0.0, 1.0, relief.missing));
}

@fragment
fn shade(vertex: Vertex, @builtin(front_facing) from_below: bool) -> @location(0) vec4f {
  let across = dpdx(vertex.at);
  let down = dpdy(vertex.at);
  let domain_length = select(1.0 / palette.inverse_length, 0.0, palette.inverse_length == 0.0);
  let relief = relief_at(vertex.at);
  if (vertex.hole != 0.0 || relief.missing) {
    discard;
  }
  let doubt = smoothstep(TRUSTED, UNTRUSTED, abs(relief.height - vertex.height));
  let rise = mix(relief.rise, vertex.rise, doubt);
  let value = palette.lo + mix(relief.height, vertex.height, doubt) * domain_length;
  var fill = unpack4x8unorm(table[entry_of(palette, value)]).rgb;
  if (has_contours(palette)) {
    let per_pixel = domain_length * vec2f(dot(rise, across), dot(rise, down));
    fill = lined(fill, line_coverage(palette, value, per_pixel));
  }
  let slope = rise * surface.sides.z / (surface.scale * surface.sides.xy);
  let upwards = normalize(vec3f(-slope, 1.0));
  let normal = select(upwards, -upwards, from_below);
  // A level part has its colour as it is.
  let brightness = 1.0 + RELIEF * (dot(normal, surface.light) - surface.light.z);
  let lit = mix(fill * clamp(brightness, DARKEST, 1.0), vec3f(1.0), max(brightness - 1.0, 0.0));
  return vec4f(lit, 1.0);
}
