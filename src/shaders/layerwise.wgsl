// What surrounds matmul.wgsl when a wide network is evaluated layer by layer: the inputs, the activations, what is recorded of
// all units, and the result.
// Generated behind it (gpu/layerwise-source.ts): PLANES, what goes into each plane and comes out of it, and taken().

@group(0) @binding(0) var<uniform> tile: Tile;
@group(0) @binding(1) var<uniform> take: Take;
@group(0) @binding(2) var<uniform> shape: LayerShape;
@group(0) @binding(3) var<storage, read> references: array<Reference>;
@group(0) @binding(4) var<storage, read> head_references: array<vec4f>;
// [unit][plane][quad]: the planes are the differences that are carried (gpu/planes.ts).
@group(0) @binding(5) var<storage, read_write> units: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> records: array<vec4u>;
@group(0) @binding(7) var<storage, read_write> field: array<vec4f>;

var<private> this_quad: u32;

fn head_reference(j: u32) -> vec4f {
  return head_references[j];
}

// Output j in a plane, for the quad being finished.
fn y_in_plane(j: u32, plane: u32) -> vec4f {
  return units[j * shape.columns + plane * shape.quads + this_quad];
}

fn unit_record() -> vec4u {
  return records[this_quad];
}

@compute @workgroup_size(64)
fn inputs(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.quads) {
    return;
  }
  let points = points_of(tile, id.x);
  for (var i = 0u; i < 2u; i++) {
    for (var plane = 0u; plane < PLANES; plane++) {
      units[i * shape.columns + plane * shape.quads + id.x] = input_of(points, i, plane);
    }
  }
}

@compute @workgroup_size(64)
fn start_records(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < shape.quads) {
    records[id.x] = vec4u(take.seed);
  }
}

@compute @workgroup_size(64)
fn record_layer(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.quads) {
    return;
  }
  var record = records[id.x];
  for (var o = 0u; o < shape.units; o++) {
    record = record_unit(record, o * shape.columns + id.x, references[shape.first_reference + o]);
  }
  records[id.x] = record;
}

@compute @workgroup_size(64)
fn activate(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.quads || id.y >= shape.units) {
    return;
  }
  activate_unit(id.y * shape.columns + id.x, references[shape.first_reference + id.y]);
}

@compute @workgroup_size(64)
fn finish(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.quads || tile.first + 4u * id.x >= tile.end) {
    return;
  }
  this_quad = id.x;
  field[tile.first / 4u + id.x] = taken(take, points_of(tile, id.x));
}
