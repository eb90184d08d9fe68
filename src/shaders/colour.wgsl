// Colours a field: looks every pixel's number up in a colour map and lays anti-aliased contours over it.

// Written by gpu/colour-pass.ts.
struct Colour {
  // Field coordinates (column, row; cell i spans [i, i + 1)) are pixel * scale + offset; scale.y is negative: row 0 lies at the bottom.
  scale: vec2f,
  offset: vec2f,
  columns: u32,
  rows: u32,
  // How numbers are read: 0 as amounts, 1 as classes, 2 as pattern hashes (model/pattern.ts).
  kind: u32,
  classes: u32,
  // Where the domain begins, relative to the field's base, and 1 / its length, 0 where it has none.
  lo: f32,
  inverse_length: f32,
  contours: f32,
  // 1 to interpolate between the cells, 0 to show them.
  interpolate: u32,
  entries: u32,
  // 1 where the map is a list of distinct colours.
  qualitative: u32,
  // Packed sRGB bytes.
  nan_color: u32,
  infinity_color: u32,
  // What is drawn beyond the field.
  outside_color: u32,
}

const LINE_HALF_WIDTH = 0.75;
const LINE_OPACITY = 0.8;

@group(0) @binding(0) var<uniform> colour: Colour;
@group(0) @binding(1) var<storage, read> field: array<f32>;
// Packed sRGB bytes.
@group(0) @binding(2) var<storage, read> table: array<u32>;

fn value_at(cell: vec2i) -> f32 {
  let inside = clamp(cell, vec2i(0), vec2i(i32(colour.columns), i32(colour.rows)) - 1);
  return field[u32(inside.y) * colour.columns + u32(inside.x)];
}

fn interpolated(at: vec2f) -> f32 {
  let corner = floor(at - 0.5);
  let part = at - 0.5 - corner;
  let cell = vec2i(corner);
  let lower = mix(value_at(cell), value_at(cell + vec2i(1, 0)), part.x);
  let upper = mix(value_at(cell + vec2i(0, 1)), value_at(cell + vec2i(1, 1)), part.x);
  return mix(lower, upper, part.y);
}

fn entry_of(value: f32) -> u32 {
  let last = colour.entries - 1u;
  if (colour.kind == 2u) {
    let fraction = (bitcast<u32>(value) - 0x20000000u) >> 14u;
    return (fraction * colour.entries) >> 16u;
  }
  if (colour.kind == 1u) {
    if (colour.qualitative == 1u) {
      return u32(value) % colour.entries;
    }
    return u32(floor(value * f32(last) / f32(max(colour.classes, 2u) - 1u) + 0.5));
  }
  return u32(clamp((value - colour.lo) * colour.inverse_length * f32(colour.entries), 0.0, f32(last)));
}

// The share of this pixel that a contour covers.
fn line_coverage(value: f32, cell: vec2i) -> f32 {
  let levels = colour.inverse_length * (colour.contours + 1.0);
  let s = (value - colour.lo) * levels;
  let nearest = round(s);
  if (nearest < 1.0 || nearest > colour.contours) {
    return 0.0;
  }
  let limit = vec2i(i32(colour.columns), i32(colour.rows)) - 1;
  let low = max(cell - 1, vec2i(0));
  let high = min(cell + 1, limit);
  let span = vec2f(max(high - low, vec2i(1)));
  let rise = vec2f(
    value_at(vec2i(high.x, cell.y)) - value_at(vec2i(low.x, cell.y)),
    value_at(vec2i(cell.x, high.y)) - value_at(vec2i(cell.x, low.y)),
  );
  let slope = length(rise / span * colour.scale) * levels;
  // A plateau has no line, not even one on a level; nor has what lies beside a number that is none.
  if (slope == 0.0 || (bitcast<u32>(slope) & 0x7f800000u) == 0x7f800000u) {
    return 0.0;
  }
  return clamp(0.5 + LINE_HALF_WIDTH - abs(s - nearest) / slope, 0.0, 1.0);
}

@vertex
fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(vec2f(f32(index & 1u), f32(index >> 1u)) * 4.0 - 1.0, 0.0, 1.0);
}

@fragment
fn shade(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let at = position.xy * colour.scale + colour.offset;
  if (any(at < vec2f(0.0)) || any(at > vec2f(f32(colour.columns), f32(colour.rows)))) {
    return vec4f(unpack4x8unorm(colour.outside_color).rgb, 1.0);
  }
  let cell = min(vec2i(at), vec2i(i32(colour.columns), i32(colour.rows)) - 1);
  var value = value_at(cell);
  if (colour.interpolate == 1u) {
    value = interpolated(at);
  }
  let magnitude = bitcast<u32>(value) & 0x7fffffffu;
  if (magnitude > 0x7f800000u) {
    return vec4f(unpack4x8unorm(colour.nan_color).rgb, 1.0);
  }
  if (magnitude == 0x7f800000u) {
    return vec4f(unpack4x8unorm(colour.infinity_color).rgb, 1.0);
  }
  let fill = unpack4x8unorm(table[entry_of(value)]).rgb;
  if (colour.contours < 1.0 || colour.kind != 0u || colour.inverse_length == 0.0) {
    return vec4f(fill, 1.0);
  }
  let ink = select(1.0, 0.0, dot(fill, vec3f(0.2126, 0.7152, 0.0722)) > 0.45);
  return vec4f(mix(fill, vec3f(ink), LINE_OPACITY * line_coverage(value, cell)), 1.0);
}
