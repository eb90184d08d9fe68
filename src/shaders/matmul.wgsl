// One affine layer over many points: y = W x for up to 64 points and 32 units a workgroup, through workgroup memory.
// Shapes are data, so that this compiles once for every network.

const POINT_QUADS = 16u;
const UNIT_GROUPS = 4u;
const UNITS = 32u;
const DEPTH = 16u;

@group(0) @binding(0) var<uniform> shape: LayerShape;
@group(0) @binding(1) var<storage, read> weights: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

var<workgroup> x_tile: array<vec4f, 256>;
var<workgroup> w_tile: array<vec4f, 128>;

@compute @workgroup_size(16, 4)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) index: u32,
) {
  let column = group.x * POINT_QUADS;
  let unit = group.y * UNITS;
  var sums: array<vec4f, 8>;
  for (var depth = 0u; depth < shape.fan_in; depth += DEPTH) {
    for (var i = index; i < DEPTH * POINT_QUADS; i += 64u) {
      let k = depth + i / POINT_QUADS;
      let c = column + i % POINT_QUADS;
      x_tile[i] = select(vec4f(0.0), x[min(k, shape.fan_in - 1u) * shape.columns + c], k < shape.fan_in && c < shape.columns);
    }
    for (var i = index; i < DEPTH * UNITS / 4u; i += 64u) {
      let k = depth + i % DEPTH;
      let group_of_four = unit / 4u + i / DEPTH;
      let at = shape.first_weight + group_of_four * shape.fan_in + min(k, shape.fan_in - 1u);
      w_tile[(i % DEPTH) * (UNITS / 4u) + i / DEPTH] = weights[at];
    }
    workgroupBarrier();
    for (var k = 0u; k < DEPTH; k++) {
      let v = x_tile[k * POINT_QUADS + local.x];
      let w0 = w_tile[k * (UNITS / 4u) + 2u * local.y];
      let w1 = w_tile[k * (UNITS / 4u) + 2u * local.y + 1u];
      sums[0] = fma(vec4f(w0.x), v, sums[0]);
      sums[1] = fma(vec4f(w0.y), v, sums[1]);
      sums[2] = fma(vec4f(w0.z), v, sums[2]);
      sums[3] = fma(vec4f(w0.w), v, sums[3]);
      sums[4] = fma(vec4f(w1.x), v, sums[4]);
      sums[5] = fma(vec4f(w1.y), v, sums[5]);
      sums[6] = fma(vec4f(w1.z), v, sums[6]);
      sums[7] = fma(vec4f(w1.w), v, sums[7]);
    }
    workgroupBarrier();
  }
  let c = column + local.x;
  if (c >= shape.columns) {
    return;
  }
  for (var b = 0u; b < 8u; b++) {
    let o = unit + 8u * local.y + b;
    if (o < shape.units) {
      y[o * shape.columns + c] = sums[b];
    }
  }
}
