// Draws the maps of the network strip as tiles, each over its own domain: one instance a tile. palette.wgsl and sampling.wgsl do the rest.

// Written by gpu/strip-colour-pass.ts.
struct Tiles {
  // Of the canvas and of a tile, in pixels.
  canvas: vec2f,
  tile: vec2f,
  // Points of a map, and rows from one map to the next.
  columns: u32,
  rows: u32,
  stride: u32,
  maps: u32,
  // 1 to interpolate between the cells, 0 to show them.
  interpolate: u32,
}

struct Corner {
  @builtin(position) position: vec4f,
  // The tile's upper left corner, in pixels.
  @location(0) @interpolate(flat) at: vec2f,
  @location(1) @interpolate(flat) map: u32,
}

@group(0) @binding(0) var<uniform> tiles: Tiles;
@group(0) @binding(1) var<uniform> palette: Palette;
// Of each map where its domain begins, and 1 / the domain's length.
@group(0) @binding(2) var<storage, read> domains: array<vec2f>;
// Packed sRGB bytes.
@group(0) @binding(3) var<storage, read> table: array<u32>;
// [map][row][column]
@group(0) @binding(4) var<storage, read> field: array<f32>;

@vertex
fn cover(@builtin(vertex_index) index: u32, @location(0) at: vec2f, @location(1) map: u32) -> Corner {
  let pixel = at + tiles.tile * vec2f(f32(index & 1u), f32(index >> 1u));
  let clip = pixel / tiles.canvas * 2.0 - 1.0;
  return Corner(vec4f(clip.x, -clip.y, 0.0, 1.0), at, map);
}

@fragment
fn shade(corner: Corner) -> @location(0) vec4f {
  let size = vec2f(f32(tiles.columns), f32(tiles.rows));
  let share = (corner.position.xy - corner.at) / tiles.tile;
  // Half a cell from the edge there is nothing more to interpolate with: the next row is another map's.
  let at = clamp(vec2f(share.x, 1.0 - share.y) * size, vec2f(0.5), size - 0.501);
  let in_field = at + vec2f(0.0, f32(corner.map * tiles.stride));
  let all = vec2i(i32(tiles.columns), i32(tiles.stride * tiles.maps));
  var value = value_at(all, vec2i(in_field));
  if (tiles.interpolate == 1u) {
    value = interpolated(all, in_field);
  }
  let magnitude = bitcast<u32>(value) & 0x7fffffffu;
  if (magnitude > 0x7f800000u) {
    return vec4f(unpack4x8unorm(palette.nan_color).rgb, 1.0);
  }
  if (magnitude == 0x7f800000u) {
    return vec4f(unpack4x8unorm(palette.infinity_color).rgb, 1.0);
  }
  var own = palette;
  own.lo = domains[corner.map].x;
  own.inverse_length = domains[corner.map].y;
  return vec4f(unpack4x8unorm(table[entry_of(own, value)]).rgb, 1.0);
}
