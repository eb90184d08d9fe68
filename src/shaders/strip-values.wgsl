// What surrounds matmul.wgsl when the maps of many units are taken in one batch: the inputs, and the activations, which keep what is shown.
// Generated behind it (gpu/strip-values-pass.ts): activated(), the layer's activation.

// Which units are kept; written by gpu/strip-values-pass.ts.
struct Kept {
  // 1 where f(z) is kept, 0 where z is.
  post: u32,
  // For every unit of all layers, 1 + the number of its map, or 0.
  maps: array<u32>,
}

@group(0) @binding(0) var<uniform> tile: Tile;
@group(0) @binding(1) var<uniform> shape: LayerShape;
@group(0) @binding(2) var<storage, read> references: array<Reference>;
@group(0) @binding(3) var<storage, read> kept: Kept;
// [unit][quad]: differences to the centre, of the points of this dispatch.
@group(0) @binding(4) var<storage, read_write> units: array<vec4f>;
// [map][quad]: the same, of all points; a map's rows are filled up to a multiple of 4.
@group(0) @binding(5) var<storage, read_write> maps: array<vec4f>;

@compute @workgroup_size(64)
fn inputs(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.quads) {
    return;
  }
  let points = points_of(tile, id.x);
  units[id.x] = points.here[0];
  units[shape.columns + id.x] = points.here[1];
}

@compute @workgroup_size(64)
fn activate(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.quads || id.y >= shape.units) {
    return;
  }
  let at = id.y * shape.columns + id.x;
  let unit = shape.first_reference + id.y;
  let before = units[at];
  let after = activated(before, references[unit]);
  units[at] = after;
  let map = kept.maps[unit];
  if (map > 0u) {
    let quads = tile.width * ((tile.height + 3u) / 4u);
    maps[(map - 1u) * quads + tile.first / 4u + id.x] = select(before, after, kept.post == 1u);
  }
}
