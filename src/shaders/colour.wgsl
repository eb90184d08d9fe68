// Colours a field: looks every pixel's number up in a colour map and lays anti-aliased contours over it.

// Written by gpu/colour-pass.ts.
struct Colour {
  // Field coordinates (column, row; cell i spans [i, i + 1)) are pixel * scale + offset; scale.y is negative: row 0 lies at the bottom.
  scale: vec2f,
  offset: vec2f,
  columns: u32,
  rows: u32,
  // What is drawn beyond the field, as packed sRGB bytes.
  outside_color: u32,
}

// Known to the compiler: software adapters run both sides of a branch.
// To interpolate between the cells, or to show them.
override interpolate: bool;
override contours: bool;
// Places along each axis of a pixel whose colours are averaged, where the cells are smaller than pixels.
override samples: u32;

@group(0) @binding(0) var<uniform> colour: Colour;
@group(0) @binding(1) var<uniform> palette: Palette;
@group(0) @binding(2) var<storage, read> field: array<f32>;
// Packed sRGB bytes.
@group(0) @binding(3) var<storage, read> table: array<u32>;

// How much the number changes from pixel to pixel along x and y, at a cell.
fn rise_at(size: vec2i, cell: vec2i) -> vec2f {
  let low = max(cell - 1, vec2i(0));
  let high = min(cell + 1, size - 1);
  let span = vec2f(max(high - low, vec2i(1)));
  let rise = vec2f(
    value_at(size, vec2i(high.x, cell.y)) - value_at(size, vec2i(low.x, cell.y)),
    value_at(size, vec2i(cell.x, high.y)) - value_at(size, vec2i(cell.x, low.y)),
  );
  return rise / span * colour.scale;
}

@vertex
fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(vec2f(f32(index & 1u), f32(index >> 1u)) * 4.0 - 1.0, 0.0, 1.0);
}

fn color_at(at: vec2f) -> vec3f {
  let size = vec2i(i32(colour.columns), i32(colour.rows));
  if (any(at < vec2f(0.0)) || any(at > vec2f(size))) {
    return unpack4x8unorm(colour.outside_color).rgb;
  }
  let cell = min(vec2i(at), size - 1);
  var value = value_at(size, cell);
  if (interpolate) {
    value = interpolated(size, at);
  }
  let magnitude = bitcast<u32>(value) & 0x7fffffffu;
  if (magnitude >= 0x7f800000u) {
    return unpack4x8unorm(select(palette.nan_color, palette.infinity_color, magnitude == 0x7f800000u)).rgb;
  }
  let fill = inked(palette, value, unpack4x8unorm(table[entry_of(palette, value)]).rgb);
  if (!contours) {
    return fill;
  }
  return lined(fill, line_coverage(palette, value, rise_at(size, cell)));
}

@fragment
fn shade(@builtin(position) position: vec4f) -> @location(0) vec4f {
  if (samples == 1u) {
    return vec4f(color_at(position.xy * colour.scale + colour.offset), 1.0);
  }
  let part = 1.0 / f32(samples);
  var sum = vec3f(0.0);
  for (var n = 0u; n < samples * samples; n++) {
    let sample = vec2f(f32(n % samples), f32(n / samples));
    sum += color_at((position.xy - 0.5 + (sample + 0.5) * part) * colour.scale + colour.offset);
  }
  return vec4f(sum * part * part, 1.0);
}
