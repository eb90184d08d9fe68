// The domain of every map of the network strip, from its smallest and largest finite number: a workgroup a map.

// Written by gpu/strip-range-pass.ts.
struct Range {
  points: u32,
  // From one map to the next, in numbers.
  stride: u32,
  // 1 where domains are symmetric about 0.
  symmetric: u32,
}

const THREADS = 64u;

@group(0) @binding(0) var<uniform> range: Range;
// [map][point]: differences to the map's base.
@group(0) @binding(1) var<storage, read> maps: array<f32>;
@group(0) @binding(2) var<storage, read> bases: array<f32>;
// Of each map where its domain begins, relative to its base, and 1 / the domain's length, 0 where it has none.
@group(0) @binding(3) var<storage, read_write> domains: array<vec2f>;

var<workgroup> lows: array<f32, THREADS>;
var<workgroup> highs: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32) {
  var low = 3.4e38;
  var high = -3.4e38;
  for (var point = index; point < range.points; point += THREADS) {
    let value = maps[group.x * range.stride + point];
    if ((bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u) {
      low = min(low, value);
      high = max(high, value);
    }
  }
  lows[index] = low;
  highs[index] = high;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (index < half) {
      lows[index] = min(lows[index], lows[index + half]);
      highs[index] = max(highs[index], highs[index + half]);
    }
  }
  if (index > 0u) {
    return;
  }
  let base = bases[group.x];
  var ends = vec2f(lows[0], highs[0]);
  if (ends.x > ends.y) {
    ends = vec2f(0.0, 1.0) - base;
  } else if (range.symmetric == 1u) {
    let reach = max(abs(base + ends.x), abs(base + ends.y));
    ends = vec2f(-reach, reach) - base;
  }
  let length = ends.y - ends.x;
  // Below this 1 / length is no number of f32.
  domains[group.x] = vec2f(ends.x, select(0.0, 1.0 / length, length > 1e-37));
}
