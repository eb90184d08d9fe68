// Evaluates the network at four points a thread, start to end in one kernel. Generated behind it (gpu/evaluate-source.ts):
// OUTPUTS, run(), which carries the differences through the layers and records all units, and taken(), which picks the number
// asked for.

@group(0) @binding(0) var<uniform> tile: Tile;
@group(0) @binding(1) var<uniform> take: Take;
// Per layer [units/4][fan-in], each entry the weights of four units for one input; units padded to a multiple of 8.
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> references: array<Reference>;
@group(0) @binding(4) var<storage, read> head_references: array<vec4f>;
@group(0) @binding(5) var<storage, read> layers: array<LayerShape>;
@group(0) @binding(6) var<storage, read_write> field: array<vec4f>;

fn head_reference(j: u32) -> vec4f {
  return head_references[j];
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (tile.first + 4u * id.x >= tile.end) {
    return;
  }
  let points = points_of(tile, id.x);
  record = vec4u(take.seed);
  run(points);
  field[tile.first / 4u + id.x] = taken(take, points);
}
