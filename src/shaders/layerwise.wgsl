// What surrounds matmul.wgsl when a wide network is evaluated layer by layer: the inputs, the activations, the pattern and the result.
// Generated behind it (gpu/layerwise-source.ts): OUTPUTS, PLANES, plane_of_axis(), rise(), slope_rise(), piece(), taken().

// Written by gpu/layerwise-pass.ts.
struct LayerShape {
  fan_in: u32,
  units: u32,
  first_weight: u32,
  first_reference: u32,
  quads: u32,
  columns: u32,
}

@group(0) @binding(0) var<uniform> tile: Tile;
@group(0) @binding(1) var<uniform> take: Take;
@group(0) @binding(2) var<uniform> shape: LayerShape;
@group(0) @binding(3) var<storage, read> references: array<Reference>;
@group(0) @binding(4) var<storage, read> head_references: array<vec4f>;
// [unit][plane][quad]: the differences of the values, then of the tangents.
@group(0) @binding(5) var<storage, read_write> units: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> hashes: array<vec4u>;
@group(0) @binding(7) var<storage, read_write> field: array<vec4f>;

var<private> this_quad: u32;

fn head_reference(j: u32) -> vec4f {
  return head_references[j];
}

fn y_rise(j: u32) -> vec4f {
  return units[j * shape.columns + this_quad];
}

fn y_tangent_rise(j: u32, axis: u32) -> vec4f {
  return units[j * shape.columns + plane_of_axis(axis) * shape.quads + this_quad];
}

fn pattern_hash() -> vec4u {
  return hashes[this_quad];
}

@compute @workgroup_size(64)
fn inputs(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.quads) {
    return;
  }
  let x = offsets(tile, id.x);
  for (var i = 0u; i < 2u; i++) {
    units[i * shape.columns + id.x] = x[i];
    // The input's own derivative is the same everywhere, so nothing lies above the centre's.
    for (var plane = 1u; plane < PLANES; plane++) {
      units[i * shape.columns + plane * shape.quads + id.x] = vec4f(0.0);
    }
  }
}

@compute @workgroup_size(64)
fn start_hashes(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < shape.quads) {
    hashes[id.x] = vec4u(0x811c9dc5u);
  }
}

@compute @workgroup_size(64)
fn hash_layer(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.quads) {
    return;
  }
  var hash = hashes[id.x];
  for (var o = 0u; o < shape.units; o++) {
    hash = pattern_step(hash, piece(units[o * shape.columns + id.x], references[shape.first_reference + o]));
  }
  hashes[id.x] = hash;
}

@compute @workgroup_size(64)
fn activate(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.quads || id.y >= shape.units) {
    return;
  }
  let reference = references[shape.first_reference + id.y];
  let row = id.y * shape.columns + id.x;
  let z = units[row];
  let change = slope_rise(z, reference);
  for (var axis = 0u; axis < 2u; axis++) {
    let plane = plane_of_axis(axis);
    if (plane > 0u) {
      let at = row + plane * shape.quads;
      units[at] = (reference.t.z + change) * units[at] + change * reference.t[axis];
    }
  }
  units[row] = rise(z, reference);
}

@compute @workgroup_size(64)
fn finish(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.quads || tile.first + 4u * id.x >= tile.end) {
    return;
  }
  this_quad = id.x;
  field[tile.first / 4u + id.x] = taken(take);
}
