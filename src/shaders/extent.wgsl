// The smallest and the largest finite number of a field, as keys whose unsigned order is the order of the floats, and whether others are
// among them.

// Written by gpu/statistics-pass.ts.
struct Span {
  first: u32,
  end: u32,
  // Histogram only: bins divide [lo, lo + bins / scale).
  lo: f32,
  scale: f32,
}

@group(0) @binding(0) var<uniform> span: Span;
@group(0) @binding(1) var<storage, read> field: array<u32>;
@group(0) @binding(2) var<storage, read_write> extent: array<atomic<u32>, 3>;

var<workgroup> least: atomic<u32>;
var<workgroup> greatest: atomic<u32>;
var<workgroup> others: atomic<u32>;

fn is_finite(bits: u32) -> bool {
  return (bits & 0x7f800000u) != 0x7f800000u;
}

fn ordered_key(bits: u32) -> u32 {
  return select(bits | 0x80000000u, ~bits, (bits & 0x80000000u) != 0u);
}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) index: u32) {
  if (index == 0u) {
    atomicStore(&least, 0xffffffffu);
    atomicStore(&greatest, 0u);
    atomicStore(&others, 0u);
  }
  workgroupBarrier();
  var lowest = 0xffffffffu;
  var highest = 0u;
  var other = 0u;
  for (var point = span.first + id.x; point < span.end; point += groups.x * 256u) {
    let bits = field[point];
    if (is_finite(bits)) {
      lowest = min(lowest, ordered_key(bits));
      highest = max(highest, ordered_key(bits));
    } else {
      other = 1u;
    }
  }
  atomicMin(&least, lowest);
  atomicMax(&greatest, highest);
  atomicMax(&others, other);
  workgroupBarrier();
  if (index == 0u) {
    atomicMin(&extent[0], atomicLoad(&least));
    atomicMax(&extent[1], atomicLoad(&greatest));
    atomicMax(&extent[2], atomicLoad(&others));
  }
}
